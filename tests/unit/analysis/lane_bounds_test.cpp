#include <gtest/gtest.h>

#include "core/analysis/lane_reason.hpp"
#include "core/analysis/lane_verdict.hpp"
#include "core/analysis/lanes.hpp"
#include "support/lane_town.hpp"

/// What a width proves, and what it does not.
namespace firebreak {
namespace {

using test::declared;
using test::judged;
using test::street;
using test::with_network;
using Reason = Lanes::Reason;

/// A road that leaves the building data, between two sheds `gap_m` apart at its start.
test::CityBuilder sheds(double gap_m, const Road& road = {}) {
  test::CityBuilder town;
  town.road({{0, 0}, {600, 0}}, road);
  town.rectangle(10, gap_m / 2, 20, 20);
  town.rectangle(10, -20, 20, -gap_m / 2);
  return town;
}

TEST(LaneBounds, ShedsWhereTheDataEndProveNothingWide) {
  // Too narrow for the rule whatever else stands there; the pumper's 3.0 m are not proved.
  const auto lane = judged(with_network(sheds(3.5))).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::fail);
  EXPECT_FLOAT_EQ(*lane.width_m, 3.5F);
  EXPECT_TRUE(lane.upper_bound);
  EXPECT_EQ(lane.engine_verdict, Verdict::unknown);
  EXPECT_FALSE(lane.surely_m);
  EXPECT_FLOAT_EQ(*lane.maybe_m, 3.5F);
  const auto narrow = judged(with_network(sheds(2.5))).lanes[0];
  EXPECT_EQ(narrow.engine_verdict, Verdict::fail);
  // Within buildings all along it the same gap lets the pumper through.
  const auto street_lane = judged(with_network(street(3.5))).lanes[0];
  EXPECT_FALSE(street_lane.upper_bound);
  EXPECT_EQ(street_lane.engine_verdict, Verdict::pass);
}

TEST(LaneBounds, AWayInOverAnUpperBoundIsNotCertain) {
  test::CityBuilder town = sheds(3.5);
  town.rectangle(580, 10, 590, 20);
  town.station(0, 0);
  test::surround(town);
  const auto result = judged(with_network(town));
  EXPECT_EQ(result.buildings[2].cut_off, Lanes::CutOff::unknown);
}

TEST(LaneBounds, ADeclaredWidthBetweenShedsIsWhatIsKnown) {
  const auto lane = judged(with_network(sheds(3.5, declared(3.2)))).lanes[0];
  EXPECT_FALSE(lane.upper_bound);
  EXPECT_FLOAT_EQ(*lane.width_m, 3.2F);
  EXPECT_EQ(lane.basis, Basis::declared);
  EXPECT_EQ(lane.engine_verdict, Verdict::pass);
  const auto wider = judged(with_network(sheds(3.5, declared(6)))).lanes[0];
  EXPECT_TRUE(wider.upper_bound);
  EXPECT_EQ(wider.verdict, Verdict::fail);
  EXPECT_EQ(wider.engine_verdict, Verdict::unknown);
}

TEST(LaneBounds, AGapDoesNotPassARoadDeclaredTooNarrow) {
  const auto lane = [](double gap_m, double declared_m) {
    return judged(with_network(street(gap_m, declared(declared_m)))).lanes[0];
  };
  EXPECT_EQ(lane(6, 2.5).verdict, Verdict::marginal);
  EXPECT_EQ(lane(6, 2.5).reason, Reason::declared_narrower);
  EXPECT_EQ(lane(6, 2.5).occupancy, Lanes::Occupancy::wider_gap);
  EXPECT_EQ(lane(6, 2.5).engine_verdict, Verdict::marginal) << "3.0 m are more than 2.5 m";
  EXPECT_FLOAT_EQ(*lane(6, 2.5).surely_m, 2.5F);
  EXPECT_FLOAT_EQ(*lane(6, 2.5).maybe_m, 6);
  EXPECT_EQ(lane(6, 3.5).verdict, Verdict::marginal);
  EXPECT_EQ(lane(6, 3.5).engine_verdict, Verdict::pass);
  EXPECT_EQ(lane(4.2, 3.8).verdict, Verdict::marginal) << "also where they nearly agree";
  EXPECT_EQ(lane(6, 4).verdict, Verdict::pass);
  EXPECT_EQ(lane(3.5, 2.5).verdict, Verdict::fail) << "too narrow in any case";
}

TEST(LaneBounds, KerbsAreAsExactAsTheSourceTheyWereDrawnIn) {
  // The first source of carriageways is exact and far away; the second drew this street.
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  City city = with_network(town);
  city.sources.resize(3);
  city.sources[1].role = city.sources[2].role = Role::carriageway;
  city.sources[1].relative_accuracy_m = 0.1;
  city.sources[2].relative_accuracy_m = 0.7;
  Shapes kerbs;
  kerbs.add(PartKind::outer, std::vector<Xy>{{900, 0}, {950, 0}, {950, 5}, {900, 5}, {900, 0}});
  kerbs.add(PartKind::outer,
            std::vector<Xy>{{-50, -2.25}, {150, -2.25}, {150, 2.25}, {-50, 2.25}, {-50, -2.25}});
  city.carriageway = std::make_shared<const Shapes>(kerbs);
  const auto lane = [&](const std::vector<std::uint32_t>& sources) {
    city.carriageway_sources = std::make_shared<const std::vector<std::uint32_t>>(sources);
    return judged(city, {}).lanes[0];
  };
  EXPECT_FLOAT_EQ(lane({1, 2}).sigma_m, 0.7F);
  EXPECT_EQ(lane({1, 2}).verdict, Verdict::marginal) << "4.5 m less 1.05 m";
  EXPECT_FLOAT_EQ(lane({2, 1}).sigma_m, 0.1F);
  EXPECT_EQ(lane({2, 1}).verdict, Verdict::pass) << "4.5 m less 0.15 m";
}

/// A house from one side reaches over the centre line, 2 m long; the house opposite is `free_m`
/// away.
Lanes::Lane corner_over_line(double free_m) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.rectangle(-20, 0.5 + free_m, 120, 30);
  town.rectangle(-20, -20, 120, -6);
  town.rectangle(40, -20, 42, 0.5);
  return judged(with_network(town)).lanes[0];
}

TEST(LaneBounds, ABuildingDrawnOverTheLineIsAConflictWhereItNarrows) {
  const auto narrow = corner_over_line(2.5);
  EXPECT_EQ(narrow.verdict, Verdict::unknown);
  EXPECT_EQ(narrow.reason, Reason::building_over);
  EXPECT_TRUE(narrow.doubt);
  EXPECT_FALSE(narrow.width_m);
  const auto wide = corner_over_line(4.5);
  EXPECT_EQ(wide.verdict, Verdict::pass) << "there is room beside it, wherever the line belongs";
  EXPECT_FLOAT_EQ(*wide.width_m, 4.5F);
}

TEST(LaneBounds, BuildingsOverTheLineNearerThanTheyAreDrawnExactlyTouch) {
  // 0.7 m between two footprints of one source; the northern row reaches `over_m` over the line.
  const auto lane = [](double gap_m, double over_m, const Lanes::Params& params) {
    test::CityBuilder town;
    town.road({{0, 0}, {100, 0}});
    town.rectangle(-20, -over_m, 120, 20);
    town.rectangle(-20, -20, 120, -over_m - gap_m);
    return judged(with_network(town), params).lanes[0];
  };
  EXPECT_EQ(lane(0.5, 0.2, {}).reason, Reason::building_over);
  EXPECT_EQ(lane(0.5, 0.2, {}).verdict, Verdict::unknown);
  for (const double gap_m : {0.5, 0.8}) {
    EXPECT_EQ(lane(gap_m, -gap_m / 2, {}).verdict, Verdict::fail) << "the line is free";
    EXPECT_EQ(lane(gap_m, -gap_m / 2, {}).reason, Reason::too_narrow);
  }
  EXPECT_EQ(lane(0.25, -0.125, {}).reason, Reason::building_over) << "the line is free by noise";
  EXPECT_EQ(lane(0.5, -0.25, test::bare()).verdict, Verdict::fail) << "by the bare numbers";
}

TEST(LaneBounds, WhatCrossesTheLineElsewhereIsNoConflictHere) {
  // A house over the line at 80 m leaves 3.5 m; two sheds at 20 m leave 2.5 m, the line free.
  test::CityBuilder town = street(14);
  town.rectangle(79, -3.5, 81, 20);
  town.rectangle(18, 1.25, 22, 20);
  town.rectangle(18, -20, 22, -1.25);
  const auto lane = judged(with_network(town)).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::fail);
  EXPECT_EQ(lane.reason, Reason::too_narrow);
  EXPECT_FLOAT_EQ(*lane.width_m, 2.5F);
}

TEST(LaneBounds, NoWayLeadsBehindTheBuildingsBesideALane) {
  // A row of garages 6 m deep on both sides of 2.5 m, open yards behind them.
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.rectangle(-20, 1.25, 120, 7.25);
  town.rectangle(-20, -7.25, 120, -1.25);
  const auto lane = judged(with_network(town)).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::fail);
  EXPECT_FLOAT_EQ(*lane.width_m, 2.5F);
  // With one side open the way is free.
  test::CityBuilder open;
  open.road({{0, 0}, {100, 0}});
  open.rectangle(-20, 1.25, 120, 7.25);
  EXPECT_EQ(judged(with_network(open)).lanes[0].verdict, Verdict::pass);
}

TEST(LaneBounds, ABuildingALittleOverTheLineClosesItsSideToo) {
  // A garage 2.9 m long reaches `over_m` over the line; the row opposite stands at 2.6 m.
  const auto lane = [](double over_m) {
    test::CityBuilder town;
    town.road({{0, 0}, {100, 0}});
    town.rectangle(-20, -20, 120, -2.6);
    town.rectangle(48, -over_m, 50.9, 6);
    return judged(with_network(town)).lanes[0];
  };
  EXPECT_EQ(lane(-0.1).verdict, Verdict::fail);
  EXPECT_FLOAT_EQ(*lane(-0.1).width_m, 2.7F);
  EXPECT_EQ(lane(0.1).verdict, Verdict::unknown) << "the garage and the line cannot both be right";
  EXPECT_EQ(lane(0.1).reason, Reason::building_over);
}

TEST(LaneBounds, AKioskOnTheCarriagewayIsPassedOnTheBetterSide) {
  // A kiosk in a hole of the carriageway, 7.5 m of which lie to its left.
  const auto lane = [](bool kerbs) {
    test::CityBuilder town;
    town.road({{0, 0}, {100, 0}});
    town.rectangle(-20, -20, 120, -2);
    town.rectangle(48, 0.5, 51, 3.5);
    City city = with_network(town);
    if (!kerbs) return judged(city).lanes[0];
    Shapes carriageway;
    carriageway.add(PartKind::outer,
                    std::vector<Xy>{{-50, -2}, {150, -2}, {150, 11}, {-50, 11}, {-50, -2}});
    city.carriageway = std::make_shared<const Shapes>(carriageway);
    return judged(city).lanes[0];
  };
  EXPECT_EQ(lane(true).verdict, Verdict::pass);
  EXPECT_FLOAT_EQ(*lane(false).width_m, 2.5F) << "nothing says that a way leads behind it";
}

TEST(LaneBounds, TheSentenceTellsTheFigureThatDecided) {
  // 7 m wide, two sheds that leave 4.5 m in a straight line, 1.05 m of margin.
  Lanes::Lane lane;
  lane.reason = Reason::within_accuracy;
  lane.source = Lanes::Source::building_gap;
  lane.width_m = 7;
  lane.band_m = 4.5F;
  lane.sigma_m = 0.7F;
  ProfileValue rule;
  rule.value_mark = "V2";
  const auto words = [&] { return lane_reason_words(lane, {}, {}, &rule); };
  EXPECT_NE(words().find("in a straight line 4.5 m ± 1.05 m"), std::string::npos) << words();
  lane.width_m = 4.5F;
  EXPECT_NE(words().find("4.5 m ± 1.05 m, 4.0 m wanted"), std::string::npos) << words();
  EXPECT_EQ(words().find("straight"), std::string::npos);
  lane.sigma_m = 0;
  EXPECT_NE(words().find("a gate that is only drawn"), std::string::npos) << words();
}

TEST(LaneBounds, KerbsSayWhatIsCarriagewayNotTheDeclaration) {
  City city = with_network(street(20, declared(3.8)));
  Shapes kerbs;
  kerbs.add(PartKind::outer, std::vector<Xy>{{-50, -3}, {150, -3}, {150, 3}, {-50, 3}, {-50, -3}});
  city.carriageway = std::make_shared<const Shapes>(kerbs);
  city.sources.resize(1);
  const auto lane = judged(city).lanes[0];
  EXPECT_EQ(lane.occupancy, Lanes::Occupancy::wider_gap);
  EXPECT_EQ(lane.verdict, Verdict::pass);
  EXPECT_FLOAT_EQ(*lane.width_m, 6);
}

Lanes::Lane with_walls(double street_m, const std::vector<std::vector<Xy>>& walls) {
  test::CityBuilder town = street(street_m);
  for (const auto& wall : walls) town.barrier(wall);
  return judged(with_network(town)).lanes[0];
}

TEST(LaneBounds, AWallInTwoPiecesThatMeetOnTheLineIsOneWall) {
  // 25 m and 20 m: a boundary that the road leads through somewhere.
  const auto meets = with_walls(60, {{{50, -25}, {50, 0}}, {{50, 0}, {50, 20}}});
  EXPECT_EQ(meets.reason, Reason::barrier_across);
  EXPECT_EQ(meets.verdict, Verdict::unknown);
  // 6 m built across between two long walls along the street: that closes it.
  const auto across =
      with_walls(60, {{{-20, -3}, {120, -3}}, {{-20, 3}, {120, 3}}, {{50, -3}, {50, 3}}});
  EXPECT_EQ(across.reason, Reason::closed);
  EXPECT_EQ(across.verdict, Verdict::fail);
}

TEST(LaneBounds, ALongWallAcrossIsAConflictWhateverItLeansAgainst) {
  // 60 m across the line, a hedge of 10 m at its end.
  const auto lane = with_walls(60, {{{50, -55}, {50, 5}}, {{50, 5}, {50, 15}}});
  EXPECT_EQ(lane.reason, Reason::barrier_across);
  // It ends 2 m short of the house opposite, on the far side of the line: as doubtful.
  const auto gap = with_walls(6, {{{50, -40}, {50, 1}}});
  EXPECT_EQ(gap.reason, Reason::barrier_across);
  EXPECT_FALSE(gap.width_m);
  // Beside the line it is a narrow place.
  const auto narrow = with_walls(6, {{{50, -40}, {50, -0.5}}});
  EXPECT_EQ(narrow.verdict, Verdict::fail);
  EXPECT_NEAR(static_cast<double>(*narrow.width_m), 3.4, 1e-5);
}

TEST(LaneBounds, PedestrianStreetsAreFireLanes) {
  Road mall;
  mall.road_class = RoadClass::pedestrian;
  EXPECT_EQ(judged(with_network(street(6, mall))).lanes[0].verdict, Verdict::pass);
  EXPECT_EQ(judged(with_network(street(3.5, mall))).lanes[0].verdict, Verdict::fail);
}

}  // namespace
}  // namespace firebreak
