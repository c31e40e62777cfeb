#include "core/analysis/public_edition.hpp"

#include <gtest/gtest.h>

#include "core/analysis/pipeline.hpp"
#include "core/geo/measure.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/hazardous_sites.hpp"
#include "core/normalise/roads.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

constexpr const char* station_name = "Tankstelle Nord";
constexpr const char* station_phone = "0911 55501";

Issue off_building(Origin origin, Xy at, const std::string& detail) {
  Issue issue;
  issue.kind = IssueKind::site_off_building;
  issue.origin = origin;
  issue.at = at;
  issue.detail = detail;
  return issue;
}

/// A town whose first building is a petrol station and whose second is a school, both key sites;
/// the street is named after the station.
City town() {
  City city = test::random_town(7).build();
  Table<Building> buildings = *city.buildings;
  buildings.names = Texts();
  for (std::size_t b = 0; b < buildings.size(); ++b)
    buildings.names.push_back(b == 0 ? station_name : b == 1 ? "Nordschule" : "");
  buildings.rows[0].use = Use::industrial;
  buildings.rows[1].use = Use::school;
  Column recorded("use_recorded", ColumnType::text, "use as recorded");
  Column manager("property", ColumnType::text, "owner or manager");
  for (std::size_t b = 0; b < buildings.size(); ++b) {
    recorded.push(std::string_view(b == 0 ? "加油站" : "学校"));
    manager.push(std::string_view("A. Muster"));
  }
  buildings.facts = {recorded, manager};
  city.buildings = std::make_shared<const Table<Building>>(std::move(buildings));
  Table<Road> roads = *city.roads;
  roads.names = Texts();
  for (std::size_t r = 0; r < roads.size(); ++r)
    roads.names.push_back(std::string("Weg zur ") + station_name);
  roads.facts = {Column("surface", ColumnType::text, "surface")};
  for (std::size_t r = 0; r < roads.size(); ++r)
    roads.facts.front().push(std::string_view("asphalt"));
  city.roads = std::make_shared<const Table<Road>>(std::move(roads));
  std::vector<Issue> issues;
  city.network = std::make_shared<const RoadNetwork>(
      build_network(*city.roads, issues, Job(), city.buildings.get()));

  const auto source = static_cast<std::uint32_t>(city.sources.size());
  city.sources.emplace_back().role = Role::key_sites;
  Layer sites;
  sites.role = Role::key_sites;
  Column name("name", ColumnType::text);
  Column category("category", ColumnType::text);
  Column phone("phone", ColumnType::text);
  for (const std::size_t b : {0U, 1U}) {
    const Xy at = interior_point(city.buildings->shapes, b);
    sites.shapes.add(PartKind::point, std::span(&at, 1));
    sites.origins.push_back({source, static_cast<std::int64_t>(b)});
    name.push(std::string_view(b == 0 ? station_name : "Nordschule"));
    category.push(std::string_view(b == 0 ? "fuel" : "school"));
    phone.push(std::string_view(b == 0 ? station_phone : "0911 55502"));
  }
  sites.columns = {name, category, phone};
  city.others = std::make_shared<std::vector<Layer>>(std::vector<Layer>{sites});
  const std::string detail = std::string("tel ") + station_phone + " cannot be read";
  city.issues = {off_building({source, 0}, {1, 1}, detail),
                 off_building({source, 1}, {2, 2}, "school"),
                 off_building({source, 2}, {3, 3}, "was set aside"),
                 off_building({source, -1}, {4, 4}, "the layer as a whole")};
  return city;
}

Assessment result(bool public_edition) {
  AssessSettings settings;
  settings.title = "town";
  settings.profile = io::profile_named("cn-gb");
  settings.engine = io::vehicle_named("pumper");
  settings.public_edition = public_edition;
  return assess(town(), settings, Job());
}

bool tells(std::string_view text) {
  return text.find(station_name) != std::string_view::npos ||
         text.find(station_phone) != std::string_view::npos || names_hazard(text);
}

/// Every place of the results that tells of the station: "table.column row".
std::vector<std::string> telling(const Assessment& assessment) {
  std::vector<std::string> found;
  for (const FeatureTable& table : assessment.tables)
    for (const Column& column : table.columns)
      for (std::size_t row = 0; column.type == ColumnType::text && row < column.size(); ++row)
        if (column.has(row) && tells(column.texts[row]))
          found.push_back(table.name + "." + column.name + " " + std::to_string(row));
  for (const Finding& finding : assessment.findings)
    if (tells(finding.place)) found.push_back("finding " + finding.key);
  return found;
}

const FeatureTable& table(const Assessment& assessment, std::string_view name) {
  for (const FeatureTable& t : assessment.tables)
    if (t.name == name) return t;
  throw std::runtime_error("no such table");
}

TEST(PublicEdition, NothingTellsWhereTheStationStands) {
  EXPECT_FALSE(telling(result(false)).empty());
  EXPECT_EQ(telling(result(true)), std::vector<std::string>{});
}

TEST(PublicEdition, TheBuildingOfTheStationIsOneAmongOthers) {
  const Assessment internal = result(false);
  EXPECT_TRUE(table(internal, "building_risk").column("use")->has(0));
  const Assessment shared = result(true);
  const FeatureTable& risk = table(shared, "building_risk");
  EXPECT_EQ(risk.rows(), table(internal, "building_risk").rows());
  EXPECT_FALSE(risk.column("name")->has(0));
  EXPECT_FALSE(risk.column("use")->has(0));
  EXPECT_EQ(risk.column("name")->texts[1], "Nordschule");
  EXPECT_EQ(risk.column("use")->texts[1], "school");
}

TEST(PublicEdition, WhoKeepsAHydrantIsNotTold) {
  City city = town();
  Table<Hydrant> hydrants = *city.hydrants;
  for (const char* fact : {"address", "keeper", "problem", "photo"}) {
    Column column(fact, ColumnType::text);
    for (std::size_t h = 0; h < hydrants.size(); ++h) column.push(std::string_view("Wang"));
    hydrants.facts.push_back(std::move(column));
  }
  city.hydrants = std::make_shared<const Table<Hydrant>>(std::move(hydrants));
  AssessSettings settings;
  settings.profile = io::profile_named("cn-gb");
  settings.engine = io::vehicle_named("pumper");
  const Assessment internal = assess(city, settings, Job());
  settings.public_edition = true;
  const Assessment shared = assess(city, settings, Job());
  const FeatureTable& all = table(internal, "hydrant_reach");
  const FeatureTable& rest = table(shared, "hydrant_reach");
  EXPECT_NE(rest.column("address"), nullptr) << "everybody may know where it stands";
  for (const char* fact : {"keeper", "problem", "photo"}) {
    EXPECT_NE(all.column(fact), nullptr) << fact;
    EXPECT_EQ(rest.column(fact), nullptr) << fact;
  }
}

TEST(PublicEdition, FactsAreToldExceptThoseThatMayNameAPerson) {
  const Assessment internal = result(false);
  EXPECT_EQ(table(internal, "building_risk").column("property")->texts[1], "A. Muster");
  EXPECT_EQ(table(internal, "building_risk").column("use_recorded")->texts[0], "加油站");
  EXPECT_EQ(table(internal, "fire_lanes").column("surface")->texts[0], "asphalt");
  const Assessment shared = result(true);
  const FeatureTable& risk = table(shared, "building_risk");
  EXPECT_EQ(risk.column("property"), nullptr);
  EXPECT_FALSE(risk.column("use_recorded")->has(0)) << "what the station is";
  EXPECT_EQ(risk.column("use_recorded")->texts[1], "学校");
  EXPECT_EQ(table(shared, "fire_lanes").column("surface")->texts[0], "asphalt");
}

TEST(PublicEdition, WhoManagesACompoundIsNotTold) {
  FeatureTable compounds;
  compounds.name = "compound_grades";
  compounds.columns = {Column("name", ColumnType::text), Column("property", ColumnType::text)};
  compounds.columns[0].push(std::string_view("Garden"));
  compounds.columns[1].push(std::string_view("A. Muster"));
  Assessment assessment;
  assessment.tables = {compounds};
  hide_hazardous_sites(town(), assessment);
  EXPECT_NE(assessment.tables[0].column("name"), nullptr);
  EXPECT_EQ(assessment.tables[0].column("property"), nullptr);
}

TEST(PublicEdition, DefectsOfHazardousSitesHaveNoPlace) {
  const Assessment shared = result(true);
  const FeatureTable& health = table(shared, "data_health");
  ASSERT_EQ(health.rows(), 4U);
  const auto placed = [&](std::size_t row) { return !health.shapes.boxes[row].empty(); };
  EXPECT_FALSE(placed(0));
  EXPECT_TRUE(placed(1)) << "a school";
  EXPECT_FALSE(placed(2)) << "nobody can tell what was set aside";
  EXPECT_TRUE(placed(3)) << "the layer as a whole";
  EXPECT_FALSE(health.column("feature")->has(0));
  EXPECT_FALSE(health.column("detail")->has(0));
  EXPECT_EQ(health.column("detail")->texts[1], "school");
}

}  // namespace
}  // namespace firebreak
