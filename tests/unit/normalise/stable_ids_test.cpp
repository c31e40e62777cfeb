#include "core/normalise/stable_ids.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace firebreak {
namespace {

TEST(StableIds, DependOnThePlaceAloneAndAreUnique) {
  Shapes shapes;
  shapes.add(PartKind::outer, std::vector<Xy>{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}});
  shapes.add(PartKind::outer, std::vector<Xy>{{10, 10}, {0, 10}, {0, 0}, {10, 0}, {10, 10}});
  shapes.add(PartKind::line, std::vector<Xy>{{0, 0}, {5, 0}, {9, 9}});
  shapes.add(PartKind::line, std::vector<Xy>{{9, 9}, {5, 0}, {0, 0.004}});
  shapes.add(PartKind::point, std::vector<Xy>{{0, 0}});
  Shapes moved;
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    std::vector<Xy> points;
    for (const Xy p : shapes.feature_points(f)) points.push_back(p - Xy{1000, 2000});
    moved.add(shapes.part_kind[f], points);
  }
  const auto here = place_hashes(shapes, {664000, 5486000}, Job{});
  const auto there = place_hashes(moved, {665000, 5488000}, Job{});
  EXPECT_EQ(here, there);
  EXPECT_EQ(here[0], here[1]);
  EXPECT_EQ(here[2], here[3]);
  EXPECT_NE(here[0], here[4]);
  Texts given;
  for (const char* id : {"x", "", "x", "", "x-2"}) given.push_back(id);
  const Texts ids = stable_ids(given, here, "b");
  std::set<std::string> unique;
  for (std::size_t i = 0; i < ids.size(); ++i) unique.emplace(ids[i]);
  EXPECT_EQ(unique.size(), 5U);
  EXPECT_EQ(ids[4], "x-2");
  EXPECT_EQ(ids[1].size(), 13U);
  EXPECT_EQ(ids[1][0], 'b');
}

}  // namespace
}  // namespace firebreak
