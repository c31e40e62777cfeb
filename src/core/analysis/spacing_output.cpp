#include <algorithm>

#include "core/analysis/hydrant_ids.hpp"
#include "core/analysis/hydrant_spacing.hpp"
#include "core/analysis/rule_value.hpp"
#include "core/model/column_push.hpp"

namespace firebreak {

namespace {

using Params = HydrantSpacing::Params;
using Gap = HydrantSpacing::Gap;
using Result = HydrantSpacing::Result;
using Side = HydrantSpacing::Side;

constexpr std::string_view spacing_key = "hydrants.spacing_m";
constexpr std::string_view both_sides_key = "hydrants.both_sides_width_m";

std::string_view side_name(Side side) {
  switch (side) {
    case Side::left:
      return "left";
    case Side::right:
      return "right";
    case Side::both:
      return "both";
    case Side::whole:
      break;
  }
  return {};
}

bool on_one_side(const Gap& gap) {
  return gap.side == Side::left || gap.side == Side::right;
}

FeatureTable gap_table(const City& city, const Result& result) {
  FeatureTable table;
  table.name = HydrantSpacing::id;
  table.title = "Hydrant spacing along streets";
  table.description =
      "Parts of built-up streets farther than half the spacing from the next hydrant, street by "
      "street, failing ones first";
  table.geometry = TableGeometry::multi_line;
  table.shapes = result.shapes;
  Column id("spacing_id", ColumnType::text, "Spacing gap");
  Column rank("rank", ColumnType::integer, "Rank");
  Column street("street", ColumnType::text, "Street it lies on");
  Column side("side", ColumnType::text, "Side of a wide street");
  Column verdict("verdict", ColumnType::text, "Verdict on hydrant spacing");
  Column length("gap_len_m", ColumnType::real, "Distance between the hydrants", "m");
  Column limit("limit_m", ColumnType::real, "Largest distance allowed", "m");
  Column at_end("at_street_end", ColumnType::integer, "From the last hydrant to a street's end");
  Column red("red_m", ColumnType::real, "Length too far from a hydrant", "m");
  Column from("from_hydrant_id", ColumnType::text, "Hydrant at one end");
  Column to("to_hydrant_id", ColumnType::text, "Hydrant at the other end");
  Column buildings("buildings", ColumnType::integer, "Buildings along it");
  Column reason("reason", ColumnType::text, "Reason");
  Column unit("unit_id", ColumnType::text, "Management unit");
  for (std::size_t g = 0; g < result.gaps.size(); ++g) {
    const Gap& gap = result.gaps[g];
    id.push(std::string_view(gap.id));
    push_count(rank, g + 1);
    push_word(street, city.roads->names[gap.road]);
    push_word(side, side_name(gap.side));
    verdict.push(verdict_name(gap.verdict));
    push_optional(length, gap.length_m);
    limit.push(gap.limit_m);
    push_flag(at_end, gap.at_end);
    red.push(gap.red_m);
    push_word(from, id_of(city, gap.from));
    push_word(to, id_of(city, gap.to));
    push_count(buildings, gap.buildings);
    reason.push(
        std::string_view(reason_sentence({id_of(city, gap.from), id_of(city, gap.to), gap.length_m,
                                          gap.limit_m, gap.red_m, on_one_side(gap), gap.verdict},
                                         language())));
    push_word(unit, gap.unit ? city.units->ids[gap.unit->value] : std::string_view{});
  }
  for (Column* column : {&id, &rank, &street, &side, &verdict, &length, &limit, &at_end, &red,
                         &from, &to, &buildings, &reason})
    table.columns.push_back(std::move(*column));
  if (!city.units->empty()) table.columns.push_back(std::move(unit));
  return table;
}

FeatureTable unpiped_table(const City& city, const Result& result) {
  FeatureTable table;
  table.name = "streets_without_main";
  table.title = "Streets without a water main";
  table.description =
      "Built-up streets along which no main of the layers of mains runs, the longest first: a "
      "hydrant there needs a main laid first";
  table.geometry = TableGeometry::multi_line;
  table.shapes = result.unpiped_shapes;
  Column id("street_id", ColumnType::text, "Street without a main");
  Column rank("rank", ColumnType::integer, "Rank");
  Column street("street", ColumnType::text, "Street it lies on");
  Column length("length_m", ColumnType::real, "Length without a main", "m");
  Column unit("unit_id", ColumnType::text, "Management unit");
  for (std::size_t s = 0; s < result.unpiped.size(); ++s) {
    const HydrantSpacing::Unpiped& bare = result.unpiped[s];
    id.push(std::string_view(bare.id));
    push_count(rank, s + 1);
    push_word(street, city.roads->names[bare.road]);
    length.push(bare.length_m);
    push_word(unit, bare.unit ? city.units->ids[bare.unit->value] : std::string_view{});
  }
  for (Column* column : {&id, &rank, &street, &length}) table.columns.push_back(std::move(*column));
  if (!city.units->empty()) table.columns.push_back(std::move(unit));
  return table;
}

/// 1 red is left to gaps of cover: here 2 orange from 30 buildings along it, 3 yellow with any, 4
/// blue without.
int grade_of(const Gap& gap) {
  return gap.buildings >= 30 ? 2 : gap.buildings > 0 ? 3 : 4;
}

std::vector<Finding> spacing_findings(const City& city, const Result& result) {
  std::vector<Finding> findings;
  for (std::size_t g = 0; g < result.gaps.size(); ++g) {
    const Gap& gap = result.gaps[g];
    if (gap.verdict != Verdict::fail) continue;
    Finding finding;
    finding.key = gap.id;
    finding.kind = HydrantSpacing::id;
    finding.place = city.roads->names[gap.road];
    finding.shape.add_copy(result.shapes, g);
    finding.measured = gap.length_m;
    finding.limit = gap.limit_m;
    finding.unit = "m";
    finding.rule_key = on_one_side(gap) ? both_sides_key : spacing_key;
    finding.impact_buildings = gap.buildings;
    finding.grade = grade_of(gap);
    finding.measure = tr_key(
        "Place hydrants along this street so that none is farther from the "
        "next than the spacing allows.");
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<KeyFigure> figures_of(const Params& params, const Result& result,
                                  const Profile& profile) {
  std::vector<KeyFigure> figures;
  const ProfileValue* rule = rule_value(profile, spacing_key);
  const auto add = [&](const char* name, const char* title, double value, const char* unit = "") {
    figures.push_back({name, title, value, unit, rule != nullptr ? rule->clause : std::string{},
                       rule != nullptr ? rule->value_mark : std::string{}});
  };
  const auto count = [&](Verdict verdict) {
    return static_cast<double>(
        std::count_if(result.gaps.begin(), result.gaps.end(),
                      [&](const Gap& gap) { return gap.verdict == verdict; }));
  };
  double red_m = 0;
  double open_m = 0;
  for (const Gap& gap : result.gaps) (gap.verdict == Verdict::fail ? red_m : open_m) += gap.red_m;
  const auto& city = result.city;
  add("hydrant_spacing_m", "Largest spacing of hydrants along a street", params.spacing_m, "m");
  add("spacing_streets_m", "Built-up streets checked for spacing", result.street_m, "m");
  add("spacing_red_m", "Length of street too far from a hydrant", red_m, "m");
  add("spacing_open_m", "Length of street that may be too far, to be checked", open_m, "m");
  add("spacing_fail", "Gaps along streets that fail", count(Verdict::fail));
  add("spacing_marginal", "Gaps along streets on the margin", count(Verdict::marginal));
  add("spacing_unknown", "Gaps along streets without a verdict", count(Verdict::unknown));
  add("hydrants_on_streets", "Usable hydrants on these streets", static_cast<double>(city.there));
  add("hydrants_out_of_order_on_streets", "Hydrants out of order on these streets",
      static_cast<double>(city.out_of_order));
  const std::size_t usable = result.usable;
  add("hydrants_on_other_streets", "Usable hydrants on streets that are not checked",
      static_cast<double>(usable - result.off_streets - city.there));
  add("hydrants_off_streets", "Usable hydrants that stand on no street",
      static_cast<double>(result.off_streets));
  add("hydrant_arrears_least", "Hydrants lacking in number on these streets, at least",
      static_cast<double>(result.lacking_least));
  add("hydrant_arrears_most", "Hydrants lacking in number on these streets, at most",
      static_cast<double>(result.lacking_most));
  if (result.mains_given) {
    figures.push_back({"streets_without_main_m",
                       "Length of these streets without a water main",
                       city.unpiped_m,
                       "m",
                       {},
                       {}});
    figures.push_back({"streets_without_main",
                       "Streets without a water main, or with a part without one",
                       static_cast<double>(result.unpiped.size()),
                       {},
                       {},
                       {}});
  }
  add("hydrants_for_gaps_least", "Hydrants to close the gaps that fail, at least",
      static_cast<double>(city.gaps_least));
  add("hydrants_for_gaps_most", "Hydrants to close all gaps, at most",
      static_cast<double>(city.gaps_most));
  return figures;
}

}  // namespace

AnalysisOutput HydrantSpacing::output(const City& city, const Params& params, const Result& result,
                                      const Profile& profile) {
  AnalysisOutput out;
  out.tables.push_back(gap_table(city, result));
  if (result.mains_given) out.tables.push_back(unpiped_table(city, result));
  out.findings = spacing_findings(city, result);
  out.figures = figures_of(params, result, profile);
  return out;
}

void add_next_hydrant(std::vector<FeatureTable>& tables, const HydrantSpacing::Result& result) {
  for (FeatureTable& table : tables) {
    if (table.name != "hydrant_reach") continue;
    Column next("spacing_m", ColumnType::real, "Distance along the streets to the next hydrant",
                "m");
    for (const auto& way_m : result.next_m) push_optional(next, way_m);
    table.columns.push_back(std::move(next));
  }
}

}  // namespace firebreak
