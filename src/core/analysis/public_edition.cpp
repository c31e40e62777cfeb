#include "core/analysis/public_edition.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/model/facts.hpp"
#include "core/model/hazardous_sites.hpp"

namespace firebreak {

namespace {

/// Empties the rows marked.
void empty_rows(Column& column, const std::vector<bool>& marked) {
  Column out(column.name, column.type, column.title, column.unit);
  out.reserve(column.size());
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (marked[row] || !column.has(row))
      out.push_missing();
    else if (column.type == ColumnType::integer)
      out.push(column.integers[row]);
    else if (column.type == ColumnType::real)
      out.push(column.reals[row]);
    else
      out.push(column.texts[row]);
  }
  column = std::move(out);
}

void empty_columns(FeatureTable& table, std::initializer_list<std::string_view> names,
                   const std::vector<bool>& marked) {
  for (Column& column : table.columns)
    if (std::ranges::find(names, column.name) != names.end()) empty_rows(column, marked);
}

/// The buildings of the sites keep their row, without what says what they are.
void hide_buildings(const City& city, FeatureTable& table) {
  const std::vector<std::uint32_t> buildings = buildings_of_hazardous_sites(city);
  std::vector<bool> marked;
  for (std::uint32_t b = 0; b < city.buildings->size(); ++b)
    if (!(*city.buildings)[b].obstacle_only)
      marked.push_back(std::ranges::binary_search(buildings, b));
  empty_columns(table, {"name", "use", "use_planned", "use_recorded", "address"}, marked);
}

/// Defects of key sites keep their row without its place. A record that was set aside is no longer
/// there to tell whether it is hazardous: it goes without a place too.
void hide_defects(const City& city, FeatureTable& table) {
  std::set<std::tuple<std::uint32_t, std::int64_t>> harmless;
  for (const Layer& layer : *city.others) {
    if (layer.role != Role::key_sites) continue;
    const std::vector<bool> hazardous = hazardous_sites(layer);
    for (std::size_t s = 0; s < layer.origins.size(); ++s)
      if (!hazardous[s]) harmless.insert({layer.origins[s].source, layer.origins[s].fid});
  }
  std::vector<bool> marked;
  Shapes shapes;
  for (std::size_t row = 0; row < city.issues.size(); ++row) {
    const Origin& origin = city.issues[row].origin;
    const bool of_site = origin.fid >= 0 && origin.source < city.sources.size() &&
                         city.sources[origin.source].role == Role::key_sites;
    marked.push_back(of_site && !harmless.contains({origin.source, origin.fid}));
    if (marked.back())
      shapes.finish_feature();
    else
      shapes.add_copy(table.shapes, row);
  }
  table.shapes = std::move(shapes);
  empty_columns(table, {"feature", "detail", "extent"}, marked);
}

/// Takes the words out of the column wherever they are written.
void hide_words(Column& column, std::span<const std::string> words) {
  if (column.type != ColumnType::text || column.name.ends_with("_id")) return;
  const std::string_view all = column.texts.bytes();
  const auto somewhere = [&](const std::string& word) {
    return all.find(word) != std::string_view::npos;
  };
  if (std::ranges::none_of(words, somewhere)) return;
  Column out(column.name, column.type, column.title, column.unit);
  out.reserve(column.size());
  for (std::size_t row = 0; row < column.size(); ++row) {
    const std::string left =
        column.has(row) ? without_words(column.texts[row], words) : std::string();
    if (left.empty())
      out.push_missing();
    else
      out.push(std::string_view(left));
  }
  column = std::move(out);
}

/// Facts that may name a person, in the tables that hold the facts of a role.
void hide_persons(FeatureTable& table) {
  static constexpr std::pair<std::string_view, Role> tables[]{
      {"hydrant_reach", Role::hydrants},    {"building_risk", Role::buildings},
      {"stations", Role::stations},         {"fire_lanes", Role::roads},
      {"compound_grades", Role::compounds}, {"unit_summary", Role::management_units}};
  for (const auto& [name, role] : tables)
    if (table.name == name)
      std::erase_if(table.columns,
                    [&](const Column& column) { return is_personal(role, column.name); });
}

}  // namespace

void hide_hazardous_sites(const City& city, Assessment& assessment) {
  const std::vector<std::string> words = words_of_hazardous_sites(city);
  for (FeatureTable& table : assessment.tables) {
    if (table.name == "building_risk") hide_buildings(city, table);
    if (table.name == "data_health") hide_defects(city, table);
    hide_persons(table);
    for (Column& column : table.columns) hide_words(column, words);
  }
  for (Finding& finding : assessment.findings) finding.place = without_words(finding.place, words);
}

}  // namespace firebreak
