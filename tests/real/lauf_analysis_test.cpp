#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "core/analysis/assessment.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/lane_reach.hpp"
#include "core/geo/measure.hpp"
#include "core/io/load.hpp"
#include "core/io/project.hpp"
#include "core/io/rule_file.hpp"

namespace firebreak {
namespace {

/// The sample town, read once for all tests here.
const City& lauf() {
  static const City city =
      io::load(io::open_project(FIREBREAK_DATA "/samples/lauf-de/city.toml"), Job({}, {}, 2));
  return city;
}

AssessSettings settings() {
  AssessSettings s;
  s.title = "Lauf";
  s.profile = io::profile_named("cn-gb");
  s.engine = io::vehicle_named("pumper");
  return s;
}

std::size_t within(double radius_m) {
  HydrantCoverage::Params params;
  params.radius_m = radius_m;
  const auto result = HydrantCoverage::run(lauf(), params, Job({}, {}, 2));
  return static_cast<std::size_t>(
      std::count_if(result.buildings.begin(), result.buildings.end(),
                    [](const auto& cover) { return cover.in_reach > 0; }));
}

double figure(const RunRecord& record, std::string_view name) {
  for (const KeyFigure& f : record.figures)
    if (f.name == name) return f.value;
  ADD_FAILURE() << "no figure " << name;
  return -1;
}

// Counts by PostGIS over the same extract: footprint to hydrant in EPSG:25832. A few clipped
// relations and half a percent may differ.
TEST(LaufHydrants, BuildingsWithinRadiiAgreeWithPostgis) {
  EXPECT_NEAR(static_cast<double>(within(50)), 3907, 0.005 * 3907);
  EXPECT_NEAR(static_cast<double>(within(150)), 6337, 0.005 * 6337);
  EXPECT_NEAR(static_cast<double>(within(300)), 6474, 0.005 * 6474);
}

TEST(LaufHydrants, NearestDistancesAgreeWithPostgis) {
  const auto result = HydrantCoverage::run(lauf(), {}, Job({}, {}, 2));
  std::vector<double> nearest;
  for (const auto& cover : result.buildings)
    if (cover.nearest_m) nearest.push_back(*cover.nearest_m);
  std::sort(nearest.begin(), nearest.end());
  ASSERT_GT(nearest.size(), 6400U);
  EXPECT_NEAR(nearest[nearest.size() / 2], 41.7, 0.2);
  EXPECT_NEAR(nearest.back(), 1059.9, 0.5);
}

TEST(LaufAssessment, HoldsTogether) {
  const Assessment assessment = assess(lauf(), settings(), Job({}, {}, 2));
  const RunRecord& record = assessment.record;
  const double all = figure(record, "buildings_checked");
  EXPECT_EQ(figure(record, "hydrant_pass") + figure(record, "hydrant_marginal") +
                figure(record, "hydrant_fail") + figure(record, "hydrant_unknown"),
            all);
  EXPECT_EQ(figure(record, "coverage_full") + figure(record, "coverage_partly") +
                figure(record, "coverage_none") + figure(record, "coverage_unknown"),
            all);
  const auto sum = [&](std::initializer_list<std::string_view> names) {
    double total = 0;
    for (const std::string_view name : names) total += figure(record, name);
    return total;
  };
  EXPECT_EQ(sum({"hose_full", "hose_partly", "hose_none", "hose_hidden", "hose_off_road",
                 "hose_unknown"}),
            all);
  EXPECT_EQ(sum({"water_g0", "water_g1", "water_g2", "water_g3", "water_unknown"}), all);
  EXPECT_THAT(record.skipped, testing::IsEmpty());
  EXPECT_THAT(record.attribution, testing::HasSubstr("OpenStreetMap"));
}

/// Every building with a way in has a route that holds together, ends near it, goes over the lane
/// reported, and is nowhere narrower than that lane lets it be.
TEST(LaufLanes, RoutesAreTheWaysInReported) {
  const City& city = lauf();
  Lanes::Params params;
  params.engine = io::vehicle_named("pumper");
  const Job job({}, {}, 2);
  const auto result = Lanes::run(city, params, job);
  const WayFinder finder(city, params, result, job);
  std::size_t routes = 0;
  std::size_t narrow = 0;
  for (std::uint32_t b = 0; b < result.buildings.size(); ++b) {
    const Lanes::WayIn& way = result.buildings[b];
    const auto route = finder.route(b);
    ASSERT_EQ(route.has_value(), way.judged && way.lane != UINT32_MAX) << b;
    if (!route) continue;
    ++routes;
    EXPECT_EQ(route->narrowest, way.lane);
    double drawn_m = 0;
    for (std::size_t i = 1; i < route->line.size(); ++i)
      drawn_m += std::sqrt(distance2_m2(route->line[i - 1], route->line[i]));
    EXPECT_NEAR(drawn_m, route->length_m, 1e-3 + 1e-6 * drawn_m);
    EXPECT_LE(distance_m(city.buildings->shapes, b, route->line.back()), params.access_m + 1e-6);
    if (!route->narrows) continue;
    EXPECT_THAT(route->lanes, testing::Contains(way.lane));
    if (!way.width_m) continue;
    float narrowest_m = *way.width_m;
    for (const std::uint32_t lane : route->lanes)
      narrowest_m = std::min(narrowest_m, result.lanes[lane].width_m.value_or(narrowest_m));
    EXPECT_EQ(route->holds, narrowest_m == *way.width_m) << b;
    ++narrow;
  }
  EXPECT_GT(routes, 6000U);
  EXPECT_GT(narrow, 100U);
}

TEST(LaufAssessment, IsTheSameOnAnyNumberOfThreads) {
  const Assessment one = assess(lauf(), settings(), Job({}, {}, 1));
  const Assessment four = assess(lauf(), settings(), Job({}, {}, 4));
  ASSERT_EQ(one.tables.size(), four.tables.size());
  for (std::size_t t = 0; t < one.tables.size(); ++t) {
    EXPECT_EQ(one.tables[t].shapes.points, four.tables[t].shapes.points) << one.tables[t].name;
    for (std::size_t c = 0; c < one.tables[t].columns.size(); ++c) {
      const Column& a = one.tables[t].columns[c];
      const Column& b = four.tables[t].columns[c];
      EXPECT_TRUE(a.missing == b.missing && a.integers == b.integers && a.reals == b.reals &&
                  a.texts == b.texts)
          << one.tables[t].name << "." << a.name;
    }
  }
}

}  // namespace
}  // namespace firebreak
