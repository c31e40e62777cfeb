#include "core/graph/widest_route.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <set>

#include "core/graph/road_graph.hpp"

namespace firebreak {
namespace {

struct Piece {
  std::uint32_t from, to;
  float width_m;
  float length_m = 1;
};

struct Town {
  RoadNetwork network;
  std::vector<float> widths;
  std::vector<std::uint32_t> sources{0};

  Town(std::size_t nodes, const std::vector<Piece>& pieces) {
    for (std::size_t n = 0; n < nodes; ++n) network.nodes.push_back({static_cast<double>(n), 0});
    network.node_level.resize(nodes);
    for (const Piece& p : pieces) {
      network.segments.push_back({{0}, p.from, p.to, p.length_m});
      widths.push_back(p.width_m);
    }
    connect(network);
  }
  std::optional<Route> route(std::uint32_t last, double along_m, float wide_m = 100) const {
    return widest_route(network, widths, sources, widest_paths(network, widths, sources), last,
                        along_m, wide_m);
  }
};

std::vector<std::uint32_t> segments_of(const Route& route) {
  std::vector<std::uint32_t> segments;
  for (const RouteStep& step : route.steps) segments.push_back(step.segment);
  return segments;
}

TEST(WidestRoute, Golden5) {
  // S 0, A 1, B 2, C 3, D 4, E 5: S-A 6, A-B 3, B-C 5, S-D 4, D-C 3.5, C-E 7.
  const Town town(6, {{0, 1, 6}, {1, 2, 3}, {2, 3, 5}, {0, 4, 4}, {4, 3, 3.5F}, {5, 3, 7, 10}});
  const auto route = town.route(5, 4);
  ASSERT_TRUE(route);
  EXPECT_THAT(segments_of(*route), testing::ElementsAre(3U, 4U, 5U));
  EXPECT_TRUE(route->steps[2].against) << "from C on: the segment is drawn towards it";
  EXPECT_FLOAT_EQ(route->width_m, 3.5F);
  EXPECT_EQ(route->narrowest, 4U);
  EXPECT_DOUBLE_EQ(route->length_m, 1 + 1 + 6) << "10 m less the 4 m not driven";
}

TEST(WidestRoute, ShorterOfTwoAsWideButThroughTheNarrowestNamed) {
  // To the narrow place 3: round by 1 (long) or by 2 (short); a narrower short cut is no way.
  const Town town(
      5, {{0, 1, 8, 50}, {1, 3, 8, 50}, {0, 2, 6, 10}, {2, 3, 6, 10}, {0, 3, 2, 1}, {3, 4, 4, 5}});
  const auto route = town.route(5, 5);
  ASSERT_TRUE(route);
  EXPECT_THAT(segments_of(*route), testing::ElementsAre(2U, 3U, 5U));
  EXPECT_EQ(route->narrowest, 5U);
  EXPECT_DOUBLE_EQ(route->length_m, 25);
}

TEST(WidestRoute, WhereNothingIsNarrowItIsTheShortest) {
  // The forest enters by the first source; the second is nearer.
  Town town(4, {{0, 1, 8, 30}, {2, 1, 8, 10}, {1, 3, 8, 5}});
  town.sources = {0, 2};
  const auto route = town.route(2, 5, 8);
  ASSERT_TRUE(route);
  EXPECT_THAT(segments_of(*route), testing::ElementsAre(1U, 2U));
  EXPECT_EQ(route->narrowest, WidestPaths::none);
  EXPECT_DOUBLE_EQ(route->length_m, 15);
}

TEST(WidestRoute, LeadsOverAClosedSegmentAndNotWhereNothingLeads) {
  const Town town(5, {{0, 1, 5}, {1, 2, 0}, {3, 4, 9}});
  const auto closed = town.route(1, 0.25);
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->narrowest, 1U);
  EXPECT_FLOAT_EQ(closed->width_m, 0);
  EXPECT_DOUBLE_EQ(closed->length_m, 1.25);
  EXPECT_FALSE(town.route(2, 0));
}

TEST(WidestRoute, IsAsWideAsTheForestAndOverItsNarrowest) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    std::mt19937 random(seed);
    const std::uint32_t nodes = 60;
    std::vector<Piece> pieces;
    for (int i = 0; i < 110; ++i)
      pieces.push_back({static_cast<std::uint32_t>(random() % nodes),
                        static_cast<std::uint32_t>(random() % nodes),
                        static_cast<float>(random() % 12) - 1,
                        static_cast<float>(1 + random() % 50)});
    Town town(nodes, pieces);
    town.sources = {0, 7};
    const auto paths = widest_paths(town.network, town.widths, town.sources);
    constexpr float wide_m = 9;
    for (std::uint32_t last = 0; last < pieces.size(); ++last) {
      const auto route = town.route(last, pieces[last].length_m / 2.0, wide_m);
      const Piece& p = pieces[last];
      const float expected =
          std::min(std::max(paths.width_m[p.from], paths.width_m[p.to]), p.width_m);
      if (!route) {
        EXPECT_LE(expected, 0) << "seed " << seed << " segment " << last;
        continue;
      }
      float width = std::numeric_limits<float>::infinity();
      std::set<std::uint32_t> met;
      std::set<std::uint32_t> driven;
      std::uint32_t node = WidestPaths::none;
      for (const RouteStep& step : route->steps) {
        const Piece& q = pieces[step.segment];
        const std::uint32_t begin = step.against ? q.to : q.from;
        if (node == WidestPaths::none)
          EXPECT_THAT(town.sources, testing::Contains(begin));
        else
          EXPECT_EQ(begin, node) << "the steps hang together";
        EXPECT_TRUE(driven.insert(step.segment).second) << "no segment is driven twice";
        EXPECT_TRUE(met.insert(begin).second) << "no place is passed twice";
        node = step.against ? q.from : q.to;
        width = std::min(width, q.width_m);
      }
      EXPECT_EQ(route->steps.back().segment, last);
      EXPECT_EQ(width, route->width_m);
      EXPECT_EQ(width, expected) << "seed " << seed << " segment " << last;
      if (expected >= wide_m) continue;
      EXPECT_THAT(segments_of(*route), testing::Contains(route->narrowest));
      EXPECT_EQ(pieces[route->narrowest].width_m, width);
    }
  }
}

}  // namespace
}  // namespace firebreak
