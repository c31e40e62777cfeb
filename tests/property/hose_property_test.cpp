#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/analysis/hose_field.hpp"
#include "core/analysis/hose_lay.hpp"
#include "core/analysis/hose_sight.hpp"
#include "core/analysis/hose_ways.hpp"
#include "core/geo/measure.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

class HoseLaws : public testing::TestWithParam<unsigned> {};

using Result = HoseLay::Result;

Result lay(const City& city, unsigned threads = 1) {
  HoseLay::Params params;
  params.radius_m = 90;
  return HoseLay::run(city, params, Job({}, {}, threads));
}

TEST_P(HoseLaws, TheHoseIsNoShorterThanTheStraightLineAndItsLineIsAsLongAsItSays) {
  const City city = test::with_network(test::random_town(GetParam()));
  const Result result = lay(city);
  std::size_t found = 0;
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const auto& one = result.buildings[b];
    if (!one.lay_m) continue;
    ++found;
    double straight_m = HoseWays::infinite;
    for (const Hydrant& h : city.hydrants->rows)
      straight_m = std::min(straight_m, distance_m(city.buildings->shapes, b, h.at));
    EXPECT_LE(straight_m, *one.lay_m + 1e-9) << b;
    EXPECT_NEAR(line_length_m(result.routes.only_part(b)), *one.lay_m, 1e-6) << b;
  }
  EXPECT_GT(found, result.buildings.size() / 2);
}

TEST_P(HoseLaws, OneMoreHydrantNeverLengthensAHose) {
  test::CityBuilder town = test::random_town(GetParam());
  const Result before = lay(test::with_network(town));
  town.hydrant(130, 131);
  const Result after = lay(test::with_network(town));
  for (std::size_t b = 0; b < before.buildings.size(); ++b) {
    EXPECT_LE(before.buildings[b].share, after.buildings[b].share) << b;
    const double then_m = before.buildings[b].lay_m.value_or(HoseWays::infinite);
    EXPECT_LE(after.buildings[b].lay_m.value_or(HoseWays::infinite), then_m) << b;
  }
}

TEST_P(HoseLaws, ThreadsAndMovingChangeNothing) {
  test::CityBuilder town = test::random_town(GetParam());
  const Result one = lay(test::with_network(town));
  const Result three = lay(test::with_network(town), 3);
  const Result moved = lay(test::with_network(town.moved(0, 4096, -2048)));
  for (std::size_t b = 0; b < one.buildings.size(); ++b) {
    EXPECT_EQ(one.buildings[b].lay_m, three.buildings[b].lay_m);
    EXPECT_EQ(one.buildings[b].share, three.buildings[b].share);
    EXPECT_EQ(one.buildings[b].reach, moved.buildings[b].reach) << b;
    EXPECT_NEAR(one.buildings[b].lay_m.value_or(-1), moved.buildings[b].lay_m.value_or(-1), 1e-6)
        << b;
  }
}

/// A twin without queue and stands: every hydrant alone, over all roads, until nothing improves.
TEST_P(HoseLaws, TheWayToANodeIsThatOfAPlainSearch) {
  const City city = test::with_network(test::random_town(GetParam()));
  const HoseBarriers barriers(city);
  const HoseSight sight(city, barriers);
  const std::vector<std::uint8_t> usable(city.hydrants->size(), 1);
  const double stretch_m = 50;
  const HoseWays ways(city, sight, usable, stretch_m);
  const RoadNetwork& network = *city.network;
  std::vector<double> plain(network.nodes.size(), HoseWays::infinite);
  for (const Hydrant& hydrant : city.hydrants->rows)
    for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
      const LineFoot foot = nearest_on_line(network.lines.only_part(s), hydrant.at);
      const double lead_m = std::sqrt(foot.distance2_m2);
      if (lead_m > stretch_m || !sight.clear(hydrant.at, foot.at)) continue;
      const double length = line_length_m(network.lines.only_part(s));
      auto& from = plain[network.segments[s].from];
      auto& to = plain[network.segments[s].to];
      from = std::min(from, lead_m + foot.along_m);
      to = std::min(to, lead_m + length - foot.along_m);
    }
  for (bool better = true; better;) {
    better = false;
    for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
      const double length = line_length_m(network.lines.only_part(s));
      auto& from = plain[network.segments[s].from];
      auto& to = plain[network.segments[s].to];
      if (from + length < to - 1e-12) to = from + length, better = true;
      if (to + length < from - 1e-12) from = to + length, better = true;
    }
  }
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    EXPECT_NEAR(ways.at(s, 0).length_m, plain[network.segments[s].from], 1e-6) << s;
    EXPECT_NEAR(ways.at(s, ways.segment_length_m(s)).length_m, plain[network.segments[s].to], 1e-6)
        << s;
  }
}

/// The visibility graph over the corners of the buildings (algorithms 2.2, R3): exact ways.
class VisibilityGraph {
 public:
  VisibilityGraph(const City& city, const HoseSight& sight)
      : sight_(sight), corners_(city.buildings->shapes.points), seen_(corners_.size()) {
    for (std::size_t a = 0; a < corners_.size(); ++a)
      for (std::size_t b = 0; b < a; ++b)
        if (sight.open(corners_[a], corners_[b])) seen_[a].push_back(b), seen_[b].push_back(a);
  }

  double way_m(Xy from, Xy to) const {
    double best_m = sight_.open(from, to) ? distance_m(from, to) : HoseWays::infinite;
    std::vector<double> way(corners_.size(), HoseWays::infinite);
    std::vector<bool> done(corners_.size());
    for (std::size_t c = 0; c < corners_.size(); ++c)
      if (sight_.open(from, corners_[c])) way[c] = distance_m(from, corners_[c]);
    for (;;) {
      std::size_t next = corners_.size();
      for (std::size_t c = 0; c < corners_.size(); ++c)
        if (!done[c] && way[c] < best_m && (next == corners_.size() || way[c] < way[next]))
          next = c;
      if (next == corners_.size()) return best_m;
      done[next] = true;
      if (sight_.open(corners_[next], to))
        best_m = std::min(best_m, way[next] + distance_m(corners_[next], to));
      for (const std::size_t c : seen_[next])
        way[c] = std::min(way[c], way[next] + distance_m(corners_[next], corners_[c]));
    }
  }

 private:
  const HoseSight& sight_;
  std::vector<Xy> corners_;
  std::vector<std::vector<std::size_t>> seen_;
};

/// Houses that stand 2 m apart or more, so that no passage closes in a grid of 1 m.
City apart(unsigned seed) {
  std::mt19937 random(seed);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
  };
  test::CityBuilder town;
  for (int i = 0; i < 5; ++i)
    for (int j = 0; j < 5; ++j) {
      const double x = 30.0 * i + uniform(1, 5);
      const double y = 30.0 * j + uniform(1, 5);
      town.rectangle(x, y, x + uniform(8, 24), y + uniform(8, 24));
    }
  return town.moved(uniform(0, 1.5), 0, 0).build();
}

class HoseGrid : public testing::TestWithParam<unsigned> {};

TEST_P(HoseGrid, IsNearlyTheVisibilityGraph) {
  const City city = apart(GetParam());
  const HoseBarriers barriers(city);
  const HoseSight sight(city, barriers);
  const VisibilityGraph exact_ways(city, sight);
  HoseField field(city, barriers, 250);
  std::mt19937 random(GetParam());
  const auto somewhere = [&] {
    const Box all = city.buildings->shapes.extent();
    for (;;) {
      const Xy at{all.min.x_m + all.width_m() * static_cast<double>(random() % 1000) / 1000,
                  all.min.y_m + all.height_m() * static_cast<double>(random() % 1000) / 1000};
      bool free = true;
      city.buildings->index.in_box(Box{at, at}.grown(1.5), [&](std::uint32_t) { free = false; });
      if (free) return at;
    }
  };
  std::size_t close = 0;
  constexpr std::size_t pairs = 30;
  for (std::size_t i = 0; i < pairs; ++i) {
    const Xy from = somewhere();
    const Xy to = somewhere();
    field.spread(from);
    const double exact = exact_ways.way_m(from, to);
    const double grid = field.to(to);
    EXPECT_GE(grid, exact - 4) << "corners of the raster may be cut by less than a cell each";
    close += grid <= HoseField::stretch * exact + 2 * HoseField::snap_m;
  }
  EXPECT_GE(close, pairs * 9 / 10);
}

INSTANTIATE_TEST_SUITE_P(Seeds, HoseLaws, testing::Range(1U, 41U));
INSTANTIATE_TEST_SUITE_P(Seeds, HoseGrid, testing::Range(1U, 9U));

}  // namespace
}  // namespace firebreak
