#include "core/analysis/lanes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "core/analysis/lane_reach.hpp"
#include "core/analysis/lane_verdict.hpp"
#include "core/normalise/roads.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

City with_network(const test::CityBuilder& town) {
  City city = town.build();
  std::vector<Issue> issues;
  city.network = std::make_shared<const RoadNetwork>(
      build_network(*city.roads, issues, Job({}, {}, 1), city.buildings.get()));
  return city;
}

/// Roads all around, far away and joined to nothing: what lies inside is not at the edge of the
/// road data.
void surround(test::CityBuilder& town) {
  const std::array<Xy, 4> corners{Xy{-2000, -2000}, {3000, -2000}, {3000, 2000}, {-2000, 2000}};
  for (std::size_t i = 0; i < 4; ++i) town.road({corners[i], corners[(i + 1) % 4]}, {});
}

Lanes::Params bare() {
  Lanes::Params params;
  params.ignore_accuracy = true;
  return params;
}

Lanes::Result judged(const City& city, const Lanes::Params& params = bare(), unsigned threads = 1) {
  return Lanes::run(city, params, Job({}, {}, threads));
}

/// A street along x between two rows of houses `gap_m` apart.
test::CityBuilder street(double gap_m, const Road& road = {}) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}}, road);
  town.rectangle(-20, gap_m / 2, 120, gap_m / 2 + 10);
  town.rectangle(-20, -gap_m / 2 - 10, 120, -gap_m / 2);
  return town;
}

Road declared(double width_m) {
  Road road;
  road.width_m = static_cast<float>(width_m);
  return road;
}

TEST(Lanes, VerdictsByWidth) {
  const auto wide = judged(with_network(street(6)));
  ASSERT_EQ(wide.lanes.size(), 1U);
  EXPECT_NEAR(static_cast<double>(*wide.lanes[0].width_m), 6, 1e-5);
  EXPECT_EQ(wide.lanes[0].verdict, Verdict::pass);
  EXPECT_EQ(wide.lanes[0].source, Lanes::Source::building_gap);
  EXPECT_EQ(wide.lanes[0].basis, Basis::measured);
  EXPECT_TRUE(wide.pinches.empty());

  const auto narrow = judged(with_network(street(3.5)));
  EXPECT_EQ(narrow.lanes[0].verdict, Verdict::fail);
  EXPECT_EQ(narrow.lanes[0].reason, Lanes::Reason::too_narrow);
  EXPECT_EQ(narrow.lanes[0].engine_verdict, Verdict::pass) << "3.0 m are enough for the pumper";
  ASSERT_EQ(narrow.pinches.size(), 1U);
  EXPECT_NEAR(narrow.pinches[0].width_m, 3.5, 1e-5);
  EXPECT_EQ(narrow.pinches[0].gap.left, (ObstacleRef{LaneThing::building, 0}));
  EXPECT_EQ(narrow.pinches[0].gap.right, (ObstacleRef{LaneThing::building, 1}));
}

TEST(Lanes, AccuracyMakesTheVerdictMarginal) {
  // One source, 0.7 m between two of its features: 1.5 sigma = 1.05 m.
  Lanes::Params params;
  const auto verdict = [&](double gap) {
    return judged(with_network(street(gap)), params).lanes[0].verdict;
  };
  EXPECT_EQ(verdict(2.9), Verdict::fail);
  EXPECT_EQ(verdict(3.0), Verdict::marginal);
  EXPECT_EQ(verdict(5.0), Verdict::marginal);
  EXPECT_EQ(verdict(5.1), Verdict::pass);
}

TEST(Lanes, JudgesWidthsTheOtherWayRound) {
  Lanes::Reason reason{};
  EXPECT_EQ(judge_width(4.0, 4.0, {4, 0}, reason), Verdict::pass);
  EXPECT_EQ(judge_width(3.999, 3.999, {4, 0}, reason), Verdict::fail);
  EXPECT_EQ(judge_width(4.5, 3.5, {4, 0}, reason), Verdict::marginal);
  EXPECT_EQ(reason, Lanes::Reason::manoeuvring);
  EXPECT_EQ(judge_width(3.5, 3.5, {4, 1}, reason), Verdict::marginal);
  EXPECT_EQ(reason, Lanes::Reason::within_accuracy);
}

TEST(Lanes, WideOpenStreetIsCapped) {
  const auto result = judged(with_network(street(20)));
  EXPECT_TRUE(result.lanes[0].capped);
  EXPECT_FLOAT_EQ(*result.lanes[0].width_m, 8);
  EXPECT_EQ(result.lanes[0].verdict, Verdict::pass);
}

TEST(Lanes, NoDataIsUnknownAndHasNoWidth) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.rectangle(0, 400, 10, 410);
  const auto result = judged(with_network(town));
  EXPECT_EQ(result.lanes[0].verdict, Verdict::unknown);
  EXPECT_EQ(result.lanes[0].reason, Lanes::Reason::no_data);
  EXPECT_FALSE(result.lanes[0].width_m);
  EXPECT_EQ(result.lanes[0].basis, Basis::missing);
}

TEST(Lanes, LaneThatLeavesTheBuildingLayerIsUnknown) {
  test::CityBuilder town;
  town.road({{0, 0}, {600, 0}});
  town.rectangle(0, 10, 10, 20);
  EXPECT_EQ(judged(with_network(town)).lanes[0].verdict, Verdict::unknown);
}

TEST(Lanes, NarrowPlaceFailsEvenWhereDataEnd) {
  test::CityBuilder town;
  town.road({{0, 0}, {600, 0}});
  town.rectangle(10, 1, 20, 20);
  town.rectangle(10, -20, 20, -1);
  const auto result = judged(with_network(town));
  EXPECT_EQ(result.lanes[0].verdict, Verdict::fail);
  EXPECT_FLOAT_EQ(*result.lanes[0].width_m, 2);
}

TEST(Lanes, DeclaredWidthDecidesWhereNothingIsMeasured) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}}, declared(3.5));
  town.road({{0, 50}, {100, 50}}, declared(4.5));
  const auto result = judged(with_network(town));
  EXPECT_EQ(result.lanes[0].verdict, Verdict::fail);
  EXPECT_EQ(result.lanes[0].basis, Basis::declared);
  EXPECT_EQ(result.lanes[1].verdict, Verdict::pass);
}

TEST(Lanes, DeclaredAgainstMeasured) {
  const auto lane = [](double gap, double width) {
    return judged(with_network(street(gap, declared(width)))).lanes[0];
  };
  EXPECT_EQ(lane(5, 5.4).occupancy, Lanes::Occupancy::agree);
  EXPECT_FLOAT_EQ(*lane(5, 5.4).width_m, 5);
  EXPECT_EQ(lane(3.5, 5.4).occupancy, Lanes::Occupancy::narrowed);
  EXPECT_FLOAT_EQ(*lane(3.5, 5.4).width_m, 3.5F);
  EXPECT_EQ(lane(6, 3.8).occupancy, Lanes::Occupancy::wider_gap);
  EXPECT_FLOAT_EQ(*lane(6, 3.8).width_m, 6) << "an imprecise source does not overrule the gap";
  EXPECT_EQ(lane(30, 12).occupancy, Lanes::Occupancy::agree) << "only known to be 8 m or more";
}

TEST(Lanes, SurveyedWidthInsideAWiderGapIsTrusted) {
  City city = with_network(street(6, declared(3.8)));
  city.sources[0].accuracy_m = 0.25;
  const auto result = judged(city);
  EXPECT_EQ(result.lanes[0].occupancy, Lanes::Occupancy::wider_gap);
  EXPECT_FLOAT_EQ(*result.lanes[0].width_m, 3.8F);
  EXPECT_FLOAT_EQ(*result.lanes[0].measured_m, 6.0F);
  EXPECT_EQ(result.lanes[0].basis, Basis::declared);
  EXPECT_EQ(result.lanes[0].verdict, Verdict::fail);
}

TEST(Lanes, OnlyFireLanesAreJudged) {
  Road footway;
  footway.road_class = RoadClass::footway;
  const auto result = judged(with_network(street(3, footway)));
  EXPECT_EQ(result.lanes[0].verdict, Verdict::not_applicable);
  EXPECT_FLOAT_EQ(*result.lanes[0].width_m, 3) << "the width stays as a fact";
  footway.fire_lane = true;
  EXPECT_EQ(judged(with_network(street(3, footway))).lanes[0].verdict, Verdict::fail);
}

TEST(Lanes, BridgeOverAStreetDoesNotNarrowIt) {
  test::CityBuilder town = street(6);
  Road bridge;
  bridge.bridge = true;
  town.road({{50, -60}, {50, 60}}, bridge);
  const auto result = judged(with_network(town));
  ASSERT_EQ(result.lanes.size(), 2U);
  EXPECT_NEAR(static_cast<double>(*result.lanes[0].width_m), 6, 1e-5);
  EXPECT_EQ(result.lanes[1].verdict, Verdict::unknown) << "buildings do not measure a bridge";
  EXPECT_FALSE(result.lanes[1].width_m);
}

TEST(Lanes, BuildingOverTheRoadIsAConflict) {
  test::CityBuilder town = street(6);
  town.rectangle(40, -20, 50, 20);
  const auto result = judged(with_network(town));
  EXPECT_EQ(result.lanes[0].verdict, Verdict::unknown);
  EXPECT_EQ(result.lanes[0].reason, Lanes::Reason::building_over);
  EXPECT_EQ(lane_reason_code(result.lanes[0].reason), "conflict_building");
  EXPECT_FALSE(result.lanes[0].width_m);
}

TEST(Lanes, RecordedPassageIsJudgedByItsHeight) {
  Road passage;
  passage.covered = true;
  const auto lane = [&] {
    test::CityBuilder town = street(6, passage);
    town.rectangle(40, -20, 50, 20);
    return judged(with_network(town)).lanes[0];
  };
  EXPECT_EQ(lane().verdict, Verdict::unknown);
  EXPECT_EQ(lane().reason, Lanes::Reason::passage_height);
  passage.clear_height_m = 4.2F;
  EXPECT_EQ(lane().verdict, Verdict::pass);
  EXPECT_FLOAT_EQ(*lane().width_m, 6);
  passage.clear_height_m = 3.6F;
  EXPECT_EQ(lane().verdict, Verdict::fail);
  EXPECT_EQ(lane().reason, Lanes::Reason::too_low);
  EXPECT_EQ(lane().engine_verdict, Verdict::pass);
}

Obstacle gate(Opening opening) {
  Obstacle o;
  o.kind = ObstacleKind::gate;
  o.opening = opening;
  return o;
}

TEST(Lanes, Gates) {
  const auto lane = [](const Obstacle& o) {
    test::CityBuilder town = street(6);
    town.obstacle_point(50, 0, o);
    return judged(with_network(town)).lanes[0];
  };
  EXPECT_EQ(lane(gate(Opening::none)).verdict, Verdict::unknown);
  EXPECT_EQ(lane(gate(Opening::none)).reason, Lanes::Reason::gate_unknown);
  EXPECT_FALSE(lane(gate(Opening::none)).width_m);
  EXPECT_EQ(lane(gate(Opening::locked)).verdict, Verdict::fail);
  EXPECT_EQ(lane(gate(Opening::locked)).reason, Lanes::Reason::gate_locked);
  Obstacle open = gate(Opening::key);
  open.clear_width_m = 3.5F;
  EXPECT_EQ(lane(open).verdict, Verdict::fail);
  EXPECT_EQ(lane(open).reason, Lanes::Reason::width_limit);
  EXPECT_FLOAT_EQ(*lane(open).width_m, 3.5F);
  open.clear_width_m = 4.5F;
  EXPECT_EQ(lane(open).verdict, Verdict::pass);
  EXPECT_FLOAT_EQ(*lane(open).width_m, 4.5F);
}

TEST(Lanes, BollardOnTheCentreLineStandsInTheMiddle) {
  test::CityBuilder town = street(6);
  Obstacle bollard;
  bollard.kind = ObstacleKind::bollard;
  town.obstacle_point(50, 0, bollard);
  const auto result = judged(with_network(town));
  EXPECT_NEAR(static_cast<double>(*result.lanes[0].width_m), 2.85, 1e-6);
  EXPECT_EQ(result.lanes[0].source, Lanes::Source::obstacle);
  EXPECT_NEAR(result.pinches[0].station_m, 50, 0.01);
}

TEST(Lanes, HeightLimitBySign) {
  test::CityBuilder town = street(6);
  Obstacle bar;
  bar.kind = ObstacleKind::limit;
  bar.clear_height_m = 3.0F;
  town.obstacle_point(30, 0.5, bar);
  const auto result = judged(with_network(town));
  EXPECT_EQ(result.lanes[0].verdict, Verdict::fail);
  EXPECT_EQ(result.lanes[0].reason, Lanes::Reason::too_low);
  EXPECT_FLOAT_EQ(*result.lanes[0].height_m, 3);
  EXPECT_NEAR(static_cast<double>(*result.lanes[0].width_m), 6, 1e-5);
}

TEST(Lanes, LongWallAcrossIsAConflictShortOneAnObstacle) {
  Obstacle wall;
  wall.kind = ObstacleKind::wall;
  test::CityBuilder boundary = street(8.5);
  boundary.barrier({{50, -40}, {50, 40}});
  EXPECT_EQ(judged(with_network(boundary)).lanes[0].reason, Lanes::Reason::barrier_across);
  test::CityBuilder site = street(6);
  site.obstacle_area({{50, -3.1}, {50.2, -3.1}, {50.2, 3.1}, {50, 3.1}}, wall);
  const auto result = judged(with_network(site));
  EXPECT_EQ(result.lanes[0].verdict, Verdict::fail);
  EXPECT_EQ(result.lanes[0].reason, Lanes::Reason::closed);
}

TEST(Lanes, KerbAcrossTheLaneIsAConflict) {
  // Two carriageways with a slip of a gap between them: nobody closed the road there.
  City city = with_network(street(20));
  Shapes kerbs;
  kerbs.add(PartKind::outer, std::vector<Xy>{{-50, -3}, {50, -3}, {50, 3}, {-50, 3}, {-50, -3}});
  kerbs.add(PartKind::outer,
            std::vector<Xy>{{50.1, -3}, {150, -3}, {150, 3}, {50.1, 3}, {50.1, -3}});
  city.carriageway = std::make_shared<const Shapes>(kerbs);
  EXPECT_EQ(judged(city).lanes[0].reason, Lanes::Reason::barrier_across);
  EXPECT_EQ(judged(city).lanes[0].verdict, Verdict::unknown);
}

TEST(Lanes, KerbsBoundTheLane) {
  City city = with_network(street(20));
  Shapes kerbs;
  kerbs.add(PartKind::outer,
            std::vector<Xy>{{-50, -1.6}, {150, -1.6}, {150, 1.9}, {-50, 1.9}, {-50, -1.6}});
  city.carriageway = std::make_shared<const Shapes>(kerbs);
  const auto result = judged(city);
  EXPECT_NEAR(static_cast<double>(*result.lanes[0].width_m), 3.5, 1e-5);
  EXPECT_EQ(result.lanes[0].source, Lanes::Source::kerb);
  EXPECT_EQ(result.lanes[0].verdict, Verdict::fail);
}

TEST(Lanes, HouseAtTheEndOfACulDeSacIsNoObstacle) {
  test::CityBuilder town;
  town.road({{0, 0}, {60, 0}});
  town.road({{0, -60}, {0, 60}});
  town.rectangle(5, 3, 70, 13);
  town.rectangle(5, -13, 70, -3);
  town.building({{60.5, -2.5}, {70, -2.5}, {70, 2.5}, {58, 2.5}});
  const auto result = judged(with_network(town));
  EXPECT_NEAR(static_cast<double>(*result.lanes[0].width_m), 6, 0.01);
}

TEST(Lanes, CrossingStreetDoesNotHideTheNarrowPart) {
  test::CityBuilder town = street(5);
  const City alone = with_network(town);
  EXPECT_NEAR(static_cast<double>(*judged(alone).lanes[0].width_m), 5, 1e-5);
}

/// Golden case 5: S-A 6, A-B 3, B-C 5, S-D 4, D-C 3.5.
TEST(Lanes, Golden5WidestWay) {
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

TEST(Lanes, UnknownWidthOnTheOnlyWayMakesCutOffUnknown) {
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

TEST(Lanes, MainRoadOfUnknownWidthIsPassedOnTheWayIn) {
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

TEST(Lanes, WhatNobodyRecordedLetsNoEngineThroughForCertain) {
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

TEST(Lanes, EngineDoesNotWorkFromATunnelABridgeOrAMotorway) {
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

TEST(Lanes, StationOverATunnelOpensOnTheStreet) {
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

TEST(Lanes, CutOffAllowsForTheAccuracyOfWidths) {
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

TEST(Lanes, PassableStreetBehindEightBlockedDrivewaysIsFound) {
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

TEST(Lanes, CoarseDataAreMeasuredAsFarAsTheirMarginNeeds) {
  const auto lane = [](double gap_m, double sigma_m) {
    City city = with_network(street(gap_m));
    city.sources[0].relative_accuracy_m = sigma_m;
    return judged(city, {}).lanes[0];
  };
  EXPECT_EQ(lane(16, 0.7).verdict, Verdict::pass);
  // 1.5 sigma = 4.5 m: 8.5 m are needed to be sure of 4 m, though widths are told up to 8 m.
  EXPECT_EQ(lane(8.4, 3).verdict, Verdict::marginal);
  EXPECT_EQ(lane(8.4, 3).reason, Lanes::Reason::within_accuracy);
  EXPECT_EQ(lane(8.6, 3).verdict, Verdict::pass);
  for (const double gap_m : {8.4, 8.6, 16.0}) {
    EXPECT_FLOAT_EQ(*lane(gap_m, 3).width_m, 8) << gap_m;
    EXPECT_FLOAT_EQ(*lane(gap_m, 3).measured_m, 8) << gap_m;
    EXPECT_TRUE(lane(gap_m, 3).capped) << gap_m;
  }
  EXPECT_FALSE(lane(7.9, 3).capped);
  // A phone's positions: 12 m to spare.
  EXPECT_EQ(lane(15.9, 8).verdict, Verdict::marginal);
  EXPECT_EQ(lane(16.1, 8).verdict, Verdict::pass);
}

TEST(Lanes, ABrigadeOpensTheGatesOfItsOwnYard) {
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

TEST(Lanes, FindingsOfLowLanesAndPostedLimits) {
  test::CityBuilder low = street(6);
  Obstacle bar;
  bar.kind = ObstacleKind::limit;
  bar.clear_height_m = 3.0F;
  low.obstacle_point(30, 0.5, bar);
  Road limited;
  limited.max_width_m = 3.5F;
  const auto finding = [](const test::CityBuilder& town) {
    const City city = with_network(town);
    const auto found = Lanes::output(city, bare(), judged(city), Profile{}).findings;
    return found.size() == 1 ? found[0] : Finding{};
  };
  const Finding height = finding(low);
  EXPECT_EQ(height.rule_key, "lanes.clear_height_m");
  EXPECT_EQ(height.measured, 3.0);
  EXPECT_EQ(height.limit, 4.0);
  const Finding width = finding(street(20, limited));
  EXPECT_EQ(width.rule_key, "lanes.clear_width_m");
  EXPECT_EQ(width.measured, 3.5);
  ASSERT_EQ(width.shape.size(), 1U);
  EXPECT_NEAR(width.shape.feature_points(0)[0].x_m, 50, 1e-9);
}

TEST(Lanes, BuildingFarFromEveryRoadIsCutOff) {
  test::CityBuilder town = street(6);
  town.rectangle(40, 90, 50, 100);
  town.station(0, 0);
  surround(town);
  const auto result = judged(with_network(town));
  EXPECT_EQ(result.buildings[2].cut_off, Lanes::CutOff::yes);
  EXPECT_EQ(result.buildings[2].access, UINT32_MAX);
  EXPECT_EQ(result.buildings[0].cut_off, Lanes::CutOff::no);
}

TEST(Lanes, AtTheEdgeOfTheRoadDataNothingIsCutOffForCertain) {
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

TEST(Lanes, OutputNamesEverything) {
  test::CityBuilder town = street(3.5);
  town.station(0, 0);
  const City city = with_network(town);
  const Lanes::Params params = bare();
  const auto result = judged(city, params);
  const auto out = Lanes::output(city, params, result, Profile{});
  ASSERT_EQ(out.tables.size(), 3U);
  const FeatureTable& lanes = out.tables[0];
  EXPECT_EQ(lanes.name, "fire_lanes");
  EXPECT_EQ(lanes.rows(), 1U);
  EXPECT_EQ(lanes.shapes.size(), 1U);
  for (const Column& c : lanes.columns) EXPECT_EQ(c.size(), 1U) << c.name;
  EXPECT_EQ(lanes.column("verdict")->texts[0], "fail");
  EXPECT_EQ(lanes.column("verdict_pumper")->texts[0], "pass");
  EXPECT_EQ(lanes.column("width_source")->texts[0], "building_gap");
  EXPECT_EQ(lanes.column("confirmed")->integers[0], 0);
  EXPECT_EQ(lanes.column("reason")->texts[0],
            "gap between buildings (upper bound) 3.5 m: below the value of 4.0 m, clause to be "
            "confirmed");
  const FeatureTable& pinches = out.tables[1];
  EXPECT_EQ(pinches.name, "pinch_points");
  ASSERT_EQ(pinches.rows(), 1U);
  EXPECT_EQ(pinches.column("left_obstacle")->texts[0], "building b1");
  EXPECT_EQ(pinches.column("right_obstacle")->texts[0], "building b2");
  EXPECT_EQ(pinches.column("gain_rank")->integers[0], 1);
  EXPECT_EQ(pinches.column("lane_id")->texts[0], lanes.column("lane_id")->texts[0]);
  for (const Column& c : out.building_columns) EXPECT_EQ(c.size(), city.buildings->size());
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_EQ(out.findings[0].kind, "fire_lane");
  EXPECT_EQ(out.findings[0].rule_key, "lanes.clear_width_m");
  EXPECT_NEAR(*out.findings[0].measured, 3.5, 1e-5);
  const auto figure = [&](std::string_view name) {
    for (const auto& f : out.figures)
      if (f.name == name) return f.value;
    return -1.0;
  };
  EXPECT_EQ(figure("lanes_judged"), 1);
  EXPECT_EQ(figure("lanes_fail"), 1);
  EXPECT_NEAR(figure("length_fail_m"), 100, 1e-6);
  EXPECT_EQ(figure("buildings_cut_off"), 0);
}

TEST(Lanes, IdsDoNotDependOnTheLocalOriginOrOnOtherRoads) {
  test::CityBuilder town = street(6);
  City city = with_network(town);
  const std::string id(lane_ids(city)[0]);
  test::CityBuilder more = street(6);
  more.road({{0, 300}, {100, 300}});
  City shifted = with_network(more.moved(0, -1000, -2000));
  shifted.origin = {1000, 2000};
  EXPECT_EQ(std::string(lane_ids(shifted)[0]), id);
  EXPECT_NE(std::string(lane_ids(shifted)[1]), id);
}

TEST(Lanes, RefusesParametersOutOfRange) {
  const City city = with_network(street(6));
  Lanes::Params params;
  params.clear_width_m = 0;
  EXPECT_THAT([&] { Lanes::run(city, params, Job{}); },
              testing::ThrowsMessage<Error>(testing::HasSubstr("lanes.clear_width_m = 0")));
}

TEST(Lanes, EmptyCityGivesNothing) {
  const City city = with_network(test::CityBuilder{});
  const auto result = judged(city);
  EXPECT_TRUE(result.lanes.empty());
  EXPECT_TRUE(result.buildings.empty());
  EXPECT_EQ(Lanes::output(city, bare(), result, Profile{}).figures.size(), 11U);
}

}  // namespace
}  // namespace firebreak
