#include "core/geo/spatial_index.hpp"

#include <gtest/gtest.h>

#include <random>

namespace firebreak {
namespace {

std::vector<Box> random_boxes(unsigned seed, std::size_t count) {
  std::mt19937 random(seed);
  const auto uniform = [&] { return static_cast<double>(random()) / 4294967296.0 * 1000; };
  std::vector<Box> boxes(count);
  for (Box& b : boxes) {
    b.add(Xy{uniform(), uniform()});
    b.add(Xy{b.min.x_m + uniform() / 50, b.min.y_m + uniform() / 50});
  }
  return boxes;
}

TEST(SpatialIndex, EqualsAScanForBoxesAndNearest) {
  for (const std::size_t count : {1U, 15U, 16U, 17U, 256U, 257U, 3000U}) {
    auto boxes = random_boxes(static_cast<unsigned>(count), count);
    boxes[count / 2] = Box{};  // without geometry
    const SpatialIndex index(boxes);
    for (const Box& query : random_boxes(99, 50)) {
      std::vector<std::uint32_t> scan;
      double nearest2 = 1e18;
      for (std::uint32_t i = 0; i < boxes.size(); ++i) {
        if (boxes[i].empty()) continue;
        if (boxes[i].intersects(query)) scan.push_back(i);
        nearest2 = std::min(nearest2, distance2_m2(boxes[i], query));
      }
      EXPECT_EQ(index.in_box(query), scan);
      double found2 = 1e18;
      index.nearest(query, 1e18,
                    [&](std::uint32_t, double d2) { return found2 = std::min(found2, d2); });
      EXPECT_EQ(found2, nearest2);
    }
  }
}

TEST(SpatialIndex, NearestComesInOrderAndKeepsToItsLimit) {
  const auto boxes = random_boxes(3, 500);
  const SpatialIndex index(boxes);
  const Box from{{500, 500}, {500, 500}};
  double last = 0;
  std::size_t seen = 0;
  index.nearest(from, 100.0 * 100, [&](std::uint32_t, double d2) {
    EXPECT_GE(d2, last);
    EXPECT_LE(d2, 100.0 * 100);
    last = d2;
    ++seen;
    return 100.0 * 100;
  });
  std::size_t scan = 0;
  for (const Box& b : boxes) scan += distance2_m2(b, from) <= 100.0 * 100 ? 1U : 0U;
  EXPECT_EQ(seen, scan);
}

TEST(SpatialIndex, EmptyIsAskedInPeace) {
  const SpatialIndex none;
  EXPECT_TRUE(none.in_box({{0, 0}, {1, 1}}).empty());
  EXPECT_EQ(SpatialIndex(std::vector<Box>(3)).size(), 0U);
}

TEST(SpatialIndex, VisitMayStopTheSearch) {
  const SpatialIndex index(std::vector<Box>(40, Box{{0, 0}, {1, 1}}));
  int visits = 0;
  index.in_box({{0, 0}, {1, 1}}, [&](std::uint32_t) { return ++visits < 3; });
  EXPECT_EQ(visits, 3);
}

}  // namespace
}  // namespace firebreak
