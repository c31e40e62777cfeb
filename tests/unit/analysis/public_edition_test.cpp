#include "core/analysis/public_edition.hpp"

#include <gtest/gtest.h>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

TEST(PublicEdition, KnowsWhatTellsOfDangerousGoods) {
  for (const char* words : {"城南加油站", "Shell Petrol Station", "LPG depot", "危险品仓库"})
    EXPECT_TRUE(tells_hazard(words)) << words;
  for (const char* words : {"", "第一小学", "城关医院", "Town hall", "供气路商店"})
    EXPECT_FALSE(tells_hazard(words)) << words;
}

/// Three houses: a petrol station by the register of key sites, a school, a shop without a name.
City town() {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.rectangle(50, 0, 60, 10);
  builder.rectangle(100, 0, 110, 10);
  City city = builder.build();
  auto buildings = std::make_shared<Table<Building>>(*city.buildings);
  buildings->names = Texts{};
  for (const char* name : {"三号楼", "第一小学", ""}) buildings->names.push_back(name);
  city.buildings = std::move(buildings);
  Layer sites;
  sites.role = Role::key_sites;
  Column name("name", ColumnType::text);
  Column category("category", ColumnType::text);
  const auto add = [&](double x, const char* called, const char* kind) {
    sites.shapes.add(PartKind::point, std::vector<Xy>{{x, 5}});
    sites.origins.push_back({});
    name.push(std::string_view(called));
    category.push(std::string_view(kind));
  };
  add(5, "中石化城南站", "易燃易爆单位");
  add(55, "第一小学", "学校");
  sites.columns = {name, category};
  city.others = std::make_shared<std::vector<Layer>>(std::vector<Layer>{sites});
  return city;
}

TEST(PublicEdition, TheHazardousSiteIsOneBuildingOfMany) {
  const City city = town();
  FeatureTable risk;
  risk.name = "building_risk";
  Column id("building_id", ColumnType::text);
  Column name("name", ColumnType::text);
  Column use("use", ColumnType::text);
  for (std::size_t b = 0; b < 3; ++b) {
    id.push(city.buildings->ids[b]);
    city.buildings->names[b].empty() ? name.push_missing() : name.push(city.buildings->names[b]);
    use.push("commercial");
  }
  risk.columns = {id, name, use};
  FeatureTable health;
  health.name = "data_health";
  Column effect("effect", ColumnType::text);
  effect.push("中石化城南站 lies 3 m outside its building.");
  effect.push("第一小学 has no storeys.");
  health.columns = {effect};
  std::vector<FeatureTable> tables{risk, health};
  std::vector<Finding> findings(2);
  findings[0].place = "中石化城南站 rear lane";
  findings[1].place = "North Street";
  hide_hazardous_sites(city, tables, findings);

  EXPECT_EQ(tables[0].rows(), 3U) << "the building stays";
  EXPECT_TRUE(tables[0].column("building_id")->has(0));
  EXPECT_FALSE(tables[0].column("name")->has(0));
  EXPECT_FALSE(tables[0].column("use")->has(0));
  EXPECT_EQ(tables[0].column("name")->texts[1], "第一小学");
  EXPECT_EQ(tables[0].column("use")->texts[1], "commercial");
  EXPECT_FALSE(tables[1].column("effect")->has(0));
  EXPECT_TRUE(tables[1].column("effect")->has(1));
  EXPECT_EQ(findings[0].place, "");
  EXPECT_EQ(findings[1].place, "North Street");
}

}  // namespace
}  // namespace firebreak
