#include "core/analysis/hydrant_spacing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <queue>
#include <random>

#include "core/geo/measure.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

using Result = HydrantSpacing::Result;
using Side = HydrantSpacing::Side;

HydrantSpacing::Params bare() {
  HydrantSpacing::Params params;
  params.ignore_accuracy = true;
  return params;
}

Result run(const test::CityBuilder& town, const HydrantSpacing::Params& params = bare()) {
  return HydrantSpacing::run(test::with_network(town), params, Job{});
}

double red_m(const Result& result) {
  double sum = 0;
  for (const auto& gap : result.gaps) sum += gap.red_m;
  return sum;
}

test::CityBuilder golden_street() {
  test::CityBuilder town;
  town.road({{0, 0}, {500, 0}});
  for (const double x : {0.0, 100.0, 260.0, 380.0, 500.0}) town.hydrant(x, 3);
  return town;
}

/// Golden case 3 of algorithms 2.11.
TEST(HydrantSpacing, TellsTheWholeDistanceAndTheMiddleThatIsTooFar) {
  const Result result = run(golden_street());
  ASSERT_EQ(result.gaps.size(), 1U);
  const auto& gap = result.gaps[0];
  EXPECT_NEAR(gap.red_m, 40, 1e-9);
  EXPECT_NEAR(gap.length_m.value(), 160, 1e-9);
  EXPECT_EQ(gap.limit_m, 120);
  EXPECT_FALSE(gap.at_end);
  EXPECT_EQ(gap.verdict, Verdict::fail);
  EXPECT_EQ(gap.from->value, 1U);
  EXPECT_EQ(gap.to->value, 2U);
  EXPECT_NEAR(result.shapes.boxes[0].min.x_m, 160, 1e-9);
  EXPECT_NEAR(result.shapes.boxes[0].max.x_m, 200, 1e-9);
  EXPECT_NEAR(result.next_m[0].value(), 100, 1e-9);
  EXPECT_NEAR(result.next_m[2].value(), 120, 1e-9);
  EXPECT_NEAR(result.street_m, 500, 1e-9);
  EXPECT_EQ(result.city.there, 5U);
  EXPECT_EQ(result.city.needed_most, 5U);
  EXPECT_EQ(result.city.needed_least, 5U);
  EXPECT_EQ(result.city.most(), 0U);
}

TEST(HydrantSpacing, MovedTurnedReversedOrSplitItStaysTheSame) {
  auto turned = golden_street();
  turned.moved(0.7, 4000, -2500);
  test::CityBuilder reversed;
  for (const double x : {500.0, 380.0, 260.0, 100.0, 0.0}) reversed.hydrant(x, 3);
  reversed.road({{500, 0}, {0, 0}});
  for (const double cut : {30.0, 100.0, 104.0, 150.0, 180.0, 190.0, 262.0}) {
    test::CityBuilder split;
    split.road({{cut, 0}, {500, 0}});
    split.road({{0, 0}, {cut, 0}});
    for (const double x : {0.0, 100.0, 260.0, 380.0, 500.0}) split.hydrant(x, 3);
    const Result result = run(split);
    ASSERT_EQ(result.gaps.size(), 1U) << cut;
    EXPECT_NEAR(result.gaps[0].red_m, 40, 1e-6) << cut;
    EXPECT_NEAR(result.gaps[0].length_m.value(), 160, 1e-6) << cut;
    EXPECT_FALSE(result.gaps[0].at_end) << cut;
    EXPECT_EQ(result.city.needed_most, 5U) << cut;
  }
  for (const auto& town : {turned, reversed}) {
    const Result result = run(town);
    ASSERT_EQ(result.gaps.size(), 1U);
    EXPECT_NEAR(result.gaps[0].red_m, 40, 1e-6);
    EXPECT_NEAR(result.gaps[0].length_m.value(), 160, 1e-6);
  }
}

TEST(HydrantSpacing, AtADeadEndOnlyTheWayToTheLastHydrantCounts) {
  for (const bool split : {false, true}) {
    test::CityBuilder town;
    if (split) {
      town.road({{0, 0}, {80, 0}});
      town.road({{80, 0}, {150, 0}});
    } else {
      town.road({{0, 0}, {150, 0}});
    }
    town.hydrant(0, 2);
    const Result result = run(town);
    ASSERT_EQ(result.gaps.size(), 1U);
    EXPECT_NEAR(result.gaps[0].red_m, 90, 1e-6);
    EXPECT_NEAR(result.gaps[0].length_m.value(), 150, 1e-6);
    EXPECT_EQ(result.gaps[0].limit_m, 60);
    EXPECT_TRUE(result.gaps[0].at_end);
    EXPECT_EQ(result.gaps[0].from->value, 0U);
    EXPECT_FALSE(result.gaps[0].to);
  }
}

TEST(HydrantSpacing, ARingStreetMeetsItselfOppositeItsHydrant) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}});
  town.hydrant(0, -2);
  const Result result = run(town);
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_NEAR(result.gaps[0].red_m, 400 - 120, 1e-6);
  EXPECT_NEAR(result.gaps[0].length_m.value(), 400, 1e-6);
  EXPECT_FALSE(result.next_m[0]) << "there is no other";
}

TEST(HydrantSpacing, AHydrantBetweenTwoCarriagewaysServesBoth) {
  test::CityBuilder town;
  town.road({{0, 0}, {120, 0}});
  town.road({{120, 16}, {0, 16}});
  town.hydrant(60, 8);
  EXPECT_TRUE(run(town).gaps.empty());
  // Out of reach of the second one.
  test::CityBuilder other;
  other.road({{0, 0}, {120, 0}});
  other.road({{120, 26}, {0, 26}});
  other.hydrant(60, 8);
  const Result result = run(other);
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_FALSE(result.gaps[0].length_m) << "no hydrant can be reached from there";
  EXPECT_NEAR(result.gaps[0].red_m, 120, 1e-6);
}

TEST(HydrantSpacing, AWideRoadNeedsHydrantsOnBothSides) {
  Road wide;
  wide.width_m = 70.0F;
  for (const bool split : {false, true}) {
    test::CityBuilder town;
    if (split) {
      town.road({{0, 0}, {170, 0}}, wide);
      town.road({{360, 0}, {170, 0}}, wide);  // drawn the other way
    } else {
      town.road({{0, 0}, {360, 0}}, wide);
    }
    for (const double x : {10.0, 120.0, 240.0, 350.0}) town.hydrant(x, 36);
    town.hydrant(10, -36);
    town.hydrant(350, -36);
    const Result result = run(town);
    ASSERT_EQ(result.gaps.size(), 1U);
    EXPECT_NEAR(result.gaps[0].red_m, 340 - 120, 1e-6);
    EXPECT_NEAR(result.gaps[0].length_m.value(), 340, 1e-6);
    if (!split) {
      EXPECT_EQ(result.gaps[0].side, Side::right);
    }
    EXPECT_NEAR(result.street_m, 360, 1e-6);
    EXPECT_EQ(result.city.needed_most, 6U);
    EXPECT_EQ(result.city.there, 6U);
  }
}

TEST(HydrantSpacing, OnlyBuiltUpPartsOfStreetsWithAMainAreJudged) {
  test::CityBuilder town;
  town.road({{0, 0}, {1000, 0}});
  Road service;
  service.road_class = RoadClass::service;
  town.road({{0, 0}, {0, 300}}, service);
  town.hydrant(1000, 2);
  town.rectangle(100, 30, 120, 40);
  town.rectangle(260, 30, 280, 40);  // the hole before it is shorter than the spacing
  const Result result = run(town);
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_NEAR(result.shapes.boxes[0].min.x_m, 60, 1e-9);
  EXPECT_NEAR(result.shapes.boxes[0].max.x_m, 320, 1e-9);
  EXPECT_NEAR(result.street_m, 260, 1e-9);
  EXPECT_EQ(result.gaps[0].buildings, 2U);
  EXPECT_NEAR(result.gaps[0].length_m.value(), 940, 1e-6);
  EXPECT_EQ(result.city.there, 0U);
  EXPECT_EQ(result.city.most(), 3U);
  EXPECT_EQ(result.city.least(), 3U);
}

TEST(HydrantSpacing, AHydrantOfUnknownStateLeavesTheVerdictOpen) {
  auto town = golden_street();
  Hydrant unclear;
  unclear.status = HydrantStatus::unknown;
  town.hydrant(180, 2, unclear);
  auto result = run(town);
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_EQ(result.gaps[0].verdict, Verdict::unknown);
  EXPECT_NEAR(result.gaps[0].red_m, 40, 1e-9);
  EXPECT_FALSE(result.next_m[5]);
  // One that is known not to work changes nothing but the count.
  auto broken = golden_street();
  unclear.status = HydrantStatus::defective;
  broken.hydrant(180, 2, unclear);
  result = run(broken);
  EXPECT_EQ(result.gaps[0].verdict, Verdict::fail);
  EXPECT_EQ(result.city.out_of_order, 1U);
  EXPECT_EQ(result.city.there, 5U);
}

TEST(HydrantSpacing, WithinTheAccuracyAGapIsMarginal) {
  const auto verdict = [](double gap_m) {
    test::CityBuilder town;
    town.road({{0, 0}, {gap_m, 0}});
    town.hydrant(0, 2);
    town.hydrant(gap_m, 2);
    City city = test::with_network(town);
    city.sources[0].relative_accuracy_m = 2;
    const auto result = HydrantSpacing::run(city, {}, Job{});
    return result.gaps.empty() ? Verdict::pass : result.gaps[0].verdict;
  };
  EXPECT_EQ(verdict(119.9), Verdict::pass);
  EXPECT_EQ(verdict(122.9), Verdict::marginal);
  EXPECT_EQ(verdict(123.1), Verdict::fail);
}

TEST(HydrantSpacing, LessOfAStreetThanItsDrawingCanTellIsMarginalHoweverFarTheHydrant) {
  const auto verdict = [](double street_m) {
    test::CityBuilder town;
    town.road({{0, 0}, {street_m, 0}});
    town.road({{0, 900}, {40, 900}});
    town.hydrant(20, 902);
    City city = test::with_network(town);
    city.sources[0].relative_accuracy_m = 2;
    const auto result = HydrantSpacing::run(city, {}, Job{});
    EXPECT_EQ(result.gaps.size(), 1U);
    return result.gaps.at(0).verdict;
  };
  EXPECT_EQ(verdict(2.9), Verdict::marginal);
  EXPECT_EQ(verdict(3.1), Verdict::fail);
}

TEST(HydrantSpacing, AStreetFromWhichNoHydrantIsReachedHasNoLastHydrant) {
  test::CityBuilder town;
  town.road({{0, 0}, {200, 0}});
  town.road({{0, 900}, {40, 900}});
  town.hydrant(20, 902);
  const Result result = run(town);
  ASSERT_EQ(result.gaps.size(), 1U);
  const auto& gap = result.gaps[0];
  EXPECT_NEAR(gap.red_m, 200, 1e-9);
  EXPECT_FALSE(gap.length_m);
  EXPECT_FALSE(gap.from);
  EXPECT_FALSE(gap.at_end);
  EXPECT_EQ(gap.limit_m, 120);
  EXPECT_EQ(gap.verdict, Verdict::fail);
}

TEST(HydrantSpacing, WhatMeetsAtAJunctionIsOneGapAndAHydrantParts) {
  test::CityBuilder town;
  town.road({{0, 0}, {400, 0}});
  town.road({{200, 0}, {200, 30}});
  town.hydrant(0, 2);
  town.hydrant(400, 2);
  EXPECT_EQ(run(town).gaps.size(), 1U) << "both halves of the street and the lane between";
  town.hydrant(200, -2);
  const Result parted = run(town);
  ASSERT_EQ(parted.gaps.size(), 2U);
  for (const auto& gap : parted.gaps) EXPECT_NEAR(gap.red_m, 80, 1e-6);
}

TEST(HydrantSpacing, AHydrantInAYardStandsOnNoStreet) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  town.hydrant(50, 16);
  const Result result = run(town);
  EXPECT_EQ(result.off_streets, 1U);
  EXPECT_EQ(result.city.there, 0U);
  EXPECT_NEAR(red_m(result), 100, 1e-9);
}

/// A random grid of streets with hydrants beside them.
test::CityBuilder random_grid(unsigned seed, std::size_t hydrants) {
  std::mt19937 random(seed);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
  };
  std::vector<double> at{0};
  for (int i = 0; i < 4; ++i) at.push_back(at.back() + uniform(40, 190));
  test::CityBuilder town;
  for (std::size_t i = 0; i < at.size(); ++i) {
    town.road({{0, at[i]}, {at.back() + uniform(0, 90), at[i]}});
    if (i != 2) town.road({{at[i], -uniform(0, 90)}, {at[i], at.back()}});
  }
  for (std::size_t h = 0; h < hydrants; ++h) {
    const double along = uniform(0, at.back());
    const double across = at[random() % at.size()] + uniform(-8, 8);
    random() % 2 == 0 ? town.hydrant(along, across) : town.hydrant(across, along);
  }
  return town;
}

/// The length of street farther than half the spacing from a hydrant, sampled: every segment cut
/// into short steps, one search over the steps' ends. Only for towns without buildings.
double sampled_red_m(const City& city, double half_m, double snap_m) {
  const RoadNetwork& network = *city.network;
  struct Link {
    std::uint32_t to;
    double length_m;
  };
  std::vector<std::vector<Link>> links(network.nodes.size());
  std::vector<std::vector<std::uint32_t>> chain(network.segments.size());
  std::vector<double> step(network.segments.size());
  const auto link = [&](std::uint32_t a, std::uint32_t b, double m) {
    links[a].push_back({b, m});
    links[b].push_back({a, m});
  };
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const double length = line_length_m(network.lines.only_part(s));
    const int steps = static_cast<int>(std::ceil(length / 0.5));
    step[s] = length / steps;
    chain[s].push_back(network.segments[s].from);
    for (int i = 1; i < steps; ++i) {
      chain[s].push_back(static_cast<std::uint32_t>(links.size()));
      links.emplace_back();
    }
    chain[s].push_back(network.segments[s].to);
    for (std::size_t i = 0; i + 1 < chain[s].size(); ++i)
      link(chain[s][i], chain[s][i + 1], step[s]);
  }
  // A hydrant stands where a road within reach comes nearest, unless the next one comes nearer.
  std::vector<double> way(links.size(), 1e18);
  using Offer = std::pair<double, std::uint32_t>;
  std::priority_queue<Offer, std::vector<Offer>, std::greater<>> queue;
  const auto offer = [&](std::uint32_t node, double m) {
    if (m < way[node]) way[node] = m, queue.push({m, node});
  };
  for (const Hydrant& hydrant : city.hydrants->rows)
    for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
      const auto foot = nearest_on_line(network.lines.only_part(s), hydrant.at);
      if (foot.distance2_m2 > snap_m * snap_m) continue;
      const auto last = chain[s].size() - 1;
      const auto place = std::min(static_cast<std::size_t>(foot.along_m / step[s]), last - 1);
      bool nearer_on = false;
      for (const std::uint32_t node : {network.segments[s].from, network.segments[s].to})
        if (distance_m(network.nodes[node], foot.at) < 1e-6)
          for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a)
            nearer_on =
                nearer_on ||
                nearest_on_line(network.lines.only_part(network.arcs[a].segment), hydrant.at)
                        .distance2_m2 < foot.distance2_m2 - 1e-6;
      if (nearer_on) continue;
      const double before_m = foot.along_m - static_cast<double>(place) * step[s];
      offer(chain[s][place], before_m);
      offer(chain[s][place + 1], step[s] - before_m);
    }
  while (!queue.empty()) {
    const auto [m, node] = queue.top();
    queue.pop();
    if (m > way[node]) continue;
    for (const Link& next : links[node]) offer(next.to, m + next.length_m);
  }
  double red = 0;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s)
    for (std::size_t i = 0; i + 1 < chain[s].size(); ++i)
      if (way[chain[s][i]] + way[chain[s][i + 1]] > 2 * half_m) red += step[s];
  return red;
}

TEST(HydrantSpacing, AgreesWithSamplesOnRandomGrids) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const City city = test::with_network(random_grid(seed, 3 + 2 * seed));
    const Result result = HydrantSpacing::run(city, bare(), Job{});
    // A boundary may fall anywhere in a step.
    const double tolerance = 0.5 * 4 * static_cast<double>(city.network->segments.size());
    EXPECT_NEAR(red_m(result), sampled_red_m(city, 60, 15), std::min(tolerance, 25.0)) << seed;
    EXPECT_LE(result.city.least(), result.city.most());
    for (const auto& gap : result.gaps) {
      if (gap.length_m) {
        EXPECT_GT(*gap.length_m, gap.limit_m);
      }
    }
    std::vector<std::string> ids;
    for (const auto& gap : result.gaps) ids.push_back(gap.id);
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
  }
}

TEST(HydrantSpacing, MoreHydrantsNeverMakeItWorse) {
  for (unsigned seed = 20; seed < 26; ++seed) {
    double before = 1e18;
    for (std::size_t hydrants = 1; hydrants < 30; hydrants += 3) {
      // The same sequence: each town has the hydrants of the one before.
      const double now = red_m(run(random_grid(seed, hydrants)));
      EXPECT_LE(now, before + 1e-6) << seed << " with " << hydrants;
      before = now;
    }
  }
}

}  // namespace
}  // namespace firebreak
