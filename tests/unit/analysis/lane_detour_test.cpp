#include "core/analysis/lane_detour.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/analysis/free_flow.hpp"
#include "support/lane_town.hpp"

namespace firebreak {
namespace {

using test::declared;

Road wide_of_class(double width_m, RoadClass road_class) {
  Road road = declared(width_m);
  road.road_class = road_class;
  return road;
}

std::vector<Xy> diamond(Xy middle) {
  return {middle + Xy{0, -10}, middle + Xy{10, 0}, middle + Xy{0, 10}, middle + Xy{-10, 0}};
}

/// A house near the end of a street of 500 m from the station, which a locked gate closes, and one
/// near the beginning of the way round it:
///
///    |--------- round ---------|
///  1 h                         |
///    S------- gate ------ 0 h -|
test::CityBuilder gated(const Road& direct = declared(5), const Road& round = declared(5)) {
  test::CityBuilder town;
  town.road({{0, 0}, {500, 0}}, direct);
  town.road({{0, 0}, {0, 300}, {500, 300}, {500, 0}}, round);
  town.obstacle_point(250, 0, test::gate(Opening::locked));
  Building house;
  house.people = 4.0F;
  town.building(diamond({470, 15}), {}, house);
  house.people = 12.0F;
  town.building(diamond({20, 100}), {}, house);
  town.station(0, 0);
  test::surround(town);
  return town;
}

Lanes::Params reaching_25_m() {
  Lanes::Params params = test::bare();
  params.data_reach_m = 10;  // the houses measure no lane: declared widths count
  params.access_m = 25;
  return params;
}

Lanes::Result judged_town(const test::CityBuilder& town) {
  return test::judged(test::with_network(town), reaching_25_m());
}

TEST(LaneDetour, TheWayRoundLessTheWayThrough) {
  const auto result = judged_town(gated());
  ASSERT_EQ(result.buildings[0].cut_off, Lanes::CutOff::no);
  // 470 m to the place before the house, 300 + 500 + 285 m to that beside it, at 25 km/h.
  ASSERT_TRUE(result.buildings[0].detour_s);
  EXPECT_NEAR(static_cast<double>(*result.buildings[0].detour_s), 156.24 - 67.68, 0.051);
  EXPECT_EQ(result.buildings[1].detour_s, 0.0F) << "the gate is not on its way";
  EXPECT_EQ(result.lanes[0].buildings_detoured, 1U);
  EXPECT_EQ(result.lanes[0].detour_s, result.buildings[0].detour_s);
  EXPECT_EQ(result.lanes[1].buildings_detoured, 0U);
  EXPECT_FALSE(result.lanes[1].detour_s);
}

TEST(LaneDetour, EachClassHasItsSpeed) {
  const auto detour_s = [](RoadClass direct, RoadClass round) {
    return static_cast<double>(judged_town(gated(wide_of_class(5, direct), wide_of_class(5, round)))
                                   .buildings[0]
                                   .detour_s.value_or(-1));
  };
  // Round at 40 km/h 97.65 s.
  EXPECT_NEAR(detour_s(RoadClass::unclassified, RoadClass::primary), 97.65 - 67.68, 0.051);
  EXPECT_EQ(detour_s(RoadClass::alley, RoadClass::primary), 0) << "at 8 km/h 211.5 s";
  // Through at 15 km/h 112.8 s, round at 25 km/h.
  EXPECT_NEAR(detour_s(RoadClass::service, RoadClass::tertiary), 156.24 - 112.8, 0.051);
  EXPECT_EQ(free_flow_kmh(RoadClass::trunk), 50);
  EXPECT_EQ(free_flow_kmh(RoadClass::secondary), 35);
}

TEST(LaneDetour, WhereTheEngineWasNeverToPassNothingIsBlocked) {
  for (Road narrow : {declared(2), declared(5)}) {
    narrow.max_width_m = 2.1F;
    EXPECT_EQ(judged_town(gated(narrow)).buildings[0].detour_s, 0.0F);
  }
  Road low = declared(5);
  low.clear_height_m = 2;
  EXPECT_EQ(judged_town(gated(low)).buildings[0].detour_s, 0.0F);
}

/// The street to the house is 2 m wide between two rows of houses: no clearing makes it a way in,
/// unless somebody declared it wider.
TEST(LaneDetour, AnAlleyBetweenHousesIsNotBlocked) {
  const auto detour_s = [](const Road& direct) {
    test::CityBuilder town;
    town.road({{0, 0}, {500, 0}}, direct);
    town.road({{0, 0}, {0, 300}, {500, 300}, {500, 0}}, declared(5));
    town.building(diamond({470, 15}));
    town.rectangle(40, 1, 440, 9);
    town.rectangle(40, -9, 440, -1);
    town.station(0, 0);
    test::surround(town);
    Lanes::Params params = reaching_25_m();
    params.data_reach_m = 60;  // the rows measure the street
    const auto result = test::judged(test::with_network(town), params);
    EXPECT_EQ(result.buildings[0].cut_off, Lanes::CutOff::no);
    EXPECT_NEAR(static_cast<double>(result.lanes[0].width_m.value_or(0)), 2, 0.01);
    return static_cast<double>(result.buildings[0].detour_s.value_or(-1));
  };
  EXPECT_EQ(detour_s(Road{}), 0);
  EXPECT_NEAR(detour_s(declared(5)), 156.24 - 67.68, 0.051);
}

TEST(LaneDetour, WhatNobodyKnowsMakesNone) {
  test::CityBuilder town;
  town.road({{0, 0}, {500, 0}});
  town.road({{0, 0}, {0, 300}, {500, 300}, {500, 0}}, declared(5));
  town.building(diamond({470, 15}));
  town.station(0, 0);
  test::surround(town);
  const auto result = judged_town(town);
  EXPECT_EQ(result.buildings[0].cut_off, Lanes::CutOff::no);
  EXPECT_EQ(result.buildings[0].detour_s, 0.0F);
}

TEST(LaneDetour, WhatIsCutOffIsCountedAndNotAveraged) {
  const auto result = judged_town(gated(declared(5), declared(2)));
  EXPECT_EQ(result.buildings[0].cut_off, Lanes::CutOff::yes);
  EXPECT_FALSE(result.buildings[0].detour_s);
  EXPECT_EQ(result.detours.cut_off.people, 16.0) << "nobody comes to the second house either";
  EXPECT_FALSE(result.detours.p50_s);
  EXPECT_FALSE(result.detours.people_mean_s);
}

TEST(LaneDetour, ColumnsAndFigures) {
  const City city = test::with_network(gated());
  const auto params = reaching_25_m();
  const auto result = test::judged(city, params);
  EXPECT_EQ(result.detours.buildings, 1U);
  const auto out = Lanes::output(city, params, result, Profile{});
  const auto column = std::ranges::find(out.building_columns, "detour_s", &Column::name);
  ASSERT_NE(column, out.building_columns.end());
  EXPECT_NEAR(column->reals[0], 88.6, 1e-4);
  EXPECT_EQ(column->reals[1], 0);
  const Column* longest = out.tables[0].column("detour_s");
  ASSERT_NE(longest, nullptr);
  EXPECT_NEAR(longest->reals[0], 88.6, 1e-4);
  EXPECT_FALSE(longest->has(1));
  EXPECT_EQ(out.tables[0].column("buildings_detoured")->integers[0], 1);
  const auto figure = [&](std::string_view name) {
    const auto at = std::ranges::find(out.figures, name, &KeyFigure::name);
    return at == out.figures.end() ? -1 : at->value;
  };
  EXPECT_EQ(figure("buildings_detoured"), 1);
  EXPECT_EQ(figure("detour_p50_s"), 0) << "of two houses the nearer one";
  EXPECT_NEAR(figure("detour_p90_s"), 88.6, 1e-4);
  EXPECT_NEAR(figure("detour_people_mean_s"), 88.6 * 4 / 16, 1e-4);
  EXPECT_EQ(figure("people_cut_off"), -1) << "nobody is";
}

}  // namespace
}  // namespace firebreak
