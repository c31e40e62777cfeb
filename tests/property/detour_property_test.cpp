#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <tuple>
#include <utility>

#include "core/analysis/free_flow.hpp"
#include "core/analysis/lane_reach.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/geo/measure.hpp"
#include "support/random_village.hpp"

namespace firebreak {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// A village whose roads have all kinds of classes, some of them closed by a locked gate.
City gated_village(unsigned seed, bool one_ways = false) {
  test::CityBuilder town = test::random_village(seed, one_ways ? 24 : 4);
  std::mt19937 random(seed);
  const City drawn = town.build();
  for (std::size_t r = 0; r + 4 < drawn.roads->size(); ++r) {
    const auto line = drawn.roads->shapes.only_part(r);
    if (random() % 8 == 0)
      town.obstacle_point(0.5 * (line[0].x_m + line[1].x_m), 0.5 * (line[0].y_m + line[1].y_m),
                          test::gate(Opening::locked));
  }
  City city = town.build();
  auto roads = std::make_shared<Table<Road>>(*city.roads);
  constexpr std::array classes{RoadClass::secondary, RoadClass::residential, RoadClass::service,
                               RoadClass::alley};
  for (Road& road : roads->rows) {
    road.road_class = classes[random() % 4];
    if (one_ways && random() % 3 == 0) road.one_way = OneWay::forward;
  }
  city.roads = roads;
  std::vector<Issue> issues;
  city.network = std::make_shared<const RoadNetwork>(
      build_network(*city.roads, issues, Job({}, {}, 1), city.buildings.get()));
  return city;
}

double lane_time_s(const City& city, std::uint32_t s) {
  return static_cast<double>(city.network->segments[s].length_m) /
         (free_flow_kmh(road_of(city, s).road_class) / 3.6);
}

/// Times to all nodes over the open lanes: going over all of them until nothing changes.
std::vector<double> times_over(const City& city, const std::vector<bool>& open, DrivenWays driven) {
  const RoadNetwork& network = *city.network;
  std::vector<double> time(network.nodes.size(), never);
  const StationExits exits(city);
  for (const auto node : ways_begin(city, exits.nodes())) time[node] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::uint32_t s = 0; s < open.size(); ++s) {
      if (!open[s]) continue;
      const auto [from, to] = std::pair(network.segments[s].from, network.segments[s].to);
      for (const auto& [a, b, against] : {std::tuple(from, to, false), std::tuple(to, from, true)})
        if (may_drive(driven, s, against) && time[a] + lane_time_s(city, s) < time[b] - 1e-9)
          time[b] = time[a] + lane_time_s(city, s), changed = true;
    }
  }
  return time;
}

/// The earliest that the engine stands beside a building, from every lane in reach.
double arrival_s(const City& city, double access_m, std::uint32_t building,
                 const std::vector<bool>& open, DrivenWays driven,
                 const std::vector<double>& time) {
  double best = never;
  for (std::uint32_t s = 0; s < open.size(); ++s) {
    Xy stop = city.buildings->shapes.boxes[building].centre();
    const auto& lines = city.network->lines;
    const double d2 = distance2_m2(city.buildings->shapes, building, lines, s, 1e9, nullptr, &stop);
    if (!open[s] || std::sqrt(d2) > access_m) continue;
    const auto line = lines.only_part(s);
    const double share = nearest_on_line(line, stop).along_m / line_length_m(line);
    const RoadSegment& segment = city.network->segments[s];
    if (may_drive(driven, s, false))
      best = std::min(best, time[segment.from] + share * lane_time_s(city, s));
    if (may_drive(driven, s, true))
      best = std::min(best, time[segment.to] + (1 - share) * lane_time_s(city, s));
  }
  return best;
}

class DetourProperty : public testing::TestWithParam<unsigned> {};

void expect_as_by_every_lane(const City& city, const Lanes::Params& params) {
  const auto result = test::judged(city, params);
  std::vector<bool> now;
  std::vector<bool> free;
  for (std::uint32_t s = 0; s < result.lanes.size(); ++s) {
    const auto widest =
        passable_width(city, params, s, result.lanes[s], exact_cap_m(params)).maybe_m;
    now.push_back(widest >= 3);
    free.push_back(now.back() || road_of(city, s).width_m.value_or(3.0F) >= 3);
  }
  const auto driven = driven_ways(city, params);
  const auto now_s = times_over(city, now, driven);
  const auto free_s = times_over(city, free, driven);
  for (std::uint32_t b = 0; b < city.buildings->size(); ++b) {
    const auto& way = result.buildings[b];
    const double there_now_s = arrival_s(city, params.access_m, b, now, driven, now_s);
    ASSERT_EQ(way.detour_s.has_value(), there_now_s < never && way.cut_off != Lanes::CutOff::yes);
    if (!way.detour_s) continue;
    const double there_free_s = arrival_s(city, params.access_m, b, free, driven, free_s);
    EXPECT_NEAR(static_cast<double>(*way.detour_s), there_now_s - there_free_s, 0.051) << b;
  }
}

TEST_P(DetourProperty, AgreesWithLookingAtEveryLane) {
  expect_as_by_every_lane(gated_village(GetParam()), test::village_params());
  expect_as_by_every_lane(gated_village(GetParam(), true), test::one_way_params());
}

TEST_P(DetourProperty, BuildingsOfALaneAreThoseWhoseDetourItMakes) {
  const auto result = test::judged(gated_village(GetParam()), test::village_params());
  std::uint32_t of_buildings = 0;
  std::uint32_t of_lanes = 0;
  float longest = 0;
  float longest_of_lanes = 0;
  for (const auto& way : result.buildings) {
    if (way.detour_s.value_or(0) > 0) ++of_buildings;
    longest = std::max(longest, way.detour_s.value_or(0));
  }
  for (const auto& lane : result.lanes) {
    of_lanes += lane.buildings_detoured;
    longest_of_lanes = std::max(longest_of_lanes, lane.detour_s.value_or(0));
  }
  EXPECT_EQ(of_buildings, result.detours.buildings);
  EXPECT_EQ(of_lanes, result.detours.buildings);
  EXPECT_EQ(longest, longest_of_lanes);
}

TEST(DetourVillages, SomeHaveDetours) {
  std::uint32_t detours = 0;
  for (unsigned seed = 1; seed <= 20; ++seed)
    detours += test::judged(gated_village(seed), test::village_params()).detours.buildings;
  EXPECT_GE(detours, 10U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, DetourProperty, testing::Range(1U, 61U));

}  // namespace
}  // namespace firebreak
