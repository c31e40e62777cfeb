#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/analysis/lane_critical.hpp"
#include "core/analysis/lane_reach.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/geo/measure.hpp"
#include "support/lane_town.hpp"
#include "support/plain_network.hpp"
#include "support/random_village.hpp"

namespace firebreak {
namespace {

using Rows = std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>>;

/// Lane, buildings behind, of them reached: every lane taken out in turn, every building looked at
/// from every lane.
Rows by_taking_each_away(const City& city, const Lanes::Params& params,
                         const Lanes::Result& result) {
  const RoadNetwork& network = *city.network;
  const auto lane_count = static_cast<std::uint32_t>(network.segments.size());
  std::vector<std::uint8_t> open;
  for (std::uint32_t s = 0; s < lane_count; ++s)
    open.push_back(
        static_cast<double>(
            passable_width(city, params, s, result.lanes[s], exact_cap_m(params)).maybe_m) >= 3);
  const auto driven = driven_ways(city, params);
  const StationExits exits(city);
  std::vector<std::uint32_t> sources = ways_begin(city, exits.nodes());
  for (const auto node : ways_from_outside(city, params)) sources.push_back(node);
  Rows rows;
  for (std::uint32_t taken = 0; taken < lane_count; ++taken) {
    const auto there = test::reached_without(network, open, sources, taken, driven);
    std::uint32_t buildings = 0;
    std::uint32_t reached = 0;
    for (std::uint32_t b = 0; b < city.buildings->size(); ++b) {
      if (result.buildings[b].cut_off == Lanes::CutOff::yes) continue;
      bool way_left = false;
      for (std::uint32_t s = 0; s < lane_count && !way_left; ++s) {
        if (!open[s] || std::sqrt(distance2_m2(city.buildings->shapes, b, network.lines, s, 1e9)) >
                            params.access_m)
          continue;
        const bool from = there[network.segments[s].from] && may_drive(driven, s, false);
        const bool to = there[network.segments[s].to] && may_drive(driven, s, true);
        way_left = s == taken ? from && to : from || to;
      }
      if (way_left) continue;
      ++buildings;
      if (result.buildings[b].cut_off == Lanes::CutOff::no) ++reached;
    }
    if (buildings > 0) rows.emplace_back(taken, buildings, reached);
  }
  return rows;
}

class CriticalProperty : public testing::TestWithParam<unsigned> {};

Rows rows_of(const Lanes::Result& result) {
  Rows rows;
  for (const Lanes::Critical& c : result.critical)
    rows.emplace_back(c.lane, c.buildings, c.buildings_reached);
  return rows;
}

TEST_P(CriticalProperty, AgreesWithTakingEachLaneAway) {
  const City city = test::with_network(test::random_village(GetParam()));
  const Lanes::Params params = test::village_params();
  const auto result = test::judged(city, params);
  EXPECT_EQ(rows_of(result), by_taking_each_away(city, params, result));
}

TEST_P(CriticalProperty, AgreesWithTakingEachLaneAwayWhereOneWayIsObeyed) {
  const City city = test::one_way_village(GetParam());
  const Lanes::Params params = test::one_way_params();
  const auto result = test::judged(city, params);
  EXPECT_EQ(rows_of(result), by_taking_each_away(city, params, result));
}

/// What the search for ways in says once the lane is closed.
void expect_closing_cuts_off(const City& city, const Lanes::Params& params) {
  const auto result = test::judged(city, params);
  const StationExits exits(city);
  for (const Lanes::Critical& c : result.critical) {
    auto lanes = result.lanes;
    lanes[c.lane] = {};
    lanes[c.lane].width_m = lanes[c.lane].surely_m = lanes[c.lane].maybe_m = 0.0F;
    const auto ways =
        ways_in(city, params, lanes, exits.nodes(), exact_cap_m(params), Job({}, {}, 1));
    std::uint32_t lost = 0;
    for (std::size_t b = 0; b < ways.size(); ++b)
      if (ways[b].cut_off == Lanes::CutOff::yes &&
          result.buildings[b].cut_off != Lanes::CutOff::yes)
        ++lost;
    EXPECT_EQ(lost, c.buildings) << "lane " << c.lane;
  }
}

TEST_P(CriticalProperty, ClosingALaneCutsOffWhatHangsOnIt) {
  expect_closing_cuts_off(test::with_network(test::random_village(GetParam())),
                          test::village_params());
  expect_closing_cuts_off(test::one_way_village(GetParam()), test::one_way_params());
}

TEST_P(CriticalProperty, ThreadsDoNotMatter) {
  const City city = test::with_network(test::random_village(GetParam()));
  const auto one = test::judged(city, test::village_params(), 1);
  const auto four = test::judged(city, test::village_params(), 4);
  ASSERT_EQ(one.critical.size(), four.critical.size());
  EXPECT_EQ(one.on_one_way, four.on_one_way);
  for (std::size_t c = 0; c < one.critical.size(); ++c) {
    EXPECT_EQ(one.critical[c].lane, four.critical[c].lane);
    EXPECT_EQ(one.critical[c].buildings, four.critical[c].buildings);
  }
}

TEST(CriticalVillages, MostHaveLanesThatHousesHangOn) {
  std::size_t lanes = 0;
  for (unsigned seed = 1; seed <= 20; ++seed)
    lanes += test::judged(test::with_network(test::random_village(seed)), test::village_params())
                 .critical.size();
  EXPECT_GE(lanes, 40U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, CriticalProperty, testing::Range(1U, 61U));

}  // namespace
}  // namespace firebreak
