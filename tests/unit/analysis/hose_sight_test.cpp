#include "core/analysis/hose_sight.hpp"

#include <gtest/gtest.h>

#include "support/road_town.hpp"

namespace firebreak {
namespace {

bool clear(const City& city, Xy a, Xy b, std::uint32_t own = HoseSight::none) {
  const HoseBarriers barriers(city);
  const HoseSight sight(city, barriers);
  return sight.clear(a, b, own) && sight.clear(b, a, own);
}

TEST(HoseSight, ABuildingStopsTheHoseUnlessItIsTheOwn) {
  test::CityBuilder town;
  town.rectangle(10, 0, 20, 10);
  const City city = town.build();
  EXPECT_FALSE(clear(city, {0, 5}, {30, 5}));
  EXPECT_TRUE(clear(city, {0, 5}, {30, 5}, 0));
  EXPECT_TRUE(clear(city, {0, 11}, {30, 11}));
}

TEST(HoseSight, AlongAWallAndPastACornerIsFree) {
  test::CityBuilder town;
  town.rectangle(10, 0, 20, 10);
  const City city = town.build();
  EXPECT_TRUE(clear(city, {0, 10}, {30, 10})) << "along the wall";
  EXPECT_TRUE(clear(city, {5, 15}, {15, 5 + 10.0})) << "beside it";
  EXPECT_TRUE(clear(city, {5, 5}, {15, 15})) << "through the corner (10, 10) only";
}

TEST(HoseSight, ThroughTwoCornersIsThroughTheHouse) {
  test::CityBuilder town;
  town.rectangle(10, 0, 20, 10);
  const City city = town.build();
  EXPECT_FALSE(clear(city, {5, -5}, {25, 15})) << "the diagonal";
  EXPECT_FALSE(clear(city, {12, 5}, {18, 5})) << "wholly inside";
}

TEST(HoseSight, ACourtyardIsOpenGround) {
  test::CityBuilder town;
  town.building({{0, 0}, {40, 0}, {40, 40}, {0, 40}}, {{{10, 10}, {30, 10}, {30, 30}, {10, 30}}});
  const City city = town.build();
  EXPECT_TRUE(clear(city, {12, 12}, {28, 28}));
  EXPECT_FALSE(clear(city, {20, 20}, {20, 50}));
}

TEST(HoseSight, WhatTouchesTheEndsDoesNotCount) {
  test::CityBuilder town;
  town.rectangle(10, 0, 20, 10);
  town.rectangle(20, 0, 30, 10);
  const City city = town.build();
  EXPECT_TRUE(clear(city, {20, -20}, {20, 0}, 0)) << "to the wall the two share";
  EXPECT_TRUE(clear(city, {25, -20}, {25, 0.3})) << "a hydrant drawn into the wall";
  EXPECT_FALSE(clear(city, {25, -20}, {25, 2}));
}

TEST(HoseSight, AWallStopsItAndItsGateLetsItThrough) {
  test::CityBuilder town;
  town.barrier({{0, 10}, {100, 10}});
  Obstacle gate;
  gate.kind = ObstacleKind::gate;
  gate.clear_width_m = 3;
  town.obstacle_point(50, 10, gate);
  const City city = town.build();
  EXPECT_FALSE(clear(city, {20, 0}, {20, 20}));
  EXPECT_TRUE(clear(city, {50, 0}, {50, 20}));
  EXPECT_TRUE(clear(city, {51.4, 0}, {51.4, 20}));
  EXPECT_FALSE(clear(city, {51.6, 0}, {51.6, 20}));
}

TEST(HoseSight, AGateOpensNoRailwayAndABridgeIsNoBarrier) {
  test::CityBuilder town;
  Barrier rail;
  rail.kind = BarrierKind::rail;
  town.barrier({{0, 10}, {100, 10}}, rail);
  rail.level = 1;
  town.barrier({{0, 40}, {100, 40}}, rail);
  Barrier fence;
  fence.kind = BarrierKind::fence;
  town.barrier({{0, 70}, {100, 70}}, fence);
  Obstacle gate;
  gate.kind = ObstacleKind::gate;
  town.obstacle_point(50, 10, gate);
  const City city = town.build();
  EXPECT_FALSE(clear(city, {50, 0}, {50, 20}));
  EXPECT_TRUE(clear(city, {50, 30}, {50, 50}));
  EXPECT_TRUE(clear(city, {50, 60}, {50, 80})) << "a hose is handed over a fence";
}

TEST(HoseSight, WaterAndMotorwaysStopIt) {
  test::CityBuilder town;
  Road motorway;
  motorway.road_class = RoadClass::motorway;
  town.road({{0, 100}, {100, 100}}, motorway);
  motorway.level = 1;
  motorway.bridge = true;
  town.road({{0, 140}, {100, 140}}, motorway);
  City city = test::with_network(town);
  Shapes water;
  water.add(PartKind::outer, std::vector<Xy>{{0, 10}, {100, 10}, {100, 20}, {0, 20}, {0, 10}});
  city.water = std::make_shared<Shapes>(water);
  EXPECT_FALSE(clear(city, {50, 0}, {50, 30}));
  EXPECT_FALSE(clear(city, {50, 90}, {50, 110}));
  EXPECT_TRUE(clear(city, {50, 130}, {50, 150})) << "beneath its bridge";
}

}  // namespace
}  // namespace firebreak
