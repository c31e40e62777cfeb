#include "core/model/hazardous_sites.hpp"

#include <gtest/gtest.h>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

TEST(HazardousSites, WordsOfWhatBurnsOrExplodes) {
  for (const char* word : {"中石化加油站", "危化企业", "烟花爆竹销售点", "某某化工有限公司", "fuel",
                           "Fuel;shop", "Petrol station", "Aral Tankstelle", "LPG depot"})
    EXPECT_TRUE(names_hazard(word)) << word;
  for (const char* word :
       {"文化工作站", "学校", "加德士酒店", "school", "Fuelling", "hospital", ""})
    EXPECT_FALSE(names_hazard(word)) << word;
}

TEST(HazardousSites, WordsGoWhereTheyStandAlone) {
  const std::vector<std::string> words{"Shell Nord", "Shell", "城关加油站", "13800000000"};
  EXPECT_EQ(without_words("beside Shell Nord, Shelley Road", words), "beside …, Shelley Road");
  EXPECT_EQ(without_words("城关加油站东侧", words), "…东侧");
  EXPECT_EQ(without_words("城关加油站", words), "");
  EXPECT_EQ(without_words("213800000000", words), "213800000000");
  EXPECT_EQ(without_words("Shell and Shell", words), "… and …");
}

TEST(HazardousSites, ACategorySaysItToo) {
  Layer sites;
  sites.role = Role::key_sites;
  Column category("category", ColumnType::text);
  for (const char* code : {"fuel_station", "gas_station", "chemical", "fireworks", "school"}) {
    sites.shapes.add(PartKind::point, std::array{Xy{0, 0}});
    category.push(std::string_view(code));
  }
  sites.columns = {category};
  EXPECT_EQ(hazardous_sites(sites), (std::vector<bool>{true, true, true, true, false}));
}

TEST(HazardousSites, TheBuildingAndTheWordsOfEachSite) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.rectangle(20, 0, 30, 10);
  builder.rectangle(40, 0, 50, 10);
  City city = builder.build();
  Layer sites;
  sites.role = Role::key_sites;
  Column name("name", ColumnType::text);
  Column category("category", ColumnType::text);
  Column phone("phone", ColumnType::text);
  const auto add = [&](double x, std::string_view called, std::string_view kind,
                       std::string_view number) {
    sites.shapes.add(PartKind::point, std::vector<Xy>{{x, 5}});
    name.push(called);
    category.push(kind);
    phone.push(number);
  };
  add(45, "Aral", "fuel", "0911 55501");
  add(25, "Nordschule", "school", "0911 55502");
  add(5, "城关加油站", "", "110");
  sites.columns = {name, category, phone};
  city.others = std::make_shared<std::vector<Layer>>(std::vector<Layer>{sites});
  EXPECT_EQ(buildings_of_hazardous_sites(city), (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(words_of_hazardous_sites(city),
            (std::vector<std::string>{"城关加油站", "0911 55501", "Aral"}));
}

TEST(HazardousSites, ABuildingWhoseNameSaysSoNeedsNoRegister) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.rectangle(20, 0, 30, 10);
  City city = builder.build();
  Table<Building> buildings = *city.buildings;
  buildings.names = Texts();
  for (const char* name : {"第一小学", "城南加油站"}) buildings.names.push_back(name);
  city.buildings = std::make_shared<const Table<Building>>(std::move(buildings));
  EXPECT_EQ(buildings_of_hazardous_sites(city), (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(words_of_hazardous_sites(city), (std::vector<std::string>{"城南加油站"}));
}

}  // namespace
}  // namespace firebreak
