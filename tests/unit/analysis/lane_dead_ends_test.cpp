#include "core/analysis/lane_dead_ends.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/analysis/turning_room.hpp"
#include "core/geo/measure.hpp"
#include "support/lane_town.hpp"

namespace firebreak {
namespace {

using test::bare;
using test::judged;
using test::surround;
using test::with_network;
using TurnReason = Lanes::TurnReason;

Lanes::Params turning(double dead_end_m, double square_m, double circle_m = 0) {
  Lanes::Params params = bare();
  params.dead_end_m = dead_end_m;
  params.turnaround_m = square_m;
  params.turnaround_circle_m = circle_m;
  return params;
}

struct Case {
  double length_m;
  std::optional<double> room_m;
  bool kerbs = true;
  double margin_m = 0;
  double length_margin_m = 0;
};

TurnReason reason(const Lanes::Params& params, const Case& c) {
  Lanes::DeadEnd dead_end;
  dead_end.length_m = c.length_m;
  dead_end.room_m = c.room_m;
  dead_end.kerbs = c.kerbs;
  judge_dead_end(params, c.margin_m, c.length_margin_m, dead_end);
  return dead_end.reason;
}

TEST(LaneDeadEnds, ASquareOfTwelveMetres) {
  // The circle around the square measures 16.97 m. A room is told up to 0.2 m too small.
  const auto params = turning(35, 12);
  EXPECT_EQ(reason(params, {35, 9}), TurnReason::short_enough);
  EXPECT_EQ(reason(params, {35.1, 17}), TurnReason::has_room);
  EXPECT_EQ(reason(params, {35.1, 16.9}), TurnReason::room_unclear);
  EXPECT_EQ(reason(params, {35.1, 11.9}), TurnReason::room_unclear);
  EXPECT_EQ(reason(params, {35.1, 11.7}), TurnReason::no_room);
  EXPECT_EQ(reason(params, {90, 17.9, true, 1}), TurnReason::room_unclear);
  EXPECT_EQ(reason(params, {90, 18, true, 1}), TurnReason::has_room);
  EXPECT_EQ(reason(params, {90, 10.9, true, 1}), TurnReason::room_unclear);
  EXPECT_EQ(reason(params, {90, 10.7, true, 1}), TurnReason::no_room);
  EXPECT_EQ(reason(params, {36, 8, true, 0, 1.05}), TurnReason::length_unclear);
  EXPECT_EQ(reason(params, {36.1, 8, true, 0, 1.05}), TurnReason::no_room);
}

TEST(LaneDeadEnds, WithoutACarriagewayOnlyTooLittleRoomIsCertain) {
  const auto params = turning(35, 12);
  EXPECT_EQ(reason(params, {90, 11, false}), TurnReason::no_room);
  EXPECT_EQ(reason(params, {90, 30, false}), TurnReason::ground_unknown);
  EXPECT_EQ(reason(params, {90, std::nullopt, false}), TurnReason::ground_unknown);
}

TEST(LaneDeadEnds, ACircleOrNoSizeOrNoRule) {
  const auto circle = turning(45.7, 0, 29.3);
  EXPECT_EQ(reason(circle, {46, 29.3}), TurnReason::has_room);
  EXPECT_EQ(reason(circle, {46, 29.2}), TurnReason::room_unclear);
  EXPECT_EQ(reason(circle, {46, 29}), TurnReason::room_unclear) << "a hammerhead may fit";
  EXPECT_EQ(reason(circle, {46, 4}), TurnReason::room_unclear) << "its arms are as wide as a lane";
  EXPECT_EQ(reason(circle, {46, 3.7}), TurnReason::no_room);
  EXPECT_EQ(reason(circle, {46, 10, false}), TurnReason::ground_unknown);
  EXPECT_EQ(reason(turning(45.7, 12, 29.3), {46, 3.7}), TurnReason::no_room);
  EXPECT_EQ(reason(turning(20, 0), {21, 50}), TurnReason::size_unknown);
  EXPECT_EQ(reason(turning(0, 12), {500, 1}), TurnReason::no_rule);
}

/// A way 6 m wide that opens into a square of 16 m.
City with_square(City city) {
  Shapes carriageway;
  carriageway.add(
      PartKind::outer,
      std::vector<Xy>{
          {-10, -3}, {40, -3}, {40, -8}, {56, -8}, {56, 8}, {40, 8}, {40, 3}, {-10, 3}, {-10, -3}});
  city.carriageway = std::make_shared<const Shapes>(carriageway);
  return city;
}

TurningRoom room_of(const City& city, bool kerbs) {
  const LaneObstacles obstacles(city, Occasion::always, Job({}, {}, 1));
  return turning_room(city, obstacles, std::vector<Xy>{{48, 0}, {28, 0}}, 0, kerbs, 23);
}

TEST(TurningRoom, TheCircleInASquare) {
  const auto room = room_of(with_square(test::CityBuilder().build()), true);
  EXPECT_LE(room.diameter_m, 16 + 1e-9);
  EXPECT_GE(room.diameter_m, 16 - turning_room_error_m);
  EXPECT_FALSE(room.capped);
  EXPECT_NEAR(room.centre.x_m, 48, 1);
  EXPECT_NEAR(room.centre.y_m, 0, 1);
}

TEST(TurningRoom, WhatIsFreeBehindTheHousesIsNoRoom) {
  test::CityBuilder town;
  town.rectangle(-20, 3, 60, 13);
  town.rectangle(-20, -13, 60, -3);
  town.rectangle(50, -3, 60, 3);
  const auto room = room_of(town.build(), false);
  EXPECT_LE(room.diameter_m, 6 + 1e-9);
  EXPECT_GE(room.diameter_m, 6 - turning_room_error_m);
}

TEST(TurningRoom, AParkedCarTakesItAway) {
  test::CityBuilder town;
  Obstacle car;
  car.kind = ObstacleKind::parked;
  town.obstacle_area({{47, -1}, {49, -1}, {49, 1}, {47, 1}}, car);
  EXPECT_LT(room_of(with_square(town.build()), true).diameter_m, 10);
}

TEST(TurningRoom, WhereNothingStandsItIsAsLargeAsIsLookedFor) {
  const auto room = room_of(test::CityBuilder().build(), false);
  EXPECT_TRUE(room.capped);
  EXPECT_DOUBLE_EQ(room.diameter_m, 23);
}

TEST(TurningRoom, NoneWhereTheLaneIsBuiltOverOrOffTheCarriageway) {
  test::CityBuilder town;
  town.rectangle(0, -30, 100, 30);
  EXPECT_EQ(room_of(town.build(), false).diameter_m, 0);
  EXPECT_EQ(room_of(test::CityBuilder().build(), true).diameter_m, 0);
}

/// The slow twin: every place of a grid, and what is found is looked at itself.
TEST(TurningRoom, AgreesWithAGridOfPlaces) {
  const std::vector<Xy> line{{48, 0}, {28, 0}};
  for (unsigned seed = 1; seed <= 40; ++seed) {
    std::mt19937 random(seed);
    const auto between = [&](double low, double high) {
      return low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
    };
    test::CityBuilder town;
    std::size_t houses = 0;
    for (; houses < 12; ++houses) {
      const Xy at{between(10, 66), between(-20, 20)};
      town.rectangle(at.x_m, at.y_m, at.x_m + between(2, 9), at.y_m + between(2, 9));
    }
    const City city = town.build();
    const auto clear_m = [&](Xy p) {
      double least = 23;
      for (std::size_t b = 0; b < houses; ++b)
        least = std::min(least, distance_m(city.buildings->shapes, b, p));
      return least;
    };
    const auto off_line_m = [&](Xy p) { return std::sqrt(nearest_on_line(line, p).distance2_m2); };
    const auto room = room_of(city, false);
    if (room.diameter_m > 0) {
      EXPECT_GE(clear_m(room.centre) + 1e-9, room.diameter_m / 2) << "seed " << seed;
      EXPECT_LE(off_line_m(room.centre), room.diameter_m / 2 + 1e-9) << "seed " << seed;
    }
    double best_m = 0;
    for (double x = 16; x <= 60; x += 0.5)
      for (double y = -12; y <= 12; y += 0.5) {
        const double clear = std::min(clear_m({x, y}), 11.5);
        if (off_line_m({x, y}) <= clear) best_m = std::max(best_m, clear);
      }
    EXPECT_LE(2 * best_m, room.diameter_m + turning_room_error_m) << "seed " << seed;
  }
}

/// A ring, and from it a lane of 48 m.
test::CityBuilder cul_de_sac() {
  test::CityBuilder town;
  town.road({{0, 0}, {-100, 0}, {-100, 100}, {0, 100}});
  town.road({{0, 100}, {0, 0}});
  town.road({{0, 0}, {48, 0}});
  town.rectangle(500, 500, 510, 510);
  surround(town);
  return town;
}

TEST(LaneDeadEnds, IsFoundAndJudgedByTheGroundAtItsEnd) {
  const City city = with_square(with_network(cul_de_sac()));
  const auto found = [&](double square_m) {
    const auto result = judged(city, turning(35, square_m));
    EXPECT_EQ(result.dead_ends.size(), 1U);
    return result.dead_ends.at(0);
  };
  const auto marginal = found(12);
  EXPECT_THAT(marginal.lanes, testing::ElementsAre(2U));
  EXPECT_NEAR(marginal.length_m, 48, 1e-4);
  EXPECT_TRUE(marginal.kerbs);
  EXPECT_NEAR(*marginal.room_m, 15.9, 0.1001);
  EXPECT_EQ(marginal.verdict, Verdict::marginal);
  EXPECT_EQ(found(11).verdict, Verdict::pass) << "its circle measures 15.6 m";
  EXPECT_EQ(found(17).verdict, Verdict::fail);
}

TEST(LaneDeadEnds, GroundThatNobodyDrewIsUnknown) {
  const auto result = judged(with_network(cul_de_sac()), turning(35, 12));
  ASSERT_EQ(result.dead_ends.size(), 1U);
  EXPECT_EQ(result.dead_ends[0].verdict, Verdict::unknown);
  EXPECT_EQ(result.dead_ends[0].reason, TurnReason::ground_unknown);
  EXPECT_EQ(judged(with_network(cul_de_sac()), turning(48.5, 12)).dead_ends[0].reason,
            TurnReason::short_enough);
}

TEST(LaneDeadEnds, AStationIsNoEndAFootwayNoWayOn) {
  test::CityBuilder with_station = cul_de_sac();
  with_station.station(48, 0);
  EXPECT_TRUE(judged(with_network(with_station), turning(35, 12)).dead_ends.empty());
  test::CityBuilder with_footway = cul_de_sac();
  Road footway;
  footway.road_class = RoadClass::footway;
  with_footway.road({{48, 0}, {200, 0}}, footway);
  EXPECT_EQ(judged(with_network(with_footway), turning(35, 12)).dead_ends.size(), 1U);
}

/// A dead end fails by two values of the code: its length and the size of the room.
TEST(LaneDeadEnds, IsConfirmedOnlyIfLengthAndSizeAre) {
  const City city = with_square(with_network(cul_de_sac()));
  const auto params = turning(35, 17);
  const auto result = judged(city, params);
  const auto told = [&](const char* mark_of_length, const char* mark_of_size) {
    Profile profile;
    profile.values["lanes.dead_end_m"].value_mark = mark_of_length;
    profile.values["lanes.turnaround_m"].value_mark = mark_of_size;
    const auto out = Lanes::output(city, params, result, profile);
    const auto table = std::ranges::find(out.tables, "dead_ends", &FeatureTable::name);
    EXPECT_EQ(table->column("confirmed")->integers[0],
              table->column("reason")->texts[0].ends_with(": too small") ? 1 : 0);
    return table->column("confirmed")->integers[0];
  };
  EXPECT_EQ(told("V1", "V2"), 1);
  EXPECT_EQ(told("M", "V2"), 0);
  EXPECT_EQ(told("V1", "VP"), 0);
}

TEST(LaneDeadEnds, LayerSaysWhyAndTheLaneHowLong) {
  const City city = with_square(with_network(cul_de_sac()));
  const auto params = turning(35, 17);
  const auto result = judged(city, params);
  const auto out = Lanes::output(city, params, result, Profile{});
  const auto table = std::ranges::find(out.tables, "dead_ends", &FeatureTable::name);
  ASSERT_NE(table, out.tables.end());
  ASSERT_EQ(table->rows(), 1U);
  for (const Column& c : table->columns) EXPECT_EQ(c.size(), 1U) << c.name;
  EXPECT_EQ(table->shapes.only_part(0).front(), (Xy{0, 0}));
  EXPECT_EQ(table->shapes.only_part(0).back(), (Xy{48, 0}));
  EXPECT_EQ(table->column("verdict")->texts[0], "fail");
  EXPECT_EQ(table->column("reason_code")->texts[0], "no_room");
  EXPECT_EQ(table->column("rule_key")->texts[0], "lanes.turnaround_m");
  EXPECT_THAT(std::string(table->column("reason")->texts[0]),
              testing::AllOf(testing::StartsWith("48 m back to where an engine can turn, 35.0 m "
                                                 "allowed; at its end a circle of 1"),
                             testing::EndsWith(" m is free on the carriageway, a square of 17.0 m "
                                               "is wanted: below the value, clause to be "
                                               "confirmed")));
  const FeatureTable& lanes = out.tables[0];
  EXPECT_NEAR(lanes.column("dead_end_m")->reals[2], 48, 1e-4);
  EXPECT_EQ(lanes.column("turnaround")->texts[2], "fail");
  EXPECT_FALSE(lanes.column("dead_end_m")->has(0));
  const auto none = Lanes::output(city, turning(0, 0), judged(city, turning(0, 0)), Profile{});
  EXPECT_EQ(std::ranges::find(none.tables, "dead_ends", &FeatureTable::name), none.tables.end());
}

}  // namespace
}  // namespace firebreak
