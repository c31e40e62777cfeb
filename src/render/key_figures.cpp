#include "render/key_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace firebreak::render {

namespace {

using Names = std::initializer_list<std::string_view>;

/// Where a figure stands: its names in the record, else a count of a word in a column.
struct Source {
  Names names;
  std::string_view table;
  std::string_view column;  ///< empty: all rows
  std::string_view word;
};

std::optional<double> counted(std::span<const FeatureTable> tables, const Source& source) {
  const auto table = std::find_if(tables.begin(), tables.end(),
                                  [&](const FeatureTable& t) { return t.name == source.table; });
  if (table == tables.end()) return std::nullopt;
  if (source.column.empty()) return static_cast<double>(table->rows());
  const Column* column = table->column(source.column);
  if (column == nullptr || column->type != ColumnType::text) return std::nullopt;
  double count = 0;
  for (std::size_t row = 0; row < column->size(); ++row)
    if (column->has(row) && column->texts[row] == source.word) ++count;
  return count;
}

std::optional<double> find(std::span<const FeatureTable> tables, const RunRecord& record,
                           const Source& source) {
  for (const auto name : source.names)
    for (const auto& figure : record.figures)
      if (figure.name == name) return figure.value;
  return counted(tables, source);
}

}  // namespace

std::vector<Headline> headlines(std::span<const FeatureTable> tables, const RunRecord& record) {
  std::vector<Headline> all;
  const auto add = [&](std::string_view title, bool bad, const Source& value,
                       const std::optional<Source>& marginal = {},
                       const std::optional<Source>& unknown = {}) {
    const auto number = find(tables, record, value);
    if (!number) return;
    Headline line{title, *number, bad, {}, {}, {}};
    if (marginal) line.marginal = find(tables, record, *marginal);
    if (unknown) line.unknown = find(tables, record, *unknown);
    all.push_back(line);
  };
  add("Buildings checked", false,
      {{"buildings_checked", "buildings", "buildings_total"}, "building_risk", "", ""});
  add("Buildings below the hydrant rule", true,
      {{"hydrant_fail", "buildings_hydrant_fail", "buildings_fail_hydrant", "hydrants_fail"},
       "building_risk",
       "hydrant_verdict",
       "fail"},
      Source{{"hydrant_marginal", "buildings_hydrant_marginal", "buildings_marginal_hydrant"},
             "building_risk",
             "hydrant_verdict",
             "marginal"},
      Source{{"hydrant_unknown", "buildings_hydrant_unknown", "buildings_unknown_hydrant"},
             "building_risk",
             "hydrant_verdict",
             "unknown"});
  const auto water = [&](std::string_view name, std::string_view word) {
    return find(tables, record, {{name}, "building_risk", "water_verdict", word});
  };
  const auto none = water("water_g0", "G0");
  const auto little = water("water_g1", "G1");
  if (none && little)
    all.push_back({"Buildings short of water",
                   *none + *little,
                   true,
                   {},
                   water("water_g2", "G2"),
                   water("water_unknown", "unknown")});
  add("Fire lanes below the rule", true,
      {{"lanes_fail", "fire_lanes_fail"}, "fire_lanes", "verdict", "fail"},
      Source{{"lanes_marginal", "fire_lanes_marginal"}, "fire_lanes", "verdict", "marginal"},
      Source{{"lanes_unknown", "fire_lanes_unknown"}, "fire_lanes", "verdict", "unknown"});
  add("Buildings cut off from fire engines", true,
      {{"cut_off_yes", "cut_off", "buildings_cut_off"}, "building_risk", "cut_off", "yes"}, {},
      Source{
          {"cut_off_unknown", "buildings_cut_off_unknown"}, "building_risk", "cut_off", "unknown"});
  add("Risk zones", true, {{"zones", "risk_zones"}, "risk_zones", "", ""});
  return all;
}

std::string figure_text(const KeyFigure& figure) {
  const double size = std::abs(figure.value);
  std::string number;
  if (figure.value == std::round(figure.value) || size >= 10000)
    number = grouped(figure.value);
  else if (const double tenths = std::round(10 * size); tenths >= 10000)
    number = (figure.value < 0 ? "-" : "") + grouped(std::floor(tenths / 10)) +
             fmt::format(".{:.0f}", std::fmod(tenths, 10));
  else if (size >= 10)
    number = fmt::format("{:.1f}", figure.value);
  else
    number = fmt::format("{:.3g}", figure.value);
  if (figure.unit.empty()) return number;
  return number + " " + (figure.unit == "m2" ? "m²" : figure.unit);
}

}  // namespace firebreak::render
