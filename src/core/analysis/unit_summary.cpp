#include <algorithm>
#include <map>
#include <string>

#include "core/analysis/city_tables.hpp"
#include "core/model/columns.hpp"
#include "core/model/facts.hpp"
#include "core/model/unit_chain.hpp"

namespace firebreak {

namespace {

/// A count per unit; the last entry is what lies in no unit.
using Counts = std::vector<double>;
using UnitOf = std::vector<std::optional<Id<ManagementUnit>>>;

/// A column of `unit_summary`: the buildings whose `field` reads `word`.
struct CountedWord {
  const char* name;
  const char* title;
  const char* field;
  const char* word;
};
constexpr CountedWord counted_words[] = {
    {"hydrant_pass", "buildings that meet the hydrant radius", "hydrant_verdict", "pass"},
    {"hydrant_marginal", "buildings marginal for the hydrant radius", "hydrant_verdict",
     "marginal"},
    {"hydrant_fail", "buildings beyond the hydrant radius", "hydrant_verdict", "fail"},
    {"hydrant_unknown", "buildings without a hydrant verdict", "hydrant_verdict", "unknown"},
    {"coverage_full", "buildings fully covered", "coverage", "full"},
    {"coverage_partly", "buildings partly covered", "coverage", "partly"},
    {"coverage_none", "buildings not covered", "coverage", "none"},
    {"water_g0", "buildings without any source of water (G0)", "water_verdict", "G0"},
    {"water_g1", "buildings with too little water (G1)", "water_verdict", "G1"},
    {"water_g2", "buildings short of water if one source fails (G2)", "water_verdict", "G2"},
    {"water_g3", "buildings with water enough if one source fails (G3)", "water_verdict", "G3"},
    {"water_unknown", "buildings whose water cannot be told", "water_verdict", "unknown"},
    {"cut_off", "buildings cut off for the engine", "cut_off", "yes"},
    {"cut_off_unknown", "buildings whose way in is to be verified", "cut_off", "unknown"},
};

/// Adds `amount` to a unit and everything above it.
void add_up(const City& city, Counts& counts, std::optional<Id<ManagementUnit>> unit,
            double amount) {
  if (!unit) {
    counts.back() += amount;
    return;
  }
  for_unit_and_above(city, unit, [&](Id<ManagementUnit> u) { counts[u.value] += amount; });
}

}  // namespace

FeatureTable unit_summary_table(const City& city, const FeatureTable& building_risk,
                                const UnitOf& units, const UnitOf& finding_units,
                                std::span<const HydrantSpacing::Arrears> arrears, bool mains_given,
                                const LandCover& land) {
  const auto& all_units = *city.units;
  const std::size_t n = all_units.size() + 1;
  FeatureTable table;
  table.name = "unit_summary";
  table.title = "Summary by management unit";
  table.description = "One row per management unit; the last row is what lies in no unit";
  table.geometry = TableGeometry::multi_polygon;
  for (std::size_t u = 0; u < all_units.size(); ++u) table.shapes.add_copy(all_units.shapes, u);
  table.shapes.finish_feature();

  const auto in_unit = [&](std::size_t row) { return row < all_units.size(); };
  auto& c = table.columns;
  c.push_back(filled_column("unit_id", ColumnType::text, "management unit", "", n,
                            [&](std::size_t i) -> std::optional<std::string_view> {
                              if (!in_unit(i)) return std::nullopt;
                              return all_units.ids[i];
                            }));
  c.push_back(filled_column("name", ColumnType::text, "name", "", n,
                            [&](std::size_t i) -> std::optional<std::string_view> {
                              if (!in_unit(i)) return std::nullopt;
                              return all_units.names[i];
                            }));
  c.push_back(filled_column("level", ColumnType::integer, "level", "", n,
                            [&](std::size_t i) -> std::optional<int> {
                              if (!in_unit(i)) return std::nullopt;
                              return all_units[i].level;
                            }));
  c.push_back(filled_column("parent_id", ColumnType::text, "unit above", "", n,
                            [&](std::size_t i) -> std::optional<std::string_view> {
                              if (!in_unit(i) || !all_units[i].parent) return std::nullopt;
                              return all_units.ids[all_units[i].parent->value];
                            }));
  for (Column& fact : fact_columns(all_units.facts, n)) c.push_back(std::move(fact));

  // Rows of building_risk are the judged buildings in the city's order.
  std::vector<std::uint32_t> judged;
  for (std::uint32_t b = 0; b < city.buildings->size(); ++b)
    if (!(*city.buildings)[b].obstacle_only) judged.push_back(b);
  const auto push_counts = [&](const char* name, const char* title, const char* unit,
                               const Counts& counts) {
    c.push_back(filled_column(name, ColumnType::integer, title, unit, n,
                              [&](std::size_t i) { return counts[i]; }));
  };
  Counts buildings(n);
  for (const auto b : judged) add_up(city, buildings, units[b], 1);
  push_counts("buildings", "buildings", "", buildings);
  for (const CountedWord& word : counted_words) {
    const Column* column = building_risk.column(word.field);
    if (column == nullptr) continue;
    Counts counts(n);
    for (std::size_t row = 0; row < judged.size(); ++row)
      if (column->has(row) && column->texts[row] == word.word)
        add_up(city, counts, units[judged[row]], 1);
    push_counts(word.name, word.title, "", counts);
  }
  const auto count_filled = [&](const char* field, const char* name, const char* title) {
    const Column* column = building_risk.column(field);
    if (column == nullptr) return;
    Counts counts(n);
    for (std::size_t row = 0; row < judged.size(); ++row)
      if (column->has(row)) add_up(city, counts, units[judged[row]], 1);
    push_counts(name, title, "", counts);
  };
  count_filled("hydrant_override", "hydrant_overridden",
               tr_key("buildings whose verdict on the hydrant radius a person set"));
  count_filled("water_override", "water_overridden",
               tr_key("buildings whose class of water supply a person set"));
  count_filled("zone_id", "in_risk_zone", tr_key("buildings in risk zones"));
  if (land.given()) {
    c.push_back(filled_column("built_up_m2", ColumnType::real, "built-up land", "m²", n,
                              [&](std::size_t i) { return land.units[i].land_m2; }));
    c.push_back(filled_column("built_up_covered_percent", ColumnType::real,
                              "share of the built-up land within the radius", "%", n,
                              [&](std::size_t i) -> std::optional<double> {
                                if (land.units[i].land_m2 <= 0) return std::nullopt;
                                return 100 * land.units[i].share();
                              }));
  }
  using Arrears = HydrantSpacing::Arrears;
  const auto push_arrears = [&](const char* name, const char* title, auto figure) {
    c.push_back(filled_column(name, ColumnType::integer, title, "", n,
                              [&](std::size_t i) -> std::optional<double> {
                                if (i >= arrears.size()) return std::nullopt;
                                return static_cast<double>(figure(arrears[i]));
                              }));
  };
  if (!arrears.empty()) {
    c.push_back(filled_column("streets_m", ColumnType::real, "built-up streets checked for spacing",
                              "m", n, [&](std::size_t i) -> std::optional<double> {
                                return i < arrears.size() ? std::optional(arrears[i].street_m)
                                                          : std::nullopt;
                              }));
    if (mains_given)
      c.push_back(filled_column(
          "streets_without_main_m", ColumnType::real, "of these streets without a water main", "m",
          n, [&](std::size_t i) -> std::optional<double> {
            return i < arrears.size() ? std::optional(arrears[i].unpiped_m) : std::nullopt;
          }));
    push_arrears("hydrants_on_streets", "hydrants that count on its streets",
                 [](const Arrears& a) { return a.there; });
    push_arrears("hydrants_out_of_order", "hydrants out of order on its streets",
                 [](const Arrears& a) { return a.out_of_order; });
    push_arrears("hydrants_needed_least", "hydrants wanted on its streets, at least",
                 [](const Arrears& a) { return a.needed_least; });
    push_arrears("hydrants_needed_most", "hydrants wanted on its streets, at most",
                 [](const Arrears& a) { return a.needed_most; });
    push_arrears("hydrant_arrears_least", "hydrants lacking in number on its streets, at least",
                 [](const Arrears& a) { return a.least(); });
    push_arrears("hydrant_arrears_most", "hydrants lacking in number on its streets, at most",
                 [](const Arrears& a) { return a.most(); });
    push_arrears("hydrants_for_gaps_least", "hydrants to close its failing gaps, at least",
                 [](const Arrears& a) { return a.gaps_least; });
    push_arrears("hydrants_for_gaps_most", "hydrants to close all its gaps, at most",
                 [](const Arrears& a) { return a.gaps_most; });
  }
  Counts findings(n);
  for (const auto& unit : finding_units) add_up(city, findings, unit, 1);
  push_counts("findings", "suspected findings", "", findings);
  return table;
}

}  // namespace firebreak
