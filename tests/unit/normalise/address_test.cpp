#include "core/normalise/address.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "layer_builder.hpp"

namespace firebreak {
namespace {

using test::issues_of;
using test::LayerBuilder;
using testing::HasSubstr;

RoadNames roads() {
  RoadNames out;
  for (const char* name : {"人民路", "解放大道", "中山路", "中山街", "东风路(北段)", "建设街"})
    out.add(name);
  return out;
}

TEST(Address, CrossingsAsPeopleWriteThem) {
  for (const char* text :
       {"人民路与解放大道交叉口", "人民路和解放大道路口", "人民路/解放大道",
        "人民路、解放大道交汇处", "人民路·解放大道转盘", "某县城关镇人民路与解放大道十字路口",
        "位于人民路与 解放大道交叉口", "人民路与解放路交叉口", "人民街及解放大街口"}) {
    const auto got = parse_address(text, roads());
    ASSERT_TRUE(got) << text;
    EXPECT_EQ(got->road, "人民路") << text;
    EXPECT_EQ(got->crossing, "解放大道") << text;
    EXPECT_EQ(got->distance_m, 0) << text;
  }
}

TEST(Address, DirectionsAndDistances) {
  const auto at = [](const char* text) { return parse_address(text, roads()); };
  EXPECT_EQ(at("人民路与建设街交叉口东侧约20米")->direction, (Xy{1, 0}));
  EXPECT_EQ(at("人民路与建设街交叉口东侧约20米")->distance_m, 20);
  EXPECT_EQ(at("人民路与建设街路口往北50m处")->direction, (Xy{0, 1}));
  EXPECT_EQ(at("人民路与建设街路口往北50m处")->distance_m, 50);
  EXPECT_NEAR(at("人民路与建设街路口西南角")->direction.x_m, -0.7071, 1e-4);
  EXPECT_EQ(at("人民路与建设街路口西南角")->distance_m, 0);
  EXPECT_FALSE(at("人民路与建设街路口东3000米")) << "too far to be meant from there";
  EXPECT_EQ(at("人民路与建设街路口50米处东侧")->direction, (Xy{1, 0})) << "said behind it";
  EXPECT_EQ(at("人民路与建设街路口50米处东侧")->distance_m, 50);
}

TEST(Address, ADistanceThatLeadsNobodyKnowsWhereIsNoPlace) {
  const auto known = [](const char* text) {
    const auto address = parse_address(text, roads());
    return address && address->tells_which_way();
  };
  EXPECT_FALSE(known("人民路与建设街交叉口约200米处"));
  EXPECT_FALSE(known("人民路与建设街交叉口东侧人行道300米处"));
  EXPECT_FALSE(known("人民路与建设街路口往东第二个路口2公里"));
  EXPECT_TRUE(known("人民路与建设街交叉口20米处")) << "within what such a place is good for";
  EXPECT_TRUE(known("人民路与建设街交叉口东侧100mm管"));
  EXPECT_EQ(parse_address("人民路与建设街交叉口东侧100mm管", roads())->distance_m, 0)
      << "a diameter";
  EXPECT_TRUE(known("人民路与建设街交叉口西北角，井深1.5米"));
}

TEST(Address, WhatIsNoKnownCrossingIsNotGuessed) {
  for (const char* text :
       {"新人民路与建设街交叉口", "人民路与胜利路交叉口", "人民路", "人民路与人民路交叉口",
        "中学门口", "无", "", "人民路小学与建设街小学", "人民巷与建设街交叉口"})
    EXPECT_FALSE(parse_address(text, roads())) << text;
  EXPECT_FALSE(parse_address("中山大道与人民路交叉口", roads())) << "中山路 or 中山街?";
  EXPECT_EQ(parse_address("中山街与人民路交叉口", roads())->road, "中山街");
  EXPECT_EQ(parse_address("东风路与人民路口", roads())->road, "东风路");
}

std::string house_key(const char* text) {
  const auto house = house_of(text, roads());
  return house ? house->road + house->number : std::string();
}

TEST(Address, HouseNumbers) {
  EXPECT_EQ(parse_address("城关镇人民路12号对面", roads())->number, "12");
  EXPECT_EQ(parse_address("人民路12-3号", roads())->number, "12-3");
  EXPECT_FALSE(parse_address("人民路幸福小区12号", roads())) << "a house in an estate";
  EXPECT_EQ(house_key("某县人民路12号院2栋"), "人民路12");
  EXPECT_EQ(house_key("幸福小区12号"), "");
  EXPECT_EQ(parse_address("人民路16A号旁", roads())->number, "16A");
  EXPECT_EQ(house_key("人民路16a号"), "人民路16A");
  EXPECT_EQ(house_key("人民路A号"), "") << "a letter alone is no number";
}

TEST(Address, WordsBehindAHouseNumber) {
  const auto at = [](const char* text) { return parse_address(text, roads()); };
  for (const char* text :
       {"人民路12号", "人民路12号旁", "人民路12号附近", "人民路12号门口", "人民路12号对面",
        "人民路12号斜对面", "人民路12号院内", "人民路12号前", "人民路12号院2栋", "人民路12号3楼"}) {
    ASSERT_TRUE(at(text)) << text;
    EXPECT_EQ(at(text)->number, "12") << text;
    EXPECT_EQ(at(text)->distance_m, 0) << text;
    EXPECT_FALSE(at(text)->in_lane) << text;
  }
  EXPECT_EQ(at("人民路12号以东30米")->distance_m, 30);
  EXPECT_EQ(at("人民路12号以东30米")->direction, (Xy{1, 0}));
  EXPECT_EQ(at("人民路12号门口往南约15m")->direction, (Xy{0, -1}));
  EXPECT_EQ(at("人民路与建设街交叉口以西40米")->direction, (Xy{-1, 0}));
  EXPECT_EQ(at("人民路与建设街交叉口以西40米")->distance_m, 40);
  EXPECT_FALSE(at("人民路12号以东3000米")) << "too far to be meant from there";
}

TEST(Address, LanesAreNumberedWithTheHouses) {
  const auto at = [](const char* text) { return parse_address(text, roads()); };
  EXPECT_EQ(at("人民路12弄口")->number, "12");
  EXPECT_EQ(at("人民路12巷")->number, "12");
  EXPECT_FALSE(at("人民路12巷")->in_lane);
  EXPECT_TRUE(at("人民路12弄5号")->in_lane) << "somewhere in the lane";
  EXPECT_FALSE(at("幸福12弄口"));
  RoadNames with_lane = roads();
  with_lane.add("人民路12弄");
  EXPECT_EQ(parse_address("人民路12弄5号", with_lane)->road, "人民路12弄");
  EXPECT_EQ(parse_address("人民路12弄5号", with_lane)->number, "5");
  EXPECT_EQ(parse_address("人民路与人民路12弄路口", with_lane)->crossing, "人民路12弄");
}

TEST(Address, TwoRoadsWithNothingBetweenThemNeedTheWordForACrossing) {
  const auto got = parse_address("城关镇人民路建设街交叉口东侧", roads());
  ASSERT_TRUE(got);
  EXPECT_EQ(got->road, "人民路");
  EXPECT_EQ(got->crossing, "建设街");
  EXPECT_EQ(got->direction, (Xy{1, 0}));
  EXPECT_FALSE(parse_address("人民路建设街道办", roads())) << "no crossing: an office";
}

LayerBuilder town() {
  LayerBuilder layer(Role::roads, "roads.gpkg");
  layer.text_column("name");
  const Xy b;
  layer.line({b, b + Xy{400, 0}}).cells({"人民路"});
  layer.line({b + Xy{200, -200}, b + Xy{200, 200}}).cells({"解放大道"});
  layer.line({b + Xy{300, -200}, b + Xy{300, 30}, b + Xy{100, 30}, b + Xy{100, -50}})
      .cells({"环路"});
  layer.line({b + Xy{0, 190}, b + Xy{400, 190}}).cells({"建设街"});
  return layer;
}

SourceLayer ledger() {
  LayerBuilder layer(Role::hydrants, "台账.csv", "EPSG:25832", "CSV");
  layer.text_column("address");
  const Xy b;
  layer.point(b.x_m + 10, b.y_m + 3).cells({"人民路与解放大道交叉口"});
  layer.nothing().cells({"人民路与解放大道交叉口东侧约20米"});
  layer.nothing().cells({"人民路与建设街交叉口"});
  layer.nothing().cells({"人民路与环路交叉口"});
  layer.nothing().cells({"中学门口"});
  layer.nothing().cells({"建设街8号旁"});
  layer.nothing().cells({""});
  return layer.build();
}

LayerBuilder houses() {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.text_column("address");
  const Xy b;
  layer.rectangle(b.x_m + 50, b.y_m + 200, b.x_m + 60, b.y_m + 210).cells({"城关镇建设街8号"});
  return layer;
}

TEST(AddressPlaces, AreFoundOnTheRoadsWithTheirOwnAccuracy) {
  const City city = normalise({ledger(), town().build(), houses().build()}, {}, Job{});
  // The records with an address and no coordinates are a source of their own.
  ASSERT_EQ(city.sources.size(), 4U);
  const Source& rest = city.sources[0];
  const Source& by_address = city.sources[3];
  EXPECT_EQ(rest.read + by_address.read, 7U);
  EXPECT_EQ(by_address.read, 5U);
  EXPECT_EQ(by_address.accuracy_m, 25);
  EXPECT_EQ(by_address.crs_note, "located by address");
  EXPECT_EQ(rest.set_aside, 1U) << "neither coordinates nor address";
  EXPECT_EQ(by_address.set_aside, 3U);
  ASSERT_EQ(city.hydrants->size(), 3U) << "counts in = placed + set aside";
  std::vector<Xy> placed;
  for (const Hydrant& h : city.hydrants->rows)
    if (h.origin.source == 3) placed.push_back(h.at + city.origin - test::bavaria);
  ASSERT_EQ(placed.size(), 2U);
  std::ranges::sort(placed, {}, &Xy::x_m);
  EXPECT_NEAR(placed[0].x_m, 55, 5.1) << "on the street in front of the house";
  EXPECT_NEAR(placed[0].y_m, 190, 1e-2);
  EXPECT_NEAR(placed[1].x_m, 220, 1e-2);
  EXPECT_NEAR(placed[1].y_m, 0, 1e-2);
  std::string reasons;
  for (const Issue& issue : issues_of(city, IssueKind::empty_geometry)) reasons += issue.detail;
  EXPECT_THAT(reasons, HasSubstr("人民路 and 建设街 do not meet"));
  EXPECT_THAT(reasons, HasSubstr("人民路 and 环路 meet at several places"));
  EXPECT_THAT(reasons, HasSubstr("\"中学门口\" has no place on the map"));
}

TEST(AddressPlaces, ALedgerWithoutAnyCoordinatesStaysOneSource) {
  LayerBuilder layer(Role::hydrants, "台账.csv", "", "CSV");
  layer.text_column("address");
  layer.nothing().cells({"人民路与解放大道交叉口"});
  layer.nothing().cells({"医院"});
  const City city = normalise({town().build(), layer.build()}, {}, Job{});
  ASSERT_EQ(city.sources.size(), 2U);
  EXPECT_EQ(city.hydrants->size(), 1U);
  EXPECT_EQ(city.sources[1].set_aside, 1U);
}

TEST(AddressPlaces, RowsWithoutCoordinatesAreNotFarFromTheCity) {
  LayerBuilder layer(Role::hydrants, "台账.csv", "", "CSV");
  layer.text_column("address");
  for (int i = 0; i < 12; ++i) layer.nothing().cells({"人民路与解放大道交叉口"});
  LayerBuilder estate(Role::buildings, "b.gpkg");
  for (int i = 0; i < 12; ++i) estate.rectangle(30.0 * i, 10, 30.0 * i + 10, 20);
  const City city = normalise({town().build(), estate.build(), layer.build()}, {}, Job{});
  EXPECT_EQ(city.buildings->size(), 12U);
  EXPECT_GT(city.hydrants->size(), 0U);
  EXPECT_TRUE(issues_of(city, IssueKind::coordinate_offset).empty());
}

TEST(AddressPlaces, OnlyTablesAndOnlyWithNamedRoads) {
  LayerBuilder points(Role::hydrants, "h.gpkg");
  points.text_column("address");
  points.nothing().cells({"人民路与解放大道交叉口"});
  const City city = normalise({town().build(), points.build()}, {}, Job{});
  EXPECT_TRUE(city.hydrants->empty()) << "a map layer without geometry is a defect of the layer";
  LayerBuilder nameless(Role::roads, "roads.gpkg");
  nameless.line({{0, 0}, {400, 0}});
  const City none = normalise({nameless.build(), ledger()}, {}, Job{});
  EXPECT_EQ(none.sources.size(), 2U);
  EXPECT_EQ(none.sources[1].set_aside, 6U);
}

/// Two towns side by side, each with a 人民路 that meets a 建设街, and a house 8 in both.
std::vector<SourceLayer> two_towns(LayerBuilder&& hydrants) {
  LayerBuilder roads(Role::roads, "roads.gpkg");
  roads.text_column("name");
  LayerBuilder units(Role::management_units, "units.gpkg");
  units.text_column("name");
  LayerBuilder buildings(Role::buildings, "b.gpkg");
  buildings.text_column("address");
  for (const double east : {0.0, 3000.0}) {
    roads.line({{east, 0}, {east + 400, 0}}).cells({"人民路"});
    roads.line({{east + 200, -200}, {east + 200, 200}}).cells({"建设街"});
    units.rectangle(east - 500, -500, east + 900, 500).cells({east == 0 ? "城关镇" : "东河镇"});
    buildings.rectangle(east + 50, 10, east + 60, 20).cells({"人民路8号"});
  }
  // Only the west has this one.
  roads.line({{100, -200}, {100, 200}}).cells({"河街"});
  return {roads.build(), units.build(), buildings.build(), hydrants.build()};
}

/// Where the hydrants of a ledger come to lie, from west to east.
std::vector<Xy> placed(const std::vector<std::pair<const char*, const char*>>& records,
                       std::string* reasons = nullptr) {
  LayerBuilder ledger(Role::hydrants, "台账.csv", "EPSG:25832", "CSV");
  ledger.text_column("address").text_column("unit");
  for (const auto& [address, unit] : records) ledger.nothing().cells({address, unit});
  const City city = normalise(two_towns(std::move(ledger)), {}, Job{});
  std::vector<Xy> places;
  for (const Hydrant& h : city.hydrants->rows) places.push_back(h.at + city.origin - test::bavaria);
  std::ranges::sort(places, {}, &Xy::x_m);
  if (reasons != nullptr)
    for (const Issue& issue : issues_of(city, IssueKind::empty_geometry)) *reasons += issue.detail;
  return places;
}

/// 人民路 along y = 0 with the even houses 2 (x = 5), 6 (x = 65) and 20 (x = 365) on its north side
/// and the odd 3 (x = 105) on its south side.
std::vector<Xy> on_numbered_street(const std::vector<const char*>& addresses,
                                   std::string* told = nullptr) {
  LayerBuilder roads(Role::roads, "roads.gpkg");
  roads.text_column("name").line({{0, 0}, {400, 0}}).cells({"人民路"});
  LayerBuilder buildings(Role::buildings, "b.gpkg");
  buildings.text_column("address");
  for (const auto& [x, y, words] :
       {std::tuple(0.0, 10.0, "人民路2号"), std::tuple(60.0, 10.0, "人民路6号"),
        std::tuple(360.0, 10.0, "人民路20号"), std::tuple(100.0, -20.0, "人民路3号")})
    buildings.rectangle(x, y, x + 10, y + 10).cells({words});
  LayerBuilder ledger(Role::hydrants, "台账.csv", "EPSG:25832", "CSV");
  ledger.text_column("address");
  for (const char* address : addresses) ledger.nothing().cells({address});
  const City city = normalise({roads.build(), buildings.build(), ledger.build()}, {}, Job{});
  std::vector<Xy> places;
  for (const Hydrant& h : city.hydrants->rows) places.push_back(h.at + city.origin - test::bavaria);
  if (told != nullptr)
    for (const Issue& issue : city.issues) *told += issue.detail + "\n";
  return places;
}

TEST(AddressPlaces, ANumberBetweenKnownOnesOfItsSideLiesBetweenThem) {
  std::string told;
  const auto four = on_numbered_street({"人民路4号旁"}, &told);
  ASSERT_EQ(four.size(), 1U);
  EXPECT_NEAR(four[0].x_m, 35, 0.01) << "half way from 2 to 6, whatever 3 says";
  EXPECT_NEAR(four[0].y_m, 0, 0.01);
  EXPECT_THAT(told, HasSubstr("placed between the known ones"));
  EXPECT_NEAR(on_numbered_street({"人民路4号以东20米"}).at(0).x_m, 55, 0.01);
  EXPECT_NEAR(on_numbered_street({"人民路6A号"}).at(0).x_m, 65, 0.01) << "by the 6";
  EXPECT_NEAR(on_numbered_street({"人民路6弄口"}).at(0).x_m, 65, 0.01);
}

TEST(AddressPlaces, WhatTheHousesDoNotTellIsNotGuessed) {
  std::string told;
  EXPECT_TRUE(
      on_numbered_street({"人民路12号", "人民路22号", "人民路6弄5号", "人民路6号对面60米"}, &told)
          .empty());
  EXPECT_THAT(told, HasSubstr("no building carries the house number 12")) << "6 and 20: 300 m";
  EXPECT_THAT(told, HasSubstr("no building carries the house number 22")) << "beyond the last";
  EXPECT_THAT(told, HasSubstr("it lies in a lane off 人民路"));
  EXPECT_THAT(told, HasSubstr("it says how far, 60 m, and not which way"));
}

TEST(AddressPlaces, EveryRoleOfATableMayBePlaced) {
  for (const Role role : {Role::stations, Role::key_sites, Role::incidents, Role::reports}) {
    LayerBuilder table(role, "t.csv", "EPSG:25832", "CSV");
    table.text_column("address").nothing().cells({"人民路与解放大道交叉口"});
    const City city = normalise({town().build(), table.build()}, {}, Job{});
    EXPECT_EQ(city.sources[1].set_aside, 0U) << role_name(role);
  }
}

TEST(AddressPlaces, ASheetCalledLikeATownIsOfThatTown) {
  LayerBuilder ledger(Role::hydrants, "台账.xlsx", "EPSG:25832", "XLSX");
  ledger.text_column("address");
  ledger.nothing().cells({"人民路与建设街交叉口"});
  SourceLayer sheet = ledger.build();
  sheet.raw.layer = "东河";
  std::vector<SourceLayer> layers = two_towns(LayerBuilder(Role::hydrants, "h.gpkg"));
  layers.back() = std::move(sheet);
  const City city = normalise(std::move(layers), {}, Job{});
  ASSERT_EQ(city.hydrants->size(), 1U);
  EXPECT_NEAR((city.hydrants->rows[0].at + city.origin - test::bavaria).x_m, 3200, 1e-2);
  ASSERT_FALSE(city.hydrants->facts.empty());
  EXPECT_EQ(city.hydrants->facts.back().name, "unit");
  EXPECT_EQ(city.hydrants->facts.back().texts[0], "东河镇");
}

TEST(AddressPlaces, TheTownOfTheRecordDecidesBetweenStreetsOfOneName) {
  const auto by_column = placed({{"人民路与建设街交叉口", "东河镇"}});
  ASSERT_EQ(by_column.size(), 1U);
  EXPECT_NEAR(by_column[0].x_m, 3200, 1e-2);
  EXPECT_NEAR(placed({{"人民路与建设街交叉口", "城关"}}).at(0).x_m, 200, 1e-2)
      << "the name of a sheet leaves the kind out";
  EXPECT_NEAR(placed({{"东河镇人民路与建设街交叉口", ""}}).at(0).x_m, 3200, 1e-2);
  EXPECT_NEAR(placed({{"人民路8号", "东河镇"}}).at(0).x_m, 3055, 6);
}

TEST(AddressPlaces, WithoutATownOrInTheWrongOneNothingIsGuessed) {
  std::string reasons;
  EXPECT_TRUE(placed({{"人民路与建设街交叉口", ""},
                      {"人民路8号", ""},
                      {"人民路与建设街交叉口", "北岭镇"},
                      {"人民路与河街交叉口", "东河镇"}},
                     &reasons)
                  .empty());
  EXPECT_THAT(reasons, HasSubstr("人民路 and 建设街 meet at several places"));
  EXPECT_THAT(reasons, HasSubstr("several buildings carry the house number 8 of 人民路"));
  EXPECT_THAT(reasons, HasSubstr("人民路 and 河街 meet, but not in 东河镇"));
}

/// One town whose two villages have a 人民路 and a 建设街 each.
std::vector<double> placed_in_village(const char* unit, const char* village) {
  LayerBuilder roads(Role::roads, "roads.gpkg");
  roads.text_column("name");
  LayerBuilder units(Role::management_units, "units.gpkg");
  units.text_column("name");
  units.rectangle(-500, -500, 3900, 500).cells({"城关镇"});
  for (const double east : {0.0, 3000.0}) {
    roads.line({{east, 0}, {east + 400, 0}}).cells({"人民路"});
    roads.line({{east + 200, -200}, {east + 200, 200}}).cells({"建设街"});
    units.rectangle(east - 400, -400, east + 800, 400).cells({east == 0 ? "西湖村" : "东湖村"});
  }
  LayerBuilder ledger(Role::hydrants, "台账.csv", "EPSG:25832", "CSV");
  ledger.text_column("address").text_column("unit").text_column("village");
  ledger.nothing().cells({"人民路与建设街交叉口", unit, village});
  const City city = normalise({roads.build(), units.build(), ledger.build()}, {}, Job{});
  std::vector<double> places;
  for (const Hydrant& h : city.hydrants->rows)
    places.push_back((h.at + city.origin - test::bavaria).x_m);
  return places;
}

TEST(AddressPlaces, TheVillageDecidesWhereTheTownLeavesSeveralPlaces) {
  using testing::DoubleNear;
  using testing::ElementsAre;
  EXPECT_THAT(placed_in_village("城关镇", "东湖村"), ElementsAre(DoubleNear(3200, 1e-2)));
  EXPECT_THAT(placed_in_village("城关镇", "西湖"), ElementsAre(DoubleNear(200, 1e-2)));
  EXPECT_THAT(placed_in_village("", "东湖村委会"), ElementsAre(DoubleNear(3200, 1e-2)));
  EXPECT_TRUE(placed_in_village("城关镇", "").empty());
  EXPECT_TRUE(placed_in_village("城关镇", "北湖村").empty()) << "no such village on record";
}

TEST(AddressPlaces, ATownThatIsNotOnRecordIsNotLookedForInOthers) {
  std::string reasons;
  EXPECT_TRUE(placed({{"人民路与河街交叉口", "北岭镇"}}, &reasons).empty());
  EXPECT_THAT(reasons, HasSubstr("its town 北岭镇 is none of the management units"));
  EXPECT_EQ(placed({{"人民路与河街交叉口", ""}}).size(), 1U);
  EXPECT_EQ(placed({{"人民路与河街交叉口", "城关消防救援站"}}).size(), 1U) << "no town";
}

TEST(AddressPlaces, ATownsNameInsideALongerOneIsNotMeant) {
  // 东河镇 has this crossing, the address speaks of another town that ends like it.
  EXPECT_TRUE(placed({{"大东河镇人民路与建设街交叉口", ""}}).empty());
  EXPECT_EQ(placed({{"广东省梅州市五华县东河镇人民路与建设街交叉口", ""}}).size(), 1U);
}

/// Three places in a row, 50 m apart: the outer two are different crossings.
TEST(AddressPlaces, TheOrderOfTheRoadsChangesNothing) {
  std::vector<double> starts{0, 50, 100};
  do {
    LayerBuilder roads(Role::roads, "roads.gpkg");
    roads.text_column("name");
    roads.line({{-100, 0}, {300, 0}}).cells({"人民路"});
    for (const double x : starts) roads.line({{x, -100}, {x, 100}}).cells({"河街"});
    LayerBuilder ledger(Role::hydrants, "台账.csv", "EPSG:25832", "CSV");
    ledger.text_column("address");
    ledger.nothing().cells({"人民路与河街交叉口"});
    EXPECT_TRUE(normalise({roads.build(), ledger.build()}, {}, Job{}).hydrants->empty());
  } while (std::ranges::next_permutation(starts).found);
}

TEST(AddressPlaces, ATrueCrossingOutdoesStreetsThatRunSideBySideElsewhere) {
  LayerBuilder roads(Role::roads, "roads.gpkg");
  roads.text_column("name");
  roads.line({{0, 0}, {1000, 0}}).cells({"人民路"});
  roads.line({{200, -100}, {200, 20}, {1000, 20}}).cells({"河街"});
  LayerBuilder ledger(Role::hydrants, "台账.csv", "EPSG:25832", "CSV");
  ledger.text_column("address");
  ledger.nothing().cells({"人民路与河街交叉口"});
  const City city = normalise({roads.build(), ledger.build()}, {}, Job{});
  ASSERT_EQ(city.hydrants->size(), 1U);
  EXPECT_NEAR((city.hydrants->rows[0].at + city.origin - test::bavaria).x_m, 200, 1e-2);
}

}  // namespace
}  // namespace firebreak
