#include "core/graph/widest_path.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>

#include "core/base/union_find.hpp"
#include "support/plain_network.hpp"

namespace firebreak {
namespace {

using test::plain_network;

TEST(WidestPath, Golden5) {
  // S 0, A 1, B 2, C 3, D 4: S-A 6, A-B 3, B-C 5, S-D 4, D-C 3.5.
  const auto network = plain_network(5, {{0, 1}, {1, 2}, {2, 3}, {0, 4}, {4, 3}});
  const std::vector<float> widths{6, 3, 5, 4, 3.5F};
  const auto paths = widest_paths(network, widths, std::vector<std::uint32_t>{0});
  EXPECT_FLOAT_EQ(paths.width_m[3], 3.5F);
  EXPECT_EQ(paths.narrowest[3], 4U);
  EXPECT_FLOAT_EQ(paths.width_m[2], 3.5F);
  EXPECT_FLOAT_EQ(paths.width_m[1], 6);
  EXPECT_EQ(paths.narrowest[1], 0U);
  EXPECT_EQ(paths.width_m[0], std::numeric_limits<float>::infinity());
  EXPECT_EQ(paths.narrowest[0], WidestPaths::none);
}

TEST(WidestPath, ClosedAndUnconnectedNodesAreOut) {
  const auto network = plain_network(5, {{0, 1}, {1, 2}, {1, 4}});
  const auto paths =
      widest_paths(network, std::vector<float>{5, 0, -1}, std::vector<std::uint32_t>{0});
  EXPECT_FLOAT_EQ(paths.width_m[2], 0);
  EXPECT_EQ(paths.narrowest[2], 1U) << "the closed segment is named";
  EXPECT_FLOAT_EQ(paths.width_m[3], 0);
  EXPECT_EQ(paths.narrowest[3], WidestPaths::none);
  EXPECT_FLOAT_EQ(paths.width_m[4], 0);
  EXPECT_EQ(paths.narrowest[4], WidestPaths::none);
}

/// The wide way leads over 0-1, which is driven from 1 alone.
TEST(WidestPath, OneWaySegmentsAreDrivenOneWay) {
  const auto network = plain_network(3, {{0, 1}, {1, 2}, {0, 2}});
  const std::vector<float> widths{6, 5, 3};
  const std::vector<std::uint32_t> sources{0};
  const auto paths = [&](Driven first) {
    const std::vector<Driven> driven{first, Driven::both, Driven::both};
    return widest_paths(network, widths, sources, driven);
  };
  EXPECT_FLOAT_EQ(paths(Driven::along).width_m[2], 5);
  EXPECT_FLOAT_EQ(paths(Driven::against).width_m[2], 3);
  EXPECT_FLOAT_EQ(paths(Driven::against).width_m[1], 3);
  EXPECT_EQ(paths(Driven::against).narrowest[1], 2U);
}

TEST(WidestPath, FirstNarrowSegmentIsNamed) {
  const auto network = plain_network(4, {{0, 1}, {1, 2}, {2, 3}});
  const auto paths =
      widest_paths(network, std::vector<float>{3, 4, 3}, std::vector<std::uint32_t>{0});
  EXPECT_EQ(paths.narrowest[3], 0U);
}

/// Kruskal in falling width: the other way to the same figures.
TEST(WidestPath, AgreesWithJoiningByFallingWidth) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    const std::uint32_t nodes = 60;
    test::SegmentEnds ends;
    std::vector<float> widths;
    for (int i = 0; i < 110; ++i) {
      ends.emplace_back(random() % nodes, random() % nodes);
      widths.push_back(static_cast<float>(random() % 80) / 10.0F);
    }
    const auto network = plain_network(nodes, ends);
    const auto paths = widest_paths(network, widths, std::vector<std::uint32_t>{0});
    std::vector<float> expected(nodes, 0);
    std::vector<std::uint32_t> order(widths.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return widths[a] > widths[b]; });
    UnionFind sets(nodes);
    for (const auto e : order) {
      sets.join(ends[e].first, ends[e].second);
      for (std::uint32_t n = 1; n < nodes; ++n)
        if (expected[n] == 0 && sets.root(n) == sets.root(0)) expected[n] = widths[e];
    }
    for (std::uint32_t n = 1; n < nodes; ++n)
      EXPECT_EQ(paths.width_m[n], expected[n]) << "seed " << seed << " node " << n;
  }
}

}  // namespace
}  // namespace firebreak
