#include "core/normalise/roads.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

struct Built {
  RoadNetwork network;
  std::vector<Issue> issues;
  std::size_t count(IssueKind kind) const {
    return static_cast<std::size_t>(std::count_if(issues.begin(), issues.end(),
                                                  [&](const Issue& i) { return i.kind == kind; }));
  }
};

Built built(const City& city, unsigned threads = 1) {
  Built result;
  result.network =
      build_network(*city.roads, result.issues, Job({}, {}, threads), city.buildings.get());
  return result;
}

double total_length_m(const RoadNetwork& network) {
  double sum = 0;
  for (const auto& s : network.segments) sum += static_cast<double>(s.length_m);
  return sum;
}

Road at_level(int level) {
  Road road;
  road.level = static_cast<std::int8_t>(level);
  return road;
}

TEST(Roads, CrossingOfOneLevelIsSplit) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.road({{40, -30}, {40, 30}});
  const auto result = built(town.build());
  ASSERT_EQ(result.network.segments.size(), 4U);
  EXPECT_EQ(result.network.nodes.size(), 5U);
  EXPECT_NEAR(total_length_m(result.network), 160, 1e-5);
  EXPECT_EQ(result.count(IssueKind::crossing_split), 1U);
  EXPECT_FLOAT_EQ(result.network.segments[0].length_m, 40);
  EXPECT_FLOAT_EQ(result.network.segments[1].length_m, 60);
}

TEST(Roads, BridgePassesWithoutANode) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.road({{40, -30}, {40, 30}}, at_level(1));
  Road tunnel;
  tunnel.tunnel = true;
  town.road({{60, -30}, {60, 30}}, tunnel);
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 3U);
  EXPECT_EQ(result.network.nodes.size(), 6U);
  EXPECT_EQ(result.count(IssueKind::crossing_split), 0U);
}

TEST(Roads, SharedVertexOfTwoLevelsIsNoNode) {
  test::CityBuilder town;
  town.road({{0, 0}, {40, 0}, {100, 0}});
  town.road({{40, -30}, {40, 0}, {40, 30}}, at_level(1));
  EXPECT_EQ(built(town.build()).network.segments.size(), 2U);
}

TEST(Roads, RampOfABridgeMeetsTheGround) {
  test::CityBuilder town;
  town.road({{0, 0}, {50, 0}});
  town.road({{50, 0}, {100, 0}}, at_level(1));
  town.road({{100, 0}, {150, 0}});
  town.road({{75, -30}, {75, 30}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 4U);
  EXPECT_EQ(result.network.degree(result.network.segments[0].to), 2U);
  EXPECT_EQ(result.network.segments[0].to, result.network.segments[1].from);
  EXPECT_EQ(result.network.node_level[result.network.segments[1].from], 0);
  EXPECT_EQ(result.network.component[result.network.segments[3].from], 1U);
}

TEST(Roads, SharedInnerVertexIsAJunction) {
  test::CityBuilder town;
  town.road({{0, 0}, {50, 0}, {100, 0}});
  town.road({{50, -40}, {50, 0}, {50, 40}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 4U);
  EXPECT_TRUE(result.issues.empty());
}

TEST(Roads, EndOnTheInsideOfAnotherRoadIsAJunction) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.road({{33.3333, 0}, {33.3333, 50}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 3U);
  EXPECT_EQ(result.network.nodes.size(), 4U);
  EXPECT_TRUE(result.issues.empty());
}

TEST(Roads, PassingVerticesMakeNoNode) {
  test::CityBuilder town;
  town.road({{0, 0}, {10, 1}, {20, 0}, {30, 1}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 1U);
  EXPECT_EQ(result.network.lines.only_part(0).size(), 4U);
}

TEST(Roads, ChangeOfRecordIsANode) {
  test::CityBuilder town;
  town.road({{0, 0}, {50, 0}});
  town.road({{50, 0}, {100, 0}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 2U);
  EXPECT_EQ(result.network.nodes.size(), 3U);
  EXPECT_EQ(result.network.segments[1].road.value, 1U);
}

TEST(Roads, UndershootIsJoined) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.road({{30, 1.9}, {30, 50}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 3U);
  EXPECT_EQ(result.count(IssueKind::short_link), 1U);
  EXPECT_NEAR(total_length_m(result.network), 150, 1e-4);
}

TEST(Roads, WhatIsBelowThePrintedPrecisionIsMendedWithoutAWord) {
  const auto joined = [](double short_m) {
    test::CityBuilder town;
    town.road({{0, 0}, {100, 0}});
    town.road({{30, short_m}, {30, 50}});
    return built(town.build());
  };
  EXPECT_EQ(joined(0.004).network.segments.size(), 3U);
  EXPECT_EQ(joined(0.004).count(IssueKind::short_link), 0U) << "no end is 0.00 m short";
  EXPECT_EQ(joined(0.006).network.segments.size(), 3U);
  EXPECT_EQ(joined(0.006).count(IssueKind::short_link), 1U);
  EXPECT_EQ(joined(-0.004).network.segments.size(), 3U);
  EXPECT_EQ(joined(-0.004).count(IssueKind::overshoot), 0U);
  EXPECT_EQ(joined(-0.006).count(IssueKind::overshoot), 1U);
}

TEST(Roads, FartherEndIsJoinedOnlyWhenAligned) {
  test::CityBuilder aligned;
  aligned.road({{0, 0}, {100, 0}});
  aligned.road({{30, 4.9}, {30, 50}});
  EXPECT_EQ(built(aligned.build()).count(IssueKind::short_link), 1U);

  test::CityBuilder beside;
  beside.road({{0, 0}, {100, 0}});
  beside.road({{30, 4}, {60, 4}});
  EXPECT_EQ(built(beside.build()).count(IssueKind::short_link), 0U);

  test::CityBuilder far;
  far.road({{0, 0}, {100, 0}});
  far.road({{30, 5.1}, {30, 50}});
  EXPECT_EQ(built(far.build()).count(IssueKind::short_link), 0U);
}

TEST(Roads, TwoFacingEndsMakeOneLink) {
  test::CityBuilder town;
  town.road({{0, 0}, {50, 0}});
  town.road({{51.5, 0}, {100, 0}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 2U);
  EXPECT_EQ(result.network.nodes.size(), 3U);
  EXPECT_EQ(result.count(IssueKind::short_link), 1U);
  EXPECT_NEAR(total_length_m(result.network), 100, 1e-4);
}

TEST(Roads, LinkDoesNotCrossABuilding) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.road({{30, 1.9}, {30, 50}});
  town.rectangle(20, 0.5, 40, 1.5);
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 2U);
  EXPECT_EQ(result.count(IssueKind::short_link), 0U);
}

TEST(Roads, LinkStaysOnItsLevel) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}}, at_level(1));
  town.road({{30, 1.9}, {30, 50}});
  EXPECT_EQ(built(town.build()).count(IssueKind::short_link), 0U);
}

TEST(Roads, OvershootIsTrimmed) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.road({{30, -1.5}, {30, 50}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 3U);
  EXPECT_EQ(result.count(IssueKind::overshoot), 1U);
  EXPECT_NEAR(total_length_m(result.network), 150, 1e-4);
}

TEST(Roads, LongerStubBeyondACrossingStays) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.road({{30, -2.5}, {30, 50}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 4U);
  EXPECT_EQ(result.count(IssueKind::overshoot), 0U);
}

TEST(Roads, DuplicateCentreLineCountsOnce) {
  test::CityBuilder town;
  town.road({{0, 0}, {50, 0.4}, {100, 0}});
  town.road({{100, 0}, {0, 0}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 1U);
  EXPECT_EQ(result.network.segments[0].road.value, 1U);
  EXPECT_EQ(result.count(IssueKind::duplicate_road), 1U);
}

TEST(Roads, OfTwoCentreLinesTheOneThatSaysMoreStaysAndNothingItSaysIsLost) {
  const auto pieces = [](const Road& first, const Road& second) {
    test::CityBuilder town;
    town.road({{0, 0}, {100, 0}}, first);
    town.road({{100, 0}, {50, 0.3}, {0, 0}}, second);
    return built(town.build());
  };
  Road plain;
  Road classed;
  classed.speed_kmh = 30.0F;
  const auto fuller = pieces(plain, classed);
  ASSERT_EQ(fuller.network.segments.size(), 1U);
  EXPECT_EQ(fuller.network.segments[0].road.value, 1U);
  Road measured;
  measured.width_m = 3.2F;
  const auto wide = pieces(measured, classed);
  ASSERT_EQ(wide.network.segments.size(), 1U);
  EXPECT_EQ(wide.network.segments[0].road.value, 0U) << "a width decides, a speed does not";
  Road limited;
  limited.max_width_m = 2.5F;
  EXPECT_EQ(pieces(measured, limited).network.segments.size(), 2U) << "each says what decides";
  Road path;
  path.road_class = RoadClass::path;
  EXPECT_EQ(pieces(plain, path).network.segments.size(), 2U) << "no engine takes the path";
  Road lane;
  lane.fire_lane = true;
  EXPECT_EQ(pieces(classed, lane).network.segments[0].road.value, 1U);
}

TEST(Roads, AShortPieceBetweenTheSameNodesIsADuplicateToo) {
  test::CityBuilder town;
  town.road({{0, 0}, {4, 0}});
  town.road({{0, 0}, {4, 0}});
  EXPECT_EQ(built(town.build()).network.segments.size(), 1U);
}

TEST(Roads, ShortSideOfATriangleIsNoDuplicate) {
  test::CityBuilder town;
  town.road({{0, 0}, {3, 0}});
  town.road({{0, 0}, {1.5, 0.6}, {3, 0}});
  EXPECT_EQ(built(town.build()).network.segments.size(), 2U);
}

TEST(Roads, OppositeOneWaysAreNoDuplicates) {
  test::CityBuilder town;
  Road one_way;
  one_way.one_way = OneWay::forward;
  town.road({{0, 0}, {100, 0}}, one_way);
  town.road({{100, 0}, {0, 0}}, one_way);
  EXPECT_EQ(built(town.build()).network.segments.size(), 2U);
}

TEST(Roads, IsolatedPieceIsNumberedAndNoted) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.road({{0, 500}, {300, 500}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.component[result.network.segments[0].from], 1U);
  EXPECT_EQ(result.network.component[result.network.segments[1].from], 0U);
  EXPECT_EQ(result.count(IssueKind::isolated_road), 1U);
}

TEST(Roads, SelfCrossingAndRingRoadKeepTheirShape) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}, {100, 50}, {50, 50}, {50, -50}});
  town.road({{200, 0}, {220, 0}, {220, 20}, {200, 20}, {200, 0}});
  const auto result = built(town.build());
  EXPECT_EQ(result.network.segments.size(), 4U);
  EXPECT_EQ(result.network.segments[3].from, result.network.segments[3].to);
  EXPECT_EQ(result.network.degree(result.network.segments[3].from), 2U);
}

TEST(Roads, DegenerateRoadsAreLeftOut) {
  test::CityBuilder town;
  town.road({{0, 0}, {0.0001, 0}});
  town.road({{5, 5}, {5, 5}, {5, 5}});
  Road shut;
  shut.open = false;
  town.road({{0, 0}, {100, 0}}, shut);
  const auto result = built(town.build());
  EXPECT_TRUE(result.network.segments.empty());
  EXPECT_TRUE(result.network.nodes.empty());
}

/// A crowd of crossing lines, in an order given by `seed` = 0 for the order of making.
City crossing_lines(unsigned order_seed) {
  std::mt19937 random(7);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
  };
  std::vector<std::vector<Xy>> lines;
  for (int i = 0; i < 150; ++i) {
    std::vector<Xy> line{{uniform(0, 300), uniform(0, 300)}};
    for (int k = 0; k < 4; ++k)
      line.push_back({line.back().x_m + uniform(-60, 60), line.back().y_m + uniform(-60, 60)});
    lines.push_back(line);
  }
  std::mt19937 order(order_seed);
  if (order_seed != 0) std::shuffle(lines.begin(), lines.end(), order);
  test::CityBuilder town;
  for (const auto& line : lines) town.road(line);
  return town.build();
}

using SegmentSet = std::multiset<std::vector<std::pair<double, double>>>;

SegmentSet segment_set(const RoadNetwork& network) {
  SegmentSet set;
  for (std::size_t s = 0; s < network.segments.size(); ++s) {
    std::vector<std::pair<double, double>> line;
    for (const Xy p : network.lines.only_part(s)) line.emplace_back(p.x_m, p.y_m);
    set.insert(line);
  }
  return set;
}

SegmentSet only_in_one(const SegmentSet& a, const SegmentSet& b) {
  SegmentSet difference;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(),
                                std::inserter(difference, difference.begin()));
  return difference;
}

TEST(Roads, OrderOfRoadsDoesNotMatter) {
  const auto expected = segment_set(built(crossing_lines(0)).network);
  EXPECT_GT(expected.size(), 1000U);
  for (unsigned seed = 1; seed <= 3; ++seed)
    EXPECT_THAT(only_in_one(segment_set(built(crossing_lines(seed)).network), expected),
                testing::IsEmpty())
        << "order " << seed;
}

TEST(Roads, ThreadsDoNotMatter) {
  const City city = crossing_lines(0);
  const auto one = built(city, 1);
  const auto four = built(city, 4);
  EXPECT_EQ(one.network.lines.points, four.network.lines.points);
  EXPECT_EQ(one.network.nodes, four.network.nodes);
  EXPECT_EQ(one.network.component, four.network.component);
  ASSERT_EQ(one.issues.size(), four.issues.size());
  for (std::size_t i = 0; i < one.issues.size(); ++i)
    EXPECT_EQ(one.issues[i].detail, four.issues[i].detail);
}

TEST(Roads, NodingTwiceFindsNextToNothingNew) {
  const auto once = built(crossing_lines(0)).network;
  test::CityBuilder again;
  for (std::size_t s = 0; s < once.segments.size(); ++s) {
    const auto line = once.lines.only_part(s);
    again.road({line.begin(), line.end()});
  }
  // Rounding a crossing bends its pieces by up to a millimetre: two lines that nearly coincide may
  // cross once more, one in some hundred crossings at most.
  const std::size_t first = built(crossing_lines(0)).count(IssueKind::crossing_split);
  EXPECT_GT(first, 500U);
  EXPECT_LE(built(again.build()).count(IssueKind::crossing_split), first / 200);
}

}  // namespace
}  // namespace firebreak
