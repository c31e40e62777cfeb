#include "core/geo/measure.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/geo/line_in_polygon.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

Shapes polygon(const std::vector<Xy>& outer, const std::vector<std::vector<Xy>>& holes = {}) {
  Shapes s;
  s.add_part(PartKind::outer, outer);
  for (const auto& h : holes) s.add_part(PartKind::hole, h);
  s.finish_feature();
  return s;
}
std::vector<Xy> square(double x, double y, double side) {
  return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}};
}

TEST(Measure, SquareWithCourtyard) {
  const Shapes s = polygon(square(0, 0, 10), {square(4, 4, 2)});
  EXPECT_DOUBLE_EQ(area_m2(s, 0), 96);
  EXPECT_DOUBLE_EQ(perimeter_m(s, 0), 48);
  EXPECT_DOUBLE_EQ(centroid(s, 0).x_m, 5);
  EXPECT_DOUBLE_EQ(centroid(s, 0).y_m, 5);
  EXPECT_FALSE(contains(s, 0, {5, 5}));
  EXPECT_TRUE(contains(s, 0, {1, 1}));
  EXPECT_TRUE(contains(s, 0, {0, 5})) << "the boundary counts as inside";
  EXPECT_TRUE(contains(s, 0, {10, 10}));
  EXPECT_DOUBLE_EQ(distance_m(s, 0, {5, 5}), 1);
  EXPECT_DOUBLE_EQ(distance_m(s, 0, {13, 14}), 5);
  EXPECT_TRUE(contains(s, 0, interior_point(s, 0)));
}

TEST(Measure, AreaDoesNotDependOnTheWayRingsRun) {
  auto outer = square(1e6, 4e6, 10);
  auto hole = square(1e6 + 4, 4e6 + 4, 2);
  std::reverse(outer.begin(), outer.end());
  EXPECT_DOUBLE_EQ(area_m2(polygon(outer, {hole}), 0), 96);
}

TEST(Measure, SegmentsThatCrossTouchOrRunApart) {
  EXPECT_EQ(segment_segment2_m2({0, 0}, {10, 0}, {5, -5}, {5, 5}), 0);
  EXPECT_EQ(segment_segment2_m2({0, 0}, {10, 0}, {10, 0}, {12, 5}), 0);
  EXPECT_EQ(segment_segment2_m2({0, 0}, {10, 0}, {3, 0}, {4, 0}), 0) << "on the same line";
  EXPECT_EQ(segment_segment2_m2({0, 0}, {10, 0}, {12, 0}, {15, 0}), 4) << "in line, 2 m apart";
  Xy from;
  Xy to;
  EXPECT_EQ(segment_segment2_m2({0, 0}, {10, 0}, {4, 3}, {4, 8}, &from, &to), 9);
  EXPECT_EQ(from, (Xy{4, 0}));
  EXPECT_EQ(to, (Xy{4, 3}));
}

TEST(Measure, PolygonDistances) {
  const Shapes a = polygon(square(0, 0, 10));
  const Shapes b = polygon(square(13, 14, 5));
  EXPECT_DOUBLE_EQ(distance2_m2(a, 0, b, 0, 1e9), 25);
  EXPECT_GE(distance2_m2(a, 0, b, 0, 16), 16) << "above the limit it only says so";
  EXPECT_EQ(distance2_m2(a, 0, polygon(square(2, 2, 1)), 0, 1e9), 0) << "one holds the other";
  EXPECT_EQ(distance2_m2(polygon(square(2, 2, 1)), 0, a, 0, 1e9), 0);
  const Shapes ring = polygon(square(0, 0, 10), {square(2, 2, 6)});
  EXPECT_DOUBLE_EQ(distance2_m2(ring, 0, polygon(square(4, 4, 2)), 0, 1e9), 4)
      << "in the courtyard, not in the building";
}

TEST(Measure, DistanceEqualsTheSlowTwinOverRandomTowns) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const City city = test::random_town(seed, 2).build();
    const Shapes& s = city.buildings->shapes;
    for (std::size_t i = 0; i < s.size(); ++i) {
      for (std::size_t j = i + 1; j < s.size(); ++j) {
        double slow = 1e18;
        const auto a = s.only_part(i);
        const auto b = s.only_part(j);
        for (std::size_t p = 0; p + 1 < a.size(); ++p)
          for (std::size_t q = 0; q + 1 < b.size(); ++q)
            slow = std::min(slow, segment_segment2_m2(a[p], a[p + 1], b[q], b[q + 1]));
        EXPECT_EQ(distance2_m2(s, i, s, j, 1e18), slow) << "seed " << seed;
      }
    }
  }
}

TEST(Measure, LinesByChainage) {
  const std::vector<Xy> line{{0, 0}, {10, 0}, {10, 10}};
  Xy direction;
  EXPECT_EQ(point_along(line, 15, &direction), (Xy{10, 5}));
  EXPECT_EQ(direction, (Xy{0, 1}));
  EXPECT_EQ(point_along(line, 99), (Xy{10, 10}));
  EXPECT_EQ(line_part(line, 5, 15), (std::vector<Xy>{{5, 0}, {10, 0}, {10, 5}}));
  const LineFoot foot = nearest_on_line(line, {12, 4});
  EXPECT_DOUBLE_EQ(foot.along_m, 14);
  EXPECT_DOUBLE_EQ(foot.distance2_m2, 4);
}

TEST(Measure, InteriorPointOfAnAwkwardPolygon) {
  // The middle line runs exactly along the shoulders of an H.
  const Shapes h = polygon({{0, 0},
                            {2, 0},
                            {2, 5},
                            {4, 5},
                            {4, 0},
                            {6, 0},
                            {6, 10},
                            {4, 10},
                            {4, 5},
                            {2, 5},
                            {2, 10},
                            {0, 10},
                            {0, 0}});
  EXPECT_TRUE(contains(h, 0, interior_point(h, 0)));
}

TEST(Measure, ConvexHull) {
  const std::vector<Xy> square{{0, 0}, {4, 4}, {2, 2}, {4, 0}, {0, 4}, {2, 0}, {4, 4}, {1, 3}};
  EXPECT_EQ(convex_hull(square), (std::vector<Xy>{{0, 0}, {4, 0}, {4, 4}, {0, 4}}));
  EXPECT_LT(convex_hull(std::vector<Xy>{{0, 0}, {1, 1}, {2, 2}, {1, 1}}).size(), 3U);
  EXPECT_TRUE(convex_hull({}).empty());
}

/// A line through a square, out through its notch and in again, ending inside.
TEST(LineInPolygon, StretchesInsideAreToldByChainage) {
  Shapes shapes;
  shapes.add(PartKind::outer,
             std::vector<Xy>{
                 {0, 0}, {10, 0}, {10, 10}, {6, 10}, {6, 2}, {4, 2}, {4, 10}, {0, 10}, {0, 0}});
  const auto found = stretches_inside(std::vector<Xy>{{-5, 5}, {2, 5}, {8, 5}}, shapes, 0);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0].from_m, 5, 1e-9);
  EXPECT_NEAR(found[0].to_m, 9, 1e-9) << "past the vertex inside";
  EXPECT_NEAR(found[1].from_m, 11, 1e-9);
  EXPECT_NEAR(found[1].to_m, 13, 1e-9) << "it ends inside";
  EXPECT_TRUE(stretches_inside(std::vector<Xy>{{-5, 5}, {-1, 5}}, shapes, 0).empty());
}

}  // namespace
}  // namespace firebreak
