#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/geo/measure.hpp"
#include "support/lane_town.hpp"

namespace firebreak {
namespace {

using test::bare;
using test::judged;
using test::street;
using test::with_network;

/// A street with a car from x = 40.2 to 44.6 m, between two offsets.
test::CityBuilder street_with_car(double gap_m, double right_m, double left_m) {
  test::CityBuilder town = street(gap_m);
  town.obstacle_area({{40.2, right_m}, {44.6, right_m}, {44.6, left_m}, {40.2, left_m}});
  return town;
}

using Run = Lanes::WidthRun;

void expect_run(const Run& run, double from_m, double to_m, double left_m, double right_m,
                double free_m) {
  EXPECT_NEAR(static_cast<double>(run.from_m), from_m, 1e-4);
  EXPECT_NEAR(static_cast<double>(run.to_m), to_m, 1e-4);
  ASSERT_TRUE(run.left_m && run.right_m);
  EXPECT_NEAR(static_cast<double>(*run.left_m), left_m, 1e-4);
  EXPECT_NEAR(static_cast<double>(*run.right_m), right_m, 1e-4);
  EXPECT_NEAR(static_cast<double>(run.free_m), free_m, 1e-4);
}

TEST(LaneProfile, AnEvenStreetIsOneStretch) {
  const auto result = judged(with_network(street(3.5)));
  ASSERT_EQ(result.profile.size(), 1U);
  expect_run(result.profile[0], 0, 100, 1.75, 1.75, 3.5);
  EXPECT_FALSE(result.profile[0].at_least);
  EXPECT_FALSE(result.profile[0].on_line);
}

/// The car stands in the metres from 40 to 45.
TEST(LaneProfile, ACarBesideTheCentreLine) {
  const auto result = judged(with_network(street_with_car(6, 0.9, 3)));
  ASSERT_EQ(result.profile.size(), 3U);
  expect_run(result.profile[0], 0, 40, 3, 3, 6);
  expect_run(result.profile[1], 40, 45, 0.9, 3, 3.9);
  expect_run(result.profile[2], 45, 100, 3, 3, 6);
}

TEST(LaneProfile, ACarOnTheCentreLineLeavesTheBandBesideIt) {
  const auto result = judged(with_network(street_with_car(8, -1, 0.8)));
  ASSERT_EQ(result.profile.size(), 3U);
  expect_run(result.profile[1], 40, 45, 0, 0, 3.2);
  EXPECT_TRUE(result.profile[1].on_line);
}

TEST(LaneProfile, WhereNothingStandsThereIsNoFigure) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.rectangle(-20, 3, 120, 13);
  town.rectangle(50, -10, 56, -0.5);
  const auto result = judged(with_network(town));
  ASSERT_EQ(result.profile.size(), 3U);
  EXPECT_TRUE(result.profile[0].left_m);
  EXPECT_FALSE(result.profile[0].right_m);
  EXPECT_TRUE(result.profile[0].at_least);
  expect_run(result.profile[1], 50, 56, 3, 0.5, 3.5);
}

TEST(LaneProfile, OnlyFireLanesThatAreNarrowHaveOne) {
  EXPECT_TRUE(judged(with_network(street(7))).profile.empty());
  Road alley;
  alley.road_class = RoadClass::alley;
  EXPECT_TRUE(judged(with_network(street(2, alley))).profile.empty());
}

TEST(LaneProfile, LayerDrawsEachStretch) {
  const City city = with_network(street_with_car(6, 0.9, 3));
  const auto result = judged(city);
  const auto out = Lanes::output(city, bare(), result, Profile{});
  const auto table = std::ranges::find(out.tables, "lane_profile", &FeatureTable::name);
  ASSERT_NE(table, out.tables.end());
  ASSERT_EQ(table->rows(), 3U);
  ASSERT_EQ(table->shapes.size(), 3U);
  for (const Column& c : table->columns) EXPECT_EQ(c.size(), 3U) << c.name;
  const auto drawn = table->shapes.only_part(1);
  EXPECT_NEAR(drawn.front().x_m, 40, 1e-4);
  EXPECT_NEAR(drawn.back().x_m, 45, 1e-4);
  EXPECT_EQ(table->column("lane_id")->texts[1], out.tables[0].column("lane_id")->texts[0]);
  EXPECT_NEAR(table->column("free_m")->reals[1], 3.9, 1e-4);
  EXPECT_EQ(table->column("limit_m")->reals[1], 4);
  EXPECT_EQ(table->column("on_centre_line")->integers[1], 0);
}

}  // namespace
}  // namespace firebreak
