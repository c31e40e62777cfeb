#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/analysis/pipeline.hpp"
#include "core/io/rule_file.hpp"
#include "core/normalise/roads.hpp"
#include "support/city_builder.hpp"

/// Units of three levels over a part of a town: whatever level one reads, its units and what lies
/// outside are the town.
namespace firebreak {
namespace {

struct Units {
  Table<ManagementUnit> table;

  Id<ManagementUnit> add(const char* id, std::uint8_t level,
                         std::optional<Id<ManagementUnit>> parent, Xy min, Xy max) {
    table.shapes.add(PartKind::outer,
                     std::vector<Xy>{min, {max.x_m, min.y_m}, max, {min.x_m, max.y_m}, min});
    ManagementUnit unit;
    unit.level = level;
    unit.parent = parent;
    table.rows.push_back(unit);
    table.ids.push_back(id);
    table.names.push_back(id);
    return Id<ManagementUnit>{static_cast<std::uint32_t>(table.rows.size() - 1)};
  }
};

/// One district of two streets of two grids each; the town goes on to the east of it.
City town(unsigned seed) {
  City city = test::random_town(seed).build();
  std::vector<Issue> issues;
  city.network = std::make_shared<const RoadNetwork>(
      build_network(*city.roads, issues, Job(), city.buildings.get()));
  Box all;
  for (const Box& box : city.buildings->shapes.boxes) all.add(box);
  const double west = all.min.x_m - 50, south = all.min.y_m - 50, north = all.max.y_m + 50;
  const double east = all.min.x_m + 0.7 * all.width_m();
  const double middle = 0.5 * (south + north), half = 0.5 * (west + east);
  Units units;
  const auto district = units.add("d", 1, {}, {west, south}, {east, north});
  const auto s1 = units.add("d-1", 2, district, {west, south}, {east, middle});
  const auto s2 = units.add("d-2", 2, district, {west, middle}, {east, north});
  units.add("d-1-1", 3, s1, {west, south}, {half, middle});
  units.add("d-1-2", 3, s1, {half, south}, {east, middle});
  units.add("d-2-1", 3, s2, {west, middle}, {half, north});
  units.add("d-2-2", 3, s2, {half, middle}, {east, north});
  units.table.facts = {Column("responsible", ColumnType::text, "responsible person")};
  for (const char* person : {"Zhang", "Li", "Wang", "", "Zhao", "Qian", "Sun"}) {
    Column& column = units.table.facts.front();
    *person == '\0' ? column.push_missing() : column.push(std::string_view(person));
  }
  units.table.index = SpatialIndex(units.table.shapes.boxes);
  city.units = std::make_shared<const Table<ManagementUnit>>(std::move(units.table));
  return city;
}

Assessment assessed(const City& city, bool public_edition = false) {
  AssessSettings settings;
  settings.public_edition = public_edition;
  settings.title = "town";
  settings.profile = io::profile_named("cn-gb");
  settings.engine = io::vehicle_named("pumper");
  settings.ignore_accuracy = true;
  settings.profile.values["hydrants.radius_m"].value = 40.0;
  return Pipeline().assess(city, settings, Job());
}

const FeatureTable& table(const Assessment& assessment, std::string_view name) {
  const auto found = std::find_if(assessment.tables.begin(), assessment.tables.end(),
                                  [&](const FeatureTable& t) { return t.name == name; });
  if (found == assessment.tables.end()) throw std::out_of_range(std::string(name));
  return *found;
}

std::int64_t rows_reading(const FeatureTable& rows, std::string_view field, std::string_view word) {
  const Column& column = *rows.column(field);
  std::int64_t count = 0;
  for (std::size_t row = 0; row < rows.rows(); ++row)
    if (column.has(row) && column.texts[row] == word) ++count;
  return count;
}

TEST(UnitSummary, EveryLevelAndWhatLiesOutsideAreTheTotal) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    const Assessment assessment = assessed(town(seed));
    const FeatureTable& buildings = table(assessment, "building_risk");
    const FeatureTable& units = table(assessment, "unit_summary");
    ASSERT_EQ(units.rows(), 8U);
    std::map<std::string, std::int64_t> total{
        {"buildings", static_cast<std::int64_t>(buildings.rows())},
        {"findings", static_cast<std::int64_t>(assessment.findings.size())}};
    for (const char* word : {"pass", "marginal", "fail", "unknown"})
      total[std::string("hydrant_") + word] = rows_reading(buildings, "hydrant_verdict", word);
    for (const char* word : {"full", "partly", "none"})
      total[std::string("coverage_") + word] = rows_reading(buildings, "coverage", word);
    total["cut_off"] = rows_reading(buildings, "cut_off", "yes");
    total["cut_off_unknown"] = rows_reading(buildings, "cut_off", "unknown");
    for (const auto& [name, all] : total) {
      SCOPED_TRACE(name);
      const Column& count = *units.column(name);
      const Column& level = *units.column("level");
      std::map<std::int64_t, std::int64_t> of_level;
      for (std::size_t row = 0; row + 1 < units.rows(); ++row)
        of_level[level.integers[row]] += count.integers[row];
      const std::int64_t outside = count.integers[7];
      ASSERT_EQ(of_level.size(), 3U);
      EXPECT_EQ(of_level[1] + outside, all);
      EXPECT_EQ(of_level[2] + outside, all);
      EXPECT_EQ(of_level[3] + outside, all);
    }
    // Or the sums would say little.
    const Column& count = *units.column("buildings");
    for (std::size_t row = 0; row < units.rows(); ++row) EXPECT_GT(count.integers[row], 0) << row;
    EXPECT_GT(total["hydrant_fail"], 0);
    EXPECT_GT(total["hydrant_pass"], 0);
  }
}

TEST(UnitSummary, NamesTheResponsiblePersonUnlessItIsPublic) {
  const Assessment internal = assessed(town(1));
  const Column* responsible = table(internal, "unit_summary").column("responsible");
  ASSERT_NE(responsible, nullptr);
  ASSERT_EQ(responsible->size(), 8U);
  EXPECT_EQ(responsible->texts[0], "Zhang");
  EXPECT_FALSE(responsible->has(3));
  EXPECT_EQ(responsible->texts[6], "Sun");
  EXPECT_FALSE(responsible->has(7)) << "what lies in no unit";
  const Assessment shared = assessed(town(1), true);
  EXPECT_EQ(table(shared, "unit_summary").column("responsible"), nullptr);
}

}  // namespace
}  // namespace firebreak
