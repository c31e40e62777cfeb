#include "core/analysis/hose_geodesic.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/analysis/hose_field.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

using Reach = HoseGeodesic::Reach;

double way_m(const City& city, Xy from, Xy to, double reach_m = 300) {
  const HoseBarriers barriers(city);
  HoseField field(city, barriers, reach_m);
  field.spread(from);
  return field.to(to);
}

/// Golden case 2 of algorithms 2.11.
TEST(HoseField, GoesRoundABuilding) {
  test::CityBuilder town;
  town.rectangle(10, -50, 90, 50);
  const double way = way_m(town.build(), {0, 0}, {100, 0});
  EXPECT_GE(way, 180.5);
  EXPECT_LE(way, 188.4);
}

TEST(HoseField, OnOpenGroundItIsTheStraightLineWithinTheErrorOfTheGrid) {
  const City city = test::CityBuilder().build();
  for (const Xy to : {Xy{100, 0}, Xy{70, 70}, Xy{60, 25}, Xy{-80, 33.3}, Xy{0.2, -120}}) {
    const double straight = std::hypot(to.x_m, to.y_m);
    const double way = way_m(city, {0, 0}, to);
    EXPECT_GE(way, straight - 1e-4);
    EXPECT_LE(way, HoseField::stretch * straight + 2 * HoseField::snap_m);
  }
  EXPECT_EQ(way_m(city, {0, 0}, {100, 0}, 90), HoseField::infinite) << "beyond its reach";
}

TEST(HoseField, AThinWallAcrossStopsItWhateverItsDirection) {
  for (const double turn : {0.0, 0.3, 0.785398, 1.2}) {
    test::CityBuilder town;
    town.barrier({{50, -400}, {50, 400}});
    const City city = town.moved(turn, 0, 0).build();
    EXPECT_EQ(way_m(city, {0, 0}, {100 * std::cos(turn), 100 * std::sin(turn)}),
              HoseField::infinite)
        << turn;
  }
}

TEST(HoseField, AGateLetsItThroughTheWall) {
  test::CityBuilder town;
  town.barrier({{50.5, -400}, {50.5, 400}});
  Obstacle gate;
  gate.kind = ObstacleKind::gate;
  gate.clear_width_m = 4;
  town.obstacle_point(50.5, 30, gate);
  const double way = way_m(town.build(), {0, 0}, {100, 0});
  EXPECT_GE(way, 2 * std::hypot(50, 28) - 2);
  EXPECT_LE(way, HoseField::stretch * 2 * std::hypot(50, 30) + 2 * HoseField::snap_m);
}

TEST(HoseField, ARoadLeadsOverTheRiverAndThroughAPassage) {
  test::CityBuilder town;
  Road bridge;
  bridge.bridge = true;
  town.road({{-10, 40}, {110, 40}}, bridge);
  City city = test::with_network(town);
  Shapes water;
  water.add(PartKind::outer,
            std::vector<Xy>{{45, -400}, {55, -400}, {55, 400}, {45, 400}, {45, -400}});
  city.water = std::make_shared<Shapes>(water);
  const double way = way_m(city, {0, 0}, {100, 0});
  EXPECT_GE(way, 2 * std::hypot(45, 38));
  EXPECT_LE(way, HoseField::stretch * (2 * std::hypot(45, 40) + 10) + 2 * HoseField::snap_m);

  for (const bool covered : {false, true}) {
    test::CityBuilder house;
    Road passage;
    passage.covered = covered;
    house.road({{-10, 0}, {110, 0}}, passage);
    house.rectangle(45, -300, 55, 300);
    const double through = way_m(test::with_network(house), {0, 0}, {100, 0}, 200);
    if (covered)
      EXPECT_LE(through, 105);
    else
      EXPECT_EQ(through, HoseField::infinite);
  }
}

TEST(HoseGeodesic, ABuildingBehindOthersIsReachedRoundTheCorner) {
  test::CityBuilder town;
  town.hydrant(0, 0);
  town.rectangle(-100, 10, 60, 20);
  town.rectangle(0, 30, 10, 40);
  HoseGeodesic::Params params;
  const auto near = HoseGeodesic::run(town.build(), params, Job{});
  EXPECT_EQ(near.buildings[1].reach, Reach::full);
  EXPECT_GT(*near.buildings[1].lay_m, 60 + 50) << "round the end of the row at x = 60";
  params.radius_m = 60;
  const auto far = HoseGeodesic::run(town.build(), params, Job{});
  EXPECT_EQ(far.buildings[1].reach, Reach::none);
  EXPECT_FALSE(far.buildings[1].lay_m);
}

TEST(HoseGeodesic, OnlyWhatSurelyLiesOutOfReachIsCompliantOnPaper) {
  test::CityBuilder town;
  town.hydrant(0, 0);
  town.rectangle(-100, 10, 100, 20);
  town.rectangle(0, 30, 10, 40);
  town.rectangle(140, -2, 143, 2);
  const City city = town.build();
  HoseGeodesic::Params params;
  const auto result = HoseGeodesic::run(city, params, Job{});
  const std::vector<std::uint8_t> passes(3, 1);
  const auto out = HoseGeodesic::output(city, params, result, passes);
  const FeatureTable& paper = out.tables.at(0);
  EXPECT_EQ(paper.name, "compliant_on_paper");
  ASSERT_EQ(paper.rows(), 2U) << "the back of the row, and what stands behind it";
  EXPECT_EQ(paper.column("building_id")->texts[0], city.buildings->ids[0]);
  EXPECT_EQ(paper.column("geodesic_reach")->texts[0], "partly");
  EXPECT_EQ(paper.column("building_id")->texts[1], city.buildings->ids[1]);
  EXPECT_EQ(paper.column("geodesic_reach")->texts[1], "none");
  EXPECT_NE(paper.column("reason")->texts[1].find("no hose of that length"), std::string::npos);
  // 10 m lie between the two: one gap.
  const FeatureTable& gaps = out.tables.at(1);
  EXPECT_EQ(gaps.name, "geodesic_gaps");
  ASSERT_EQ(gaps.rows(), 1U);
  EXPECT_EQ(gaps.column("buildings")->integers[0], 2);
  EXPECT_EQ(gaps.column("reason")->texts[0],
            "Buildings that a hose of 150 m laid round obstacles does not get to: 1; gets to in "
            "part: 1. Of both within the radius in a straight line: 2.");
}

TEST(HoseGeodesic, ThreadsChangeNothingAndOneMoreHydrantNeverTakesAway) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    test::CityBuilder town = test::random_town(seed);
    HoseGeodesic::Params params;
    params.radius_m = 90;
    const City city = test::with_network(town);
    const auto one = HoseGeodesic::run(city, params, Job({}, {}, 1));
    const auto three = HoseGeodesic::run(city, params, Job({}, {}, 3));
    town.hydrant(130, 131);
    const auto more = HoseGeodesic::run(test::with_network(town), params, Job{});
    for (std::size_t b = 0; b < one.buildings.size(); ++b) {
      EXPECT_EQ(one.buildings[b].lay_m, three.buildings[b].lay_m);
      EXPECT_EQ(one.buildings[b].hydrant, three.buildings[b].hydrant);
      EXPECT_EQ(one.buildings[b].share, three.buildings[b].share);
      EXPECT_LE(one.buildings[b].share, more.buildings[b].share);
      EXPECT_LE(more.buildings[b].lay_m.value_or(1e9), one.buildings[b].lay_m.value_or(1e9));
    }
  }
}

}  // namespace
}  // namespace firebreak
