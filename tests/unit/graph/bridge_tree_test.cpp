#include "core/graph/way_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <set>

#include "support/plain_network.hpp"

namespace firebreak {
namespace {

using test::plain_network;

WayTree tree_of(const RoadNetwork& network, const std::vector<std::uint32_t>& sources) {
  return bridge_tree(network, std::vector<std::uint8_t>(network.segments.size(), 1), sources);
}

std::set<std::uint32_t> bridges(const WayTree& tree) {
  std::set<std::uint32_t> all;
  for (const auto& part : tree.parts().subspan(1)) all.insert(part.bridge);
  return all;
}

/// Source 0, a bridge to the ring 1-2-3, from 2 a bridge to 4 and one more to 5.
TEST(BridgeTree, RingBetweenBridges) {
  const auto network = plain_network(6, {{0, 1}, {1, 2}, {2, 3}, {3, 1}, {2, 4}, {5, 4}});
  const WayTree tree = tree_of(network, {0});
  EXPECT_THAT(bridges(tree), testing::ElementsAre(0U, 4U, 5U));
  ASSERT_EQ(tree.parts().size(), 4U);
  EXPECT_EQ(tree.part_of(0), 0U);
  EXPECT_EQ(tree.part_of(1), tree.part_of(2));
  EXPECT_EQ(tree.part_of(1), tree.part_of(3));
  const auto behind = [&](std::uint32_t node) { return tree.parts()[tree.part_of(node)]; };
  EXPECT_EQ(behind(1).bridge, 0U);
  EXPECT_EQ(behind(1).before, 0U);
  EXPECT_EQ(behind(4).bridge, 4U);
  EXPECT_EQ(behind(4).before, tree.part_of(1));
  EXPECT_EQ(behind(5).bridge, 5U);
  EXPECT_EQ(tree.common(tree.part_of(5), tree.part_of(3)), tree.part_of(1));
  EXPECT_EQ(tree.common(tree.part_of(5), tree.part_of(4)), tree.part_of(4));
  EXPECT_EQ(tree.common(tree.part_of(5), 0), 0U);
}

TEST(BridgeTree, TwoSegmentsBetweenTheSameNodesAreTwoWays) {
  const auto network = plain_network(3, {{0, 1}, {1, 0}, {1, 2}, {2, 2}});
  EXPECT_THAT(bridges(tree_of(network, {0})), testing::ElementsAre(2U)) << "a loop is no way on";
}

TEST(BridgeTree, BetweenTwoSourcesNothingIsABridge) {
  const auto network = plain_network(4, {{0, 1}, {1, 2}, {1, 3}});
  EXPECT_THAT(bridges(tree_of(network, {0, 2})), testing::ElementsAre(2U));
  EXPECT_THAT(bridges(tree_of(network, {0})), testing::ElementsAre(0U, 1U, 2U));
}

TEST(BridgeTree, ClosedSegmentsAreNoWays) {
  const auto network = plain_network(4, {{0, 1}, {1, 2}, {2, 0}, {2, 3}});
  const std::vector<std::uint32_t> sources{0};
  const WayTree tree = bridge_tree(network, std::vector<std::uint8_t>{1, 0, 1, 0}, sources);
  EXPECT_THAT(bridges(tree), testing::ElementsAre(0U, 2U));
  EXPECT_EQ(tree.part_of(3), WayTree::none);
}

TEST(BridgeTree, NothingIsBehindAnythingWithoutSources) {
  const auto network = plain_network(2, {{0, 1}});
  const WayTree tree = tree_of(network, {});
  EXPECT_EQ(tree.parts().size(), 1U);
  EXPECT_EQ(tree.part_of(0), WayTree::none);
}

/// A road as long as a county: neither the depth of the search nor that of the tree matters.
TEST(BridgeTree, LongChain) {
  constexpr std::uint32_t nodes = 200'000;
  test::SegmentEnds ends;
  for (std::uint32_t n = 0; n + 1 < nodes; ++n) ends.emplace_back(n, n + 1);
  const auto network = plain_network(nodes, ends);
  const WayTree tree = tree_of(network, {0});
  ASSERT_EQ(tree.parts().size(), nodes);
  for (std::uint32_t n = 1; n < nodes; ++n)
    ASSERT_EQ(tree.common(tree.part_of(n), tree.part_of(nodes - 1)), tree.part_of(n));
}

/// The slow twin: every segment taken away in turn.
TEST(BridgeTree, AgreesWithTakingEachSegmentAway) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    std::mt19937 random(seed);
    const std::uint32_t nodes = 4 + static_cast<std::uint32_t>(random() % 40);
    test::SegmentEnds ends;
    std::vector<std::uint8_t> open;
    for (std::uint32_t i = 0; i < nodes + nodes / 3; ++i) {
      ends.emplace_back(random() % nodes, random() % nodes);
      open.push_back(random() % 8 == 0 ? 0 : 1);
    }
    const auto network = plain_network(nodes, ends);
    std::vector<std::uint32_t> sources{static_cast<std::uint32_t>(random() % nodes)};
    if (seed % 3 == 0) sources.push_back(static_cast<std::uint32_t>(random() % nodes));
    const WayTree tree = bridge_tree(network, open, sources);

    const auto whole = test::reached_without(network, open, sources, WayTree::none);
    for (std::uint32_t n = 0; n < nodes; ++n)
      ASSERT_EQ(tree.part_of(n) != WayTree::none, whole[n]) << "seed " << seed;
    // Which bridges lie above a part, up to part 0.
    const auto above = [&](std::uint32_t part) {
      std::set<std::uint32_t> all;
      for (; part != 0; part = tree.parts()[part].before) all.insert(tree.parts()[part].bridge);
      return all;
    };
    for (std::uint32_t s = 0; s < ends.size(); ++s) {
      const auto without = test::reached_without(network, open, sources, s);
      for (std::uint32_t n = 0; n < nodes; ++n) {
        if (!whole[n]) continue;
        ASSERT_EQ(above(tree.part_of(n)).contains(s), !without[n])
            << "seed " << seed << " segment " << s << " node " << n;
      }
    }
    for (std::uint32_t a = 0; a < tree.parts().size(); ++a)
      for (std::uint32_t b = 0; b < tree.parts().size(); ++b) {
        const auto of_a = above(a);
        const auto of_b = above(b);
        std::set<std::uint32_t> both;
        std::ranges::set_intersection(of_a, of_b, std::inserter(both, both.end()));
        ASSERT_EQ(above(tree.common(a, b)), both) << "seed " << seed;
      }
  }
}

}  // namespace
}  // namespace firebreak
