#include "core/graph/dead_ends.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "core/graph/road_graph.hpp"

namespace firebreak {
namespace {

struct Stretch {
  std::uint32_t from, to;
  float length_m;
};

RoadNetwork roads(std::size_t nodes, const std::vector<Stretch>& stretches) {
  RoadNetwork network;
  for (std::size_t n = 0; n < nodes; ++n) network.nodes.push_back({static_cast<double>(n), 0});
  network.node_level.resize(nodes);
  for (const Stretch& s : stretches) network.segments.push_back({{0}, s.from, s.to, s.length_m});
  connect(network);
  return network;
}

EndRules all_ends(std::size_t nodes) {
  return {std::vector<std::uint8_t>(nodes, 1), std::vector<std::uint8_t>(nodes, 0), 15};
}

std::vector<DeadEnd> found_in(const RoadNetwork& network, const EndRules& rules) {
  return dead_ends(network, std::vector<std::uint8_t>(network.segments.size(), 1), rules);
}

/// A ring 0-1-2 of 100 m each.
const std::vector<Stretch> ring{{0, 1, 100}, {1, 2, 100}, {2, 0, 100}};

std::vector<Stretch> ring_and(std::vector<Stretch> more) {
  more.insert(more.begin(), ring.begin(), ring.end());
  return more;
}

TEST(DeadEnds, FromTheRingToTheEndOverARecordThatChanges) {
  const auto found = found_in(roads(5, ring_and({{0, 3, 40}, {4, 3, 25}})), all_ends(5));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].end, 4U);
  EXPECT_EQ(found[0].turn, 0U);
  EXPECT_DOUBLE_EQ(found[0].length_m, 65);
  EXPECT_THAT(found[0].segments, testing::ElementsAre(3U, 4U));
}

TEST(DeadEnds, ABranchOfFifteenMetresIsEnoughToTurnAShorterOneIsNot) {
  // From 0 to 3, there 14 or 15 m to the side (4), and on to the end (5).
  const auto with_branch = [](float branch_m) {
    return found_in(roads(6, ring_and({{0, 3, 40}, {3, 4, branch_m}, {3, 5, 50}})), all_ends(6));
  };
  const auto far = with_branch(15);
  ASSERT_EQ(far.size(), 2U);
  EXPECT_EQ(far[0].end, 4U);
  EXPECT_EQ(far[0].turn, 3U);
  EXPECT_DOUBLE_EQ(far[0].length_m, 15);
  EXPECT_EQ(far[1].end, 5U);
  EXPECT_DOUBLE_EQ(far[1].length_m, 50);
  const auto near = with_branch(14);
  ASSERT_EQ(near.size(), 2U);
  EXPECT_EQ(near[0].end, 4U);
  EXPECT_DOUBLE_EQ(near[0].length_m, 14) << "from the side the two others are long enough";
  EXPECT_EQ(near[1].end, 5U);
  EXPECT_EQ(near[1].turn, 0U);
  EXPECT_DOUBLE_EQ(near[1].length_m, 90);
}

TEST(DeadEnds, ABranchMayLeadOnAroundABend) {
  const auto found =
      found_in(roads(7, ring_and({{0, 3, 40}, {3, 4, 8}, {4, 6, 7}, {3, 5, 50}})), all_ends(7));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_DOUBLE_EQ(found[0].length_m, 50) << "of 5";
  EXPECT_DOUBLE_EQ(found[1].length_m, 15) << "of 6";
}

TEST(DeadEnds, TwoShortEndsOfOneWayAreOneDeadEnd) {
  const auto found = found_in(roads(6, ring_and({{0, 3, 60}, {3, 4, 9}, {3, 5, 12}})), all_ends(6));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].end, 5U);
  EXPECT_DOUBLE_EQ(found[0].length_m, 72);
  EXPECT_THAT(found[0].segments, testing::ElementsAre(3U, 5U));
}

TEST(DeadEnds, ALoopAtTheEndTurnsTheEngine) {
  EXPECT_TRUE(found_in(roads(5, ring_and({{0, 3, 60}, {3, 3, 40}})), all_ends(5)).empty());
  EXPECT_TRUE(
      found_in(roads(5, ring_and({{0, 3, 60}, {3, 4, 5}, {4, 3, 6}})), all_ends(5)).empty());
}

TEST(DeadEnds, WhatIsClosedIsNotThere) {
  const auto network = roads(3, ring);
  const auto found = dead_ends(network, std::vector<std::uint8_t>{1, 0, 1}, all_ends(3));
  EXPECT_TRUE(found.empty()) << "a piece without a place to turn is on no way";
  EndRules rules = all_ends(3);
  rules.goes_on[0] = 1;
  const auto from_0 = dead_ends(network, std::vector<std::uint8_t>{1, 0, 1}, rules);
  ASSERT_EQ(from_0.size(), 2U);
  EXPECT_EQ(from_0[0].end, 1U);
  EXPECT_EQ(from_0[0].turn, 0U);
  EXPECT_EQ(from_0[1].end, 2U);
}

TEST(DeadEnds, AnEndThatGoesOnOrDoesNotCountIsNone) {
  const auto network = roads(4, ring_and({{0, 3, 60}}));
  EndRules rules = all_ends(4);
  rules.is_end[3] = 0;
  EXPECT_TRUE(found_in(network, rules).empty());
  rules = all_ends(4);
  rules.goes_on[3] = 1;
  EXPECT_TRUE(found_in(network, rules).empty());
}

/// How far a branch leads from a node by following everything, up to `enough_m`.
double slow_reach_m(const RoadNetwork& network, std::uint32_t node, std::uint32_t segment,
                    const EndRules& rules, std::vector<bool>& used, double enough_m) {
  const auto& s = network.segments[segment];
  const std::uint32_t to = s.from == node ? s.to : s.from;
  double most = 0;
  used[segment] = true;
  if (rules.goes_on[to] != 0) most = enough_m;
  for (std::uint32_t t = 0; t < network.segments.size(); ++t)
    if (!used[t] && (network.segments[t].from == to || network.segments[t].to == to))
      most = std::max(most, slow_reach_m(network, to, t, rules, used, enough_m));
  used[segment] = false;
  return static_cast<double>(s.length_m) + most;
}

/// The slow twin on trees whose root goes on: from each end back, branch by branch. Per turning
/// node and way, the longest end.
std::map<std::uint32_t, double> slow_lengths(const RoadNetwork& network, const EndRules& rules) {
  std::map<std::uint32_t, double> lengths;
  for (std::uint32_t end = 0; end < network.nodes.size(); ++end) {
    if (network.degree(end) != 1 || rules.goes_on[end] != 0) continue;
    std::uint32_t node = end;
    std::uint32_t by = network.arcs[network.arc_start[end]].segment;
    double length = 0;
    while (true) {
      length += static_cast<double>(network.segments[by].length_m);
      const auto& s = network.segments[by];
      node = s.from == node ? s.to : s.from;
      if (rules.goes_on[node] != 0) break;
      std::vector<std::uint32_t> far;
      for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a) {
        const std::uint32_t segment = network.arcs[a].segment;
        std::vector<bool> used(network.segments.size());
        used[by] = true;
        if (segment != by &&
            slow_reach_m(network, node, segment, rules, used, rules.branch_m) >= rules.branch_m)
          far.push_back(segment);
      }
      if (far.size() != 1) break;
      by = far[0];
    }
    lengths[end] = length;
  }
  return lengths;
}

TEST(DeadEnds, AgreesWithDrivingBackFromEachEnd) {
  std::size_t compared = 0;
  for (unsigned seed = 1; seed <= 100; ++seed) {
    std::mt19937 random(seed);
    const std::uint32_t nodes = 5 + static_cast<std::uint32_t>(random() % 25);
    std::vector<Stretch> stretches;
    for (std::uint32_t n = 1; n < nodes; ++n)
      stretches.push_back(
          {static_cast<std::uint32_t>(random() % n), n, static_cast<float>(1 + random() % 24)});
    const auto network = roads(nodes, stretches);
    EndRules rules = all_ends(nodes);
    rules.goes_on[0] = 1;
    const auto slow = slow_lengths(network, rules);
    double longest = 0;
    for (const auto& [end, length] : slow) longest = std::max(longest, length);
    double found_longest = 0;
    for (const DeadEnd& found : found_in(network, rules)) {
      ASSERT_TRUE(slow.contains(found.end)) << "seed " << seed;
      EXPECT_DOUBLE_EQ(found.length_m, slow.at(found.end)) << "seed " << seed;
      double driven = 0;
      for (const auto s : found.segments)
        driven += static_cast<double>(network.segments[s].length_m);
      EXPECT_DOUBLE_EQ(driven, found.length_m);
      found_longest = std::max(found_longest, found.length_m);
      ++compared;
    }
    EXPECT_DOUBLE_EQ(found_longest, longest) << "seed " << seed;
  }
  EXPECT_GE(compared, 200U);
}

}  // namespace
}  // namespace firebreak
