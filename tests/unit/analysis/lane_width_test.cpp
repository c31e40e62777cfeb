#include "core/analysis/lane_width.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/geo/measure.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

struct Measured {
  double width_m = 0;
  double band_m = 0;
  std::optional<PinchGap> gap;
  std::size_t parts = 0;
};

Measured measure(const City& city, const std::vector<Xy>& line, double cap_m = 8,
                 double band_length_m = 8, std::int8_t level = 0) {
  const LaneObstacles obstacles(city, Occasion::always, Job{});
  Corridor corridor;
  corridor.begin(line, 0, 12);
  obstacles.in_box(corridor.box(), level, true, [&](const OutlineRun& run) { corridor.add(run); });
  corridor.finish();
  const ClearWidth width = WidthMeasure{}.measure(corridor, cap_m);
  return {width.width_m, std::min(width.width_m, band_width_m(corridor, band_length_m, cap_m)),
          width.gap, corridor.parts().size()};
}

Obstacle post(double size_m = 0.3) {
  Obstacle o;
  o.kind = ObstacleKind::bollard;
  o.size_m = static_cast<float>(size_m);
  return o;
}

TEST(LaneWidth, Golden1BollardLeavesTheBetterSide) {
  test::CityBuilder town;
  town.rectangle(-10, 3, 60, 10);
  town.rectangle(-10, -10, 60, -3);
  town.obstacle_point(25, 0.5, post());
  const auto m = measure(town.build(), {{0, 0}, {50, 0}});
  EXPECT_NEAR(m.width_m, 3.35, 1e-6);
  EXPECT_NEAR(m.band_m, 3.35, 1e-6);
  ASSERT_TRUE(m.gap);
  EXPECT_EQ(m.gap->left.thing, LaneThing::obstacle);
  EXPECT_EQ(m.gap->right, (ObstacleRef{LaneThing::building, 1}));
}

TEST(LaneWidth, Golden2CentreLineMayLieOffCentre) {
  test::CityBuilder town;
  town.rectangle(-10, 4.2, 60, 10);
  town.rectangle(-10, -10, 60, -1.8);
  EXPECT_NEAR(measure(town.build(), {{0, 0}, {50, 0}}).width_m, 6.0, 1e-9);
}

TEST(LaneWidth, Golden3StaggeredCars) {
  test::CityBuilder town;
  town.rectangle(-10, 3.5, 60, 10);
  town.rectangle(-10, -10, 60, -3.5);
  town.obstacle_area({{20, 1.5}, {24, 1.5}, {24, 3.5}, {20, 3.5}});
  town.obstacle_area({{25.5, -3.5}, {29.5, -3.5}, {29.5, -1.5}, {25.5, -1.5}});
  const auto m = measure(town.build(), {{0, 0}, {50, 0}});
  EXPECT_NEAR(m.width_m, std::hypot(3.0, 1.5), 1e-9);
  EXPECT_NEAR(m.band_m, 3.0, 1e-9);
}

TEST(LaneWidth, CarsFartherApartThanTheVehicleLeaveTheBandFree) {
  test::CityBuilder town;
  town.rectangle(-10, 3.5, 90, 10);
  town.rectangle(-10, -10, 90, -3.5);
  town.obstacle_area({{20, 1.5}, {24, 1.5}, {24, 3.5}, {20, 3.5}});
  town.obstacle_area({{32.1, -3.5}, {36, -3.5}, {36, -1.5}, {32.1, -1.5}});
  const City city = town.build();
  EXPECT_NEAR(measure(city, {{0, 0}, {80, 0}}, 8, 8).band_m, 5.0, 1e-9);
  EXPECT_NEAR(measure(city, {{0, 0}, {80, 0}}, 8, 8.2).band_m, 3.0, 1e-9);
}

TEST(LaneWidth, FacadesThatRunOnBeyondTheCorridorAreSolid) {
  // Both fronts lie nearer to each other than to the corridor's walls, and no end of a house is
  // in sight.
  test::CityBuilder town;
  town.rectangle(-100, 1.5, 150, 30);
  town.rectangle(-100, -30, 150, -1.5);
  const auto m = measure(town.build(), {{0, 0}, {50, 0}});
  EXPECT_NEAR(m.width_m, 3.0, 1e-9);
  EXPECT_NEAR(m.band_m, 3.0, 1e-9);
}

TEST(LaneWidth, RingsMayRunEitherWay) {
  test::CityBuilder town;
  town.building({{-100, 1.5}, {-100, 30}, {150, 30}, {150, 1.5}});
  town.building({{-100, -30}, {150, -30}, {150, -1.5}, {-100, -1.5}});
  EXPECT_NEAR(measure(town.build(), {{0, 0}, {50, 0}}).width_m, 3.0, 1e-9);
}

TEST(LaneWidth, OpenSideReachesToTheCorridorWall) {
  test::CityBuilder town;
  town.rectangle(-10, -30, 60, -1);
  EXPECT_NEAR(measure(town.build(), {{0, 0}, {50, 0}}, 20).width_m, 13.0, 1e-9);
  EXPECT_NEAR(measure(town.build(), {{0, 0}, {50, 0}}, 8).width_m, 8.0, 1e-9);
}

TEST(LaneWidth, NothingNearGivesTheCap) {
  EXPECT_EQ(measure(test::CityBuilder{}.build(), {{0, 0}, {50, 0}}).width_m, 8.0);
}

TEST(LaneWidth, HouseAcrossTheLaneClosesIt) {
  test::CityBuilder town;
  town.rectangle(20, -20, 30, 20);
  EXPECT_EQ(measure(town.build(), {{0, 0}, {50, 0}}).width_m, 0.0);
}

TEST(LaneWidth, HouseAroundACulDeSacIsTwoSides) {
  test::CityBuilder town;
  town.building(
      {{-50, 2}, {20, 2}, {20, -2}, {-50, -2}, {-50, -30}, {40, -30}, {40, 30}, {-50, 30}});
  const auto m = measure(town.build(), {{-40, 0}, {15, 0}});
  EXPECT_NEAR(m.width_m, 4.0, 1e-9);
}

TEST(LaneWidth, BendKeepsTheWidthOfTheStreet) {
  // A street 5 m wide with a right angle, drawn as one block with the street cut out of it.
  test::CityBuilder town;
  town.building({{-60, 2.5}, {47.5, 2.5}, {47.5, 70}, {-60, 70}});
  town.building({{-60, -2.5}, {-60, -70}, {120, -70}, {120, 70}, {52.5, 70}, {52.5, -2.5}});
  const auto m = measure(town.build(), {{0, 0}, {50, 0}, {50, 50}});
  EXPECT_NEAR(m.width_m, 5.0, 1e-9);
}

TEST(LaneWidth, FenceHasItsThickness) {
  test::CityBuilder town;
  town.rectangle(-10, 3, 60, 10);
  town.barrier({{-10, -2}, {60, -2}});
  EXPECT_NEAR(measure(town.build(), {{0, 0}, {50, 0}}).width_m, 4.9, 1e-9);

  // One that ends on the way is passed behind.
  test::CityBuilder half;
  half.rectangle(-10, 3, 60, 10);
  half.barrier({{-10, -2}, {40, -2}});
  EXPECT_NEAR(measure(half.build(), {{0, 0}, {50, 0}}, 20).width_m, 9.9, 1e-9);
}

TEST(LaneWidth, BuildingsStandOnTheGroundOnly) {
  test::CityBuilder town;
  town.rectangle(20, -20, 30, 20);
  EXPECT_EQ(measure(town.build(), {{0, 0}, {50, 0}}, 8, 8, 1).width_m, 8.0);
}

TEST(LaneWidth, KerbsReplaceTheWalls) {
  test::CityBuilder town;
  City city = town.build();
  Shapes kerbs;
  // Two polygons that share a border across the street: no kerb there.
  kerbs.add(PartKind::outer,
            std::vector<Xy>{{-50, -1.6}, {25, -1.6}, {25, 1.9}, {-50, 1.9}, {-50, -1.6}});
  kerbs.add(PartKind::outer,
            std::vector<Xy>{{25, -1.6}, {90, -1.6}, {90, 1.9}, {25, 1.9}, {25, -1.6}});
  city.carriageway = std::make_shared<const Shapes>(kerbs);
  const auto m = measure(city, {{0, 0}, {50, 0}});
  EXPECT_NEAR(m.width_m, 3.5, 1e-9);
  EXPECT_NEAR(m.band_m, 3.5, 1e-9);
  ASSERT_TRUE(m.gap);
  EXPECT_EQ(m.gap->left.thing, LaneThing::kerb);
  EXPECT_EQ(m.gap->right.thing, LaneThing::kerb);
}

TEST(LaneWidth, LongKerbsComeInManyRuns) {
  std::vector<Xy> ring;
  for (int i = 0; i <= 100; ++i) ring.push_back({-50.0 + 1.5 * i, -1.6});
  for (int i = 100; i >= 0; --i) ring.push_back({-50.0 + 1.5 * i, 1.9});
  ring.push_back(ring.front());
  Shapes kerbs;
  kerbs.add(PartKind::outer, ring);
  City city = test::CityBuilder{}.build();
  city.carriageway = std::make_shared<const Shapes>(kerbs);
  EXPECT_NEAR(measure(city, {{0, 0}, {50, 0}}).width_m, 3.5, 1e-9);
}

TEST(LaneWidth, BlocksAreHolesOfTheCarriageway) {
  // Two streets and their cross ties around one block; the lane runs along its south side.
  Shapes kerbs;
  kerbs.add_part(PartKind::outer,
                 std::vector<Xy>{{-60, -2}, {110, -2}, {110, 60}, {-60, 60}, {-60, -2}});
  kerbs.add_part(PartKind::hole, std::vector<Xy>{{-30, 3}, {-30, 40}, {80, 40}, {80, 3}, {-30, 3}});
  kerbs.finish_feature();
  City city = test::CityBuilder{}.build();
  city.carriageway = std::make_shared<const Shapes>(kerbs);
  EXPECT_NEAR(measure(city, {{0, 0}, {50, 0}}).width_m, 5.0, 1e-9);
}

TEST(LaneWidth, CourtyardBehindAFrontIsNoGap) {
  test::CityBuilder town;
  town.building({{-30, 3}, {80, 3}, {80, 20}, {-30, 20}}, {{{-25, 5}, {-25, 9}, {75, 9}, {75, 5}}});
  town.rectangle(-30, -20, 80, -3);
  const auto m = measure(town.build(), {{0, 0}, {50, 0}});
  EXPECT_NEAR(m.width_m, 6.0, 1e-9);
  EXPECT_NEAR(m.band_m, 6.0, 1e-9);
}

TEST(LaneWidth, LaneInsideACourtyard) {
  test::CityBuilder town;
  town.building({{-90, -40}, {140, -40}, {140, 40}, {-90, 40}},
                {{{-20, -2}, {-20, 3}, {70, 3}, {70, -2}}});
  EXPECT_NEAR(measure(town.build(), {{0, 0}, {50, 0}}).width_m, 5.0, 1e-9);
}

TEST(LaneWidth, ObstaclesOfOtherTimesStayAway) {
  test::CityBuilder town;
  town.rectangle(-10, 3, 60, 10);
  town.rectangle(-10, -10, 60, -3);
  Obstacle stall;
  stall.kind = ObstacleKind::stall;
  stall.occasion = Occasion::night;
  town.obstacle_area({{20, 0}, {24, 0}, {24, 3}, {20, 3}}, stall);
  const City city = town.build();
  EXPECT_NEAR(measure(city, {{0, 0}, {50, 0}}).width_m, 6.0, 1e-9);
  const LaneObstacles at_night(city, Occasion::night, Job{});
  Corridor corridor;
  corridor.begin(std::vector<Xy>{{0, 0}, {50, 0}}, 0, 12);
  at_night.in_box(corridor.box(), 0, true, [&](const OutlineRun& run) { corridor.add(run); });
  corridor.finish();
  EXPECT_NEAR(WidthMeasure{}.measure(corridor, 8).width_m, 3.0, 1e-9);
}

TEST(LaneWidth, PinchLineJoinsTheTwoThings) {
  test::CityBuilder town;
  town.rectangle(10, 2, 20, 10);
  town.rectangle(10, -10, 20, -1);
  const auto m = measure(town.build(), {{0, 0}, {50, 0}});
  EXPECT_NEAR(m.width_m, 3.0, 1e-9);
  ASSERT_TRUE(m.gap);
  EXPECT_NEAR(distance_m(m.gap->left_at, m.gap->right_at), 3.0, 1e-9);
  EXPECT_NEAR(m.gap->left_at.y_m, 2, 1e-9);
  EXPECT_NEAR(m.gap->right_at.y_m, -1, 1e-9);
}

TEST(TurningStretches, StraightLineIsOne) {
  const std::vector<Xy> line{{0, 0}, {30, 0}, {60, 10}};
  const auto s = turning_stretches(line, 5, 50);
  ASSERT_EQ(s.size(), 1U);
  EXPECT_EQ(s[0].from_m, 5);
  EXPECT_EQ(s[0].to_m, 50);
}

TEST(TurningStretches, RightAngleIsCutWithOverlap) {
  const std::vector<Xy> line{{0, 0}, {30, 0}, {30, 30}};
  const auto s = turning_stretches(line, 0, 60);
  ASSERT_EQ(s.size(), 2U);
  EXPECT_EQ(s[0].to_m, 35);
  EXPECT_EQ(s[1].from_m, 25);
}

TEST(TurningStretches, HairpinHasNoOverlap) {
  const std::vector<Xy> line{{0, 0}, {30, 0}, {30, 1}, {0, 1}};
  for (const auto& s : turning_stretches(line, 0, 61)) EXPECT_LE(s.from_m, s.to_m);
  const std::vector<Xy> back{{0, 0}, {30, 0}, {0, 0.5}};
  const auto s = turning_stretches(back, 0, line_length_m(back));
  ASSERT_EQ(s.size(), 2U);
  EXPECT_EQ(s[0].to_m, 30);
  EXPECT_EQ(s[1].from_m, 30);
}

}  // namespace
}  // namespace firebreak
