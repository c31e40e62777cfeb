#include "core/analysis/hose_lay.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/geo/measure.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

using Reach = HoseLay::Reach;
using Result = HoseLay::Result;

Result lay(const City& city, const HoseLay::Params& params = {}) {
  return HoseLay::run(city, params, Job{});
}

double route_m(const Result& result, std::size_t b) {
  return line_length_m(result.routes.only_part(b));
}

/// A street of 400 m with a hydrant 3 m beside its beginning.
test::CityBuilder street() {
  test::CityBuilder town;
  town.road({{0, 0}, {400, 0}});
  town.hydrant(0, 3);
  return town;
}

TEST(HoseLay, RunsAlongTheRoadAndLeavesItForTheLastStretch) {
  test::CityBuilder town = street();
  town.rectangle(100, 10, 110, 20);
  const Result result = lay(test::with_network(town));
  // 3 m to the road, 55 m along it, then straight to the corner (100, 10).
  const double expected = 3 + 55 + std::hypot(45, 10);
  ASSERT_TRUE(result.buildings[0].lay_m);
  EXPECT_NEAR(*result.buildings[0].lay_m, expected, 1e-9);
  EXPECT_NEAR(route_m(result, 0), expected, 1e-9);
  EXPECT_EQ(result.buildings[0].reach, Reach::full);
  EXPECT_EQ(result.buildings[0].hydrant->value, 0U);
  EXPECT_EQ(result.routes.only_part(0).front(), (Xy{0, 3}));
  EXPECT_EQ(result.routes.only_part(0).back(), (Xy{100, 10}));
}

TEST(HoseLay, AHydrantBesideTheHouseNeedsNoRoad) {
  test::CityBuilder town = street();
  town.rectangle(0, 23, 10, 33);
  const Result result = lay(test::with_network(town));
  EXPECT_NEAR(*result.buildings[0].lay_m, 20, 1e-9);
  EXPECT_EQ(result.buildings[0].segment, UINT32_MAX);
  EXPECT_NEAR(route_m(result, 0), 20, 1e-9);
}

TEST(HoseLay, BeyondItsLengthABuildingIsOutOfReachAndPartOfOneIsPartly) {
  test::CityBuilder town = street();
  town.rectangle(300, 10, 310, 20);
  town.rectangle(140, 5, 220, 9);
  const Result result = lay(test::with_network(town));
  EXPECT_EQ(result.buildings[0].reach, Reach::none);
  EXPECT_NEAR(*result.buildings[0].lay_m, 3 + 255 + std::hypot(45, 10), 1e-9);
  EXPECT_EQ(result.buildings[0].share, 0);
  EXPECT_EQ(result.buildings[1].reach, Reach::partly);
  EXPECT_GT(result.buildings[1].share, 0);
  EXPECT_LT(result.buildings[1].share, 0.5);
}

TEST(HoseLay, AHouseBehindOthersIsServedThroughTheGapBetweenThem) {
  test::CityBuilder town = street();
  town.rectangle(30, 5, 70, 15);
  town.rectangle(72, 5, 112, 15);
  town.rectangle(60, 30, 84, 40);
  const Result through = lay(test::with_network(town));
  ASSERT_TRUE(through.buildings[2].lay_m);
  EXPECT_GT(*through.buildings[2].lay_m, 70) << "through the gap at 71 m, no shorter";
  EXPECT_LT(*through.buildings[2].lay_m, 110);

  test::CityBuilder closed = street();
  closed.rectangle(0, 5, 200, 15);
  closed.rectangle(60, 30, 84, 40);
  const Result none = lay(test::with_network(closed));
  EXPECT_EQ(none.buildings[1].reach, Reach::hidden);
  EXPECT_FALSE(none.buildings[1].lay_m);
  EXPECT_FALSE(none.buildings[1].hydrant);
  EXPECT_EQ(none.routes.feature_points(1).size(), 0U);
}

TEST(HoseLay, AWallKeepsItOutAndItsGateLetsItIn) {
  test::CityBuilder town = street();
  town.barrier({{20, 5}, {120, 5}});
  town.barrier({{20, 5}, {20, 60}});
  town.barrier({{120, 5}, {120, 60}});
  town.rectangle(60, 20, 70, 30);
  EXPECT_EQ(lay(test::with_network(town)).buildings[0].reach, Reach::hidden);
  Obstacle gate;
  gate.kind = ObstacleKind::gate;
  gate.clear_width_m = 4;
  town.obstacle_point(65, 5, gate);
  const Result result = lay(test::with_network(town));
  EXPECT_TRUE(result.buildings[0].lay_m);
}

/// The road goes round by the bridge where a straight line would cross the river.
TEST(HoseLay, ARiverIsCrossedByTheBridge) {
  test::CityBuilder town;
  town.road({{0, 0}, {200, 0}});
  town.road({{0, 40}, {200, 40}});
  Road bridge;
  bridge.bridge = true;
  bridge.level = 1;
  town.road({{200, 0}, {200, 40}}, bridge);
  town.hydrant(100, 2);
  town.rectangle(95, 45, 105, 55);
  City city = test::with_network(town);
  Shapes water;
  water.add(PartKind::outer,
            std::vector<Xy>{{-100, 15}, {300, 15}, {300, 25}, {-100, 25}, {-100, 15}});
  city.water = std::make_shared<Shapes>(water);
  const Result result = lay(city);
  EXPECT_EQ(result.buildings[0].reach, Reach::none);
  EXPECT_GT(*result.buildings[0].lay_m, 100 + 40 + 40);
  EXPECT_NEAR(route_m(result, 0), *result.buildings[0].lay_m, 1e-9);
}

TEST(HoseLay, HydrantsOutOfOrderAndClosedRoadsServeNobody) {
  test::CityBuilder town;
  town.road({{0, 0}, {400, 0}});
  Hydrant defective;
  defective.status = HydrantStatus::defective;
  town.hydrant(0, 3, defective);
  town.rectangle(20, 5, 30, 15);
  EXPECT_EQ(lay(test::with_network(town)).buildings[0].reach, Reach::none);

  test::CityBuilder closed;
  Road planned;
  planned.open = false;
  closed.road({{0, 0}, {400, 0}}, planned);
  closed.road({{0, 500}, {400, 500}});
  closed.hydrant(0, 3);
  closed.rectangle(100, 5, 110, 15);
  EXPECT_EQ(lay(test::with_network(closed)).buildings[0].reach, Reach::off_road);
}

TEST(HoseLay, ABuildingInTheOpenFarFromRoadsIsOffTheRoadsNotHidden) {
  test::CityBuilder town = street();
  town.rectangle(60, 48, 70, 58);
  town.rectangle(100, 52, 110, 62);
  const Result result = lay(test::with_network(town));
  EXPECT_EQ(result.buildings[0].reach, Reach::partly);
  EXPECT_EQ(result.buildings[1].reach, Reach::off_road);
  EXPECT_FALSE(result.buildings[1].lay_m);
}

TEST(HoseLay, ARoadThatLeadsToNoHydrantIsSeenButLeavesTheBuildingWithoutHose) {
  test::CityBuilder town = street();
  town.road({{0, 500}, {400, 500}});
  town.rectangle(100, 505, 110, 515);
  const Result result = lay(test::with_network(town));
  EXPECT_EQ(result.buildings[0].reach, Reach::none);
  EXPECT_FALSE(result.buildings[0].lay_m);
}

TEST(HoseLay, WithoutRoadsOrHydrantsNothingIsKnown) {
  test::CityBuilder town;
  town.hydrant(0, 3);
  town.rectangle(20, 5, 30, 15);
  EXPECT_EQ(lay(town.build()).buildings[0].reach, Reach::unknown);
  test::CityBuilder dry;
  dry.road({{0, 0}, {400, 0}});
  dry.rectangle(20, 5, 30, 15);
  EXPECT_EQ(lay(test::with_network(dry)).buildings[0].reach, Reach::unknown);
}

TEST(HoseLay, SlackMakesEveryHoseLonger) {
  test::CityBuilder town = street();
  town.rectangle(100, 10, 110, 20);
  HoseLay::Params params;
  params.hose_slack = 1.1;
  const City city = test::with_network(town);
  EXPECT_NEAR(*lay(city, params).buildings[0].lay_m, 1.1 * *lay(city).buildings[0].lay_m, 1e-9);
}

TEST(HoseLay, ALoopIsLeftByItsNearerEnd) {
  test::CityBuilder town = street();
  town.road({{400, 0}, {440, 30}, {440, -30}, {400, 0}});
  town.rectangle(445, -30, 455, -20);
  HoseLay::Params params;
  params.radius_m = 600;
  params.last_stretch_m = 10;
  const Result result = lay(test::with_network(town), params);
  ASSERT_TRUE(result.buildings[0].lay_m);
  EXPECT_NEAR(route_m(result, 0), *result.buildings[0].lay_m, 1e-9);
  EXPECT_LT(*result.buildings[0].lay_m, 3 + 400 + 50 + 12);
}

TEST(HoseLay, RefusesAStretchOfNoLength) {
  HoseLay::Params params;
  params.last_stretch_m = 0;
  EXPECT_ANY_THROW(lay(test::with_network(street()), params));
}

}  // namespace
}  // namespace firebreak
