#include "core/analysis/hydrant_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "core/analysis/data_notices.hpp"
#include "core/analysis/flow_classes.hpp"
#include "core/analysis/hydrant_tally.hpp"
#include "core/analysis/rule_value.hpp"

namespace firebreak {

namespace {

using Params = HydrantCoverage::Params;
using Cover = HydrantCoverage::Cover;
using Coverage = HydrantCoverage::Coverage;
using Result = HydrantCoverage::Result;

/// What the figures count; of the verdicts those a person set; the distances in order.
struct Tally {
  HydrantTally counts;
  std::array<std::size_t, verdict_count> overridden{};
  std::vector<double> distances;
};

Tally tally_of(const Result& result) {
  Tally tally;
  for (const Cover& cover : result.buildings) {
    if (!HydrantTally::counted(cover)) continue;
    tally.counts.add(cover);
    if (cover.computed) ++tally.overridden[static_cast<std::size_t>(cover.verdict)];
    if (cover.nearest_m) tally.distances.push_back(*cover.nearest_m);
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

/// Of a rule that measures the route of the hose a straight line tells the most.
void add_land_figures(
    const Params& params, const LandCover::Share& land,
    const std::function<void(std::string_view, std::string_view, double, std::string_view)>& add) {
  if (land.land_m2 <= 0) return;
  add("built_up_m2", tr_key("Built-up land"), land.land_m2, "m²");
  add("built_up_covered_percent",
      params.metric == "euclid"
          ? tr_key("Share of the built-up land within the radius")
          : tr_key("Share of the built-up land within the radius in a straight line: at most"),
      100 * land.share(), "%");
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

/// What the repairs are worth in new hydrants.
template <class Add>
void add_worth_figures(const RepairWorth& worth, const Add& add) {
  const auto figure = [&](std::string_view name, const char* title, std::size_t value) {
    add(name, title, static_cast<double>(value), std::string_view());
  };
  figure("repair_enough", tr_key("of them so many suffice for these buildings (estimate)"),
         worth.repairs.size());
  if (worth.buildings_new == worth.buildings)
    return figure("repair_equals_new",
                  tr_key("New hydrants on streets that would do the same (estimate)"),
                  worth.places.size());
  figure("repair_new", tr_key("New hydrants on streets that would do a part of it (estimate)"),
         worth.places.size());
  figure("repair_new_buildings", tr_key("Of these buildings they would keep from failing"),
         worth.buildings_new);
}

/// How many hydrants each reason keeps out: `add(code, title, count)`, in a fixed order.
template <class Add>
void count_kept_out(const City& city, const SourceRule& rule, const Add& add) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> titles{{
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
      {pressure_too_low_code, tr_key("of them known to have too little pressure")},
      {flow_too_low_code, tr_key("of them known to give too little water")},
  }};
  for (const auto& [code, title] : titles) {
    std::size_t count = 0;
    for (const Hydrant& hydrant : city.hydrants->rows) count += source_code(hydrant, rule) == code;
    if (count > 0) add(code, title, count);
  }
}

}  // namespace

std::string_view source_code(const Hydrant& hydrant, const SourceRule& rule) {
  if (counts_as_source(hydrant, rule)) return "usable";
  if (hydrant.duplicate_of) return "duplicate";
  if (hydrant.switched_off) return "switched_off";
  const bool may_work =
      hydrant.status == HydrantStatus::working || hydrant.status == HydrantStatus::unknown;
  const TooLittle::Of little = too_little(hydrant, rule).of;
  if (may_work && little != TooLittle::Of::nothing)
    return little == TooLittle::Of::flow ? flow_too_low_code : pressure_too_low_code;
  if (hydrant.status != HydrantStatus::working) return hydrant_status_name(hydrant.status);
  return "doubtful_position";
}

std::vector<KeyFigure> hydrant_figures(const City& city, const Params& params, const Result& result,
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
  const auto verdicts = [&](Verdict v) { return static_cast<double>(tally.counts[v]); };
  const auto coverages = [&](Coverage c) {
    return static_cast<double>(tally.counts.coverages[static_cast<std::size_t>(c)]);
  };
  add("hydrant_radius_m", "Protection radius", params.radius_m, "m");
  add("buildings_checked", "Buildings checked for hydrants",
      static_cast<double>(tally.counts.checked));
  const auto add_overridden = [&](std::string_view name, Verdict v) {
    const std::size_t count = tally.overridden[static_cast<std::size_t>(v)];
    if (count > 0)
      add(name, tr_key("of them set by a person, not computed"), static_cast<double>(count));
  };
  add("hydrant_pass", "Buildings that pass", verdicts(Verdict::pass));
  add_overridden("hydrant_pass_overridden", Verdict::pass);
  add("hydrant_marginal", "Buildings on the margin", verdicts(Verdict::marginal));
  add("hydrant_fail", "Buildings that fail", verdicts(Verdict::fail));
  add_overridden("hydrant_fail_overridden", Verdict::fail);
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
  add_land_figures(params, result.land.all, add);
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
    if (result.worth) add_worth_figures(*result.worth, add);
  }
  add("hydrants_not_usable", "Hydrants that do not count",
      static_cast<double>(result.usable.size()) - static_cast<double>(usable));
  count_kept_out(city, params.sources(),
                 [&](std::string_view code, std::string_view title, std::size_t n) {
                   add(fmt::format("hydrants_{}", code), title, static_cast<double>(n));
                 });
  for (KeyFigure& of_class : flow_class_figures(city, result.usable, profile))
    figures.push_back(std::move(of_class));
  if (const std::uint64_t aside = hydrants_set_aside(city); aside > 0)
    add("hydrants_set_aside", "Hydrant records set aside, most without a place",
        static_cast<double>(aside));
  return figures;
}

}  // namespace firebreak
