#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "core/graph/dominators.hpp"
#include "core/graph/way_tree.hpp"
#include "support/plain_network.hpp"

namespace firebreak {
namespace {

using LinkList = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
constexpr std::uint32_t nowhere = WayTree::none;

/// The example of Lengauer and Tarjan's paper, R = 0, A to L = 1 to 12.
TEST(Dominators, OfLengauerAndTarjansExample) {
  const LinkList links{{0, 1}, {0, 2},  {0, 3},  {1, 4},  {2, 1},  {2, 4},  {2, 5},
                       {3, 6}, {3, 7},  {4, 12}, {5, 8},  {6, 9},  {7, 9},  {7, 10},
                       {8, 5}, {8, 11}, {9, 11}, {10, 9}, {11, 9}, {11, 0}, {12, 8}};
  const Dominators found = dominators(13, links);
  EXPECT_THAT(found.immediate,
              testing::ElementsAre(Dominators::none, 0, 0, 0, 0, 0, 3, 3, 0, 0, 7, 0, 4));
  EXPECT_EQ(found.order.size(), 13U);
}

TEST(Dominators, WhereNoWayLeadsIsNone) {
  const Dominators found = dominators(4, LinkList{{0, 1}, {2, 3}});
  EXPECT_THAT(found.order, testing::ElementsAre(0, 1));
  EXPECT_THAT(found.immediate,
              testing::ElementsAre(Dominators::none, 0, Dominators::none, Dominators::none));
}

/// The bridges above a part.
std::set<std::uint32_t> bridges_above(const WayTree& tree, std::uint32_t part) {
  std::set<std::uint32_t> all;
  for (; part != 0; part = tree.parts()[part].before) all.insert(tree.parts()[part].bridge);
  return all;
}

WayTree dominators_of(const RoadNetwork& network, const std::vector<Driven>& driven) {
  return dominator_tree(network, std::vector<std::uint8_t>(network.segments.size(), 1), driven,
                        std::vector<std::uint32_t>{0});
}

/// A ring 0-1-2-3: driven both ways it has two ways to everything, one way round only one.
TEST(DominatorTree, ARingOfOneWayStreetsHasOneWayToEverything) {
  const auto network = test::plain_network(4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}});
  const WayTree free = dominators_of(network, {});
  EXPECT_EQ(free.parts().size(), 1U);
  for (std::uint32_t s = 0; s < 4; ++s) EXPECT_EQ(free.part_on(s), 0U);

  const WayTree round = dominators_of(network, std::vector<Driven>(4, Driven::along));
  EXPECT_TRUE(bridges_above(round, round.part_of(0)).empty());
  EXPECT_THAT(bridges_above(round, round.part_of(1)), testing::ElementsAre(0));
  EXPECT_THAT(bridges_above(round, round.part_of(3)), testing::ElementsAre(0, 1, 2));
  EXPECT_THAT(bridges_above(round, round.part_on(1)), testing::ElementsAre(0, 1));
  EXPECT_THAT(bridges_above(round, round.part_on(3)), testing::ElementsAre(0, 1, 2, 3))
      << "back to the source, but entered from 3 alone";
}

/// 0-1 and 0-2 one way, 1-2 both ways, 2-3 against its direction: a street out of 3 alone.
TEST(DominatorTree, WhatIsDrivenBothWaysIsEnteredFromBothEnds) {
  const auto network = test::plain_network(4, {{0, 1}, {0, 2}, {1, 2}, {2, 3}});
  const WayTree tree =
      dominators_of(network, {Driven::along, Driven::along, Driven::both, Driven::against});
  EXPECT_TRUE(bridges_above(tree, tree.part_of(1)).empty());
  EXPECT_TRUE(bridges_above(tree, tree.part_of(2)).empty());
  EXPECT_TRUE(bridges_above(tree, tree.part_on(2)).empty());
  EXPECT_THAT(bridges_above(tree, tree.part_on(0)), testing::ElementsAre(0));
  EXPECT_EQ(tree.part_of(3), nowhere);
  EXPECT_EQ(tree.part_on(3), nowhere);
}

/// A road as long as a county: the depth of the search does not matter.
TEST(DominatorTree, LongChain) {
  constexpr std::uint32_t nodes = 200'000;
  test::SegmentEnds ends;
  for (std::uint32_t n = 0; n + 1 < nodes; ++n) ends.emplace_back(n, n + 1);
  const auto network = test::plain_network(nodes, ends);
  const WayTree tree = dominators_of(network, std::vector<Driven>(ends.size(), Driven::along));
  ASSERT_EQ(tree.parts().size(), nodes);
  EXPECT_EQ(tree.parts()[tree.part_of(nodes - 1)].bridge, nodes - 2);
}

struct OneWayTown {
  RoadNetwork network;
  std::vector<std::uint8_t> open;
  std::vector<Driven> driven;
  std::vector<std::uint32_t> sources;
};

OneWayTown random_one_ways(unsigned seed, bool one_ways) {
  std::mt19937 random(seed);
  const std::uint32_t nodes = 4 + static_cast<std::uint32_t>(random() % 30);
  test::SegmentEnds ends;
  OneWayTown town;
  for (std::uint32_t i = 0; i < 2 * nodes; ++i) {
    ends.emplace_back(random() % nodes, random() % nodes);
    town.open.push_back(random() % 8 == 0 ? 0 : 1);
    const auto kind = one_ways ? random() % 3 : 0;
    town.driven.push_back(static_cast<Driven>(kind));
  }
  town.network = test::plain_network(nodes, ends);
  town.sources.push_back(static_cast<std::uint32_t>(random() % nodes));
  if (seed % 3 == 0) town.sources.push_back(static_cast<std::uint32_t>(random() % nodes));
  return town;
}

/// The slow twin: every segment taken away in turn.
TEST(DominatorTree, AgreesWithTakingEachSegmentAway) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    const OneWayTown town = random_one_ways(seed, true);
    const WayTree tree = dominator_tree(town.network, town.open, town.driven, town.sources);
    const auto without = [&](std::uint32_t s) {
      return test::reached_without(town.network, town.open, town.sources, s, town.driven);
    };
    const auto whole = without(nowhere);
    for (std::uint32_t p = 1; p < tree.parts().size(); ++p)
      ASSERT_LT(tree.parts()[p].before, p) << "seed " << seed;
    for (std::uint32_t n = 0; n < whole.size(); ++n)
      ASSERT_EQ(tree.part_of(n) != nowhere, whole[n]) << "seed " << seed << " node " << n;
    for (std::uint32_t taken = 0; taken < town.open.size(); ++taken) {
      const auto there = without(taken);
      for (std::uint32_t n = 0; n < there.size(); ++n) {
        if (!whole[n]) continue;
        ASSERT_EQ(bridges_above(tree, tree.part_of(n)).contains(taken), !there[n])
            << "seed " << seed << " segment " << taken << " node " << n;
      }
      for (std::uint32_t s = 0; s < town.open.size(); ++s) {
        if (tree.part_on(s) == nowhere) continue;
        const bool from = there[town.network.segments[s].from] && may_drive(town.driven, s, false);
        const bool to = there[town.network.segments[s].to] && may_drive(town.driven, s, true);
        ASSERT_EQ(bridges_above(tree, tree.part_on(s)).contains(taken),
                  s == taken ? !(from && to) : !(from || to))
            << "seed " << seed << " segment " << taken << " on " << s;
      }
    }
  }
}

TEST(DominatorTree, DrivenBothWaysItIsTheBridgeTree) {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    const OneWayTown town = random_one_ways(seed, false);
    const WayTree one = bridge_tree(town.network, town.open, town.sources);
    const WayTree other = dominator_tree(town.network, town.open, town.driven, town.sources);
    ASSERT_EQ(one.parts().size(), other.parts().size()) << "seed " << seed;
    for (std::uint32_t s = 0; s < town.open.size(); ++s) {
      ASSERT_EQ(one.part_on(s) == nowhere, other.part_on(s) == nowhere) << "seed " << seed;
      if (one.part_on(s) == nowhere) continue;
      ASSERT_EQ(bridges_above(one, one.part_on(s)), bridges_above(other, other.part_on(s)))
          << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace firebreak
