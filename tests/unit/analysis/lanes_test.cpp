#include "core/analysis/lanes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "core/analysis/lane_reach.hpp"
#include "core/analysis/lane_verdict.hpp"
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

/// A street between houses 20 m apart with this carriageway, the road 100 m long from (0, 0).
City on_carriageway(const std::vector<Xy>& ring) {
  City city = with_network(street(20));
  Shapes kerbs;
  kerbs.add(PartKind::outer, ring);
  city.carriageway = std::make_shared<const Shapes>(kerbs);
  return city;
}

TEST(Lanes, TheEndOfACarriagewayIsNoKerbAcross) {
  // Where the line ends, a little before and a little after; the other end goes on.
  for (const double end_m : {99.0, 99.9, 100.0, 100.1, 103.0}) {
    const auto lane =
        judged(on_carriageway({{-50, -3}, {end_m, -3}, {end_m, 3}, {-50, 3}, {-50, -3}})).lanes[0];
    EXPECT_NEAR(static_cast<double>(lane.width_m.value_or(0)), 6, 1e-5) << end_m;
    EXPECT_EQ(lane.verdict, Verdict::pass) << end_m;
  }
  // Both ends at once, as a town drawn up to its edge has them.
  EXPECT_EQ(
      judged(on_carriageway({{0, -3}, {100, -3}, {100, 3}, {0, 3}, {0, -3}})).lanes[0].verdict,
      Verdict::pass);
}

TEST(Lanes, AnEndOfACarriagewayDrawnAslantOrRoundIsNoneEither) {
  const City aslant = on_carriageway({{-50, -3}, {104, -3}, {97, 3}, {-50, 3}, {-50, -3}});
  EXPECT_NEAR(static_cast<double>(judged(aslant).lanes[0].width_m.value_or(0)), 6, 1e-5);
  std::vector<Xy> round{{-50, -3}};
  for (int degree = -90; degree <= 90; degree += 15) {
    const double angle = degree * 3.14159265358979 / 180;
    round.push_back({97 + 3 * std::cos(angle), 3 * std::sin(angle)});
  }
  round.insert(round.end(), {{-50, 3}, {-50, -3}});
  EXPECT_GT(judged(on_carriageway(round)).lanes[0].width_m.value_or(0), 5.5F);
  // A carriageway that narrows towards its end is narrow there.
  const City narrowing = on_carriageway({{-50, -3}, {100, -1}, {100, 1}, {-50, 3}, {-50, -3}});
  EXPECT_NEAR(static_cast<double>(judged(narrowing).lanes[0].width_m.value_or(9)), 2, 0.01);
}

TEST(Lanes, AWallAcrossTheEndOfACarriagewayStays) {
  const std::vector<Xy> ring{{-50, -3}, {100, -3}, {100, 3}, {-50, 3}, {-50, -3}};
  test::CityBuilder town = street(20);
  Obstacle wall;
  wall.kind = ObstacleKind::wall;
  town.obstacle_line({{95, -3}, {95, 3}}, wall);
  City city = with_network(town);
  Shapes kerbs;
  kerbs.add(PartKind::outer, ring);
  city.carriageway = std::make_shared<const Shapes>(kerbs);
  EXPECT_EQ(judged(city).lanes[0].reason, Lanes::Reason::closed);
  EXPECT_EQ(judged(city).lanes[0].verdict, Verdict::fail);
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

TEST(Lanes, OutputNamesEverything) {
  test::CityBuilder town = street(3.5);
  town.station(0, 0);
  const City city = with_network(town);
  const Lanes::Params params = bare();
  const auto result = judged(city, params);
  const auto out = Lanes::output(city, params, result, Profile{});
  ASSERT_EQ(out.tables.size(), 5U);
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

TEST(Lanes, PiecesOfAFewCentimetresHaveIdsOfTheirOwn) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  City city = with_network(town);
  RoadNetwork network = *city.network;
  network.nodes = {{0, 0}, {0.01, 0}, {0.02, 0}, {0.03, 0}, {100, 0}};
  const Id<Road> road = network.segments[0].road;
  network.segments.clear();
  for (std::uint32_t n = 0; n < 4; ++n) network.segments.push_back({road, n, n + 1, 0.01F});
  city.network = std::make_shared<const RoadNetwork>(network);
  const Texts ids = lane_ids(city);
  std::set<std::string> different;
  for (std::size_t i = 0; i < ids.size(); ++i) different.emplace(ids[i]);
  EXPECT_EQ(different.size(), 4U);
}

TEST(Lanes, ACityWithoutBuildingsHasNoFigureAboutThem) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  Obstacle wall;
  wall.kind = ObstacleKind::wall;
  town.obstacle_line({{0, 1.5}, {100, 1.5}}, wall);
  const City city = with_network(town);
  const AnalysisOutput out = Lanes::output(city, bare(), judged(city), Profile{});
  for (const KeyFigure& f : out.figures)
    EXPECT_EQ(f.name.find("buildings"), std::string::npos) << f.name;
  EXPECT_FALSE(out.tables[0].column("buildings_cut_off")->has(0));
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
  EXPECT_EQ(Lanes::output(city, bare(), result, Profile{}).figures.size(), 13U)
      << "none about buildings";
}

TEST(Lanes, ALimitProvesALaneTooNarrowButNeverWideEnough) {
  const auto verdict = [](float limit_m) {
    test::CityBuilder town;
    Road road;
    road.max_width_m = limit_m;
    town.road({{0, 0}, {100, 0}}, road);
    town.rectangle(500, 500, 510, 510);
    return judged(with_network(town)).lanes[0].verdict;
  };
  EXPECT_EQ(verdict(3.9F), Verdict::fail);
  EXPECT_EQ(verdict(4), Verdict::unknown);
  EXPECT_EQ(verdict(6), Verdict::unknown);
}

}  // namespace
}  // namespace firebreak
