#include <algorithm>

#include "core/analysis/cover_judge.hpp"
#include "core/analysis/flow_classes.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_figures.hpp"
#include "core/analysis/hydrant_findings.hpp"
#include "core/analysis/hydrant_limits.hpp"
#include "core/analysis/rule_value.hpp"
#include "core/base/plural.hpp"
#include "core/model/column_push.hpp"
#include "core/model/facts.hpp"
#include "core/model/place_basis.hpp"
#include "core/model/position_accuracy.hpp"

namespace firebreak {

namespace {

using Params = HydrantCoverage::Params;
using Cover = HydrantCoverage::Cover;
using Coverage = HydrantCoverage::Coverage;
using Result = HydrantCoverage::Result;

/// A radius without a clause behind it is confirmed by nobody (product.md 7.6).
bool radius_confirmed(const Profile& profile) {
  const ProfileValue* value = rule_value(profile, radius_key);
  return value != nullptr && value->confirmed();
}

/// What the column of reasons says of overrides, by building; nothing where none is in force. It
/// names nobody: the column is in the public edition too.
std::vector<OverrideTold> overrides_told(const City& city, const Result& result) {
  std::vector<OverrideTold> told;
  for (const OverrideOutcome& outcome : result.overrides) {
    if (outcome.state != OverrideOutcome::State::in_force) continue;
    told.resize(result.buildings.size());
    told[*outcome.building].date = (*city.overrides)[outcome.number].date;
    told[*outcome.building].computed = override_verdict_words(outcome.computed, language());
  }
  return told;
}

/// Where hydrants give too little: those that would be the nearest of a building.
void add_too_weak(const City& city, const Result& result, std::vector<Column>& columns) {
  const auto any = [](const Cover& cover) { return cover.too_weak.has_value(); };
  if (std::ranges::none_of(result.buildings, any)) return;
  Column id("weak_hydrant_id", ColumnType::text, "Nearer hydrant that gives too little to count");
  Column distance("weak_hydrant_m", ColumnType::real, "Distance to that hydrant", "m");
  for (const Cover& cover : result.buildings) {
    push_word(id, cover.too_weak ? city.hydrants->ids[cover.too_weak->value] : std::string_view());
    cover.too_weak ? distance.push(cover.too_weak_m) : distance.push_missing();
  }
  columns.push_back(std::move(id));
  columns.push_back(std::move(distance));
}

/// What is asked of hydrants, as a sentence takes it.
std::string asked_words(const SourceRule& rule) {
  if (rule.least_pressure_mpa <= 0) return text("{:g} L/s", rule.least_flow_lps);
  if (rule.least_flow_lps <= 0) return text("{:g} MPa", rule.least_pressure_mpa);
  return text("{0:g} L/s or {1:g} MPa", rule.least_flow_lps, rule.least_pressure_mpa);
}

/// Says that hydrants which work were left out, of which nobody would think so.
void tell_too_weak(const City& city, const SourceRule& rule, const Profile& profile,
                   AnalysisOutput& out) {
  const auto weak = std::ranges::count_if(city.hydrants->rows, [&](const Hydrant& hydrant) {
    return standing_of(hydrant, rule) == Standing::too_weak;
  });
  if (weak == 0) return;
  std::string clause;
  for (const char* key : {"hydrants.fire_flow_lps", "hydrants.fire_pressure_mpa"})
    if (const ProfileValue* value = rule_value(profile, key); value != nullptr && clause.empty())
      clause = value->clause;
  out.notices.push_back(text(for_count(static_cast<double>(weak),
                                       tr_key("{0} hydrant is known to give less than {1}: it does "
                                              "not count for the radius{2}. Those of which nobody "
                                              "knows what they give count."),
                                       tr_key("{0} hydrants are known to give less than {1}: they "
                                              "do not count for the radius{2}. Those of which "
                                              "nobody knows what they give count.")),
                             weak, asked_words(rule),
                             clause.empty() ? std::string() : text(" ({})", clause)));
}

std::vector<Column> building_columns(const City& city, const Params& params, const Result& result,
                                     const Profile& profile) {
  Column in_reach("hydrants_in_reach", ColumnType::integer, "Hydrants within the radius");
  Column nearest_m("nearest_hydrant_m", ColumnType::real, "Distance to nearest hydrant", "m");
  Column margin_m("hydrant_margin_m", ColumnType::real,
                  "Margin of that distance by accuracy (1.5 sigma)", "m");
  Column nearest_id("nearest_hydrant_id", ColumnType::text, "Nearest hydrant");
  Column coverage("coverage", ColumnType::text, "Hydrant coverage");
  Column share("covered_share", ColumnType::real, "Share of facade within the radius");
  Column verdict("hydrant_verdict", ColumnType::text, "Verdict on hydrant radius");
  Column confirmed("hydrant_confirmed", ColumnType::integer, "Value of the radius confirmed");
  Column code("reason_code", ColumnType::text, "Reason code");
  Column reason("reason", ColumnType::text, "Reason");
  Column gap("gap_id", ColumnType::text, "Coverage gap");
  Column enclosed("enclosed", ColumnType::integer, "Judged through adjoining buildings");
  Column in_area("in_study_area", ColumnType::integer, "In the study area");
  for (Column* column : {&in_reach, &nearest_m, &margin_m, &nearest_id, &coverage, &share, &verdict,
                         &confirmed, &code, &reason, &gap, &enclosed, &in_area})
    column->reserve(result.buildings.size());

  const bool clause_confirmed = radius_confirmed(profile);
  const Language words = language();
  const std::vector<OverrideTold> told = overrides_told(city, result);
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const Cover& cover = result.buildings[b];
    const bool judged = cover.verdict != Verdict::not_applicable;
    const bool measured = judged && cover.coverage != Coverage::unknown;
    const std::string_view hydrant =
        cover.nearest ? city.hydrants->ids[cover.nearest->value] : std::string_view{};
    if (measured) {
      push_count(in_reach, cover.in_reach);
      share.push(cover.covered_share);
    } else {
      in_reach.push_missing();
      share.push_missing();
    }
    push_optional(nearest_m, cover.nearest_m);
    cover.nearest_m ? margin_m.push(cover.margin_m) : margin_m.push_missing();
    push_word(nearest_id, hydrant);
    push_word(coverage, judged ? coverage_name(cover.coverage) : std::string_view{});
    verdict.push(verdict_name(cover.verdict));
    push_flag(confirmed, clause_confirmed);
    code.push(cover.computed ? overridden_code : reason_code(cover.reason));
    HydrantReason why{cover.reason,
                      params.radius_m,
                      hydrant,
                      cover.nearest_m.value_or(0),
                      cover.covered_share,
                      cover.in_reach,
                      cover.through_adjoining,
                      clause_confirmed,
                      cover.margin_m};
    if (!told.empty()) why.override_ = told[b];
    if (cover.too_weak) {
      why.too_weak_id = city.hydrants->ids[cover.too_weak->value];
      why.too_weak_m = cover.too_weak_m;
      why.too_little = too_little((*city.hydrants)[cover.too_weak->value], params.sources());
    }
    reason.push(reason_sentence(why, words));
    push_word(gap,
              cover.gap ? std::string_view(result.gaps.gaps[*cover.gap].id) : std::string_view{});
    push_flag(enclosed, cover.through_adjoining);
    push_flag(in_area, !cover.outside_study_area);
  }
  std::vector<Column> columns;
  for (Column* column : {&in_reach, &nearest_m, &margin_m, &nearest_id, &coverage, &share, &verdict,
                         &confirmed, &code, &reason, &gap, &enclosed})
    columns.push_back(std::move(*column));
  if (!city.study_area->empty()) columns.push_back(std::move(in_area));
  add_too_weak(city, result, columns);
  for (Column& column : override_columns(city, OverrideSubject::hydrant_radius, result.overrides))
    columns.push_back(std::move(column));
  if (!result.overrides.empty()) {
    Column computed("hydrant_computed_reason", ColumnType::text,
                    "Reason code as computed, where it is overridden");
    for (const Cover& cover : result.buildings)
      push_word(computed, cover.computed ? reason_code(cover.reason) : std::string_view());
    columns.push_back(std::move(computed));
  }
  return columns;
}

FeatureTable gap_table(const City& city, const Params& params, const Result& result,
                       std::span<const GapReach> reaches) {
  FeatureTable table;
  table.name = "hydrant_gaps";
  table.title = "Hydrant coverage gaps";
  table.description = "Areas around the buildings that hydrants do not cover, worst first";
  table.geometry = TableGeometry::multi_polygon;
  table.shapes = result.gaps.shapes;
  Column id("gap_id", ColumnType::text, "Coverage gap");
  Column rank("rank", ColumnType::integer, "Rank");
  // By rank here; a plan's gaps take over those of the city as it is (gap_numbers.hpp).
  Column number("number", ColumnType::integer, "Number on the map");
  Column area("area_m2", ColumnType::real, "Area", "m²");
  Column buildings("buildings", ColumnType::integer, "Buildings");
  Column unreached("unreached_buildings", ColumnType::integer,
                   "Buildings of which no part is within the radius");
  Column in_part("partly_buildings", ColumnType::integer,
                 "Buildings of which a part only is within the radius");
  Column repaired("repaired_buildings", ColumnType::integer,
                  "Buildings that fail no more once hydrants are repaired");
  Column floor("floor_area_m2", ColumnType::real, "Floor area", "m²");
  Column people("people", ColumnType::real, "People");
  Column sites("key_sites", ColumnType::integer, "Key sites");
  Column worst("worst_distance_m", ColumnType::real, "Worst distance to a hydrant", "m");
  Column nearest_id("nearest_hydrant_id", ColumnType::text, "Nearest hydrant");
  Column nearest_m("nearest_hydrant_m", ColumnType::real, "Distance to nearest hydrant", "m");
  Column score("score", ColumnType::real, "Exposure score");
  Column minor("minor", ColumnType::integer, "Minor gap");
  Column reason("reason", ColumnType::text, "Reason");
  Column in_area("in_study_area", ColumnType::integer, "In the study area");
  for (std::size_t g = 0; g < result.gaps.gaps.size(); ++g) {
    const CoverageGap& gap = result.gaps.gaps[g];
    id.push(std::string_view(gap.id));
    push_count(rank, g + 1);
    push_count(number, g + 1);
    area.push(gap.area_m2);
    push_count(buildings, gap.buildings.size());
    push_count(unreached, reaches[g].counts.unreached);
    push_count(in_part, reaches[g].counts.in_part);
    push_count(repaired, reaches[g].counts.repaired);
    push_optional(floor, gap.floor_area_m2);
    push_optional(people, gap.people);
    push_count(sites, gap.key_sites);
    push_optional(worst, reaches[g].worst_m);
    push_word(nearest_id, reaches[g].nearest_id);
    push_optional(nearest_m, reaches[g].nearest_m);
    score.push(gap.score);
    push_flag(minor, gap.minor);
    reason.push(
        std::string_view(hydrant_gap_reason(params.radius_m, reaches[g].counts, language())));
    push_flag(in_area, reaches[g].in_study_area);
  }
  for (Column* column :
       {&id, &rank, &number, &area, &buildings, &unreached, &in_part, &repaired, &floor, &people,
        &sites, &worst, &nearest_id, &nearest_m, &score, &minor, &reason})
    table.columns.push_back(std::move(*column));
  if (!city.study_area->empty()) table.columns.push_back(std::move(in_area));
  return table;
}

Verdict source_verdict(const Hydrant& hydrant, const SourceRule& rule) {
  if (counts_as_source(hydrant, rule)) return Verdict::pass;
  const bool unclear =
      !hydrant.duplicate_of && !hydrant.switched_off &&
      (hydrant.status == HydrantStatus::unknown || hydrant.status == HydrantStatus::working) &&
      too_little(hydrant, rule).of == TooLittle::Of::nothing;
  return unclear ? Verdict::unknown : Verdict::fail;
}

FeatureTable reach_table(const City& city, const SourceRule& rule, const Result& result,
                         const Profile& profile) {
  FeatureTable table;
  table.name = "hydrant_reach";
  table.title = "Hydrants and what they serve";
  table.description = "Each hydrant on record, whether it counts, and the buildings in its radius";
  table.geometry = TableGeometry::point;
  table.shapes = city.hydrants->shapes;
  Column id("hydrant_id", ColumnType::text, "Hydrant");
  Column fid("source_fid", ColumnType::integer, "Record in the source");
  Column kind("kind", ColumnType::text, "Kind");
  Column owner("owner", ColumnType::text, "Owner");
  Column below("below_ground", ColumnType::integer, "Underground");
  Column status("status", ColumnType::text, "State");
  Column basis("status_basis", ColumnType::text, "Basis of the state");
  Column verdict("verdict", ColumnType::text, "Counts as a water source");
  Column code("reason_code", ColumnType::text, "Reason code");
  Column served("buildings_served", ColumnType::integer, "Buildings within the radius");
  Column sole("sole_source_buildings", ColumnType::integer, "Buildings with no other hydrant");
  Column sole_floor("sole_source_floor_m2", ColumnType::real, "Floor area with no other hydrant",
                    "m²");
  Column sole_people("sole_source_people", ColumnType::real, "People with no other hydrant");
  Column sole_sites("sole_source_key_sites", ColumnType::integer,
                    "Key sites with no other hydrant");
  Column repair("repair_buildings", ColumnType::integer,
                "Buildings that its repair keeps from failing");
  Column flow("flow_lps", ColumnType::real, "Flow", "L/s");
  Column pressure("pressure_mpa", ColumnType::real, "Pressure", "MPa");
  Column main("main_mm", ColumnType::real, "Diameter of the main", "mm");
  Column layout("main_layout", ColumnType::text, "Layout of the main");
  Column main_basis("main_basis", ColumnType::text, "Basis of the main");
  Column doubtful("doubtful_position", ColumnType::integer, "Doubtful position");
  for (std::size_t h = 0; h < city.hydrants->size(); ++h) {
    const Hydrant& hydrant = (*city.hydrants)[h];
    id.push(city.hydrants->ids[h]);
    fid.push(hydrant.origin.fid);
    kind.push(hydrant_kind_name(hydrant.kind));
    push_known(owner, owner_name(hydrant.owner));
    hydrant.below_ground ? push_flag(below, *hydrant.below_ground) : below.push_missing();
    status.push(hydrant.switched_off ? std::string_view("disused")
                                     : hydrant_status_name(hydrant.status));
    basis.push(hydrant.planned ? std::string_view("plan") : basis_name(hydrant.status_basis));
    verdict.push(verdict_name(source_verdict(hydrant, rule)));
    code.push(source_code(hydrant, rule));
    push_count(served, result.served[h]);
    push_count(sole, result.sole_source[h]);
    const ExposureSum& exposed = result.sole_exposure[h];
    const bool nothing = result.sole_source[h] == 0;
    push_optional(sole_floor, nothing ? std::optional(0.0) : exposed.floor_area_m2);
    push_optional(sole_people, nothing ? std::optional(0.0) : exposed.people);
    push_count(sole_sites, exposed.key_sites);
    result.repair_gains[h] ? push_count(repair, *result.repair_gains[h]) : repair.push_missing();
    push_optional(flow, hydrant.flow_lps);
    push_optional(pressure, hydrant.pressure_mpa);
    push_optional(main, hydrant.main_mm);
    push_known(layout, main_layout_name(hydrant.main_layout));
    push_word(main_basis, hydrant.main_basis == Basis::missing ? std::string_view()
                                                               : basis_name(hydrant.main_basis));
    push_flag(doubtful, hydrant.doubtful_position);
  }
  for (Column* column : {&id,      &fid,  &kind,     &owner, &below,      &status,      &basis,
                         &verdict, &code, &served,   &sole,  &sole_floor, &sole_people, &sole_sites,
                         &repair,  &flow, &pressure, &main,  &layout,     &main_basis,  &doubtful})
    table.columns.push_back(std::move(*column));
  if (result.worth) {
    Column enough("repair_enough", ColumnType::integer,
                  "Among the repairs that suffice together (estimate)");
    for (std::uint32_t h = 0; h < city.hydrants->size(); ++h)
      push_flag(enough, std::ranges::binary_search(result.worth->repairs, h));
    table.columns.push_back(std::move(enough));
  }
  if (auto classes = flow_class_column(city, profile)) table.columns.push_back(std::move(*classes));
  for (Column& fact : fact_columns(city.hydrants->facts, city.hydrants->size()))
    table.columns.push_back(std::move(fact));
  const auto origin_of = [&](std::size_t h) { return (*city.hydrants)[h].origin; };
  if (auto place = place_basis_column(city, city.hydrants->size(), origin_of))
    table.columns.push_back(std::move(*place));
  if (auto accuracy = accuracy_column(city, Role::hydrants, city.hydrants->size(), origin_of))
    table.columns.push_back(std::move(*accuracy));
  return table;
}

}  // namespace

AnalysisOutput HydrantCoverage::output(const City& city, const Params& params, const Result& result,
                                       const Profile& profile) {
  std::vector<GapReach> reaches;
  for (const CoverageGap& gap : result.gaps.gaps) reaches.push_back(reach_of(city, result, gap));
  AnalysisOutput out;
  out.building_columns = building_columns(city, params, result, profile);
  out.tables.push_back(gap_table(city, params, result, reaches));
  out.tables.push_back(reach_table(city, params.sources(), result, profile));
  out.findings = gap_findings(city, params, result, reaches);
  out.figures = hydrant_figures(city, params, result, profile, reaches);
  if (result.worth)
    out.notices.push_back(text(
        "Hydrants to be repaired: {0}; buildings that this keeps from failing: {1}. New "
        "hydrants on streets in their place: {2}, for {3} of these buildings. Both numbers of "
        "hydrants are estimates, each chosen where it helps most; whether a main runs there is "
        "not asked.",
        result.worth->repairs.size(), result.worth->buildings, result.worth->places.size(),
        result.worth->buildings_new));
  tell_too_weak(city, params.sources(), profile, out);
  if (params.metric == "hose_route")
    out.notices.emplace_back(
        tr_key("This code measures the route of the hose, and the verdict knows the straight line "
               "alone: a building beyond the limit in a straight line fails, every other one stays "
               "without a verdict, and none passes unless it is checked on site. Where there are "
               "roads, the hose along them is told of each building: where it is short enough, the "
               "rule is kept as drawn."));
  say_other_limits(city, params, result, profile, out);
  return out;
}

}  // namespace firebreak
