#include "core/analysis/repair_worth.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "core/analysis/hydrant_repairs.hpp"
#include "core/analysis/pipeline.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/cells.hpp"
#include "core/normalise/roads.hpp"
#include "support/city_builder.hpp"

/// "Repairing these equals building so many", by hand: a street from west to east, houses along it.
namespace firebreak {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

Hydrant broken() {
  Hydrant hydrant;
  hydrant.status = HydrantStatus::defective;
  return hydrant;
}

/// A street of one kilometre along y = 0, and a hydrant that works far away from it.
test::CityBuilder street() {
  test::CityBuilder town;
  Road road;
  road.road_class = RoadClass::residential;
  town.road({{0, 0}, {1000, 0}}, road);
  town.hydrant(5000, 5000);
  return town;
}

City finished(const test::CityBuilder& town) {
  City city = town.build();
  std::vector<Issue> issues;
  city.network = std::make_shared<const RoadNetwork>(
      build_network(*city.roads, issues, Job(), city.buildings.get()));
  return city;
}

HydrantCoverage::Params exact(const char* rule = "all") {
  HydrantCoverage::Params params;
  params.rule = rule;
  params.ignore_accuracy = true;
  return params;
}

std::optional<RepairWorth> worth(const test::CityBuilder& town, const char* rule = "all") {
  return HydrantCoverage::run(finished(town), exact(rule), Job()).worth;
}

TEST(RepairWorth, TwoRepairsAtTheEndsAreWorthOneNewInTheMiddle) {
  test::CityBuilder town = street();
  town.rectangle(100, 20, 110, 30);
  town.rectangle(300, 20, 310, 30);
  town.hydrant(0, 5, broken());    // 105 m from the far wall of the first, 300 m from the second
  town.hydrant(400, 5, broken());  // the other way round
  const auto found = worth(town);
  ASSERT_TRUE(found);
  EXPECT_THAT(found->repairs, ElementsAre(1, 2));
  EXPECT_EQ(found->buildings, 2U);
  ASSERT_EQ(found->places.size(), 1U) << "from x = 163 to 247 all of both lies within 150 m";
  EXPECT_GT(found->places[0].x_m, 162);
  EXPECT_LT(found->places[0].x_m, 248);
  EXPECT_NEAR(found->places[0].y_m, 0, 1e-9);
  EXPECT_EQ(found->buildings_new, 2U);
}

TEST(RepairWorth, ARepairThatAddsNothingIsNotCounted) {
  test::CityBuilder town = street();
  town.rectangle(100, 20, 110, 30);
  town.rectangle(500, 20, 510, 30);
  town.hydrant(105, 10, broken());
  town.hydrant(112, 10, broken());
  town.hydrant(505, 10, broken());
  const auto found = worth(town);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->repairs.size(), 2U) << "one at either house";
  EXPECT_THAT(found->repairs, Contains(3U));
  EXPECT_EQ(found->places.size(), 2U) << "none reaches both: they stand 400 m apart";
}

TEST(RepairWorth, WhatLiesOffAllStreetsNoNewHydrantServes) {
  test::CityBuilder town = street();
  town.rectangle(100, 20, 110, 30);
  town.hydrant(105, 10, broken());
  town.rectangle(100, 420, 110, 430);
  town.hydrant(105, 410, broken());
  const auto found = worth(town);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->buildings, 2U);
  EXPECT_EQ(found->repairs.size(), 2U);
  EXPECT_EQ(found->places.size(), 1U);
  EXPECT_EQ(found->buildings_new, 1U);
}

TEST(RepairWorth, ByTheNearestPointOneReachOfAHouseIsEnough) {
  test::CityBuilder town = street();
  // 400 m long: from the middle of its front both ends lie beyond 150 m.
  town.rectangle(200, 20, 600, 30);
  town.hydrant(400, 10, broken());
  EXPECT_FALSE(worth(town)) << "one repair leaves it failing";
  const auto any = worth(town, "any");
  ASSERT_TRUE(any);
  EXPECT_EQ(any->repairs.size(), 1U);
  EXPECT_EQ(any->places.size(), 1U);
}

TEST(RepairWorth, WithoutRepairsOrStreetsThereIsNothingToCompare) {
  test::CityBuilder town = street();
  town.rectangle(100, 20, 110, 30);
  EXPECT_FALSE(worth(town)) << "nothing awaits repair";
  town.hydrant(105, 10, broken());
  EXPECT_TRUE(worth(town));
  EXPECT_FALSE(HydrantCoverage::run(town.build(), exact(), Job()).worth) << "no network";
}

/// The choice is no more than an estimate, but what is told of it holds.
TEST(RepairWorth, WhatSufficesDoesSuffice) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    City city = finished(test::random_town(seed));
    auto hydrants = std::make_shared<Table<Hydrant>>(*city.hydrants);
    for (std::size_t h = 0; h < hydrants->size(); ++h)
      if ((h + seed) % 3 != 0) hydrants->rows[h].status = HydrantStatus::no_water;
    city.hydrants = hydrants;
    HydrantCoverage::Params params = exact();
    params.radius_m = 45;
    const auto before = HydrantCoverage::run(city, params, Job());
    if (!before.worth) continue;
    const RepairWorth& worth = *before.worth;
    const auto helped = std::ranges::count(before.repaired_together, std::uint8_t{1});
    EXPECT_LE(worth.buildings, static_cast<std::size_t>(helped)) << seed;
    EXPECT_LE(worth.buildings_new, static_cast<std::size_t>(helped)) << seed;
    for (const std::uint32_t h : worth.repairs) {
      EXPECT_TRUE(awaits_repair((*city.hydrants)[h])) << seed;
      hydrants->rows[h].status = HydrantStatus::working;
    }
    const auto after = HydrantCoverage::run(city, params, Job());
    std::size_t kept = 0;
    for (std::size_t b = 0; b < before.buildings.size(); ++b)
      kept += before.repaired_together[b] != 0 && after.buildings[b].verdict != Verdict::fail;
    EXPECT_EQ(kept, worth.buildings) << seed;
  }
}

TEST(RepairWorth, ARunTellsItFirstAndInFigures) {
  test::CityBuilder town = street();
  town.rectangle(100, 20, 110, 30);
  town.rectangle(300, 20, 310, 30);
  town.hydrant(0, 5, broken());
  town.hydrant(400, 5, broken());
  AssessSettings settings;
  settings.title = "town";
  settings.profile = io::profile_named("cn-gb");
  settings.engine = io::vehicle_named("pumper");
  settings.ignore_accuracy = true;
  settings.only = {"hydrants"};
  const Assessment run = Pipeline().assess(finished(town), settings, Job());
  const auto figure = [&](std::string_view name) {
    const auto found = std::ranges::find(run.record.figures, name, &KeyFigure::name);
    return found == run.record.figures.end() ? -1 : found->value;
  };
  EXPECT_EQ(figure("repair_all_buildings"), 2);
  EXPECT_EQ(figure("repair_enough"), 2);
  EXPECT_EQ(figure("repair_equals_new"), 1);
  EXPECT_EQ(figure("repair_new"), -1);
  EXPECT_THAT(run.record.notices,
              Contains(HasSubstr("Hydrants to be repaired: 2; buildings that this keeps from "
                                 "failing: 2. New hydrants on streets in their place: 1, for 2")));
  const auto& reach =
      *std::ranges::find(run.tables, std::string_view("hydrant_reach"), &FeatureTable::name);
  EXPECT_EQ(number_in(reach, "repair_enough", 0), 0);
  EXPECT_EQ(number_in(reach, "repair_enough", 1), 1);
}

}  // namespace
}  // namespace firebreak
