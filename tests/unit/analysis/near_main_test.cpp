#include "core/analysis/near_main.hpp"

#include <gtest/gtest.h>

namespace firebreak {
namespace {

TEST(NearMain, FindsTheNearestMainOfAllLayersAndNamesIt) {
  City city;
  EXPECT_FALSE(nearest_main(city, {0, 0})) << "no mains on record: nothing can be said";
  const auto layer = [](const char* name, Role role, double y) {
    Layer made;
    made.role = role;
    made.name = name;
    made.shapes.add(PartKind::line, std::vector<Xy>{{-100, y}, {100, y}});
    return made;
  };
  city.others = std::make_shared<const std::vector<Layer>>(
      std::vector{layer("trunk", Role::water_mains, 80), layer("branch", Role::water_mains, -40),
                  layer("gas", Role::reference, 5)});
  const auto main = nearest_main(city, {0, 0});
  ASSERT_TRUE(main);
  EXPECT_DOUBLE_EQ(main->away_m, 40);
  EXPECT_EQ(main->layer, "branch");
  EXPECT_DOUBLE_EQ(nearest_main(city, {150, 80})->away_m, 50) << "to its end";
}

TEST(BranchNames, AreTheIdsOfTheFirstMainsAndNeverTwiceTheSame) {
  Layer trunk;
  trunk.role = Role::water_mains;
  trunk.shapes.add(PartKind::line, std::vector<Xy>{{0, 0}, {100, 0}});
  Layer branches;
  branches.role = Role::water_mains;
  Column id("id", ColumnType::text, "");
  for (const char* word : {"Z1", "Z1", ""}) {
    branches.shapes.add(PartKind::line, std::vector<Xy>{{0, 0}, {0, 100}});
    if (*word == '\0')
      id.push_missing();
    else
      id.push(std::string_view(word));
  }
  branches.columns.push_back(std::move(id));
  City city;
  city.others = std::make_shared<const std::vector<Layer>>(std::vector{trunk, branches});
  BranchNames names(city);
  EXPECT_EQ(names.of(1), "Z1");
  EXPECT_EQ(names.of(2), "Z1 #3");
  EXPECT_EQ(names.of(3), "#4");
  EXPECT_EQ(names.of(0), "#1") << "a layer without ids";
  EXPECT_EQ(names.of(1), "Z1");
}

}  // namespace
}  // namespace firebreak
