#include "core/normalise/normalise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "normalised_city.hpp"

namespace firebreak {
namespace {

using test::city_of;
using test::issues_of;
using test::LayerBuilder;
using test::street;

TEST(Normalise, PointsOfAppsOnPhonesAreAsExactAsPhones) {
  RawLayer points;
  points.driver = "LIBKML";
  points.shapes.add(PartKind::point, std::vector<Xy>{{1, 1}});
  EXPECT_EQ(default_accuracy(points).position_m, 8);
  RawLayer areas;
  areas.driver = "LIBKML";
  areas.shapes.add(PartKind::outer, std::vector<Xy>{{0, 0}, {9, 0}, {9, 9}, {0, 0}});
  EXPECT_EQ(default_accuracy(areas).position_m, 2) << "drawn on imagery";
  points.driver = "ESRI Shapefile";
  EXPECT_EQ(default_accuracy(points).position_m, 2);
}

TEST(Normalise, UnitsNestByTheirInteriorPoint) {
  LayerBuilder units(Role::management_units, "u.gpkg");
  units.text_column("name").text_column("level").text_column("phone");
  units.rectangle(0, 0, 100, 100).cells({"镇一", "镇", "1"});
  units.rectangle(0, 0, 50, 100).cells({"东村", "村", "2"});
  units.rectangle(48, 0, 100, 100).cells({"西村", "村", "3"});
  units.rectangle(200, 0, 250, 50).cells({"远村", "村", "4"});
  const City city =
      city_of(units, LayerBuilder(Role::buildings, "b.gpkg").rectangle(10, 10, 20, 20));
  ASSERT_EQ(city.units->size(), 4U);
  EXPECT_EQ((*city.units)[0].level, 1);
  EXPECT_EQ((*city.units)[1].level, 2);
  ASSERT_TRUE((*city.units)[2].parent);
  EXPECT_EQ((*city.units)[2].parent->value, 0U);
  EXPECT_FALSE((*city.units)[3].parent);
  EXPECT_EQ(issues_of(city, IssueKind::overlapping_units).size(), 1U);
  EXPECT_EQ(issues_of(city, IssueKind::unit_nesting).size(), 1U);
  const auto of = unit_of_buildings(city, Job{});
  ASSERT_TRUE(of[0]);
  EXPECT_EQ(of[0]->value, 1U);
  ASSERT_EQ(city.others->size(), 1U);
  EXPECT_EQ((*city.others)[0].columns.size(), 3U);
}

TEST(Normalise, AUnitIsOfTheOneThatItNamesElseOfTheOneThatItLiesIn) {
  LayerBuilder units(Role::management_units, "u.gpkg");
  units.text_column("id").text_column("name").text_column("level").text_column("parent");
  units.rectangle(0, 0, 100, 100).cells({"441", "镇一", "镇", ""});
  units.rectangle(100, 0, 200, 100).cells({"442", "镇二", "镇", ""});
  units.rectangle(300, 0, 350, 50).cells({"4411", "远村", "村", "441"});    // lies beside its town
  units.rectangle(0, 0, 50, 100).cells({"4412", "东村", "村", "镇二"});     // in another town
  units.rectangle(150, 0, 200, 100).cells({"4413", "西村", "村", "镇九"});  // names nobody known
  const City city =
      city_of(units, LayerBuilder(Role::buildings, "b.gpkg").rectangle(10, 10, 20, 20));
  const auto parent = [&](std::size_t u) {
    return (*city.units)[u].parent ? static_cast<int>((*city.units)[u].parent->value) : -1;
  };
  EXPECT_EQ(parent(2), 0);
  EXPECT_EQ(parent(3), 1);
  EXPECT_EQ(parent(4), 1);
  const auto told = issues_of(city, IssueKind::unit_nesting);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].detail, "Unit 4412 lies in unit 441, but names 442 as the unit above it.");
}

TEST(Normalise, UnitsWithoutLevelsHaveThoseOfTheNamesAboveThem) {
  LayerBuilder units(Role::management_units, "u.gpkg");
  units.text_column("id").text_column("parent");
  units.rectangle(0, 0, 50, 50).cells({"v1", "t1"});
  units.rectangle(0, 0, 100, 100).cells({"t1", ""});
  units.rectangle(0, 0, 20, 20).cells({"g1", "v1"});
  const City city =
      city_of(units, LayerBuilder(Role::buildings, "b.gpkg").rectangle(10, 10, 20, 20));
  EXPECT_EQ((*city.units)[0].level, 2);
  EXPECT_EQ((*city.units)[1].level, 1);
  EXPECT_EQ((*city.units)[2].level, 3);
  ASSERT_TRUE((*city.units)[2].parent);
  EXPECT_EQ((*city.units)[2].parent->value, 0U);

  LayerBuilder circle(Role::management_units, "c.gpkg");
  circle.text_column("id").text_column("parent");
  circle.rectangle(0, 0, 50, 50).cells({"a", "b"});
  circle.rectangle(0, 0, 100, 100).cells({"b", "a"});
  const City round =
      city_of(circle, LayerBuilder(Role::buildings, "b.gpkg").rectangle(10, 10, 20, 20));
  EXPECT_EQ((*round.units)[0].level, 0);
  EXPECT_FALSE((*round.units)[0].parent);
}

TEST(Normalise, UnitsWithoutResponsiblePersonAreTold) {
  LayerBuilder units(Role::management_units, "u.gpkg");
  units.text_column("name").text_column("leader");
  units.rectangle(0, 0, 50, 100).cells({"东村", "李书记"});
  units.rectangle(50, 0, 100, 100).cells({"西村", ""});
  LayerBuilder bare(Role::management_units, "bare.gpkg");  // names nobody anywhere
  bare.text_column("name").rectangle(200, 0, 250, 50).cells({"远村"});
  const City city =
      city_of(units, bare, LayerBuilder(Role::buildings, "b.gpkg").rectangle(10, 10, 20, 20));
  std::vector<std::string> told;
  for (const Issue& issue : issues_of(city, IssueKind::missing_attribute))
    if (issue.detail.find("responsible person") != std::string::npos) told.push_back(issue.detail);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told[0], testing::HasSubstr(std::string(city.units->ids[1])));
}

TEST(Normalise, OtherRolesKeepTheirColumnsAsNumbers) {
  LayerBuilder mains(Role::water_mains, "m.gpkg");
  mains.text_column("diameter_mm").text_column("material").text_column("Bemerkung");
  mains.line({{0, 0}, {50, 0}}).cells({"DN150", "PE", "alt"});
  const City city = city_of(mains, street());
  ASSERT_EQ(city.others->size(), 1U);
  const Layer& layer = (*city.others)[0];
  EXPECT_EQ(layer.role, Role::water_mains);
  ASSERT_EQ(layer.columns.size(), 3U);
  EXPECT_EQ(layer.columns[0].name, "diameter_mm");
  EXPECT_EQ(layer.columns[0].reals[0], 150);
  EXPECT_EQ(layer.columns[2].texts[0], "alt");
}

TEST(Normalise, SetsAsideWhatHasNoPlace) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  for (int i = 0; i < 12; ++i) layer.rectangle(20 * i, 0, 20 * i + 10, 10);
  layer.nothing();
  layer.rectangle(9e6, 0, 9e6 + 10, 10);
  layer.polygon({{0, 0}, {std::nan(""), 5}, {5, 5}, {0, 0}});
  const City city = city_of(layer);
  EXPECT_EQ(city.buildings->size(), 12U);
  EXPECT_EQ(city.sources[0].read, 15U);
  EXPECT_EQ(city.sources[0].set_aside, 3U);
  EXPECT_EQ(issues_of(city, IssueKind::empty_geometry).size(), 1U);
  EXPECT_EQ(issues_of(city, IssueKind::far_outside).size(), 1U);
  EXPECT_EQ(issues_of(city, IssueKind::bad_coordinates).size(), 1U);
  EXPECT_EQ(city.origin, (Xy{664000, 5486000}));
}

TEST(Normalise, SaysWhichAttributesAreMissing) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.real_column("storeys").real_column("height_m");
  for (int i = 0; i < 10; ++i)
    layer.rectangle(20 * i, 0, 20 * i + 10, 10).cells({i == 0 ? "3" : "", "9"});
  const City city = city_of(layer);
  std::set<std::string> details;
  for (const Issue& issue : issues_of(city, IssueKind::missing_attribute))
    details.insert(issue.detail);
  EXPECT_THAT(details, testing::Contains("9 of 10 records have no value for storeys."));
  EXPECT_THAT(details, testing::Contains("No record has a value for structure."));
  EXPECT_THAT(details, testing::Not(testing::Contains(testing::HasSubstr("height_m"))));
}

TEST(Normalise, ListsAThousandOfAKindAndCountsTheRest) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.text_column("storeys");
  for (int i = 0; i < 1300; ++i) layer.rectangle(20 * i, 0, 20 * i + 10, 10).cells({"qwxz"});
  const City city = city_of(layer);
  const auto issues = issues_of(city, IssueKind::unreadable_value);
  EXPECT_EQ(issues.size(), 1001U);
  EXPECT_EQ(issues.back().records, 300U);
  const auto all = std::accumulate(issues.begin(), issues.end(), std::uint64_t{0},
                                   [](std::uint64_t n, const Issue& i) { return n + i.records; });
  EXPECT_EQ(all, 1300U);
}

TEST(Normalise, AnEmptyLayerIsNoError) {
  const City city =
      city_of(LayerBuilder(Role::buildings, "b.gpkg", ""), LayerBuilder(Role::hydrants, "h.gpkg"));
  EXPECT_TRUE(city.buildings->empty());
  EXPECT_EQ(city.sources.size(), 2U);
  EXPECT_EQ(city.sources[0].read, 0U);
}

}  // namespace
}  // namespace firebreak
