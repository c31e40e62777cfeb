#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "core/analysis/fire_clusters.hpp"
#include "core/analysis/gap_graph.hpp"
#include "core/geo/measure.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

constexpr double limit_m = 18;

std::vector<GapPair> pairs_of(const City& city, unsigned threads = 1) {
  return gap_pairs(city.buildings->shapes, city.buildings->index, {}, limit_m,
                   Job({}, {}, threads));
}

/// Every pair by every edge against every edge.
std::vector<GapPair> slow_pairs(const Shapes& shapes) {
  std::vector<GapPair> pairs;
  for (std::uint32_t a = 0; a < shapes.size(); ++a) {
    for (std::uint32_t b = a + 1; b < shapes.size(); ++b) {
      const auto p = shapes.feature_points(a);
      const auto q = shapes.feature_points(b);
      double best2 = contains(shapes, a, q[0]) || contains(shapes, b, p[0])
                         ? 0.0
                         : std::numeric_limits<double>::infinity();
      for (std::size_t i = 0; i + 1 < p.size(); ++i)
        for (std::size_t j = 0; j + 1 < q.size(); ++j)
          best2 = std::min(best2, segment_segment2_m2(p[i], p[i + 1], q[j], q[j + 1]));
      if (best2 <= limit_m * limit_m) pairs.push_back({a, b, std::sqrt(best2)});
    }
  }
  return pairs;
}

std::vector<FireClass> some_classes(const City& city) {
  return fire_classes(city, std::vector<std::uint32_t>(city.buildings->size(), 0), 10);
}

FireClusters clusters_of(const City& city, const SpreadRule& rule) {
  const std::vector<double> floor(city.buildings->size(), 100);
  return fire_clusters(crossings(city, pairs_of(city), some_classes(city), rule, Job{}), {}, floor,
                       {});
}

class DistrictLaws : public testing::TestWithParam<unsigned> {};

TEST_P(DistrictLaws, GapsEqualThoseOfTheSlowTwin) {
  const City city = test::random_town(GetParam(), 3).build();
  const auto slow = slow_pairs(city.buildings->shapes);
  const auto fast = pairs_of(city);
  EXPECT_EQ(fast, slow);
  EXPECT_EQ(pairs_of(city, 4), slow);

  const auto nearest = nearest_gaps(city.buildings->shapes, city.buildings->index, {}, fast, Job{});
  const auto alone = nearest_gaps(city.buildings->shapes, city.buildings->index, {}, {}, Job{});
  EXPECT_EQ(nearest.gap_m, alone.gap_m);
  EXPECT_EQ(nearest.neighbour, alone.neighbour);
}

TEST_P(DistrictLaws, TurningAndShiftingChangesNoGapAndNoCluster) {
  const City city = test::random_town(GetParam(), 3).build();
  const City turned = test::random_town(GetParam(), 3).moved(0.7, 1000, -300).build();
  const auto before = pairs_of(city);
  const auto after = pairs_of(turned);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t p = 0; p < before.size(); ++p)
    EXPECT_NEAR(before[p].gap_m, after[p].gap_m, 1e-7);
  EXPECT_EQ(clusters_of(city, {}).of_building, clusters_of(turned, {}).of_building);
}

TEST_P(DistrictLaws, ALongerReachNeverLowersTheLoss) {
  const City city = test::random_town(GetParam(), 4).build();
  double before = 0;
  for (const double factor : {0.25, 0.5, 1.0, 1.25, 1.5}) {
    const double loss = clusters_of(city, {.factor = factor}).expected_loss_m2;
    EXPECT_GE(loss, before - 1e-9);
    before = loss;
  }
}

TEST_P(DistrictLaws, AFireWallNeverRaisesTheLoss) {
  const City city = test::random_town(GetParam(), 4).build();
  for (const double x : {20.0, 60.0, 110.0}) {
    test::CityBuilder walled = test::random_town(GetParam(), 4);
    walled.barrier({{x, -10}, {x, 300}});
    EXPECT_LE(clusters_of(walled.build(), {}).expected_loss_m2,
              clusters_of(city, {}).expected_loss_m2 + 1e-9);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, DistrictLaws, testing::Range(1U, 21U));

}  // namespace
}  // namespace firebreak
