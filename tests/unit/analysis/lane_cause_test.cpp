#include "core/analysis/lane_cause.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/lane_town.hpp"

namespace firebreak {
namespace {

using test::bare;
using test::judged;
using test::street;
using test::with_network;

/// The cause where a thing stands on a street of 6 m between houses so that 2.6 m are left beside
/// it on the left.
PinchCause beside(ObstacleKind kind) {
  test::CityBuilder town = street(6);
  Obstacle thing;
  thing.kind = kind;
  town.obstacle_area({{49, -2.9}, {51, -2.9}, {51, 0.4}, {49, 0.4}}, thing);
  const City city = with_network(town);
  const auto result = judged(city);
  EXPECT_EQ(result.pinches.size(), 1U);
  return result.pinches.empty() ? PinchCause::unknown : cause_of(city, result.pinches[0]);
}

TEST(LaneCause, ByTheKindOfWhatStandsThere) {
  for (const auto kind : {ObstacleKind::parked, ObstacleKind::stall, ObstacleKind::goods})
    EXPECT_EQ(beside(kind), PinchCause::removable) << obstacle_kind_name(kind);
  for (const auto kind : {ObstacleKind::wall, ObstacleKind::fence, ObstacleKind::extension,
                          ObstacleKind::shed, ObstacleKind::bollard, ObstacleKind::block})
    EXPECT_EQ(beside(kind), PinchCause::enforceable) << obstacle_kind_name(kind);
  for (const auto kind : {ObstacleKind::tree, ObstacleKind::pole, ObstacleKind::fixture})
    EXPECT_EQ(beside(kind), PinchCause::structural) << obstacle_kind_name(kind);
  EXPECT_EQ(beside(ObstacleKind::unknown), PinchCause::unknown);
}

TEST(LaneCause, BetweenHousesItIsStructuralBetweenWallsAnOrder) {
  const City houses = with_network(street(3));
  const auto between_houses = judged(houses);
  ASSERT_EQ(between_houses.pinches.size(), 1U);
  EXPECT_EQ(cause_of(houses, between_houses.pinches[0]), PinchCause::structural);

  test::CityBuilder town = street(6);
  town.barrier({{40, 1.6}, {60, 1.6}});
  town.barrier({{40, -1.6}, {60, -1.6}});
  const City walls = with_network(town);
  const auto between_walls = judged(walls);
  ASSERT_EQ(between_walls.pinches.size(), 1U);
  EXPECT_EQ(cause_of(walls, between_walls.pinches[0]), PinchCause::enforceable);
}

TEST(LaneCause, ADeclaredWidthHasNoKnownCause) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}}, test::declared(3.5));
  const City city = with_network(town);
  Lanes::Pinch pinch;
  pinch.gap.left = {LaneThing::building, 0};
  pinch.measured = false;
  EXPECT_EQ(cause_of(city, pinch), PinchCause::unknown);
}

TEST(LaneCause, IsToldInTheLayerAndCounted) {
  const City city = with_network(street(3));
  const auto result = judged(city);
  const auto out = Lanes::output(city, bare(), result, Profile{});
  EXPECT_EQ(out.tables[1].column("cause")->texts[0], "structural");
  const auto figure = [&](std::string_view name) {
    return std::ranges::find(out.figures, name, &KeyFigure::name)->value;
  };
  EXPECT_EQ(figure("pinch_removable"), 0);
  EXPECT_EQ(figure("pinch_enforceable"), 0);
  EXPECT_EQ(figure("pinch_structural"), 1);
}

}  // namespace
}  // namespace firebreak
