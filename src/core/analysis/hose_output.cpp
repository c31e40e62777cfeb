#include <algorithm>
#include <array>

#include "core/analysis/hose_lay.hpp"
#include "core/analysis/hydrant_ids.hpp"
#include "core/model/column_push.hpp"

namespace firebreak {

namespace {

using Lay = HoseLay::Lay;
using Reach = HoseLay::Reach;
using Result = HoseLay::Result;

bool judged(const City& city, std::size_t b) {
  return !(*city.buildings)[b].obstacle_only;
}

bool passes_radius(std::span<const std::uint8_t> passes, std::size_t b) {
  return b < passes.size() && passes[b] != 0;
}

bool on_paper_only(const Lay& lay, bool passes) {
  return passes && (lay.reach == Reach::none || lay.reach == Reach::partly);
}

void push_share(Column& column, const Lay& lay) {
  lay.reach == Reach::unknown ? column.push_missing() : column.push(lay.share);
}

std::vector<Column> building_columns(const City& city, const Result& result) {
  Column reach("hose_reach", ColumnType::text, "Reach of the hose");
  Column lay_m("hose_lay_m", ColumnType::real, "Hose lay", "m");
  Column hydrant("hose_hydrant_id", ColumnType::text, "Hydrant of the shortest hose lay");
  Column share("hose_share", ColumnType::real, "Share of facade within reach of hose");
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const Lay& lay = result.buildings[b];
    push_word(reach, judged(city, b) ? hose_reach_name(lay.reach) : std::string_view{});
    push_optional(lay_m, lay.lay_m);
    push_word(hydrant, id_of(city, lay.hydrant));
    push_share(share, lay);
  }
  std::vector<Column> columns;
  for (Column* column : {&reach, &lay_m, &hydrant, &share}) columns.push_back(std::move(*column));
  columns.push_back(hose_gap_column(result.buildings.size(), HoseModel::along_roads, result.gaps));
  return columns;
}

/// Of the buildings within the radius that the hose is too short for: how far it gets.
Column paper_column(const Result& result, std::span<const std::uint8_t> passes) {
  Column column("hose_on_paper", ColumnType::text,
                "Compliant on paper: reach of the hose along the roads");
  for (std::size_t b = 0; b < result.buildings.size(); ++b)
    push_word(column, on_paper_only(result.buildings[b], passes_radius(passes, b))
                          ? hose_reach_name(result.buildings[b].reach)
                          : std::string_view());
  return column;
}

/// The hoses of the buildings that do not pass, as product.md 7.3 has it for big tables.
FeatureTable line_table(const City& city, const Result& result,
                        std::span<const std::uint8_t> passes) {
  FeatureTable table;
  table.name = "hose_lines";
  table.title = "Hose lines";
  table.description =
      "The shortest hose along the roads to each building that does not pass or that it is too "
      "short for";
  table.geometry = TableGeometry::line;
  Column id("building_id", ColumnType::text, "Building");
  Column hydrant("hydrant_id", ColumnType::text, "Hydrant");
  Column lay_m("hose_lay_m", ColumnType::real, "Hose lay", "m");
  Column reach("hose_reach", ColumnType::text, "Reach of the hose");
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const Lay& lay = result.buildings[b];
    if (!lay.lay_m || (passes_radius(passes, b) && lay.reach != Reach::none)) continue;
    if (result.routes.only_part(b).size() < 2) continue;
    table.shapes.add_copy(result.routes, b);
    id.push(city.buildings->ids[b]);
    hydrant.push(id_of(city, lay.hydrant));
    push_optional(lay_m, lay.lay_m);
    reach.push(hose_reach_name(lay.reach));
  }
  for (Column* column : {&id, &hydrant, &lay_m, &reach})
    table.columns.push_back(std::move(*column));
  return table;
}

std::vector<KeyFigure> figures_of(const City& city, const Result& result) {
  std::array<std::size_t, 6> counts{};
  std::vector<double> lays;
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    if (!judged(city, b)) continue;
    const Lay& lay = result.buildings[b];
    ++counts[static_cast<std::size_t>(lay.reach)];
    if (lay.lay_m) lays.push_back(*lay.lay_m);
  }
  std::vector<KeyFigure> figures;
  const auto add = [&](const char* name, const char* title, double value, const char* unit = "") {
    figures.push_back({name, title, value, unit, {}, {}});
  };
  const auto of = [&](Reach reach) {
    return static_cast<double>(counts[static_cast<std::size_t>(reach)]);
  };
  add("hose_full", "Buildings whose whole facade is within reach of hose", of(Reach::full));
  add("hose_partly", "Buildings within reach of hose in part", of(Reach::partly));
  add("hose_none", "Buildings out of reach of hose along the roads", of(Reach::none));
  add("hose_hidden", "Buildings hidden from roads, hose to be checked", of(Reach::hidden));
  add("hose_off_road", "Buildings with no usable road near, hose to be checked",
      of(Reach::off_road));
  add("hose_unknown", "Buildings whose hose lay is unknown", of(Reach::unknown));
  if (!lays.empty()) {
    const auto middle = lays.begin() + std::ptrdiff_t(lays.size() / 2);
    std::nth_element(lays.begin(), middle, lays.end());
    add("hose_lay_median_m", "Median hose lay", *middle, "m");
  }
  return figures;
}

}  // namespace

AnalysisOutput HoseLay::output(const City& city, const Params& params, const Result& result,
                               std::span<const std::uint8_t> passes) {
  AnalysisOutput out;
  out.building_columns = building_columns(city, result);
  out.building_columns.push_back(paper_column(result, passes));
  out.tables.push_back(line_table(city, result, passes));
  const auto said = said_of(city, params, result.buildings);
  out.tables.push_back(
      hose_gap_table(result.gaps, {HoseModel::along_roads, params.radius_m, said, passes}));
  out.figures = figures_of(city, result);
  std::size_t on_paper = 0;
  for (std::size_t b = 0; b < result.buildings.size(); ++b)
    on_paper += on_paper_only(result.buildings[b], passes_radius(passes, b));
  out.figures.push_back({"hose_on_paper",
                         tr_key("Buildings compliant on paper, out of reach of hose along the "
                                "roads"),
                         static_cast<double>(on_paper),
                         "",
                         {},
                         {}});
  for (KeyFigure& figure : hose_gap_figures(HoseModel::along_roads, result.gaps))
    out.figures.push_back(std::move(figure));
  return out;
}

}  // namespace firebreak
