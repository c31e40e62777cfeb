#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "core/analysis/lane_reach.hpp"
#include "support/lane_town.hpp"

namespace firebreak {
namespace {

using test::bare;
using test::declared;
using test::gate;
using test::judged;
using test::street;
using test::surround;
using test::with_network;

/// Golden case 5: S-A 6, A-B 3, B-C 5, S-D 4, D-C 3.5.
TEST(WaysIn, Golden5WidestWay) {
  test::CityBuilder town;
  town.road({{0, 0}, {0, 200}}, declared(6));         // S-A
  town.road({{0, 200}, {200, 200}}, declared(3));     // A-B
  town.road({{200, 200}, {200, 0}}, declared(5));     // B-C
  town.road({{0, 0}, {100, -100}}, declared(4));      // S-D
  town.road({{100, -100}, {200, 0}}, declared(3.5));  // D-C
  town.road({{200, 0}, {300, 0}}, declared(7));
  town.station(0, 0);
  town.rectangle(290, 5, 300, 15);
  surround(town);
  Lanes::Params params = bare();
  params.data_reach_m = 10;  // the one house measures nothing: declared widths count
  const auto result = judged(with_network(town), params);
  EXPECT_TRUE(result.from_stations);
  ASSERT_TRUE(result.buildings[0].width_m);
  EXPECT_NEAR(static_cast<double>(*result.buildings[0].width_m), 3.5, 1e-6);
  EXPECT_EQ(result.buildings[0].lane, 4U);
  EXPECT_EQ(result.buildings[0].cut_off, Lanes::CutOff::no);

  const City city = with_network(town);
  const auto route = WayFinder(city, params, result, Job{}).route(0);
  ASSERT_TRUE(route);
  EXPECT_THAT(route->lanes, testing::ElementsAre(3U, 4U, 5U));
  EXPECT_EQ(route->narrowest, 4U);
  EXPECT_TRUE(route->narrows);
  EXPECT_TRUE(route->from_station);
  EXPECT_EQ(route->line.front(), (Xy{0, 0}));
  EXPECT_NEAR(route->line.back().y_m, 0, 1e-9);
  EXPECT_GE(route->line.back().x_m, 290) << "beside the house";
  double drawn_m = 0;
  for (std::size_t i = 1; i < route->line.size(); ++i)
    drawn_m += std::sqrt(distance2_m2(route->line[i - 1], route->line[i]));
  EXPECT_NEAR(route->length_m, drawn_m, 1e-3) << "segments hold their length as float";

  params.engine.body_width_m = 3.2;
  const auto wide = judged(with_network(town), params);
  EXPECT_EQ(wide.buildings[0].cut_off, Lanes::CutOff::yes);
  EXPECT_EQ(wide.lanes[4].buildings_cut_off, 1U);
}

/// Golden case 4: station - x - M (nobody) - x - three houses. Clearing one place alone gains
/// nobody, clearing both gains all; the houses count once, at the narrower place.
TEST(WaysIn, Golden4TwoNarrowPlacesInSeries) {
  const auto judged_with = [](double first_m, double second_m) {
    test::CityBuilder town;
    town.road({{0, 0}, {200, 0}}, declared(first_m));
    town.road({{200, 0}, {400, 0}}, declared(second_m));
    town.road({{400, 0}, {500, 0}}, declared(7));
    town.station(0, 0);
    for (const double x : {440.0, 460.0, 480.0}) town.rectangle(x, 5, x + 10, 15);
    surround(town);
    Lanes::Params params = bare();
    params.data_reach_m = 10;  // the houses measure neither place: declared widths count
    params.engine.body_width_m = 3.2;
    return judged(with_network(town), params);
  };
  const auto cut_off = [](const Lanes::Result& result) {
    return std::count_if(result.buildings.begin(), result.buildings.end(),
                         [](const Lanes::WayIn& w) { return w.cut_off == Lanes::CutOff::yes; });
  };
  const auto behind = [](const Lanes::Result& result) {
    return std::array{result.lanes[0].buildings_cut_off, result.lanes[1].buildings_cut_off};
  };
  const auto as_is = judged_with(2.2, 2.0);
  EXPECT_EQ(cut_off(as_is), 3);
  EXPECT_THAT(behind(as_is), testing::ElementsAre(0U, 3U));
  const auto first_cleared = judged_with(6, 2.0);
  EXPECT_EQ(cut_off(first_cleared), 3);
  EXPECT_THAT(behind(first_cleared), testing::ElementsAre(0U, 3U));
  const auto second_cleared = judged_with(2.2, 6);
  EXPECT_EQ(cut_off(second_cleared), 3);
  EXPECT_THAT(behind(second_cleared), testing::ElementsAre(3U, 0U));
  const auto both_cleared = judged_with(6, 6);
  EXPECT_EQ(cut_off(both_cleared), 0);
  EXPECT_THAT(behind(both_cleared), testing::ElementsAre(0U, 0U));
}

/// The wide way 0 is driven towards the station alone, 1 leads round; 2 goes on to the house.
TEST(WaysIn, OneWayRulesBindOnlyWhereTheParametersSaySo) {
  const auto town = [](OneWay last) {
    test::CityBuilder streets;
    Road road = declared(6);
    road.one_way = OneWay::backward;
    streets.road({{0, 0}, {200, 0}}, road);
    streets.road({{0, 0}, {0, 100}, {200, 100}, {200, 0}}, declared(4));
    road = declared(7);
    road.one_way = last;
    streets.road({{200, 0}, {300, 0}}, road);
    streets.station(0, 0);
    streets.rectangle(290, 5, 300, 15);
    surround(streets);
    return with_network(streets);
  };
  Lanes::Params params = bare();
  params.data_reach_m = 10;
  const auto lanes_of_way = [&](const City& city) {
    return WayFinder(city, params, judged(city, params), Job{}).route(0)->lanes;
  };
  EXPECT_THAT(lanes_of_way(town(OneWay::no)), testing::ElementsAre(0U, 2U));
  params.obey_one_way = true;
  EXPECT_THAT(lanes_of_way(town(OneWay::no)), testing::ElementsAre(1U, 2U));
  EXPECT_THAT(lanes_of_way(town(OneWay::forward)), testing::ElementsAre(1U, 2U));
  EXPECT_FLOAT_EQ(*judged(town(OneWay::forward), params).buildings[0].width_m, 4);
  EXPECT_EQ(judged(town(OneWay::backward), params).buildings[0].cut_off, Lanes::CutOff::yes)
      << "nobody comes to its far end";
}

TEST(WaysIn, UnknownWidthOnTheOnlyWayMakesCutOffUnknown) {
  test::CityBuilder town;
  town.road({{0, 0}, {400, 0}});
  town.road({{400, 0}, {800, 0}}, declared(5));
  town.rectangle(790, 5, 800, 15);
  town.station(0, 0);
  Lanes::Params params = bare();
  const auto result = judged(with_network(town), params);
  EXPECT_EQ(result.buildings[0].cut_off, Lanes::CutOff::unknown);
  EXPECT_EQ(result.buildings[0].lane, 0U);
  EXPECT_FALSE(result.buildings[0].width_m);
}

TEST(WaysIn, MainRoadOfUnknownWidthIsPassedOnTheWayIn) {
  Road main;
  main.road_class = RoadClass::secondary;
  test::CityBuilder town;
  town.road({{0, 0}, {400, 0}}, main);
  town.road({{400, 0}, {800, 0}}, declared(5));
  town.rectangle(790, 5, 800, 15);
  town.station(0, 0);
  Lanes::Params params = bare();
  EXPECT_EQ(judged(with_network(town), params).buildings[0].cut_off, Lanes::CutOff::no);
  EXPECT_EQ(judged(with_network(town), params).lanes[0].verdict, Verdict::unknown);
  params.main_roads_pass = false;
  EXPECT_EQ(judged(with_network(town), params).buildings[0].cut_off, Lanes::CutOff::unknown);
}

/// Cut-off state of a house at the end of a road that begins with `first`.
Lanes::CutOff behind(const Road& first, const Obstacle* on_it = nullptr, bool house_over = false) {
  test::CityBuilder town;
  town.road({{0, 0}, {400, 0}}, first);
  town.road({{400, 0}, {800, 0}}, declared(5));
  town.rectangle(790, 5, 800, 15);
  town.station(0, 0);
  if (on_it != nullptr) town.obstacle_point(200, 0, *on_it);
  if (house_over) town.rectangle(195, -10, 205, 10);
  surround(town);
  return judged(with_network(town)).buildings[0].cut_off;
}

TEST(WaysIn, WhatNobodyRecordedLetsNoEngineThroughForCertain) {
  const Obstacle unknown = gate(Opening::none);
  Road main;
  main.road_class = RoadClass::secondary;
  EXPECT_EQ(behind(main), Lanes::CutOff::no);
  EXPECT_EQ(behind(main, &unknown), Lanes::CutOff::unknown);
  EXPECT_EQ(behind(main, nullptr, true), Lanes::CutOff::unknown) << "a building across";
  EXPECT_EQ(behind(declared(3.7)), Lanes::CutOff::no);
  EXPECT_EQ(behind(declared(3.7), &unknown), Lanes::CutOff::unknown)
      << "too narrow by the rule, wide enough for the engine, if the gate is";
  EXPECT_EQ(behind(declared(2.5), &unknown), Lanes::CutOff::yes);
  Road passage = declared(5);
  passage.covered = true;
  EXPECT_EQ(behind(passage, nullptr, true), Lanes::CutOff::unknown);
  passage.clear_height_m = 4.2F;
  EXPECT_EQ(behind(passage, nullptr, true), Lanes::CutOff::no);
}

TEST(WaysIn, EngineDoesNotWorkFromATunnelABridgeOrAMotorway) {
  Road tunnel = declared(6);
  tunnel.tunnel = true;
  Road bridge = declared(6);
  bridge.bridge = true;
  Road motorway = declared(6);
  motorway.road_class = RoadClass::motorway;
  for (const Road& road : {tunnel, bridge, motorway}) {
    test::CityBuilder town;
    town.road({{0, 0}, {400, 0}}, declared(5));
    town.road({{400, 0}, {800, 0}}, road);
    town.road({{800, 0}, {1000, 0}}, declared(5));
    town.rectangle(600, 12, 610, 22);
    town.rectangle(990, 5, 1000, 15);
    town.station(0, 0);
    surround(town);
    Lanes::Params params = bare();
    params.data_reach_m = 10;
    const auto result = judged(with_network(town), params);
    EXPECT_EQ(result.buildings[0].cut_off, Lanes::CutOff::yes);
    EXPECT_EQ(result.buildings[0].access, UINT32_MAX);
    EXPECT_EQ(result.buildings[1].cut_off, Lanes::CutOff::no) << "the way leads over it";
  }
}

TEST(WaysIn, StationOverATunnelOpensOnTheStreet) {
  Road tunnel = declared(6);
  tunnel.tunnel = true;
  test::CityBuilder town;
  town.road({{0, 0}, {400, 0}}, tunnel);
  town.road({{0, 100}, {400, 100}}, declared(5));
  town.rectangle(200, 112, 210, 122);
  town.station(200, 30);
  Lanes::Params params = bare();
  params.data_reach_m = 10;
  EXPECT_EQ(judged(with_network(town), params).buildings[0].cut_off, Lanes::CutOff::no);
}

TEST(WaysIn, CutOffAllowsForTheAccuracyOfWidths) {
  // One source: 1.5 sigma = 1.05 m; the pumper takes 3.0 m.
  const auto way = [](double gap, const Lanes::Params& params) {
    test::CityBuilder town = street(gap);
    town.station(0, 0);
    return judged(with_network(town), params).buildings[0];
  };
  EXPECT_EQ(way(4.1, {}).cut_off, Lanes::CutOff::no);
  EXPECT_FLOAT_EQ(*way(4.1, {}).width_m, 4.1F) << "the width itself, without its margin";
  EXPECT_EQ(way(4.0, {}).cut_off, Lanes::CutOff::unknown);
  EXPECT_EQ(way(2.0, {}).cut_off, Lanes::CutOff::unknown);
  EXPECT_EQ(way(1.9, {}).cut_off, Lanes::CutOff::yes);
  EXPECT_FLOAT_EQ(*way(1.9, {}).width_m, 1.9F);
  EXPECT_EQ(way(3.05, bare()).cut_off, Lanes::CutOff::no);
  EXPECT_EQ(way(2.95, bare()).cut_off, Lanes::CutOff::yes);
}

TEST(WaysIn, PassableStreetBehindEightBlockedDrivewaysIsFound) {
  test::CityBuilder town;
  for (int i = 1; i <= 8; ++i) town.road({{1.0 * i, 0}, {1.0 * i, -10}}, declared(2));
  town.road({{-100, -20}, {100, -20}}, declared(5));
  town.rectangle(0, 0, 10, 10);
  town.station(-100, -20);
  Lanes::Params params = bare();
  params.data_reach_m = 10;
  const City city = with_network(town);
  const auto result = judged(city, params);
  EXPECT_EQ(result.buildings[0].cut_off, Lanes::CutOff::no);
  ASSERT_LT(result.buildings[0].lane, result.lanes.size());
  EXPECT_EQ(city.network->segments[result.buildings[0].lane].road.value, 8U) << "the street";
}

TEST(WaysIn, ABrigadeOpensTheGatesOfItsOwnYard) {
  Road yard = declared(5);
  yard.road_class = RoadClass::service;
  Road street = declared(5);
  street.road_class = RoadClass::residential;
  const auto result = [&](const Road& way_out, Opening opening, double gate_x, double gate_y,
                          double yard_m = 50) {
    test::CityBuilder town;
    town.road({{0, 0}, {yard_m, 0}}, way_out);             // 0, 1: from the station to the street
    town.road({{yard_m, -300}, {yard_m, 300}}, street);    // 2, 3
    town.road({{yard_m, 300}, {yard_m + 60, 300}}, yard);  // another yard, beyond the street
    town.rectangle(yard_m + 10, 280, yard_m + 20, 290);    // 0: on the street
    town.rectangle(yard_m + 55, 310, yard_m + 65, 320);    // 1: in the other yard
    town.station(0, 1);
    town.obstacle_point(gate_x, gate_y, gate(opening));
    surround(town);
    Lanes::Params params = bare();
    params.data_reach_m = 10;
    params.access_m = 15;
    return judged(with_network(town), params);
  };
  using CutOff = Lanes::CutOff;
  EXPECT_EQ(result(yard, Opening::none, 25, 0).buildings[0].cut_off, CutOff::no);
  EXPECT_EQ(result(yard, Opening::locked, 25, 0).buildings[0].cut_off, CutOff::no);
  EXPECT_TRUE(result(yard, Opening::none, 25, 0).lanes[0].own_gate);
  EXPECT_EQ(result(yard, Opening::none, 25, 0).lanes[0].verdict, Verdict::pass);
  EXPECT_EQ(result(street, Opening::none, 25, 0).buildings[0].cut_off, CutOff::unknown)
      << "a gate across a street is not the brigade's";
  EXPECT_EQ(result(yard, Opening::none, 80, 300).buildings[0].cut_off, CutOff::no);
  EXPECT_EQ(result(yard, Opening::none, 80, 300).buildings[1].cut_off, CutOff::unknown)
      << "the gate of another yard";
  EXPECT_EQ(result(yard, Opening::locked, 80, 300).buildings[1].cut_off, CutOff::yes);
  EXPECT_EQ(result(yard, Opening::none, 125, 0, 250).buildings[0].cut_off, CutOff::unknown)
      << "no yard is that long";
}

TEST(WaysIn, AMainRoadOfUnknownWidthIsPassedAsFarAsItsLimitsSurelyAllow) {
  const auto cut_off = [](float posted_m, double drawn_m) {
    test::CityBuilder town;
    Road main;
    main.road_class = RoadClass::primary;
    main.max_width_m = posted_m;
    town.road({{0, 0}, {600, 0}}, main);
    Obstacle o = gate(Opening::open);
    town.obstacle_line({{300, -drawn_m / 2}, {300, drawn_m / 2}}, o);
    town.rectangle(580, 10, 590, 20);
    town.station(0, 0);
    surround(town);
    Lanes::Params params;
    params.data_reach_m = 10;
    return judged(with_network(town), params).buildings[0].cut_off;
  };
  EXPECT_EQ(cut_off(3.5F, 6), Lanes::CutOff::no);
  EXPECT_EQ(cut_off(3.0F, 3.1), Lanes::CutOff::unknown) << "the gate is sure only to 2.05 m";
}

TEST(WaysIn, BuildingFarFromEveryRoadIsCutOff) {
  test::CityBuilder town = street(6);
  town.rectangle(40, 90, 50, 100);
  town.station(0, 0);
  surround(town);
  const auto result = judged(with_network(town));
  EXPECT_EQ(result.buildings[2].cut_off, Lanes::CutOff::yes);
  EXPECT_EQ(result.buildings[2].access, UINT32_MAX);
  EXPECT_EQ(result.buildings[0].cut_off, Lanes::CutOff::no);
}

TEST(WaysIn, AtTheEdgeOfTheRoadDataNothingIsCutOffForCertain) {
  test::CityBuilder town;
  town.road({{0, 0}, {1000, 0}}, declared(5));
  town.road({{500, 0}, {500, 1000}}, declared(5));
  town.road({{300, 300}, {400, 300}}, declared(5));  // an island well inside
  town.road({{0, 40}, {200, 40}}, declared(5));      // a street clipped at the left edge
  town.rectangle(506, 985, 516, 995);                // 0: on the main network at the edge
  town.rectangle(900, 800, 910, 810);                // 1: beyond the hull, no road near
  town.rectangle(440, 420, 450, 430);                // 2: well inside, no road near
  town.rectangle(350, 302, 360, 312);                // 3: on the island
  town.rectangle(100, 42, 110, 52);                  // 4: on the clipped street
  town.rectangle(200, 80, 210, 90);                  // 5: near both streets, neither within reach
  // A quarter joined to the main road by a passage too narrow, its own road clipped at the right.
  town.road({{700, 0}, {700, 30}}, declared(2));
  town.road({{700, 30}, {1000, 30}}, declared(5));
  town.rectangle(800, 35, 810, 45);  // 6
  town.station(500, 500);
  Lanes::Params params = bare();
  params.data_reach_m = 10;
  params.access_m = 20;
  const auto result = judged(with_network(town), params);
  const auto cut_off = [&](std::size_t b) { return result.buildings[b].cut_off; };
  EXPECT_EQ(cut_off(0), Lanes::CutOff::no);
  EXPECT_EQ(cut_off(1), Lanes::CutOff::unknown);
  EXPECT_EQ(cut_off(2), Lanes::CutOff::yes);
  EXPECT_EQ(cut_off(3), Lanes::CutOff::yes);
  EXPECT_EQ(cut_off(4), Lanes::CutOff::unknown);
  EXPECT_EQ(cut_off(5), Lanes::CutOff::yes);
  EXPECT_EQ(cut_off(6), Lanes::CutOff::unknown);
}

TEST(WaysIn, ARoadThatTheExtractCutMayLeadInWhereverItEnds) {
  test::CityBuilder town;
  town.road({{0, 0}, {1000, 0}}, declared(5));
  town.road({{500, 0}, {500, 1000}}, declared(5));
  const std::size_t island = town.road({{300, 300}, {400, 300}}, declared(5));  // well inside
  Road path;
  path.road_class = RoadClass::footway;
  town.road({{400, 300}, {400, 400}}, path);  // goes on where the road was cut, for people alone
  town.rectangle(350, 302, 360, 312);
  town.station(500, 500);
  City city = with_network(town);
  const auto cut_off = [&] { return judged(city).buildings[0].cut_off; };
  EXPECT_EQ(cut_off(), Lanes::CutOff::yes);
  Issue issue;
  issue.kind = IssueKind::missing_nodes;
  issue.origin = (*city.roads)[island].origin;
  issue.action = Action::set_aside;  // another record of this number was left out
  city.issues.push_back(issue);
  EXPECT_EQ(cut_off(), Lanes::CutOff::yes);
  city.issues.back().action = Action::kept;
  EXPECT_EQ(cut_off(), Lanes::CutOff::unknown);
  ++city.issues.back().origin.source;
  EXPECT_EQ(cut_off(), Lanes::CutOff::yes);
}

}  // namespace
}  // namespace firebreak
