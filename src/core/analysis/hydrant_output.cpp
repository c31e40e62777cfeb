#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/analysis/data_notices.hpp"
#include "core/analysis/flow_classes.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_findings.hpp"
#include "core/analysis/hydrant_tally.hpp"
#include "core/analysis/rule_value.hpp"
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

constexpr std::string_view radius_key = "hydrants.radius_m";

/// A radius without a clause behind it is confirmed by nobody (product.md 7.6).
bool radius_confirmed(const Profile& profile) {
  const ProfileValue* value = rule_value(profile, radius_key);
  return value != nullptr && value->confirmed();
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
  for (const Cover& cover : result.buildings) {
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
    code.push(reason_code(cover.reason));
    reason.push(reason_sentence(
        {cover.reason, params.radius_m, hydrant, cover.nearest_m.value_or(0), cover.covered_share,
         cover.in_reach, cover.through_adjoining, clause_confirmed, cover.margin_m},
        words));
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
  return columns;
}

FeatureTable gap_table(const City& city, const Result& result, std::span<const GapReach> reaches) {
  FeatureTable table;
  table.name = "hydrant_gaps";
  table.title = "Hydrant coverage gaps";
  table.description = "Areas around the buildings that hydrants do not cover, worst first";
  table.geometry = TableGeometry::multi_polygon;
  table.shapes = result.gaps.shapes;
  Column id("gap_id", ColumnType::text, "Coverage gap");
  Column rank("rank", ColumnType::integer, "Rank");
  Column area("area_m2", ColumnType::real, "Area", "m²");
  Column buildings("buildings", ColumnType::integer, "Buildings");
  Column floor("floor_area_m2", ColumnType::real, "Floor area", "m²");
  Column people("people", ColumnType::real, "People");
  Column sites("key_sites", ColumnType::integer, "Key sites");
  Column worst("worst_distance_m", ColumnType::real, "Worst distance to a hydrant", "m");
  Column nearest_id("nearest_hydrant_id", ColumnType::text, "Nearest hydrant");
  Column nearest_m("nearest_hydrant_m", ColumnType::real, "Distance to nearest hydrant", "m");
  Column score("score", ColumnType::real, "Exposure score");
  Column minor("minor", ColumnType::integer, "Minor gap");
  Column in_area("in_study_area", ColumnType::integer, "In the study area");
  for (std::size_t g = 0; g < result.gaps.gaps.size(); ++g) {
    const CoverageGap& gap = result.gaps.gaps[g];
    id.push(std::string_view(gap.id));
    push_count(rank, g + 1);
    area.push(gap.area_m2);
    push_count(buildings, gap.buildings.size());
    push_optional(floor, gap.floor_area_m2);
    push_optional(people, gap.people);
    push_count(sites, gap.key_sites);
    push_optional(worst, reaches[g].worst_m);
    push_word(nearest_id, reaches[g].nearest_id);
    push_optional(nearest_m, reaches[g].nearest_m);
    score.push(gap.score);
    push_flag(minor, gap.minor);
    push_flag(in_area, reaches[g].in_study_area);
  }
  for (Column* column : {&id, &rank, &area, &buildings, &floor, &people, &sites, &worst,
                         &nearest_id, &nearest_m, &score, &minor})
    table.columns.push_back(std::move(*column));
  if (!city.study_area->empty()) table.columns.push_back(std::move(in_area));
  return table;
}

/// Why a hydrant counts as a source or not: `usable`, or what keeps it out.
std::string_view source_code(const Hydrant& hydrant, bool usable) {
  if (usable) return "usable";
  if (hydrant.duplicate_of) return "duplicate";
  if (hydrant.switched_off) return "switched_off";
  if (hydrant.status != HydrantStatus::working) return hydrant_status_name(hydrant.status);
  return "doubtful_position";
}

Verdict source_verdict(const Hydrant& hydrant, bool usable) {
  if (usable) return Verdict::pass;
  const bool unclear =
      !hydrant.duplicate_of && !hydrant.switched_off &&
      (hydrant.status == HydrantStatus::unknown || hydrant.status == HydrantStatus::working);
  return unclear ? Verdict::unknown : Verdict::fail;
}

FeatureTable reach_table(const City& city, const Result& result, const Profile& profile) {
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
    const bool usable = result.usable[h] != 0;
    id.push(city.hydrants->ids[h]);
    fid.push(hydrant.origin.fid);
    kind.push(hydrant_kind_name(hydrant.kind));
    push_known(owner, owner_name(hydrant.owner));
    hydrant.below_ground ? push_flag(below, *hydrant.below_ground) : below.push_missing();
    status.push(hydrant.switched_off ? std::string_view("disused")
                                     : hydrant_status_name(hydrant.status));
    basis.push(hydrant.planned ? std::string_view("plan") : basis_name(hydrant.status_basis));
    verdict.push(verdict_name(source_verdict(hydrant, usable)));
    code.push(source_code(hydrant, usable));
    push_count(served, result.served[h]);
    push_count(sole, result.sole_source[h]);
    result.repair_gains[h] ? push_count(repair, *result.repair_gains[h]) : repair.push_missing();
    push_optional(flow, hydrant.flow_lps);
    push_optional(pressure, hydrant.pressure_mpa);
    push_optional(main, hydrant.main_mm);
    push_known(layout, main_layout_name(hydrant.main_layout));
    push_word(main_basis, hydrant.main_basis == Basis::missing ? std::string_view()
                                                               : basis_name(hydrant.main_basis));
    push_flag(doubtful, hydrant.doubtful_position);
  }
  for (Column* column :
       {&id, &fid, &kind, &owner, &below, &status, &basis, &verdict, &code, &served, &sole, &repair,
        &flow, &pressure, &main, &layout, &main_basis, &doubtful})
    table.columns.push_back(std::move(*column));
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

/// What the figures count, and the distances of those buildings in order.
struct Tally {
  HydrantTally counts;
  std::vector<double> distances;
};

Tally tally_of(const Result& result) {
  Tally tally;
  for (const Cover& cover : result.buildings) {
    tally.counts.add(cover);
    if (HydrantTally::counted(cover) && cover.nearest_m)
      tally.distances.push_back(*cover.nearest_m);
  }
  std::sort(tally.distances.begin(), tally.distances.end());
  return tally;
}

/// Mean of the two middle values for an even count. `sorted` must not be empty.
double median(std::span<const double> sorted) {
  const std::size_t n = sorted.size();
  return n % 2 == 1 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]);
}

void add_gap_figures(
    const Result& result, std::span<const GapReach> reaches,
    const std::function<void(std::string_view, std::string_view, double, std::string_view)>& add) {
  std::size_t gaps = 0;
  std::size_t with_people = 0;
  double area_m2 = 0;
  std::optional<double> people;
  for (std::size_t g = 0; g < result.gaps.gaps.size(); ++g) {
    if (!reaches[g].in_study_area) continue;
    ++gaps;
    area_m2 += result.gaps.gaps[g].area_m2;
    if (const auto known = result.gaps.gaps[g].people) {
      people = people.value_or(0) + *known;
      ++with_people;
    }
  }
  add("hydrant_gaps", "Hydrant coverage gaps", static_cast<double>(gaps), "");
  add("hydrant_gap_area_m2", "Area of the gaps", area_m2, "m²");
  // No figure where nobody's number is known: that is not nobody.
  if (people) {
    add("hydrant_gap_people", "People in the gaps, where known (recorded or estimated)",
        std::round(*people), "");
    add("hydrant_gaps_people_known", "Gaps in which the number of people is known",
        static_cast<double>(with_people), "");
  }
}

struct Repairs {
  std::size_t waiting = 0;
  std::size_t useful = 0;
  std::size_t buildings = 0;  ///< that fail no more once all of them work
  std::size_t gaps = 0;       ///< of which no building does
};

Repairs repairs_of(const Result& result, std::span<const GapReach> reaches) {
  Repairs repairs;
  const auto helped = [&](std::size_t b) { return result.repaired_together[b] != 0; };
  for (std::size_t b = 0; b < result.repaired_together.size(); ++b)
    repairs.buildings += helped(b) && !result.buildings[b].outside_study_area;
  for (std::size_t g = 0; g < result.gaps.gaps.size(); ++g)
    repairs.gaps +=
        reaches[g].in_study_area && std::ranges::all_of(result.gaps.gaps[g].buildings, helped);
  for (const auto& gain : result.repair_gains) {
    repairs.waiting += gain.has_value();
    repairs.useful += gain.value_or(0) > 0;
  }
  return repairs;
}

/// How many hydrants each reason keeps out: `add(code, title, count)`, in a fixed order.
template <class Add>
void count_kept_out(const City& city, const Result& result, const Add& add) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> titles{{
      {"duplicate", tr_key("of them second records of a hydrant")},
      {"unknown", tr_key("of them in a state that is unknown")},
      {"defective", tr_key("of them defective")},
      {"no_water", tr_key("of them without water")},
      {"blocked", tr_key("of them blocked")},
      {"missing", tr_key("of them missing")},
      {"disused", tr_key("of them disused")},
      {"switched_off", tr_key("of them taken out by the plan")},
      {"building", tr_key("of them being built")},
      {"planned", tr_key("of them planned")},
      {"doubtful_position", tr_key("of them in a doubtful position")},
  }};
  for (const auto& [code, title] : titles) {
    std::size_t count = 0;
    for (std::size_t h = 0; h < city.hydrants->size(); ++h)
      count += source_code((*city.hydrants)[h], result.usable[h] != 0) == code;
    if (count > 0) add(code, title, count);
  }
}

std::vector<KeyFigure> figures_of(const City& city, const Params& params, const Result& result,
                                  const Profile& profile, std::span<const GapReach> reaches) {
  std::vector<KeyFigure> figures;
  const ProfileValue* radius = rule_value(profile, radius_key);
  const auto add = [&](std::string_view name, std::string_view title, double value,
                       std::string_view unit = {}) {
    figures.push_back({std::string(name), std::string(title), value, std::string(unit),
                       radius != nullptr ? radius->clause : std::string{},
                       radius != nullptr ? radius->value_mark : std::string{}});
  };
  const Tally tally = tally_of(result);
  const auto verdicts = [&](Verdict v) {
    return static_cast<double>(tally.counts.verdicts[static_cast<std::size_t>(v)]);
  };
  const auto coverages = [&](Coverage c) {
    return static_cast<double>(tally.counts.coverages[static_cast<std::size_t>(c)]);
  };
  add("hydrant_radius_m", "Protection radius", params.radius_m, "m");
  add("buildings_checked", "Buildings checked for hydrants",
      static_cast<double>(tally.counts.checked));
  add("hydrant_pass", "Buildings that pass", verdicts(Verdict::pass));
  add("hydrant_marginal", "Buildings on the margin", verdicts(Verdict::marginal));
  add("hydrant_fail", "Buildings that fail", verdicts(Verdict::fail));
  add("hydrant_unknown", "Buildings without a verdict", verdicts(Verdict::unknown));
  add("coverage_full", "Buildings with all of the facade covered", coverages(Coverage::full));
  add("coverage_partly", "Buildings with part of the facade covered", coverages(Coverage::partly));
  add("coverage_none", "Buildings with none of the facade covered", coverages(Coverage::none));
  add("coverage_unknown", "Buildings of unknown cover", coverages(Coverage::unknown));
  add("within_radius", "Buildings with a hydrant within the radius",
      static_cast<double>(tally.counts.within));
  if (!tally.distances.empty()) {
    add("nearest_hydrant_median_m", "Median distance to a hydrant", median(tally.distances), "m");
    add("nearest_hydrant_max_m", "Largest distance to a hydrant", tally.distances.back(), "m");
  }
  add_gap_figures(result, reaches, add);
  const auto usable = std::count(result.usable.begin(), result.usable.end(), std::uint8_t{1});
  add("hydrants_usable", "Hydrants that count", static_cast<double>(usable));
  const auto repairs = repairs_of(result, reaches);
  if (repairs.waiting > 0) {
    add("hydrants_to_repair", "Hydrants that await repair", static_cast<double>(repairs.waiting));
    add("hydrants_worth_repair", "Hydrants whose repair alone keeps buildings from failing",
        static_cast<double>(repairs.useful));
    add("repair_all_buildings", "Failing buildings that fail no more once all of these work",
        static_cast<double>(repairs.buildings));
    add("repair_all_gaps", "Gaps that their repair closes", static_cast<double>(repairs.gaps));
  }
  add("hydrants_not_usable", "Hydrants that do not count",
      static_cast<double>(result.usable.size()) - static_cast<double>(usable));
  count_kept_out(city, result, [&](std::string_view code, std::string_view title, std::size_t n) {
    add(fmt::format("hydrants_{}", code), title, static_cast<double>(n));
  });
  for (KeyFigure& of_class : flow_class_figures(city, result.usable, profile))
    figures.push_back(std::move(of_class));
  if (const std::uint64_t aside = hydrants_set_aside(city); aside > 0)
    add("hydrants_set_aside", "Hydrant records set aside, most without a place",
        static_cast<double>(aside));
  return figures;
}

/// Failing buildings that a longer limit of the code may let pass. The distance is to the nearest
/// wall, so they are so many at most.
struct LongerLimit {
  double limit_m = 0;
  std::size_t exempt = 0;         ///< houses and sprinklered buildings
  std::size_t to_be_settled = 0;  ///< their use says not whether they are houses
};

/// Nothing if the code has no longer limit for dwellings, or no verdict hangs on it. Apartments are
/// not the dwellings that codes mean (IFC 507.5.1: R-3 and U).
std::optional<LongerLimit> longer_limit(const City& city, const Params& params,
                                        const Result& result, const Profile& profile) {
  const auto found = profile.values.find("hydrants.dwelling_radius_m");
  if (found == profile.values.end()) return std::nullopt;
  const double* limit_m = std::get_if<double>(&found->second.value);
  if (limit_m == nullptr || *limit_m <= params.radius_m) return std::nullopt;
  LongerLimit out{*limit_m, 0, 0};
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const Cover& cover = result.buildings[b];
    const bool between = cover.verdict == Verdict::fail && !cover.outside_study_area &&
                         cover.nearest_m && *cover.nearest_m <= *limit_m;
    if (!between) continue;
    const Building& building = (*city.buildings)[b];
    if (building.use == Use::house || building.sprinklered.value_or(false))
      ++out.exempt;
    else if (building.use == Use::unknown || building.use == Use::residential)
      ++out.to_be_settled;
  }
  if (out.exempt + out.to_be_settled == 0) return std::nullopt;
  return out;
}

void say_longer_limit(const LongerLimit& longer, AnalysisOutput& out) {
  const auto add = [&](std::string_view name, std::string_view title, double value,
                       std::string_view unit) {
    out.figures.push_back(
        {std::string(name), std::string(title), value, std::string(unit), {}, {}});
  };
  add("hydrant_dwelling_radius_m", "Limit for dwellings and sprinklered buildings", longer.limit_m,
      "m");
  add("hydrant_fail_dwellings", "Failing houses and sprinklered buildings within it, at most",
      static_cast<double>(longer.exempt), "");
  add("hydrant_fail_use_open", "Failing buildings within it whose use is to be settled, at most",
      static_cast<double>(longer.to_be_settled), "");
  out.notices.emplace_back(
      tr_key("Every building is held to one limit, though this code allows one- and two-family "
             "dwellings and sprinklered buildings a longer one. The key figures say how many that "
             "fail lie within the longer limit: check them before they count as failing."));
}

}  // namespace

AnalysisOutput HydrantCoverage::output(const City& city, const Params& params, const Result& result,
                                       const Profile& profile) {
  std::vector<GapReach> reaches;
  for (const CoverageGap& gap : result.gaps.gaps) reaches.push_back(reach_of(city, result, gap));
  AnalysisOutput out;
  out.building_columns = building_columns(city, params, result, profile);
  out.tables.push_back(gap_table(city, result, reaches));
  out.tables.push_back(reach_table(city, result, profile));
  out.findings = gap_findings(city, params, result, reaches);
  out.figures = figures_of(city, params, result, profile, reaches);
  if (params.metric == "hose_route")
    out.notices.emplace_back(
        tr_key("This code measures the hose lay, which is not computed yet: a building beyond the "
               "limit in a straight line fails, every other one stays without a verdict, and none "
               "passes unless it is checked on site."));
  if (const auto longer = longer_limit(city, params, result, profile))
    say_longer_limit(*longer, out);
  return out;
}

}  // namespace firebreak
