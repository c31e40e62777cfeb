#include "core/analysis/invariants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/error.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"

namespace firebreak {

namespace {

[[noreturn]] void contradiction(const std::string& what) {
  throw Error(ErrorKind::internal,
              "The results contradict themselves ({}), so no file was written. Please report this "
              "with the command you ran.",
              what);
}

const FeatureTable* find(std::span<const FeatureTable> tables, std::string_view name) {
  for (const FeatureTable& table : tables)
    if (table.name == name) return &table;
  return nullptr;
}

const Column& need(const FeatureTable& table, std::string_view name) {
  if (const Column* column = table.column(name)) return *column;
  contradiction(fmt::format("{} has no column {}", table.name, name));
}

/// Every row must carry one of the words.
void check_words(const FeatureTable& table, std::string_view field,
                 std::initializer_list<std::string_view> words) {
  const Column* column = table.column(field);
  if (column == nullptr) return;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const bool fits = column->has(row) &&
                      std::find(words.begin(), words.end(), column->texts[row]) != words.end();
    if (!fits)
      contradiction(fmt::format("row {} of {} has no state in {}", row + 1, table.name, field));
  }
}

/// Each gap counts the buildings that name it in `field`, and each that is named is there.
void check_members(const FeatureTable& buildings, std::string_view field,
                   const FeatureTable& gaps) {
  const Column& gap_of = need(buildings, field);
  std::unordered_map<std::string_view, std::int64_t> members;
  for (std::size_t row = 0; row < buildings.rows(); ++row)
    if (gap_of.has(row)) ++members[gap_of.texts[row]];
  const Column& id = need(gaps, "gap_id");
  const Column& count = need(gaps, "buildings");
  for (std::size_t row = 0; row < gaps.rows(); ++row) {
    const auto found = members.find(id.texts[row]);
    if (found == members.end() || found->second != count.integers[row])
      contradiction(fmt::format("gap {} counts {} buildings", id.texts[row], count.integers[row]));
    members.erase(found);
  }
  if (!members.empty()) contradiction(fmt::format("gap {} has no polygon", members.begin()->first));
}

void check_gaps(const FeatureTable& buildings, const FeatureTable& gaps) {
  const Column& verdict = need(buildings, "hydrant_verdict");
  const Column& gap_of = need(buildings, "gap_id");
  for (std::size_t row = 0; row < buildings.rows(); ++row)
    if ((verdict.texts[row] == "fail") != gap_of.has(row))
      contradiction(fmt::format("building {} with verdict {} is {} a gap",
                                need(buildings, "building_id").texts[row], verdict.texts[row],
                                gap_of.has(row) ? "in" : "not in"));
  check_members(buildings, "gap_id", gaps);
}

void check_areas(const FeatureTable& table, const Job& job) {
  const SpatialIndex index(table.shapes.boxes);
  const Geos geos;
  // GEOS closes shared borders to within its own rounding.
  constexpr double noise_m2 = 1e-3;
  for (std::size_t f = 0; f < table.shapes.size(); ++f) {
    job.check();
    if (!(area_m2(table.shapes, f) > 0))
      contradiction(fmt::format("row {} of {} has no area", f + 1, table.name));
    index.in_box(table.shapes.boxes[f], [&](std::uint32_t other) {
      if (other <= f) return;
      Shapes a;
      Shapes b;
      a.add_copy(table.shapes, f);
      b.add_copy(table.shapes, other);
      const double shared = area_m2(geos.intersection(a, b), 0);
      if (shared > noise_m2)
        contradiction(fmt::format("rows {} and {} of {} overlap by {:.3f} m2", f + 1, other + 1,
                                  table.name, shared));
    });
  }
}

/// The columns of `unit_summary` that are sums: whatever a unit counts, the unit above counts too.
/// Not among them: the level, and hydrants along streets, which a street on a border gives to both
/// sides.
constexpr std::string_view added_up[] = {
    "buildings",     "hydrant_pass",    "hydrant_marginal",   "hydrant_fail",    "hydrant_unknown",
    "coverage_full", "coverage_partly", "coverage_none",      "cut_off",         "cut_off_unknown",
    "in_risk_zone",  "findings",        "water_g0",           "water_g1",        "water_g2",
    "water_g3",      "water_unknown",   "hydrant_overridden", "water_overridden"};

void check_parts_of_units(const FeatureTable& units) {
  const Column& id = need(units, "unit_id");
  const Column& parent = need(units, "parent_id");
  std::unordered_map<std::string_view, std::size_t> row_of;
  for (std::size_t row = 0; row < units.rows(); ++row)
    if (id.has(row)) row_of.emplace(id.texts[row], row);
  for (const std::string_view name : added_up) {
    const Column* count = units.column(name);
    if (count == nullptr) continue;
    std::vector<std::int64_t> below(units.rows());
    for (std::size_t row = 0; row < units.rows(); ++row) {
      if (!parent.has(row)) continue;
      const auto above = row_of.find(parent.texts[row]);
      if (above == row_of.end())
        contradiction(fmt::format("the unit above {} is not there", id.texts[row]));
      below[above->second] += count->integers[row];
    }
    for (std::size_t row = 0; row < units.rows(); ++row)
      if (below[row] > count->integers[row])
        contradiction(fmt::format("the units below {} hold {} of {}, it holds {}", id.texts[row],
                                  below[row], name, count->integers[row]));
  }
}

void check_units(const FeatureTable& buildings, const FeatureTable& units) {
  const Column& parent = need(units, "parent_id");
  const Column& count = need(units, "buildings");
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < units.rows(); ++row)
    if (!parent.has(row)) sum += count.integers[row];
  if (sum != static_cast<std::int64_t>(buildings.rows()))
    contradiction(
        fmt::format("the management units hold {} of {} buildings", sum, buildings.rows()));
  check_parts_of_units(units);
}

/// A figure that counts the rows of `table` whose `field` reads `word`.
struct CountedRows {
  std::string_view figure;
  std::string_view table;
  std::string_view field;
  std::string_view word;
  std::string_view only_if = {};  ///< a flag that the row must have set, if the table has it
};
constexpr std::string_view in_area = "in_study_area";
constexpr CountedRows counted_rows[] = {
    {"hydrant_pass", "building_risk", "hydrant_verdict", "pass", in_area},
    {"hydrant_marginal", "building_risk", "hydrant_verdict", "marginal", in_area},
    {"hydrant_fail", "building_risk", "hydrant_verdict", "fail", in_area},
    {"hydrant_unknown", "building_risk", "hydrant_verdict", "unknown", in_area},
    {"water_g0", "building_risk", "water_verdict", "G0", in_area},
    {"water_g1", "building_risk", "water_verdict", "G1", in_area},
    {"water_g2", "building_risk", "water_verdict", "G2", in_area},
    {"water_g3", "building_risk", "water_verdict", "G3", in_area},
    {"water_unknown", "building_risk", "water_verdict", "unknown", in_area},
    {"buildings_cut_off", "building_risk", "cut_off", "yes", {}},
    {"buildings_cut_off_unknown", "building_risk", "cut_off", "unknown", {}},
    {"lanes_pass", "fire_lanes", "verdict", "pass", {}},
    {"lanes_marginal", "fire_lanes", "verdict", "marginal", {}},
    {"lanes_fail", "fire_lanes", "verdict", "fail", {}},
    {"lanes_unknown", "fire_lanes", "verdict", "unknown", {}},
    {"lanes_not_applicable", "fire_lanes", "verdict", "not_applicable", {}}};

void check_figures(std::span<const FeatureTable> tables, std::span<const KeyFigure> figures) {
  for (const CountedRows& counted : counted_rows) {
    const auto figure = std::find_if(figures.begin(), figures.end(),
                                     [&](const KeyFigure& f) { return f.name == counted.figure; });
    const FeatureTable* table = find(tables, counted.table);
    if (figure == figures.end() || table == nullptr) continue;
    const Column* field = table->column(counted.field);
    if (field == nullptr) continue;
    const Column* flag = counted.only_if.empty() ? nullptr : table->column(counted.only_if);
    std::size_t rows = 0;
    for (std::size_t row = 0; row < table->rows(); ++row) {
      const bool counts = flag == nullptr || (flag->has(row) && flag->integers[row] != 0);
      if (counts && field->has(row) && field->texts[row] == counted.word) ++rows;
    }
    if (static_cast<double>(rows) != figure->value)
      contradiction(fmt::format("{} rows of {} against the figure {} = {:g}", rows, counted.table,
                                counted.figure, figure->value));
  }
}

}  // namespace

void check_invariants(std::span<const FeatureTable> tables, std::span<const KeyFigure> figures,
                      const Job& job) {
  const FeatureTable* buildings = find(tables, "building_risk");
  if (buildings != nullptr) {
    check_words(*buildings, "coverage", {"full", "partly", "none", "unknown"});
    for (const char* field : {"hydrant_verdict", "lane_verdict"})
      check_words(*buildings, field, {"pass", "marginal", "fail", "unknown", "not_applicable"});
    if (const FeatureTable* gaps = find(tables, "hydrant_gaps")) check_gaps(*buildings, *gaps);
    for (const auto& [name, field] :
         {std::pair("hose_gaps", "hose_gap_id"), {"geodesic_gaps", "geodesic_gap_id"}})
      if (const FeatureTable* gaps = find(tables, name)) check_members(*buildings, field, *gaps);
    if (const FeatureTable* units = find(tables, "unit_summary")) check_units(*buildings, *units);
  }
  check_figures(tables, figures);
  for (const char* name : {"hydrant_gaps", "risk_zones"})
    if (const FeatureTable* table = find(tables, name)) check_areas(*table, job);
}

}  // namespace firebreak
