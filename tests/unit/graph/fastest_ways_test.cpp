#include "core/graph/fastest_ways.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "support/plain_network.hpp"

namespace firebreak {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr std::uint32_t unmarked = FastestWays::none;

/// 0 - 1 - 2 in 5 + 5 s, 0 - 3 - 2 in 4 + 8 s; nothing leads on to 4.
TEST(FastestWays, TheShorterTimeAndItsFirstMarkedSegment) {
  const auto network = test::plain_network(5, {{0, 1}, {1, 2}, {0, 3}, {3, 2}, {2, 4}});
  const std::vector<double> times{5, 5, 4, 8, never};
  const std::vector<std::uint32_t> sources{0};
  const auto ways = fastest_ways(network, times, std::vector<std::uint8_t>{0, 1, 1, 1, 0}, sources);
  EXPECT_THAT(ways.time_s, testing::ElementsAre(0, 5, 10, 4, never));
  EXPECT_THAT(ways.first_marked, testing::ElementsAre(unmarked, unmarked, 1, 2, unmarked));
}

TEST(FastestWays, FromTheNearestOfTheSources) {
  const auto network = test::plain_network(4, {{0, 1}, {1, 2}, {2, 3}});
  const std::vector<std::uint32_t> sources{0, 3};
  const auto ways = fastest_ways(network, std::vector<double>{7, 7, 3},
                                 std::vector<std::uint8_t>{1, 1, 1}, sources);
  EXPECT_THAT(ways.time_s, testing::ElementsAre(0, 7, 3, 0));
  EXPECT_THAT(ways.first_marked, testing::ElementsAre(unmarked, 0, 2, unmarked));
}

/// Bellman and Ford's way to the same times: going over all segments until nothing changes.
TEST(FastestWays, AgreesWithGoingOverAllSegments) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    const std::uint32_t nodes = 60;
    test::SegmentEnds ends;
    std::vector<double> times;
    for (int i = 0; i < 110; ++i) {
      ends.emplace_back(random() % nodes, random() % nodes);
      times.push_back(random() % 10 == 0 ? never : 1 + static_cast<double>(random() % 64));
    }
    const auto network = test::plain_network(nodes, ends);
    const std::vector<std::uint8_t> marked(times.size(), 0);
    const auto ways = fastest_ways(network, times, marked, std::vector<std::uint32_t>{0});
    std::vector<double> expected(nodes, never);
    expected[0] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t s = 0; s < ends.size(); ++s)
        for (const auto& [from, to] : {ends[s], {ends[s].second, ends[s].first}})
          if (expected[from] + times[s] < expected[to])
            expected[to] = expected[from] + times[s], changed = true;
    }
    EXPECT_EQ(ways.time_s, expected) << "seed " << seed;
  }
}

}  // namespace
}  // namespace firebreak
