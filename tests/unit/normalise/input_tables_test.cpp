#include "core/normalise/input_tables.hpp"

#include <gmock/gmock.h>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

const FeatureTable* find(const std::vector<FeatureTable>& tables, std::string_view name) {
  for (const FeatureTable& table : tables)
    if (table.name == name) return &table;
  return nullptr;
}

TEST(InputTables, HoldEveryFeatureWithItsAttributes) {
  test::CityBuilder town;
  Building house;
  house.storeys = 3.0F;
  house.use = Use::residential;
  town.rectangle(0, 0, 10, 20, house);
  town.rectangle(20, 0, 30, 10);
  Hydrant broken;
  broken.status = HydrantStatus::defective;
  town.hydrant(5, 5, broken);
  Road street;
  street.width_m = 5.5F;
  street.road_class = RoadClass::residential;
  town.road({{0, 0}, {30, 40}}, street);
  const City city = town.build();
  const auto tables = input_tables(city);
  for (const FeatureTable& table : tables) {
    EXPECT_EQ(table.shapes.size(), table.rows()) << table.name;
    for (const Column& column : table.columns) {
      EXPECT_EQ(column.size(), table.rows()) << table.name << " " << column.name;
      EXPECT_FALSE(column.title.empty()) << table.name << " " << column.name;
    }
  }
  const FeatureTable* buildings = find(tables, "buildings");
  ASSERT_NE(buildings, nullptr);
  ASSERT_EQ(buildings->rows(), 2U);
  EXPECT_EQ(buildings->column("building_id")->texts[0], city.buildings->ids[0]);
  EXPECT_EQ(buildings->column("storeys")->reals[0], 3);
  EXPECT_FALSE(buildings->column("storeys")->has(1));
  EXPECT_EQ(buildings->column("footprint_m2")->reals[0], 200);
  EXPECT_EQ(find(tables, "hydrants")->column("status")->texts[0], "defective");
  EXPECT_EQ(find(tables, "roads")->column("length_m")->reals[0], 50);
  EXPECT_EQ(find(tables, "roads")->column("class")->texts[0], "residential");
  EXPECT_EQ(find(tables, "stations"), nullptr) << "there is none";
  EXPECT_EQ(edited_tables(city).size(), 3U) << "empty ones too";
}

}  // namespace
}  // namespace firebreak
