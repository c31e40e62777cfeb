#include "core/analysis/lane_critical.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "support/lane_town.hpp"

namespace firebreak {
namespace {

using test::bare;
using test::declared;
using test::judged;
using test::surround;
using test::with_network;

/// A village with one road in. From it leads a ring, from the ring a road on that forks:
///
///        2 ______
///         |      |                     roads 0 to 5, houses h0 to h5
///   0     |  1   |     3       4
///  ---h0--+--h1--+-----h2--h5-----h3
///                          |
///                          5 h4
test::CityBuilder village(const Road& entrance = declared(5), const Road& straight = declared(5),
                          const Road& ring = declared(5)) {
  test::CityBuilder town;
  town.road({{0, 0}, {200, 0}}, entrance);
  town.road({{200, 0}, {400, 0}}, straight);
  town.road({{200, 0}, {200, 200}, {400, 200}, {400, 0}}, ring);
  town.road({{400, 0}, {700, 0}}, declared(5));
  town.road({{700, 0}, {900, 0}}, declared(5));
  town.road({{700, 0}, {700, -200}}, declared(5));
  Building house;
  town.rectangle(100, 5, 110, 15);
  town.rectangle(300, 5, 310, 15);
  house.people = 4.0F;
  town.rectangle(550, 5, 560, 15, house);
  house.people = 3.0F;
  town.rectangle(800, 5, 810, 15, house);
  town.rectangle(705, -110, 715, -100);
  town.rectangle(690, 5, 710, 15);  // in reach of all three arms of the fork
  return town;
}

Lanes::Params near() {
  Lanes::Params params = bare();
  params.data_reach_m = 10;  // the houses measure no lane: declared widths count
  params.access_m = 20;
  return params;
}

/// Buildings behind each road that is critical somewhere.
std::map<std::uint32_t, std::uint32_t> behind(const City& city, const Lanes::Result& result) {
  std::map<std::uint32_t, std::uint32_t> roads;
  for (const Lanes::Critical& c : result.critical)
    roads[city.network->segments[c.lane].road.value] = c.buildings;
  return roads;
}

using Behind = std::map<std::uint32_t, std::uint32_t>;

Behind behind(const test::CityBuilder& town) {
  const City city = with_network(town);
  return behind(city, judged(city, near()));
}

TEST(LaneCritical, WhatHangsOnEachLane) {
  test::CityBuilder town = village();
  town.station(0, 0);
  surround(town);
  const City city = with_network(town);
  const auto result = judged(city, near());
  ASSERT_TRUE(result.from_stations);
  EXPECT_EQ(behind(city, result), (Behind{{0, 6}, {3, 4}, {4, 1}, {5, 1}}))
      << "the house at the fork hangs on the road to it, not on an arm; the ring has two ways";
  EXPECT_EQ(result.on_one_way, 6U);
  for (const Lanes::Critical& c : result.critical) EXPECT_EQ(c.buildings_reached, c.buildings);
}

/// The ring is driven one way round: its far end is come to by road 2 alone, and h1, beside road 1,
/// from that end alone.
TEST(LaneCritical, WhereOneWayIsObeyedARingIsNoSecondWay) {
  Road straight = declared(5);
  straight.one_way = OneWay::backward;
  Road ring = declared(5);
  ring.one_way = OneWay::forward;
  test::CityBuilder town = village(declared(5), straight, ring);
  town.station(0, 0);
  surround(town);
  EXPECT_EQ(behind(town), (Behind{{0, 6}, {3, 4}, {4, 1}, {5, 1}})) << "no rule binds an engine";
  Lanes::Params params = near();
  params.obey_one_way = true;
  const City city = with_network(town);
  const auto result = judged(city, params);
  EXPECT_EQ(behind(city, result), (Behind{{0, 6}, {1, 1}, {2, 5}, {3, 4}, {4, 1}, {5, 1}}));
  EXPECT_EQ(result.on_one_way, 6U);
}

TEST(LaneCritical, TwoStationsAtBothEndsLeaveOnlyTheSideRoad) {
  test::CityBuilder town = village();
  town.station(0, 0);
  town.station(900, 0);
  surround(town);
  EXPECT_EQ(behind(town), (Behind{{5, 1}}));
}

TEST(LaneCritical, ALaneOfUnknownWidthIsAWayRoundANarrowOneIsNone) {
  const auto with_second_way = [](const Road& road) {
    test::CityBuilder town = village();
    town.road({{0, 0}, {0, 200}, {200, 200}}, road);
    town.station(0, 0);
    surround(town);
    return behind(town);
  };
  EXPECT_EQ(with_second_way(declared(5)), (Behind{{3, 4}, {4, 1}, {5, 1}}));
  EXPECT_EQ(with_second_way({}), (Behind{{3, 4}, {4, 1}, {5, 1}}));
  EXPECT_EQ(with_second_way(declared(2)), (Behind{{0, 6}, {3, 4}, {4, 1}, {5, 1}}));
}

TEST(LaneCritical, WhatIsPerhapsReachedCountsButNotAsReached) {
  test::CityBuilder town = village(Road{});
  town.station(0, 0);
  surround(town);
  const City city = with_network(town);
  const auto result = judged(city, near());
  EXPECT_EQ(behind(city, result), (Behind{{0, 6}, {3, 4}, {4, 1}, {5, 1}}));
  for (const Lanes::Critical& c : result.critical) EXPECT_EQ(c.buildings_reached, 0U);
}

TEST(LaneCritical, WhatIsCutOffNowDependsOnNothing) {
  test::CityBuilder town = village(declared(2));
  town.station(0, 0);
  surround(town);
  EXPECT_TRUE(behind(town).empty());
}

/// The far ends are at the edge of the data: roads may lead in there.
TEST(LaneCritical, ARoadBeyondTheDataIsAWayRound) {
  test::CityBuilder town = village();
  town.station(0, 0);
  EXPECT_TRUE(behind(town).empty());
}

TEST(LaneCritical, PeopleAndKeySitesBehindAreTold) {
  test::CityBuilder town = village();
  town.station(0, 0);
  surround(town);
  City city = with_network(town);
  Layer sites;
  sites.role = Role::key_sites;
  sites.shapes.add(PartKind::point, std::vector<Xy>{{805, 10}});
  sites.origins.push_back({});
  city.others = std::make_shared<std::vector<Layer>>(std::vector<Layer>{sites});
  const auto result = judged(city, near());
  ASSERT_EQ(result.critical.size(), 4U);
  const auto of_road = [&](std::uint32_t road) {
    return *std::ranges::find(result.critical, road, [&](const Lanes::Critical& c) {
      return city.network->segments[c.lane].road.value;
    });
  };
  EXPECT_EQ(of_road(3).people, 7.0);
  EXPECT_EQ(of_road(3).key_sites, 1U);
  EXPECT_EQ(of_road(4).people, 3.0);
  EXPECT_EQ(of_road(5).people, std::nullopt) << "nobody knows how many";
  EXPECT_EQ(of_road(5).key_sites, 0U);
  EXPECT_EQ(of_road(0).floor_area_m2, std::nullopt) << "no building tells its floors";
}

TEST(LaneCritical, LayerRanksByBuildingsAndSaysWhy) {
  test::CityBuilder town = village();
  surround(town);
  Road main = declared(6);
  main.road_class = RoadClass::secondary;
  town.road({{-2000, -2000}, {0, 0}}, main);  // no station: ways in start here
  const City city = with_network(town);
  const Lanes::Params params = near();
  const auto result = judged(city, params);
  EXPECT_FALSE(result.from_stations);
  const auto out = Lanes::output(city, params, result, Profile{});
  const auto table = std::ranges::find(out.tables, "critical_segments", &FeatureTable::name);
  ASSERT_NE(table, out.tables.end());
  ASSERT_EQ(table->rows(), 4U);
  EXPECT_EQ(table->shapes.size(), 4U);
  EXPECT_THAT(table->column("rank")->integers, testing::ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(table->column("buildings")->integers, testing::ElementsAre(6, 4, 1, 1));
  EXPECT_EQ(table->column("reason_code")->texts[0], "only_way_from_main_roads");
  EXPECT_EQ(table->column("reason")->texts[0],
            "the only way from the main roads to 6 buildings: blocked, it cuts them off");
  EXPECT_EQ(table->column("reason")->texts[2],
            "the only way from the main roads to 1 building: blocked, it cuts it off");
  EXPECT_NEAR(table->column("length_m")->reals[1], 300, 1e-3);
  for (const Column& c : table->columns) EXPECT_EQ(c.size(), 4U) << c.name;
  const auto figure = [&](std::string_view name) {
    const auto at = std::ranges::find(out.figures, name, &KeyFigure::name);
    return at == out.figures.end() ? -1 : at->value;
  };
  EXPECT_EQ(figure("critical_segments"), 4);
  EXPECT_EQ(figure("buildings_on_one_way"), 6);
}

}  // namespace
}  // namespace firebreak
