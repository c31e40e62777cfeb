#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <queue>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/geo/measure.hpp"
#include "core/io/style_file.hpp"
#include "spacing_town.hpp"

/// Laws of the spacing over random grids of streets.
namespace firebreak {
namespace {

using Result = HydrantSpacing::Result;
using test::red_m;
using test::spacing_of;

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
    const Result result = spacing_of(city);
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
      const double now = red_m(spacing_of(random_grid(seed, hydrants)));
      EXPECT_LE(now, before + 1e-6) << seed << " with " << hydrants;
      before = now;
    }
  }
}

TEST(HydrantSpacing, ATurnedAndMovedGridHasTheSameGaps) {
  for (unsigned seed = 40; seed < 46; ++seed) {
    test::CityBuilder town = random_grid(seed, 9);
    const Result before = spacing_of(town);
    const Result after = spacing_of(town.moved(0.6, 1500, -700));
    EXPECT_GT(red_m(before), 0) << seed;
    EXPECT_NEAR(red_m(after), red_m(before), 0.05) << seed;
    ASSERT_EQ(after.gaps.size(), before.gaps.size()) << seed;
    for (std::size_t h = 0; h < before.next_m.size(); ++h) {
      ASSERT_EQ(after.next_m[h].has_value(), before.next_m[h].has_value()) << seed << " " << h;
      if (before.next_m[h]) {
        EXPECT_NEAR(*after.next_m[h], *before.next_m[h], 0.05) << seed << " " << h;
      }
    }
    EXPECT_EQ(after.city.there, before.city.there) << seed;
    EXPECT_EQ(after.city.needed_most, before.city.needed_most) << seed;
  }
}

TEST(HydrantSpacing, EveryGapIsLongerThanItsLimitAndLiesOnTheStreets) {
  for (unsigned seed = 60; seed < 66; ++seed) {
    const City city = test::with_network(random_grid(seed, 9));
    const Result result = spacing_of(city);
    ASSERT_FALSE(result.gaps.empty()) << seed;
    for (std::size_t g = 0; g < result.gaps.size(); ++g) {
      if (result.gaps[g].length_m) {
        EXPECT_GT(*result.gaps[g].length_m, result.gaps[g].limit_m) << seed;
      }
      for (const Xy at : result.shapes.feature_points(g)) {
        double nearest2 = 1e18;
        for (std::size_t s = 0; s < city.network->segments.size(); ++s)
          nearest2 = std::min(nearest2,
                              nearest_on_line(city.network->lines.only_part(s), at).distance2_m2);
        EXPECT_LT(nearest2, 1e-8) << seed << " gap " << g;
      }
    }
  }
}

TEST(HydrantSpacing, EveryStyleDrawsEachVerdict) {
  for (const char* name : {"light", "dark", "print"}) {
    const StyleSheet sheet = io::style_sheet(name);
    const LayerStyle* layer = sheet.find("hydrant_spacing");
    ASSERT_NE(layer, nullptr) << name;
    EXPECT_EQ(layer->rules.size(), 3U) << name << ": fail, marginal, unknown";
  }
}

}  // namespace
}  // namespace firebreak
