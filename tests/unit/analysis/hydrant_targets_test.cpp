#include "core/analysis/hydrant_targets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "core/analysis/assessment.hpp"
#include "core/base/error.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/cells.hpp"
#include "core/model/scenario.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

using testing::HasSubstr;

/// Two towns side by side, the western one with a village in it.
void add_units(City& city) {
  Table<ManagementUnit> units;
  const auto add = [&](const char* id, const char* name, std::uint8_t level,
                       std::optional<Id<ManagementUnit>> parent, double x0, double x1) {
    units.shapes.add(PartKind::outer,
                     std::vector<Xy>{{x0, 0}, {x1, 0}, {x1, 100}, {x0, 100}, {x0, 0}});
    ManagementUnit unit;
    unit.level = level;
    unit.parent = parent;
    units.rows.push_back(unit);
    units.ids.push_back(id);
    units.names.push_back(name);
  };
  add("441", "West", 1, {}, 0, 100);
  add("441-1", "Village", 2, Id<ManagementUnit>{0}, 0, 50);
  add("442", "East", 1, {}, 100, 200);
  units.index = SpatialIndex(units.shapes.boxes);
  city.units = std::make_shared<const Table<ManagementUnit>>(std::move(units));
}

Hydrant built(int from, int to) {
  Hydrant hydrant;
  if (from > 0) hydrant.built_from = static_cast<std::int16_t>(from);
  if (to > 0) hydrant.built_to = static_cast<std::int16_t>(to);
  return hydrant;
}

/// West: four that count, of 2019, 2025, between 2024 and 2026, and nobody knows; and one private
/// and one broken one. East: one of 2026.
City county() {
  test::CityBuilder builder;
  builder.rectangle(10, 40, 20, 50);
  builder.hydrant(20, 20, built(2019, 2019));
  builder.hydrant(30, 20, built(2025, 2025));
  builder.hydrant(60, 20, built(2024, 2026));
  builder.hydrant(70, 20, built(0, 0));
  Hydrant own = built(2026, 2026);
  own.owner = Owner::private_;
  builder.hydrant(80, 20, own);
  Hydrant broken = built(2026, 2026);
  broken.status = HydrantStatus::defective;
  builder.hydrant(90, 20, broken);
  builder.hydrant(150, 20, built(2026, 2026));
  City city = builder.build();
  add_units(city);
  return city;
}

HydrantTarget eight() {
  HydrantTarget target;
  target.hydrants = 4;
  target.by = "2026-12-31";
  target.since = "2025-01-01";
  return target;
}

TEST(HydrantTargets, AreReadAsHydrantsInPlaceAndAsNewlyBuilt) {
  const auto readings = read_targets(county(), std::array{eight()});
  ASSERT_EQ(readings.size(), 2U) << "each of the largest units";
  EXPECT_EQ(readings[0].unit->value, 0U);
  EXPECT_EQ(readings[0].owned, 4U);
  EXPECT_EQ(readings[0].built_least, 1U);
  EXPECT_EQ(readings[0].built_most, 3U) << "2024 to 2026, and the one nobody knows of";
  EXPECT_EQ(readings[1].unit->value, 2U);
  EXPECT_EQ(readings[1].owned, 1U);
  EXPECT_EQ(readings[1].built_least, 1U);
  EXPECT_EQ(readings[1].lacking(readings[1].owned), 3U);
}

TEST(HydrantTargets, AYearIsNotKnownToTheDay) {
  HydrantTarget target = eight();
  target.since = "2025-07-01";
  const auto west = read_targets(county(), std::array{target})[0];
  EXPECT_EQ(west.built_least, 0U) << "2025 may be before July";
  EXPECT_EQ(west.built_most, 3U);
}

TEST(HydrantTargets, ABaselineTellsWhatIsNew) {
  HydrantTarget target = eight();
  target.baseline = 3;
  const auto readings = read_targets(county(), std::array{target});
  EXPECT_EQ(readings[0].built_least, 1U);
  EXPECT_EQ(readings[0].built_most, 1U);
  EXPECT_EQ(readings[1].built_most, 0U) << "fewer than before";
  target.baseline.reset();
  target.since.clear();
  EXPECT_FALSE(read_targets(county(), std::array{target})[0].built_least) << "nothing tells";
}

TEST(HydrantTargets, ThatOfOneUnitGoesBeforeThatOfAll) {
  HydrantTarget east = eight();
  east.unit = "East";
  east.hydrants = 1;
  HydrantTarget village = eight();
  village.unit = "441-1";
  for (const auto& order : {std::vector{eight(), east, village}, {east, village, eight()}}) {
    const auto readings = read_targets(county(), order);
    ASSERT_EQ(readings.size(), 3U);
    EXPECT_EQ(readings[1].owned, 2U) << "of the village";
    EXPECT_EQ(readings[2].wanted(), 1U);
  }
  east.unit = "Eats";
  EXPECT_THROW(read_targets(county(), std::array{east}), Error);
}

TEST(HydrantTargets, WithoutUnitsTheWholeCityIsOne) {
  City city = county();
  city.units = std::make_shared<const Table<ManagementUnit>>();
  const auto readings = read_targets(city, std::array{eight()});
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_FALSE(readings[0].unit);
  EXPECT_EQ(readings[0].owned, 5U);
}

TEST(HydrantTargets, WhatAPlanAddsIsNew) {
  City city = county();
  Scenario plan{"plan", {AddHydrant{"n1", {120, 50}, {}}}};
  const auto planned = apply(city, plan);
  const auto readings = read_targets(planned.city, std::array{eight()});
  EXPECT_EQ(readings[1].owned, 2U);
  EXPECT_EQ(readings[1].built_least, 2U);
}

TEST(HydrantTargets, StandInTheSummaryTheFiguresAndAreCalledLocal) {
  AssessSettings settings;
  settings.profile = io::profile_named("cn-gb");
  settings.engine = io::vehicle_named("pumper");
  settings.only = {"hydrants"};
  settings.targets = {eight()};
  const Assessment result = assess(county(), settings, Job());
  const FeatureTable* units = nullptr;
  for (const FeatureTable& table : result.tables)
    if (table.name == "unit_summary") units = &table;
  ASSERT_NE(units, nullptr);
  EXPECT_EQ(number_in(*units, "target_hydrants", 0), 4);
  EXPECT_EQ(number_in(*units, "target_lacking_owned", 0), 0);
  EXPECT_EQ(number_in(*units, "target_lacking_built_least", 0), 1);
  EXPECT_EQ(number_in(*units, "target_lacking_built_most", 0), 3);
  EXPECT_FALSE(number_in(*units, "target_hydrants", 1)) << "the village has none of its own";
  EXPECT_EQ(word_in(*units, "target_by", 2), "2026-12-31");
  std::map<std::string, double> figures;
  for (const KeyFigure& figure : result.record.figures) {
    if (!figure.name.starts_with("target_")) continue;
    figures[figure.name] = figure.value;
    EXPECT_TRUE(figure.clause.empty()) << "no rule of a code";
    EXPECT_NE(translate(figure.title, Language::zh), figure.title);
  }
  EXPECT_EQ(figures.at("target_units"), 2);
  EXPECT_EQ(figures.at("target_met_owned"), 1);
  EXPECT_EQ(figures.at("target_lacking_owned"), 3);
  EXPECT_EQ(figures.at("target_met_built"), 0);
  EXPECT_EQ(figures.at("target_lacking_built_least"), 4);
  EXPECT_EQ(figures.at("target_lacking_built_most"), 6);
  EXPECT_THAT(result.record.notices, testing::Contains(HasSubstr("local ones")));
}

}  // namespace
}  // namespace firebreak
