#include "core/analysis/gap_graph.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

using testing::ElementsAre;

std::vector<GapPair> pairs_of(const City& city, double limit_m) {
  return gap_pairs(city.buildings->shapes, city.buildings->index, {}, limit_m, Job{});
}

TEST(GapPairs, ExactDistanceEachPairOnce) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.rectangle(12, 0, 22, 10);    // 2 m east of the first
  town.rectangle(25, 14, 30, 20);   // 3 and 4 m off the second's corner: 5 m
  town.rectangle(0, 10, 10, 20);    // shares a wall with the first
  town.rectangle(200, 0, 210, 10);  // far away
  const auto pairs = pairs_of(town.build(), 18);
  ASSERT_EQ(pairs.size(), 6U);
  EXPECT_EQ(pairs[0], (GapPair{0, 1, 2}));
  EXPECT_EQ(pairs[1].b, 2U);
  EXPECT_NEAR(pairs[1].gap_m, std::hypot(15, 4), 1e-12);
  EXPECT_EQ(pairs[2], (GapPair{0, 3, 0}));
  EXPECT_EQ(pairs[3], (GapPair{1, 2, 5}));
  EXPECT_EQ(pairs[4], (GapPair{1, 3, 2}));
  EXPECT_EQ(pairs[5], (GapPair{2, 3, 15}));
}

TEST(GapPairs, TheLimitItselfCounts) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.rectangle(16, 0, 20, 10);
  EXPECT_EQ(pairs_of(town.build(), 6).size(), 1U);
  EXPECT_EQ(pairs_of(town.build(), 5.999).size(), 0U);
}

TEST(GapPairs, ABuildingInACourtyardIsMeasuredToTheInnerWall) {
  test::CityBuilder town;
  town.building({{0, 0}, {40, 0}, {40, 40}, {0, 40}}, {{{10, 10}, {30, 10}, {30, 30}, {10, 30}}});
  town.rectangle(14, 15, 20, 20);  // in the courtyard, 4 m from its west wall
  town.rectangle(2, 2, 6, 6);      // drawn inside the built ring: no gap
  EXPECT_THAT(pairs_of(town.build(), 18), ElementsAre(GapPair{0, 1, 4}, GapPair{0, 2, 0},
                                                      GapPair{1, 2, std::sqrt(8.0 * 8 + 9 * 9)}));
}

TEST(GapPairs, WhatDoesNotCountIsNotThere) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.rectangle(11, 0, 12, 1);
  town.rectangle(15, 0, 25, 10);
  const City city = town.build();
  const std::vector<std::uint8_t> counted{1, 0, 1};
  const auto pairs = gap_pairs(city.buildings->shapes, city.buildings->index, counted, 18, Job{});
  EXPECT_THAT(pairs, ElementsAre(GapPair{0, 2, 5}));
  const auto nearest =
      nearest_gaps(city.buildings->shapes, city.buildings->index, counted, pairs, Job{});
  EXPECT_EQ(nearest.neighbour[1], NearestGaps::none);
  EXPECT_EQ(nearest.gap_m[0], 5);
}

TEST(NearestGaps, ReachBeyondThePairsAndPreferTheLowestNumber) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.rectangle(110, 0, 120, 10);  // 100 m from both others
  town.rectangle(220, 0, 230, 10);
  const City city = town.build();
  const auto nearest = nearest_gaps(city.buildings->shapes, city.buildings->index, {}, {}, Job{});
  EXPECT_THAT(nearest.gap_m, ElementsAre(100, 100, 100));
  EXPECT_THAT(nearest.neighbour, ElementsAre(1, 0, 1));
}

TEST(NearestGaps, ALoneBuildingHasNone) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  const City city = town.build();
  const auto nearest = nearest_gaps(city.buildings->shapes, city.buildings->index, {}, {}, Job{});
  EXPECT_EQ(nearest.gap_m[0], std::numeric_limits<double>::infinity());
  EXPECT_EQ(nearest.neighbour[0], NearestGaps::none);
}

TEST(GapPairs, NoBuildingsNoPairs) {
  EXPECT_TRUE(pairs_of(City{}, 18).empty());
}

}  // namespace
}  // namespace firebreak
