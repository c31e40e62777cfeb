#include "core/analysis/hydrant_spacing.hpp"

#include <gtest/gtest.h>

#include "spacing_town.hpp"

namespace firebreak {
namespace {

using Result = HydrantSpacing::Result;
using Side = HydrantSpacing::Side;
using test::red_m;
using test::spacing_of;

test::CityBuilder golden_street() {
  test::CityBuilder town;
  town.road({{0, 0}, {500, 0}});
  for (const double x : {0.0, 100.0, 260.0, 380.0, 500.0}) town.hydrant(x, 3);
  return town;
}

/// Golden case 3 of algorithms 2.11.
TEST(HydrantSpacing, TellsTheWholeDistanceAndTheMiddleThatIsTooFar) {
  const Result result = spacing_of(golden_street());
  ASSERT_EQ(result.gaps.size(), 1U);
  const auto& gap = result.gaps[0];
  EXPECT_NEAR(gap.red_m, 40, 1e-9);
  EXPECT_NEAR(gap.length_m.value(), 160, 1e-9);
  EXPECT_EQ(gap.limit_m, 120);
  EXPECT_FALSE(gap.at_end);
  EXPECT_EQ(gap.verdict, Verdict::fail);
  EXPECT_EQ(gap.from->value, 1U);
  EXPECT_EQ(gap.to->value, 2U);
  EXPECT_NEAR(result.shapes.boxes[0].min.x_m, 160, 1e-9);
  EXPECT_NEAR(result.shapes.boxes[0].max.x_m, 200, 1e-9);
  EXPECT_NEAR(result.next_m[0].value(), 100, 1e-9);
  EXPECT_NEAR(result.next_m[2].value(), 120, 1e-9);
  EXPECT_NEAR(result.street_m, 500, 1e-9);
  EXPECT_EQ(result.city.there, 5U);
  EXPECT_EQ(result.city.needed_most, 5U);
  EXPECT_EQ(result.city.needed_least, 5U);
  EXPECT_EQ(result.city.most(), 0U);
}

TEST(HydrantSpacing, MovedTurnedReversedOrSplitItStaysTheSame) {
  auto turned = golden_street();
  turned.moved(0.7, 4000, -2500);
  test::CityBuilder reversed;
  for (const double x : {500.0, 380.0, 260.0, 100.0, 0.0}) reversed.hydrant(x, 3);
  reversed.road({{500, 0}, {0, 0}});
  for (const double cut : {30.0, 100.0, 104.0, 150.0, 180.0, 190.0, 262.0}) {
    test::CityBuilder split;
    split.road({{cut, 0}, {500, 0}});
    split.road({{0, 0}, {cut, 0}});
    for (const double x : {0.0, 100.0, 260.0, 380.0, 500.0}) split.hydrant(x, 3);
    const Result result = spacing_of(split);
    ASSERT_EQ(result.gaps.size(), 1U) << cut;
    EXPECT_NEAR(result.gaps[0].red_m, 40, 1e-6) << cut;
    EXPECT_NEAR(result.gaps[0].length_m.value(), 160, 1e-6) << cut;
    EXPECT_FALSE(result.gaps[0].at_end) << cut;
    EXPECT_EQ(result.city.needed_most, 5U) << cut;
  }
  for (const auto& town : {turned, reversed}) {
    const Result result = spacing_of(town);
    ASSERT_EQ(result.gaps.size(), 1U);
    EXPECT_NEAR(result.gaps[0].red_m, 40, 1e-6);
    EXPECT_NEAR(result.gaps[0].length_m.value(), 160, 1e-6);
  }
}

TEST(HydrantSpacing, AtADeadEndOnlyTheWayToTheLastHydrantCounts) {
  for (const bool split : {false, true}) {
    test::CityBuilder town;
    if (split) {
      town.road({{0, 0}, {80, 0}});
      town.road({{80, 0}, {150, 0}});
    } else {
      town.road({{0, 0}, {150, 0}});
    }
    town.hydrant(0, 2);
    const Result result = spacing_of(town);
    ASSERT_EQ(result.gaps.size(), 1U);
    EXPECT_NEAR(result.gaps[0].red_m, 90, 1e-6);
    EXPECT_NEAR(result.gaps[0].length_m.value(), 150, 1e-6);
    EXPECT_EQ(result.gaps[0].limit_m, 60);
    EXPECT_TRUE(result.gaps[0].at_end);
    EXPECT_EQ(result.gaps[0].from->value, 0U);
    EXPECT_FALSE(result.gaps[0].to);
  }
}

TEST(HydrantSpacing, ARingStreetMeetsItselfOppositeItsHydrant) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}});
  town.hydrant(0, -2);
  const Result result = spacing_of(town);
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_NEAR(result.gaps[0].red_m, 400 - 120, 1e-6);
  EXPECT_NEAR(result.gaps[0].length_m.value(), 400, 1e-6);
  EXPECT_FALSE(result.next_m[0]) << "there is no other";
}

TEST(HydrantSpacing, AHydrantBetweenTwoCarriagewaysServesBoth) {
  test::CityBuilder town;
  town.road({{0, 0}, {120, 0}});
  town.road({{120, 16}, {0, 16}});
  town.hydrant(60, 8);
  EXPECT_TRUE(spacing_of(town).gaps.empty());
  // Out of reach of the second one.
  test::CityBuilder other;
  other.road({{0, 0}, {120, 0}});
  other.road({{120, 26}, {0, 26}});
  other.hydrant(60, 8);
  const Result result = spacing_of(other);
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_FALSE(result.gaps[0].length_m) << "no hydrant can be reached from there";
  EXPECT_NEAR(result.gaps[0].red_m, 120, 1e-6);
}

TEST(HydrantSpacing, AWideRoadNeedsHydrantsOnBothSides) {
  Road wide;
  wide.width_m = 70.0F;
  for (const bool split : {false, true}) {
    test::CityBuilder town;
    if (split) {
      town.road({{0, 0}, {170, 0}}, wide);
      town.road({{360, 0}, {170, 0}}, wide);  // drawn the other way
    } else {
      town.road({{0, 0}, {360, 0}}, wide);
    }
    for (const double x : {10.0, 120.0, 240.0, 350.0}) town.hydrant(x, 36);
    town.hydrant(10, -36);
    town.hydrant(350, -36);
    const Result result = spacing_of(town);
    ASSERT_EQ(result.gaps.size(), 1U);
    EXPECT_NEAR(result.gaps[0].red_m, 340 - 120, 1e-6);
    EXPECT_NEAR(result.gaps[0].length_m.value(), 340, 1e-6);
    if (!split) {
      EXPECT_EQ(result.gaps[0].side, Side::right);
    }
    EXPECT_NEAR(result.street_m, 360, 1e-6);
    EXPECT_EQ(result.city.needed_most, 6U);
    EXPECT_EQ(result.city.there, 6U);
  }
}

TEST(HydrantSpacing, OnlyBuiltUpPartsOfStreetsWithAMainAreJudged) {
  test::CityBuilder town;
  town.road({{0, 0}, {1000, 0}});
  Road service;
  service.road_class = RoadClass::service;
  town.road({{0, 0}, {0, 300}}, service);
  town.hydrant(1000, 2);
  town.rectangle(100, 30, 120, 40);
  town.rectangle(260, 30, 280, 40);  // the hole before it is shorter than the spacing
  const Result result = spacing_of(town);
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_NEAR(result.shapes.boxes[0].min.x_m, 60, 1e-9);
  EXPECT_NEAR(result.shapes.boxes[0].max.x_m, 320, 1e-9);
  EXPECT_NEAR(result.street_m, 260, 1e-9);
  EXPECT_EQ(result.gaps[0].buildings, 2U);
  EXPECT_NEAR(result.gaps[0].length_m.value(), 940, 1e-6);
  EXPECT_EQ(result.city.there, 0U);
  EXPECT_EQ(result.city.most(), 3U);
  EXPECT_EQ(result.city.least(), 3U);
}

TEST(HydrantSpacing, AHydrantOfUnknownStateLeavesTheVerdictOpen) {
  auto town = golden_street();
  Hydrant unclear;
  unclear.status = HydrantStatus::unknown;
  town.hydrant(180, 2, unclear);
  auto result = spacing_of(town);
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_EQ(result.gaps[0].verdict, Verdict::unknown);
  EXPECT_NEAR(result.gaps[0].red_m, 40, 1e-9);
  EXPECT_FALSE(result.next_m[5]);
  // One that is known not to work changes nothing but the count.
  auto broken = golden_street();
  unclear.status = HydrantStatus::defective;
  broken.hydrant(180, 2, unclear);
  result = spacing_of(broken);
  EXPECT_EQ(result.gaps[0].verdict, Verdict::fail);
  EXPECT_EQ(result.city.out_of_order, 1U);
  EXPECT_EQ(result.city.there, 5U);
}

TEST(HydrantSpacing, WithinTheAccuracyAGapIsMarginal) {
  const auto verdict = [](double gap_m) {
    test::CityBuilder town;
    town.road({{0, 0}, {gap_m, 0}});
    town.hydrant(0, 2);
    town.hydrant(gap_m, 2);
    City city = test::with_network(town);
    city.sources[0].relative_accuracy_m = 2;
    const auto result = HydrantSpacing::run(city, {}, Job{});
    return result.gaps.empty() ? Verdict::pass : result.gaps[0].verdict;
  };
  EXPECT_EQ(verdict(119.9), Verdict::pass);
  EXPECT_EQ(verdict(122.9), Verdict::marginal);
  EXPECT_EQ(verdict(123.1), Verdict::fail);
}

TEST(HydrantSpacing, LessOfAStreetThanItsDrawingCanTellIsMarginalHoweverFarTheHydrant) {
  const auto verdict = [](double street_m) {
    test::CityBuilder town;
    town.road({{0, 0}, {street_m, 0}});
    town.road({{0, 900}, {40, 900}});
    town.hydrant(20, 902);
    City city = test::with_network(town);
    city.sources[0].relative_accuracy_m = 2;
    const auto result = HydrantSpacing::run(city, {}, Job{});
    EXPECT_EQ(result.gaps.size(), 1U);
    return result.gaps.at(0).verdict;
  };
  EXPECT_EQ(verdict(2.9), Verdict::marginal);
  EXPECT_EQ(verdict(3.1), Verdict::fail);
}

TEST(HydrantSpacing, AStreetFromWhichNoHydrantIsReachedHasNoLastHydrant) {
  test::CityBuilder town;
  town.road({{0, 0}, {200, 0}});
  town.road({{0, 900}, {40, 900}});
  town.hydrant(20, 902);
  const Result result = spacing_of(town);
  ASSERT_EQ(result.gaps.size(), 1U);
  const auto& gap = result.gaps[0];
  EXPECT_NEAR(gap.red_m, 200, 1e-9);
  EXPECT_FALSE(gap.length_m);
  EXPECT_FALSE(gap.from);
  EXPECT_FALSE(gap.at_end);
  EXPECT_EQ(gap.limit_m, 120);
  EXPECT_EQ(gap.verdict, Verdict::fail);
}

TEST(HydrantSpacing, WhatMeetsAtAJunctionIsAGapOfEachStreetAndAHydrantParts) {
  test::CityBuilder town;
  town.road({{0, 0}, {400, 0}});
  town.road({{200, 0}, {200, 30}});
  town.hydrant(0, 2);
  town.hydrant(400, 2);
  const Result met = spacing_of(town);
  ASSERT_EQ(met.gaps.size(), 2U) << "both halves of the street, and the lane between";
  EXPECT_NEAR(met.gaps[0].red_m, 280, 1e-6);
  EXPECT_NEAR(*met.gaps[0].length_m, 400, 1e-6);
  EXPECT_FALSE(met.gaps[0].at_end);
  EXPECT_NEAR(met.gaps[1].red_m, 30, 1e-6);
  EXPECT_NEAR(*met.gaps[1].length_m, 230, 1e-6);
  EXPECT_TRUE(met.gaps[1].at_end);
  EXPECT_EQ(met.city.gaps_least, 3U) << "280 m hold three places more than 120 m apart";
  EXPECT_EQ(met.city.gaps_most, 4U) << "three along 280 m, one in the lane";
  town.hydrant(200, -2);
  const Result parted = spacing_of(town);
  ASSERT_EQ(parted.gaps.size(), 2U);
  for (const auto& gap : parted.gaps) EXPECT_NEAR(gap.red_m, 80, 1e-6);
}

/// GB 50974 7.2.5 speaks of municipal hydrants: what else gives water closes no gap of a street.
TEST(HydrantSpacing, PrivateHydrantsTanksAndCranesCloseNoGap) {
  std::vector<Hydrant> others(4);
  others[0].owner = Owner::private_;
  others[1].kind = HydrantKind::tank;
  others[2].kind = HydrantKind::suction;
  others[3].kind = HydrantKind::crane;
  for (const Hydrant& other : others) {
    auto town = golden_street();
    town.hydrant(180, 2, other);
    const Result result = spacing_of(town);
    ASSERT_EQ(result.gaps.size(), 1U);
    EXPECT_EQ(result.gaps[0].verdict, Verdict::fail);
    EXPECT_EQ(result.city.there, 5U);
    EXPECT_FALSE(result.next_m[5]);
  }
  auto town = golden_street();
  Hydrant municipal;
  municipal.owner = Owner::public_;
  town.hydrant(180, 2, municipal);
  EXPECT_TRUE(spacing_of(town).gaps.empty());
}

TEST(HydrantSpacing, AHydrantInAYardStandsOnNoStreet) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.hydrant(50, 16);
  const Result result = spacing_of(town);
  EXPECT_EQ(result.off_streets, 1U);
  EXPECT_EQ(result.city.there, 0U);
  EXPECT_NEAR(red_m(result), 100, 1e-9);
}

}  // namespace
}  // namespace firebreak
