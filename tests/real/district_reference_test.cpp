#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>

#include "core/analysis/fire_clusters.hpp"
#include "core/analysis/gap_graph.hpp"
#include "support/footprints.hpp"

namespace firebreak {
namespace {

/// Figures that PostGIS gave for the same files: nearest gap, and connected sets of gaps <= 6 m.
struct Reference {
  const char* city;
  double mean_gap_m;
  double median_gap_m;
  int touching;
  int under_6m;
  std::size_t clusters;
  std::uint32_t largest;
  int clusters_10plus;
};

class DistrictReference : public testing::TestWithParam<Reference> {};

TEST_P(DistrictReference, GapsAndClustersEqualThoseOfPostgis) {
  const Reference& expected = GetParam();
  const Shapes shapes = test::read_footprints(std::string(FIREBREAK_TEST_DATA "/reference/") +
                                              expected.city + ".gpkg");
  const SpatialIndex index(shapes.boxes);
  const auto pairs = gap_pairs(shapes, index, {}, 6, Job{});
  const NearestGaps nearest = nearest_gaps(shapes, index, {}, pairs, Job{});
  const auto clusters =
      fire_clusters(crossings_within(pairs, 6), {}, std::vector<double>(shapes.size(), 1.0), {});

  std::vector<double> gaps = nearest.gap_m;
  std::sort(gaps.begin(), gaps.end());
  const auto n = static_cast<double>(gaps.size());
  EXPECT_NEAR(std::accumulate(gaps.begin(), gaps.end(), 0.0) / n, expected.mean_gap_m, 1e-9);
  EXPECT_NEAR((gaps[(gaps.size() - 1) / 2] + gaps[gaps.size() / 2]) / 2, expected.median_gap_m,
              1e-9);
  EXPECT_EQ(std::count_if(gaps.begin(), gaps.end(), [](double g) { return g < 1e-9; }),
            expected.touching);
  EXPECT_EQ(std::count_if(gaps.begin(), gaps.end(), [](double g) { return g < 6; }),
            expected.under_6m);
  EXPECT_EQ(clusters.clusters.size(), expected.clusters);
  EXPECT_EQ(clusters.largest, expected.largest);
  EXPECT_EQ(std::count_if(clusters.clusters.begin(), clusters.clusters.end(),
                          [](const FireCluster& c) { return c.buildings >= 10; }),
            expected.clusters_10plus);
}

INSTANTIATE_TEST_SUITE_P(Cities, DistrictReference,
                         testing::Values(Reference{"monaco", 2.996626958612975, 1.0442553126846885,
                                                   544, 1038, 317, 73, 25},
                                         Reference{"helsinki", 4.406340319294055, 0.0, 326, 355,
                                                   152, 19, 10},
                                         Reference{"liechtenstein", 13.312643977489687,
                                                   7.146029184037252, 637, 3554, 6782, 28, 6}),
                         [](const auto& city) { return std::string(city.param.city); });

}  // namespace
}  // namespace firebreak
