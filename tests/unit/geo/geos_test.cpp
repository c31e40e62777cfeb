#include "core/geo/geos.hpp"

#include <gtest/gtest.h>

#include "core/geo/measure.hpp"

namespace firebreak {
namespace {

Shapes squares(std::initializer_list<std::array<double, 3>> list) {
  Shapes s;
  for (const auto& [x, y, side] : list)
    s.add(PartKind::outer,
          std::vector<Xy>{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}});
  return s;
}

TEST(Geos, UnionDifferenceIntersection) {
  const Geos geos;
  const Shapes overlapping = squares({{0, 0, 10}, {5, 5, 10}});
  EXPECT_DOUBLE_EQ(area_m2(geos.united(overlapping), 0), 175);
  EXPECT_DOUBLE_EQ(area_m2(geos.difference(squares({{0, 0, 10}}), squares({{2, 2, 2}})), 0), 96);
  EXPECT_DOUBLE_EQ(area_m2(geos.intersection(squares({{0, 0, 10}}), squares({{5, 5, 10}})), 0), 25);
  EXPECT_EQ(area_m2(geos.intersection(squares({{0, 0, 1}}), squares({{5, 5, 1}})), 0), 0);
}

TEST(Geos, RingsRunTheHouseWay) {
  const Geos geos;
  const Shapes ring = geos.difference(squares({{0, 0, 10}}), squares({{2, 2, 2}}));
  ASSERT_EQ(ring.end_part(0), 2U);
  EXPECT_GT(ring_area_m2(ring.part(0).points), 0);
  EXPECT_LT(ring_area_m2(ring.part(1).points), 0);
}

TEST(Geos, BowTieIsFoundAndMadeValid) {
  const Geos geos;
  Shapes bow_tie;
  bow_tie.add(PartKind::outer, std::vector<Xy>{{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}});
  std::string why;
  Xy where;
  EXPECT_FALSE(geos.valid(bow_tie, 0, &why, &where));
  EXPECT_EQ(where, (Xy{5, 5}));
  const Shapes fixed = geos.made_valid(bow_tie, 0);
  EXPECT_TRUE(geos.valid(fixed, 0));
  EXPECT_DOUBLE_EQ(area_m2(fixed, 0), 50);
}

TEST(Geos, LiesInsideAcrossOrOutside) {
  const Geos geos;
  const Shapes ring = geos.difference(squares({{0, 0, 10}}), squares({{4, 4, 2}}));
  const Shapes all =
      squares({{1, 1, 2}, {0, 0, 3}, {9, 9, 2}, {20, 0, 1}, {4.5, 4.5, 1}, {3, 3, 4}, {10, 0, 2}});
  const std::uint32_t features[] = {0, 1, 2, 3, 4, 5, 6};
  using enum Geos::Lies;
  EXPECT_EQ(geos.lie(ring, all, features),
            (std::vector{inside, inside, across, outside, outside, across, across}))
      << "on its edge is inside; in its hole is outside; round its hole and touching are across";
}

TEST(Geos, AnAreaThatOverlapsItselfIsStillUnited) {
  const Geos geos;
  Shapes twice;
  for (const double x : {0.0, 5.0})
    twice.add_part(PartKind::outer,
                   std::vector<Xy>{{x, 0}, {x + 10, 0}, {x + 10, 10}, {x, 10}, {x, 0}});
  twice.finish_feature();
  EXPECT_DOUBLE_EQ(area_m2(geos.united(twice), 0), 150);
}

TEST(Geos, LargestEmptyCircleBetweenLines) {
  const Geos geos;
  Shapes lines;
  lines.add(PartKind::line, std::vector<Xy>{{0, 0}, {20, 0}, {20, 20}, {0, 20}, {0, 0}});
  const auto whole = geos.largest_empty_circle(lines, squares({{0, 0, 20}}), 0, 0.01);
  EXPECT_NEAR(whole.radius_m, 10, 0.01);
  EXPECT_NEAR(whole.centre.x_m, 10, 0.1);
  lines.add(PartKind::line, std::vector<Xy>{{10, 0}, {10, 20}});
  EXPECT_NEAR(geos.largest_empty_circle(lines, squares({{0, 0, 20}}), 0, 0.01).radius_m, 5, 0.01);
  Shapes beyond;  // one comes from far outside and ends in the middle, one passes by
  beyond.add(PartKind::line, std::vector<Xy>{{-3, -30}, {-3, 50}, {50, 50}});
  beyond.add(PartKind::line, std::vector<Xy>{{-500, 10.0003}, {10, 10}});
  const auto beside = geos.largest_empty_circle(beyond, squares({{0, 0, 20}}), 0, 0.01);
  // In a corner, as far from two sides as from the end of the line: r = 10 sqrt(2) / (1 + sqrt(2)).
  EXPECT_NEAR(beside.radius_m, 5.858, 0.011);
  EXPECT_NEAR(beside.centre.x_m, 14.142, 0.1);
}

TEST(Geos, BufferExplodePolygonize) {
  const Geos geos;
  const Shapes grown = geos.buffered(squares({{0, 0, 10}, {30, 0, 10}}), 1, 8, true);
  EXPECT_DOUBLE_EQ(area_m2(grown, 0), 2 * 144);
  EXPECT_EQ(Geos::exploded(grown).size(), 2U);
  Shapes lines;
  lines.add(PartKind::line, std::vector<Xy>{{0, 0}, {10, 0}, {10, 10}});
  lines.add(PartKind::line, std::vector<Xy>{{10, 10}, {0, 10}, {0, 0}});
  lines.add(PartKind::line, std::vector<Xy>{{10, 10}, {20, 20}});
  const Shapes faces = geos.polygonized(lines);
  ASSERT_EQ(faces.size(), 1U);
  EXPECT_DOUBLE_EQ(area_m2(faces, 0), 100);
}

}  // namespace
}  // namespace firebreak
