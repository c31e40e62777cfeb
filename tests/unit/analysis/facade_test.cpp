#include "core/analysis/facade.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

std::vector<WallPiece> exposed(const City& city, std::size_t f, FacadeRule rule = {}) {
  FacadeFinder finder(*city.buildings, rule);
  std::vector<WallPiece> walls;
  finder.append_exposed(f, walls);
  return walls;
}

TEST(StretchInDisc, CutsASegmentWhereItCrossesTheCircle) {
  const auto through = stretch_in_disc({-10, 3}, {10, 3}, {{0, 0}, 5});
  ASSERT_TRUE(through);
  EXPECT_NEAR(through->from, 0.3, 1e-12);
  EXPECT_NEAR(through->to, 0.7, 1e-12);
  const auto inside = stretch_in_disc({-1, 0}, {1, 0}, {{0, 0}, 5});
  ASSERT_TRUE(inside);
  EXPECT_EQ(inside->from, 0);
  EXPECT_EQ(inside->to, 1);
  EXPECT_FALSE(stretch_in_disc({-10, 6}, {10, 6}, {{0, 0}, 5}));
  EXPECT_FALSE(stretch_in_disc({6, 0}, {10, 0}, {{0, 0}, 5}));
  EXPECT_TRUE(stretch_in_disc({5, 0}, {5, 0}, {{0, 0}, 5}));
}

TEST(StretchNear, IsTheCapsuleAroundASegment) {
  // Parallel at 0.5 m: all of it and sqrt(0.6^2 - 0.5^2) beyond the ends of the other wall.
  const double beyond = std::sqrt(0.36 - 0.25);
  const auto along = stretch_near({-10, 0.5}, {30, 0.5}, {0, 0}, {20, 0}, 0.6);
  ASSERT_TRUE(along);
  EXPECT_NEAR(along->from, (10 - beyond) / 40, 1e-12);
  EXPECT_NEAR(along->to, (30 + beyond) / 40, 1e-12);
  // Square onto its end.
  const auto end = stretch_near({20.36, -5}, {20.36, 5}, {0, 0}, {20, 0}, 0.6);
  ASSERT_TRUE(end);
  EXPECT_NEAR(end->from, 0.5 - 0.48 / 10, 1e-9);
  EXPECT_NEAR(end->to, 0.5 + 0.48 / 10, 1e-9);
  EXPECT_FALSE(stretch_near({-10, 0.61}, {30, 0.61}, {0, 0}, {20, 0}, 0.6));
}

TEST(CoveredShare, UnitesOverlappingDiscs) {
  const std::vector<WallPiece> wall{{{0, 0}, {10, 0}}};
  std::vector<Stretch> scratch;
  EXPECT_NEAR(covered_share(wall, std::vector<Disc>{{{0, 0}, 3}, {{4, 0}, 2}}, scratch), 0.6,
              1e-12);
  EXPECT_EQ(covered_share(wall, std::vector<Disc>{{{2, 0}, 4}, {{8, 0}, 3}}, scratch), 1);
  EXPECT_EQ(covered_share(wall, {}, scratch), 0);
  EXPECT_EQ(covered_share({}, std::vector<Disc>{{{2, 0}, 4}}, scratch), 0);
}

TEST(ShortSide, OfATurnedRectangle) {
  const double c = std::cos(0.3);
  const double s = std::sin(0.3);
  const auto at = [&](double x, double y) { return Xy{c * x - s * y, s * x + c * y}; };
  const std::vector<Xy> ring{at(0, 0), at(40, 0), at(40, 25), at(20, 20), at(0, 25), at(0, 0)};
  EXPECT_NEAR(short_side_m(ring), 25, 1e-9);
  EXPECT_EQ(short_side_m(std::vector<Xy>{{0, 0}, {1, 0}, {0, 0}}), 0);
}

TEST(Facade, APartyWallIsTakenOutTogetherWithTheCornersBesideIt) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.rectangle(10, 0, 20, 10);
  const City city = builder.build();
  // 30 m of free wall, less 0.6 m of front and back each beside the joint.
  EXPECT_NEAR(total_length_m(exposed(city, 0)), 30 - 1.2, 1e-9);
}

TEST(Facade, AGapWiderThanTheLimitLeavesTheWallFree) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.rectangle(10.61, 0, 20, 10);
  const City city = builder.build();
  EXPECT_NEAR(total_length_m(exposed(city, 0)), 40, 1e-9);
  EXPECT_NEAR(total_length_m(exposed(city, 0, {0.7, 24})), 30 - 2 * 0.09, 1e-9);
}

TEST(Facade, WallsInsideAnotherBuildingAreNotFacade) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.rectangle(5, 2, 15, 8);
  const City city = builder.build();
  // The outer house: its east side loses 6 + 2 x 0.6 m; the inner one keeps what lies east of 10.6.
  EXPECT_NEAR(total_length_m(exposed(city, 0)), 40 - 7.2, 1e-9);
  EXPECT_NEAR(total_length_m(exposed(city, 1)), 6 + 2 * (15 - 10.6), 1e-9);
}

TEST(Facade, OnlyWideCourtyardsCount) {
  test::CityBuilder builder;
  const std::vector<Xy> outer{{0, 0}, {60, 0}, {60, 60}, {0, 60}};
  builder.building(outer, {{{10, 10}, {35, 10}, {35, 50}, {10, 50}}});
  builder.building(outer, {{{10, 10}, {34, 10}, {34, 50}, {10, 50}}});
  const City city = builder.build();
  std::vector<WallPiece> walls;
  append_walls(city.buildings->shapes, 0, {}, walls);
  EXPECT_DOUBLE_EQ(total_length_m(walls), 240 + 130);
  walls.clear();
  append_walls(city.buildings->shapes, 1, {}, walls);
  EXPECT_DOUBLE_EQ(total_length_m(walls), 240);
}

TEST(Facade, ASliverIsNoBuildingAndHidesNothing) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  Building sliver;
  sliver.obstacle_only = true;
  builder.rectangle(10, 0, 10.2, 10, sliver);
  EXPECT_NEAR(total_length_m(exposed(builder.build(), 0)), 40, 1e-9);
}

TEST(Facade, AnEnclosedBuildingIsSeenThroughTheOneAroundIt) {
  test::CityBuilder builder;
  builder.building({{0, 0}, {30, 0}, {30, 30}, {0, 30}},
                   {{{10, 10}, {20, 10}, {20, 20}, {10, 20}}});
  builder.rectangle(10, 10, 20, 20);
  const City city = builder.build();
  FacadeFinder finder(*city.buildings, {});
  EXPECT_FALSE(finder.enclosed(0));
  EXPECT_TRUE(finder.enclosed(1));
  std::vector<WallPiece> walls;
  finder.append_adjoining(1, walls);
  EXPECT_NEAR(total_length_m(walls), 120, 1e-9);
}

TEST(Facade, TwinsThatEncloseEachOtherFallBackOnTheirOwnWalls) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.rectangle(0, 0, 10, 10);
  const City city = builder.build();
  FacadeFinder finder(*city.buildings, {});
  EXPECT_TRUE(finder.enclosed(0));
  std::vector<WallPiece> walls;
  finder.append_adjoining(0, walls);
  EXPECT_NEAR(total_length_m(walls), 40, 1e-9);
}

}  // namespace
}  // namespace firebreak
