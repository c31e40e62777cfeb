#include <gmock/gmock.h>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/geo/measure.hpp"
#include "support/footprints.hpp"
#include "support/reference_j1.hpp"

namespace firebreak {
namespace {

/// Figures that PostGIS gave for the same files, discs as 32-gons; `none` and `whole` with true
/// circles lie between these and those of 256-gons.
struct Reference {
  const char* city;
  std::size_t buildings;
  std::size_t none, part, whole;
  std::size_t none_fine, whole_fine;
  double covered_area_m2;
  double footprint_m2;
  double uncovered_footprint_m2;
  std::size_t no_hydrant;
  double mean_hydrants;
  std::size_t max_hydrants;
};

struct Data {
  Shapes footprints;
  std::vector<Xy> hydrants;
};

Data read(const std::string& city) {
  const std::string path = FIREBREAK_TEST_DATA "/reference/" + city + ".gpkg";
  return {test::read_footprints(path), test::read_points(path, "hydrants")};
}

City city_of(Data data) {
  City city;
  city.sources.resize(2);
  Table<Building> buildings;
  for (std::size_t b = 0; b < data.footprints.size(); ++b) {
    buildings.rows.emplace_back();
    buildings.ids.push_back("b" + std::to_string(b));
    buildings.names.push_back("");
  }
  buildings.shapes = std::move(data.footprints);
  buildings.index = SpatialIndex(buildings.shapes.boxes);
  Table<Hydrant> hydrants;
  for (const Xy at : data.hydrants) {
    Hydrant hydrant;
    hydrant.at = at;
    hydrant.origin.source = 1;
    hydrants.shapes.add(PartKind::point, std::vector<Xy>{at});
    hydrants.rows.push_back(hydrant);
    hydrants.ids.push_back("h" + std::to_string(hydrants.rows.size()));
    hydrants.names.push_back("");
  }
  hydrants.index = SpatialIndex(hydrants.shapes.boxes);
  city.buildings = std::make_shared<const Table<Building>>(std::move(buildings));
  city.hydrants = std::make_shared<const Table<Hydrant>>(std::move(hydrants));
  return city;
}

class HydrantReference : public testing::TestWithParam<Reference> {};

TEST_P(HydrantReference, TheReferenceDefinitionGivesTheReferenceFigures) {
  const Reference& expected = GetParam();
  const Data data = read(expected.city);
  const auto figures = test::reference_j1(data.footprints, data.hydrants, 150, Job{});
  EXPECT_EQ(data.footprints.size(), expected.buildings);
  EXPECT_EQ(figures.none, expected.none);
  EXPECT_EQ(figures.part, expected.part);
  EXPECT_EQ(figures.whole, expected.whole);
  EXPECT_NEAR(figures.covered_area_m2, expected.covered_area_m2, 1e-9 * expected.covered_area_m2);
  EXPECT_NEAR(figures.footprint_m2, expected.footprint_m2, 1e-9 * expected.footprint_m2);
  EXPECT_NEAR(figures.uncovered_footprint_m2, expected.uncovered_footprint_m2,
              1e-9 * expected.footprint_m2);
  EXPECT_EQ(figures.no_hydrant, expected.no_hydrant);
  EXPECT_NEAR(figures.mean_hydrants, expected.mean_hydrants, 1e-12);
  EXPECT_EQ(figures.max_hydrants, expected.max_hydrants);
}

TEST_P(HydrantReference, TheAnalysisFindsTheSameHydrantsInReach) {
  const Reference& expected = GetParam();
  const City city = city_of(read(expected.city));
  HydrantCoverage::Params params;
  params.ignore_accuracy = true;
  const auto result = HydrantCoverage::run(city, params, Job{});
  std::size_t no_hydrant = 0;
  std::size_t most = 0;
  std::size_t sum = 0;
  std::size_t failing = 0;
  std::size_t in_gaps = 0;
  for (const auto& cover : result.buildings) {
    no_hydrant += cover.in_reach == 0;
    most = std::max<std::size_t>(most, cover.in_reach);
    sum += cover.in_reach;
    failing += cover.verdict == Verdict::fail;
    EXPECT_TRUE(cover.coverage != HydrantCoverage::Coverage::full || cover.in_reach > 0);
  }
  EXPECT_EQ(no_hydrant, expected.no_hydrant);
  EXPECT_EQ(most, expected.max_hydrants);
  EXPECT_NEAR(static_cast<double>(sum) / static_cast<double>(expected.buildings),
              expected.mean_hydrants, 1e-12);
  std::size_t served = 0;
  for (const auto count : result.served) served += count;
  EXPECT_EQ(served, sum);
  // A footprint wholly in reach has its walls in reach; its walls alone may be where it is not.
  EXPECT_LE(failing, expected.buildings - expected.whole_fine);
  EXPECT_GE(failing, expected.none_fine);
  for (const auto& gap : result.gaps.gaps) in_gaps += gap.buildings.size();
  EXPECT_EQ(in_gaps, failing);
}

INSTANTIATE_TEST_SUITE_P(
    Cities, HydrantReference,
    testing::Values(Reference{"monaco", 1207, 47, 33, 1127, 47, 1128, 2828262.6559739453,
                              719686.9172631827, 52634.67561342864, 47, 3.4606462303231154, 8},
                    Reference{"helsinki", 446, 4, 4, 438, 4, 438, 1974927.2316708069,
                              513940.8682738395, 1515.629844558457, 4, 4.672645739910314, 9},
                    Reference{"liechtenstein", 8993, 2421, 234, 6338, 2418, 6341,
                              23433356.296313103, 2196721.1631500334, 603537.2401983886, 2418,
                              1.8825753363727342, 7}),
    [](const auto& tested) { return std::string(tested.param.city); });

}  // namespace
}  // namespace firebreak
