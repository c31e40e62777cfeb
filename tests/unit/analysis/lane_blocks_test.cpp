#include "core/analysis/lane_blocks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "core/geo/measure.hpp"
#include "support/lane_town.hpp"

namespace firebreak {
namespace {

using test::declared;
using test::judged;
using test::with_network;

Lanes::Params meshed() {
  Lanes::Params params = test::bare();
  params.data_reach_m = 10;  // the houses measure no lane: declared widths count
  params.mesh_m = 160;
  return params;
}

/// A square of lanes with a house in its middle, and a node in the middle of its lower side.
test::CityBuilder square(double side_m) {
  test::CityBuilder town;
  const double half = side_m / 2;
  town.road({{half, 0}, {side_m, 0}, {side_m, side_m}, {0, side_m}, {0, 0}, {half, 0}},
            declared(5));
  town.rectangle(half - 5, half + 21, half + 5, half + 31);
  return town;
}

TEST(LaneBlocks, ADeepBlockFails) {
  const auto result = judged(with_network(square(200)), meshed());
  ASSERT_EQ(result.blocks.size(), 1U);
  const Lanes::Block& block = result.blocks[0];
  EXPECT_EQ(block.verdict, Verdict::fail);
  ASSERT_TRUE(block.depth_m);
  EXPECT_LE(*block.depth_m, 200 + 1e-6);
  EXPECT_GE(*block.depth_m, 199);
  EXPECT_NEAR(block.centre.x_m, 100, 1);
  EXPECT_NEAR(block.centre.y_m, 100, 1);
  EXPECT_NEAR(block.area_m2, 40000, 1e-3);
  EXPECT_EQ(block.buildings, 1U);
  EXPECT_EQ(block.buildings_far, 0U) << "its middle lies 74 m from the upper side";
}

TEST(LaneBlocks, BuildingsFarFromEveryLaneAreCounted) {
  test::CityBuilder town = square(200);
  town.rectangle(95, 95, 105, 105);
  const City city = with_network(town);
  const auto result = judged(city, meshed());
  ASSERT_EQ(result.blocks.size(), 1U);
  EXPECT_EQ(result.blocks[0].buildings, 2U);
  EXPECT_EQ(result.blocks[0].buildings_far, 1U);
  const auto out = Lanes::output(city, meshed(), result, Profile{});
  const auto figure = std::ranges::find(out.figures, "lane_blocks_fail_far", &KeyFigure::name);
  ASSERT_NE(figure, out.figures.end());
  EXPECT_EQ(figure->value, 1);
  const auto table = std::ranges::find(out.tables, "lane_blocks", &FeatureTable::name);
  ASSERT_NE(table, out.tables.end());
  EXPECT_THAT(std::string(table->column("reason")->texts[0]),
              testing::Not(testing::HasSubstr("no building")));
}

TEST(LaneBlocks, AShallowOnePasses) {
  const auto result = judged(with_network(square(150)), meshed());
  ASSERT_EQ(result.blocks.size(), 1U);
  EXPECT_EQ(result.blocks[0].verdict, Verdict::pass);
  EXPECT_FALSE(result.blocks[0].depth_m) << "no circle is as large as its side";
}

/// A circle between two sides and the end of the lane: r = sqrt(2) (100 - r).
TEST(LaneBlocks, ADeadEndIntoTheBlockCounts) {
  test::CityBuilder town = square(200);
  town.road({{100, 0}, {100, 100}}, declared(5));
  const auto result = judged(with_network(town), meshed());
  ASSERT_EQ(result.blocks.size(), 1U);
  EXPECT_EQ(result.blocks[0].verdict, Verdict::pass);
  const double radius = 100 * std::sqrt(2) / (1 + std::sqrt(2));
  EXPECT_LE(result.blocks[0].depth_m.value_or(0), 2 * radius + 1e-6);
  EXPECT_GE(result.blocks[0].depth_m.value_or(0), 2 * radius - 1);
}

/// A square on its tip, of lanes 150 sqrt(2) m long, with one that leads away from it and one
/// beside it: both reach into its box, and neither into it.
TEST(LaneBlocks, LanesOutsideItsEdgeAreNoneOfItsOwn) {
  test::CityBuilder town;
  town.road({{0, 150}, {150, 0}, {300, 150}, {150, 300}, {0, 150}}, declared(5));
  town.road({{0, 150}, {-300, 160}}, declared(5));
  town.road({{20, 20}, {60, 20}}, declared(5));
  town.rectangle(145, 145, 155, 155);
  const auto result = judged(with_network(town), meshed());
  ASSERT_EQ(result.blocks.size(), 1U);
  EXPECT_EQ(result.blocks[0].verdict, Verdict::fail);
  EXPECT_LE(result.blocks[0].depth_m.value_or(0), 150 * std::sqrt(2) + 1e-6);
  EXPECT_GE(result.blocks[0].depth_m.value_or(0), 150 * std::sqrt(2) - 1);
  EXPECT_EQ(result.blocks[0].buildings_far, 1U) << "it stands 106 m from each side";
}

/// A square on its tip, 120 m wide: its box is wide enough for the circle, its ground is not.
TEST(LaneBlocks, WhereNoCircleHasRoomNoneIsLookedFor) {
  test::CityBuilder town;
  town.road({{0, 85}, {85, 0}, {170, 85}, {85, 170}, {0, 85}}, declared(5));
  town.rectangle(80, 80, 90, 90);
  const auto result = judged(with_network(town), meshed());
  ASSERT_EQ(result.blocks.size(), 1U);
  EXPECT_EQ(result.blocks[0].verdict, Verdict::pass);
  EXPECT_FALSE(result.blocks[0].depth_m);
}

/// Two blocks of 120 m by 200 m with a house each, and the lane between them.
City two_blocks(const Road& between) {
  test::CityBuilder town;
  town.road({{120, 0}, {0, 0}, {0, 200}, {120, 200}}, declared(5));
  town.road({{120, 0}, {240, 0}, {240, 200}, {120, 200}}, declared(5));
  town.road({{120, 0}, {120, 200}}, between);
  town.rectangle(55, 95, 65, 105);
  town.rectangle(175, 95, 185, 105);
  return with_network(town);
}

std::vector<Verdict> verdicts(const Road& between) {
  std::vector<Verdict> all;
  for (const Lanes::Block& block : judged(two_blocks(between), meshed()).blocks)
    all.push_back(block.verdict);
  return all;
}

TEST(LaneBlocks, ALaneThatIsBlockedBoundsNoBlock) {
  EXPECT_THAT(verdicts(declared(5)), testing::ElementsAre(Verdict::pass, Verdict::pass));
  EXPECT_THAT(verdicts(declared(2)), testing::ElementsAre(Verdict::fail));
  EXPECT_THAT(verdicts(Road{}), testing::ElementsAre(Verdict::unknown, Verdict::unknown))
      << "nobody knows how wide it is";
}

TEST(LaneBlocks, LayerAndFigures) {
  const City city = two_blocks(declared(2));
  Lanes::Params params = meshed();
  const auto result = judged(city, params);
  const auto out = Lanes::output(city, params, result, Profile{});
  const auto table = std::ranges::find(out.tables, "lane_blocks", &FeatureTable::name);
  ASSERT_NE(table, out.tables.end());
  ASSERT_EQ(table->rows(), 1U);
  EXPECT_EQ(table->shapes.size(), 1U);
  for (const Column& c : table->columns) EXPECT_EQ(c.size(), 1U) << c.name;
  EXPECT_EQ(table->column("verdict")->texts[0], "fail");
  EXPECT_EQ(table->column("reason_code")->texts[0], "lanes_far_apart");
  EXPECT_EQ(table->column("buildings")->integers[0], 2);
  EXPECT_NEAR(table->column("depth_m")->reals[0], 200, 1);
  EXPECT_NEAR(table->column("area_m2")->reals[0], 48000, 1e-3);
  const auto figure = [&](std::string_view name) {
    const auto at = std::ranges::find(out.figures, name, &KeyFigure::name);
    return at == out.figures.end() ? -1 : at->value;
  };
  EXPECT_EQ(figure("lane_blocks"), 1);
  EXPECT_EQ(figure("lane_blocks_fail"), 1);
  EXPECT_EQ(figure("lane_blocks_fail_far"), 0) << "both houses stand 60 m from a lane";
  EXPECT_THAT(std::string(table->column("reason")->texts[0]),
              testing::EndsWith("; no building lies farther than 80 m from a lane"));
  EXPECT_EQ(figure("lane_blocks_unknown"), 0);

  params.mesh_m = 0;
  const auto without = judged(city, params);
  EXPECT_TRUE(without.blocks.empty());
  for (const FeatureTable& other : Lanes::output(city, params, without, Profile{}).tables)
    EXPECT_NE(other.name, "lane_blocks") << "the profile has no rule";
}

/// The slow twin: the place farthest from every lane, looked for every 2 m.
TEST(LaneBlocks, DepthAgreesWithLookingEverywhere) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&](unsigned n) { return static_cast<double>(random() % n); };
    test::CityBuilder town;
    town.road({{0, 0}, {300, 0}, {300, 260}, {0, 260}, {0, 0}}, declared(5));
    for (int lane = 0; lane < 3; ++lane) {
      const Xy from{20 + below(260), 20 + below(220)};
      const Xy to{20 + below(260), 20 + below(220)};
      town.road({from, to}, declared(5));
    }
    town.rectangle(4, 4, 8, 8);
    const City city = with_network(town);
    const auto result = judged(city, meshed());
    ASSERT_EQ(result.blocks.size(), 1U) << "seed " << seed;
    ASSERT_TRUE(result.blocks[0].depth_m) << "seed " << seed;
    const Shapes& lines = city.network->lines;
    double farthest_m = 0;
    for (double x = 0; x <= 300; x += 2)
      for (double y = 0; y <= 260; y += 2) {
        double least2 = std::numeric_limits<double>::infinity();
        for (std::size_t s = 0; s < lines.size(); ++s)
          least2 = std::min(least2, nearest_on_line(lines.only_part(s), {x, y}).distance2_m2);
        farthest_m = std::max(farthest_m, std::sqrt(least2));
      }
    EXPECT_GE(*result.blocks[0].depth_m / 2, farthest_m - 0.5 - 1e-6) << "seed " << seed;
    EXPECT_LE(*result.blocks[0].depth_m / 2, farthest_m + std::sqrt(2) + 1e-6) << "seed " << seed;
    EXPECT_EQ(result.blocks[0].verdict == Verdict::fail, *result.blocks[0].depth_m > 160)
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace firebreak
