#include "core/analysis/city_tables.hpp"

#include <fmt/format.h>

#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/model/building_columns.hpp"
#include "core/model/columns.hpp"
#include "core/model/facts.hpp"
#include "core/model/place_basis.hpp"
#include "core/model/position_accuracy.hpp"

namespace firebreak {

namespace {

constexpr auto integer = ColumnType::integer;
constexpr auto real = ColumnType::real;
constexpr auto as_text = ColumnType::text;

std::string extent_wkt(const Box& box, Xy origin) {
  const Xy a = box.min + origin;
  const Xy b = box.max + origin;
  return fmt::format(
      "POLYGON(({0:.2f} {1:.2f},{2:.2f} {1:.2f},{2:.2f} {3:.2f},{0:.2f} {3:.2f},"
      "{0:.2f} {1:.2f}))",
      a.x_m, a.y_m, b.x_m, b.y_m);
}

}  // namespace

FeatureTable building_risk_table(const City& city, std::vector<Column> analysis_columns,
                                 const std::vector<std::optional<Id<ManagementUnit>>>& units) {
  const auto& buildings = *city.buildings;
  std::vector<std::uint32_t> rows;
  rows.reserve(buildings.size());
  for (std::uint32_t b = 0; b < buildings.size(); ++b)
    if (!buildings[b].obstacle_only) rows.push_back(b);
  const auto n = rows.size();
  const auto at = [&](std::size_t row) -> const Building& { return buildings[rows[row]]; };

  FeatureTable table;
  table.name = "building_risk";
  table.title = "Building risk";
  table.description = "One row per building: water in reach, way in, neighbours, risk of its block";
  table.geometry = TableGeometry::multi_polygon;
  const bool all = n == buildings.size();
  table.shapes = all ? buildings.shapes : reordered(buildings.shapes, rows);

  auto& c = table.columns;
  c.push_back(filled_column("building_id", as_text, "building id", "", n,
                            [&](std::size_t i) { return buildings.ids[rows[i]]; }));
  c.push_back(filled_column("source_fid", integer, "record number in the source", "", n,
                            [&](std::size_t i) { return at(i).origin.fid; }));
  c.push_back(filled_column("name", as_text, "name", "", n,
                            [&](std::size_t i) { return known_word(buildings.names[rows[i]]); }));
  add_building_columns(buildings, rows, c);
  if (!city.units->empty())
    c.push_back(filled_column("unit_id", as_text, "management unit", "", n,
                              [&](std::size_t i) -> std::optional<std::string_view> {
                                const auto& unit = units[rows[i]];
                                if (!unit) return std::nullopt;
                                return city.units->ids[unit->value];
                              }));
  for (Column& column : analysis_columns)
    c.push_back(all ? std::move(column) : picked(column, rows));
  const auto origin_of = [&](std::size_t i) { return at(i).origin; };
  if (auto basis = place_basis_column(city, n, origin_of)) c.push_back(std::move(*basis));
  if (auto accuracy = accuracy_column(city, Role::buildings, n, origin_of))
    c.push_back(std::move(*accuracy));
  return table;
}

FeatureTable data_health_table(const City& city) {
  const auto& issues = city.issues;
  const auto n = issues.size();
  FeatureTable table;
  table.name = "data_health";
  table.title = "Data health";
  table.description =
      "One point per defect of the input, what was done, what it does to the result";
  table.geometry = TableGeometry::point;
  for (const Issue& issue : issues) {
    if (issue.at) table.shapes.add_part(PartKind::point, std::span(&*issue.at, 1));
    table.shapes.finish_feature();
  }
  const auto source = [&](std::size_t i) -> const Source& {
    return city.sources[issues[i].origin.source];
  };
  auto& c = table.columns;
  c.push_back(filled_column("file", as_text, "file", "", n,
                            [&](std::size_t i) { return std::string_view(source(i).path); }));
  c.push_back(filled_column("layer", as_text, "layer", "", n,
                            [&](std::size_t i) { return std::string_view(source(i).layer); }));
  c.push_back(filled_column("feature", as_text, "record", "", n,
                            [&](std::size_t i) -> std::optional<std::string> {
                              if (issues[i].origin.fid < 0) return std::nullopt;
                              return record_words(source(i), issues[i].origin.fid);
                            }));
  c.push_back(filled_column("kind", as_text, "kind of defect", "", n,
                            [&](std::size_t i) { return issue_kind_name(issues[i].kind); }));
  c.push_back(filled_column("severity", as_text, "severity", "", n,
                            [&](std::size_t i) { return severity_name(issues[i].severity); }));
  c.push_back(filled_column("action", as_text, "what was done", "", n,
                            [&](std::size_t i) { return action_name(issues[i].action); }));
  c.push_back(filled_column("detail", as_text, "what was found", "", n,
                            [&](std::size_t i) { return std::string_view(issues[i].detail); }));
  c.push_back(filled_column("effect", as_text, "effect on the result", "", n,
                            [&](std::size_t i) { return std::string_view(issues[i].effect); }));
  c.push_back(filled_column("extent", as_text, "extent (WKT)", "", n,
                            [&](std::size_t i) -> std::optional<std::string> {
                              if (!issues[i].extent) return std::nullopt;
                              return extent_wkt(*issues[i].extent, city.origin);
                            }));
  return table;
}

FeatureTable field_check_table(const City& city, bool public_edition) {
  const auto& checks = *city.checks;
  const auto n = checks.records.size();
  FeatureTable table;
  table.name = "field_checks";
  table.title = "Field checks";
  table.description = "What was found on site, by whom and when, and whether it counted";
  table.geometry = TableGeometry::none;
  const auto word = [&](const char* name, const char* title, auto value) {
    table.columns.push_back(filled_column(name, as_text, title, "", n, [&](std::size_t i) {
      return known_word(std::string_view(value(checks.records[i])));
    }));
  };
  word("subject", "kind of thing",
       [](const FieldCheck& c) { return check_subject_name(c.key.subject); });
  word("thing_id", "id of the thing",
       [](const FieldCheck& c) -> std::string_view { return c.key.id; });
  word("field", "figure", [](const FieldCheck& c) -> std::string_view { return c.key.field; });
  table.columns.push_back(
      filled_column("measured_m", real, "measured on site", "m", n,
                    [&](std::size_t i) { return checks.records[i].measured_m; }));
  word("status", "state found", [](const FieldCheck& c) -> std::string_view { return c.status; });
  word("found", "finding", [](const FieldCheck& c) -> std::string_view { return c.verdict; });
  if (!public_edition)
    word("person", "checked by", [](const FieldCheck& c) -> std::string_view { return c.person; });
  word("date", "date checked", [](const FieldCheck& c) -> std::string_view { return c.date; });
  word("photo", "photo number", [](const FieldCheck& c) -> std::string_view { return c.photo; });
  if (!public_edition)
    word("note", "remarks", [](const FieldCheck& c) -> std::string_view { return c.note; });
  table.columns.push_back(
      filled_column("state", as_text, "whether it counted", "", n,
                    [&](std::size_t i) { return check_state_name(checks.states[i]); }));
  return table;
}

FeatureTable station_table(const City& city) {
  const auto& stations = *city.stations;
  FeatureTable table;
  table.name = "stations";
  table.title = "Fire stations";
  table.description = "Fire stations that the ways in are measured from";
  table.geometry = TableGeometry::point;
  for (const Station& station : stations.rows)
    table.shapes.add(PartKind::point, std::span(&station.at, 1));
  table.columns.push_back(filled_column("station_id", as_text, "station id", "", stations.size(),
                                        [&](std::size_t i) { return stations.ids[i]; }));
  table.columns.push_back(
      filled_column("name", as_text, "name", "", stations.size(),
                    [&](std::size_t i) { return known_word(stations.names[i]); }));
  table.columns.push_back(filled_column("engines", real, "engines", "", stations.size(),
                                        [&](std::size_t i) { return stations[i].engines; }));
  table.columns.push_back(filled_column("staff", real, "staff", "", stations.size(),
                                        [&](std::size_t i) { return stations[i].staff; }));
  for (Column& fact : fact_columns(stations.facts, stations.size()))
    table.columns.push_back(std::move(fact));
  if (auto basis = place_basis_column(city, stations.size(),
                                      [&](std::size_t i) { return stations[i].origin; }))
    table.columns.push_back(std::move(*basis));
  return table;
}

FeatureTable context_table(const City& city) {
  FeatureTable table;
  table.name = "context";
  table.title = "Water and open land";
  table.description = "Water and open land, for orientation";
  table.geometry = TableGeometry::multi_polygon;
  Column kind("kind", as_text, "kind");
  const auto add = [&](const Shapes& shapes, std::string_view word) {
    for (std::size_t f = 0; f < shapes.size(); ++f) {
      bool polygonal = false;
      for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p)
        polygonal = polygonal || shapes.part_kind[p] == PartKind::outer;
      if (!polygonal) continue;
      table.shapes.add_copy(shapes, f);
      kind.push(word);
    }
  };
  add(*city.open_land, "open_land");
  add(*city.water, "water");
  table.columns.push_back(std::move(kind));
  return table;
}

}  // namespace firebreak
