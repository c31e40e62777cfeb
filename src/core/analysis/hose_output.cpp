#include <algorithm>
#include <array>

#include "core/analysis/hose_lay.hpp"
#include "core/model/column_push.hpp"

namespace firebreak {

namespace {

using Lay = HoseLay::Lay;
using Params = HoseLay::Params;
using Reach = HoseLay::Reach;
using Result = HoseLay::Result;

bool judged(const City& city, std::size_t b) {
  return !(*city.buildings)[b].obstacle_only;
}

bool passes_radius(std::span<const std::uint8_t> passes, std::size_t b) {
  return b < passes.size() && passes[b] != 0;
}

/// Hidden buildings are not told: a hose round the corner of another one may serve them. Nor are
/// those that the accuracy of the positions leaves open (product.md 7.7).
bool on_paper_only(const Params& params, const Lay& lay, bool passes) {
  return passes && lay.reach == Reach::none &&
         (!lay.lay_m || *lay.lay_m - lay.margin_m > params.radius_m);
}

std::string_view hydrant_id(const City& city, const Lay& lay) {
  return lay.hydrant ? city.hydrants->ids[lay.hydrant->value] : std::string_view{};
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
    push_word(hydrant, hydrant_id(city, lay));
    push_share(share, lay);
  }
  std::vector<Column> columns;
  for (Column* column : {&reach, &lay_m, &hydrant, &share}) columns.push_back(std::move(*column));
  return columns;
}

std::string metres(double value_m) {
  return fmt::format("{:.1f}", value_m);
}

/// Why a hose does not serve a building that complies with the radius.
std::string reason_of(const City& city, const Params& params, const Lay& lay) {
  if (!lay.lay_m)
    return text(
        "Within the radius in a straight line, but no road at the building leads to a usable "
        "hydrant.");
  return text(
      "Within the radius in a straight line, but the shortest hose along the roads, from hydrant "
      "{0}, is {1} m long, {2} m more than the {3} m allowed.",
      hydrant_id(city, lay), metres(*lay.lay_m), metres(*lay.lay_m - params.radius_m),
      fmt::format("{:g}", params.radius_m));
}

FeatureTable paper_table(const City& city, const Params& params, const Result& result,
                         std::span<const std::uint8_t> passes) {
  FeatureTable table;
  table.name = "compliant_on_paper";
  table.title = "Compliant on paper, out of reach of hose";
  table.description =
      "Buildings within the radius of a hydrant to which no hose of that length can be laid along "
      "the roads";
  table.geometry = TableGeometry::multi_polygon;
  Column id("building_id", ColumnType::text, "Building");
  Column lay_m("hose_lay_m", ColumnType::real, "Hose lay", "m");
  Column hydrant("hose_hydrant_id", ColumnType::text, "Hydrant of the shortest hose lay");
  Column reason("reason", ColumnType::text, "Reason");
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const Lay& lay = result.buildings[b];
    if (!on_paper_only(params, lay, passes_radius(passes, b))) continue;
    table.shapes.add_copy(city.buildings->shapes, b);
    id.push(city.buildings->ids[b]);
    push_optional(lay_m, lay.lay_m);
    push_word(hydrant, hydrant_id(city, lay));
    reason.push(std::string_view(reason_of(city, params, lay)));
  }
  for (Column* column : {&id, &lay_m, &hydrant, &reason})
    table.columns.push_back(std::move(*column));
  return table;
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
    hydrant.push(hydrant_id(city, lay));
    push_optional(lay_m, lay.lay_m);
    reach.push(hose_reach_name(lay.reach));
  }
  for (Column* column : {&id, &hydrant, &lay_m, &reach})
    table.columns.push_back(std::move(*column));
  return table;
}

std::vector<KeyFigure> figures_of(const City& city, const Params& params, const Result& result,
                                  std::span<const std::uint8_t> passes) {
  std::array<std::size_t, 5> counts{};
  std::size_t paper = 0;
  std::vector<double> lays;
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    if (!judged(city, b)) continue;
    const Lay& lay = result.buildings[b];
    ++counts[static_cast<std::size_t>(lay.reach)];
    paper += on_paper_only(params, lay, passes_radius(passes, b));
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
  add("hose_none", "Buildings beyond the reach of hose", of(Reach::none));
  add("hose_hidden", "Buildings seen from no road, hose to be checked", of(Reach::hidden));
  add("hose_unknown", "Buildings whose hose lay is unknown", of(Reach::unknown));
  if (!passes.empty())
    add("compliant_on_paper", "Buildings compliant on paper, out of reach of hose",
        static_cast<double>(paper));
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
  out.tables.push_back(paper_table(city, params, result, passes));
  out.tables.push_back(line_table(city, result, passes));
  out.figures = figures_of(city, params, result, passes);
  return out;
}

}  // namespace firebreak
