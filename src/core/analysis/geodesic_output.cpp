#include <algorithm>
#include <array>

#include "core/analysis/hose_geodesic.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_ids.hpp"
#include "core/analysis/limit_words.hpp"
#include "core/model/column_push.hpp"

namespace firebreak {

namespace {

using Params = HoseGeodesic::Params;
using Reach = HoseGeodesic::Reach;
using Result = HoseGeodesic::Result;
using Way = HoseGeodesic::Way;

bool on_paper_only(const Way& way, bool passes) {
  return passes && (way.reach == Reach::partly || way.reach == Reach::none);
}

std::vector<Column> building_columns(const City& city, const Result& result) {
  Column reach("geodesic_reach", ColumnType::text, "Reach of the hose round obstacles");
  Column lay("geodesic_lay_m", ColumnType::real, "Hose lay round obstacles", "m");
  Column hydrant("geodesic_hydrant_id", ColumnType::text, "Hydrant of that hose lay");
  Column share("geodesic_share", ColumnType::real,
               "Share of facade within reach of hose round obstacles");
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const Way& way = result.buildings[b];
    const bool judged = !(*city.buildings)[b].obstacle_only;
    push_word(reach, judged ? geodesic_reach_name(way.reach) : std::string_view{});
    push_optional(lay, way.lay_m);
    push_word(hydrant, id_of(city, way.hydrant));
    way.reach == Reach::unknown ? share.push_missing() : share.push(way.share);
  }
  std::vector<Column> columns;
  for (Column* column : {&reach, &lay, &hydrant, &share}) columns.push_back(std::move(*column));
  columns.push_back(
      hose_gap_column(result.buildings.size(), HoseModel::round_obstacles, result.gaps));
  return columns;
}

std::string reason_of(const City& city, const Params& params, const Way& way) {
  if (way.reach == Reach::none)
    return text(
        "Within {0:g} m of a hydrant in a straight line, but no hose of that length gets round the "
        "buildings, walls and water between.",
        params.radius_m);
  return text(
      "Within {0:g} m of hydrants in a straight line, but a hose of that length, laid round what "
      "stands between, gets to {1} % of its free facade at most; the shortest, from hydrant {2}, "
      "is {3} m long.",
      params.radius_m, facade_per_cent(way.share_most), id_of(city, way.hydrant),
      metres_against(way.lay_m.value_or(0), params.radius_m));
}

FeatureTable paper_table(const City& city, const Params& params, const Result& result,
                         std::span<const std::uint8_t> passes) {
  FeatureTable table;
  table.name = "compliant_on_paper";
  table.title = "Compliant on paper, out of reach of hose";
  table.description =
      "Buildings within the radius of a hydrant whose facade no hose of that length gets to in "
      "full";
  table.geometry = TableGeometry::multi_polygon;
  Column id("building_id", ColumnType::text, "Building");
  Column reach("geodesic_reach", ColumnType::text, "Reach of the hose round obstacles");
  Column share("share_most", ColumnType::real, "Share of facade within reach of hose, at most");
  Column lay("geodesic_lay_m", ColumnType::real, "Hose lay round obstacles", "m");
  Column hydrant("geodesic_hydrant_id", ColumnType::text, "Hydrant of that hose lay");
  Column reason("reason", ColumnType::text, "Reason");
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const Way& way = result.buildings[b];
    if (!on_paper_only(way, b < passes.size() && passes[b] != 0)) continue;
    table.shapes.add_copy(city.buildings->shapes, b);
    id.push(city.buildings->ids[b]);
    reach.push(geodesic_reach_name(way.reach));
    share.push(way.share_most);
    push_optional(lay, way.lay_m);
    push_word(hydrant, id_of(city, way.hydrant));
    reason.push(std::string_view(reason_of(city, params, way)));
  }
  for (Column* column : {&id, &reach, &share, &lay, &hydrant, &reason})
    table.columns.push_back(std::move(*column));
  return table;
}

}  // namespace

AnalysisOutput HoseGeodesic::output(const City& city, const Params& params, const Result& result,
                                    std::span<const std::uint8_t> passes) {
  AnalysisOutput out;
  out.building_columns = building_columns(city, result);
  out.tables.push_back(paper_table(city, params, result, passes));
  const auto said = said_of(city, params, result.buildings);
  out.tables.push_back(
      hose_gap_table(result.gaps, {HoseModel::round_obstacles, params.radius_m, said, passes}));
  std::array<std::size_t, 5> counts{};
  for (std::size_t b = 0; b < result.buildings.size(); ++b)
    if (!(*city.buildings)[b].obstacle_only)
      ++counts[static_cast<std::size_t>(result.buildings[b].reach)];
  const auto add = [&](const char* name, const char* title, std::size_t value) {
    out.figures.push_back({name, title, static_cast<double>(value), "", {}, {}});
  };
  const auto of = [&](Reach reach) { return counts[static_cast<std::size_t>(reach)]; };
  add("geodesic_full", "Buildings whose whole facade a hose gets to round obstacles",
      of(Reach::full));
  add("geodesic_marginal", "Buildings on the margin of that hose", of(Reach::marginal));
  add("geodesic_partly", "Buildings that this hose gets to in part", of(Reach::partly));
  add("geodesic_none", "Buildings that this hose does not get to", of(Reach::none));
  add("geodesic_unknown", "Buildings whose hose lay round obstacles is unknown",
      of(Reach::unknown));
  add("compliant_on_paper", "Buildings compliant on paper, out of reach of hose",
      out.tables.front().rows());
  for (KeyFigure& figure : hose_gap_figures(HoseModel::round_obstacles, result.gaps))
    out.figures.push_back(std::move(figure));
  return out;
}

}  // namespace firebreak
