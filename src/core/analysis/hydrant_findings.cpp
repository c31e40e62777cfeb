#include "core/analysis/hydrant_findings.hpp"

#include <algorithm>
#include <string_view>

#include "core/base/text.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using Params = HydrantCoverage::Params;
using Cover = HydrantCoverage::Cover;
using Result = HydrantCoverage::Result;

/// Repairs come before new hydrants (algorithms 2.5), but close a gap only where no building of it
/// fails any more once all that await repair work.
std::string_view measure_of(const Result& result, const CoverageGap& gap) {
  const auto helped = [&](auto b) { return result.repaired_together[b] != 0; };
  if (std::ranges::all_of(gap.buildings, helped))
    return tr_key(
        "Repair or clear the hydrants that already stand within reach of these buildings.");
  if (std::ranges::any_of(gap.buildings, helped))
    return tr_key(
        "Repair or clear the hydrants that already stand within reach, and place one for the "
        "buildings that fail even then.");
  return tr_key("Place a hydrant so that these buildings lie within the protection radius.");
}

/// Screening grade: 1 red for a key site, 100 people or 30 buildings; 4 blue for a minor gap;
/// 2 orange from 30 people or 10 buildings; 3 yellow otherwise.
int grade_of(const CoverageGap& gap) {
  const double people = gap.people.value_or(0);
  if (gap.key_sites > 0 || people >= 100 || gap.buildings.size() >= 30) return 1;
  if (gap.minor) return 4;
  return people >= 30 || gap.buildings.size() >= 10 ? 2 : 3;
}

}  // namespace

std::string hydrant_gap_reason(double radius_m, const HydrantGapCounts& counts, Language in) {
  std::string told = text_in(in,
                             "Buildings of which no part lies within {0:g} m of a hydrant that "
                             "counts: {1}; a part only: {2}.",
                             radius_m, counts.unreached, counts.in_part);
  if (counts.repaired == 0) return told;
  if (in == Language::en) told += ' ';
  return told + text_in(in, "Of all, those that fail no more once hydrants are repaired: {}.",
                        counts.repaired);
}

GapReach reach_of(const City& city, const Result& result, const CoverageGap& gap) {
  GapReach reach;
  reach.worst_building = gap.buildings.front();
  for (const auto b : gap.buildings) {
    const Cover& cover = result.buildings[b];
    reach.in_study_area = reach.in_study_area || !cover.outside_study_area;
    reach.counts.unreached += cover.coverage == HydrantCoverage::Coverage::none;
    reach.counts.in_part += cover.coverage == HydrantCoverage::Coverage::partly;
    reach.counts.repaired += result.repaired_together[b] != 0;
    if (!cover.nearest_m) continue;
    if (!reach.worst_m || *cover.nearest_m > *reach.worst_m) {
      reach.worst_m = cover.nearest_m;
      reach.worst_building = b;
    }
    const std::string_view hydrant = city.hydrants->ids[cover.nearest->value];
    if (!reach.nearest_m || *cover.nearest_m < *reach.nearest_m ||
        (*cover.nearest_m == *reach.nearest_m && hydrant < reach.nearest_id)) {
      reach.nearest_m = cover.nearest_m;
      reach.nearest_id = hydrant;
    }
  }
  return reach;
}

std::vector<Finding> gap_findings(const City& city, const Params& params, const Result& result,
                                  std::span<const GapReach> reaches) {
  std::vector<Finding> findings;
  if (result.gaps.gaps.empty()) return findings;
  for (std::size_t g = 0; g < result.gaps.gaps.size(); ++g) {
    const CoverageGap& gap = result.gaps.gaps[g];
    if (!reaches[g].in_study_area) continue;
    Finding finding;
    finding.key = gap.id;
    finding.kind = "hydrant_gap";
    if (const auto unit =
            unit_at(city, interior_point(city.buildings->shapes, reaches[g].worst_building)))
      finding.place = city.units->names[unit->value];
    finding.shape.add_copy(result.gaps.shapes, g);
    finding.measured = reaches[g].worst_m;
    finding.limit = params.radius_m;
    finding.unit = "m";
    finding.rule_key = "hydrants.radius_m";
    finding.impact_buildings = static_cast<double>(gap.buildings.size());
    finding.impact_people = gap.people;
    finding.impact_sites = gap.key_sites;
    finding.grade = grade_of(gap);
    finding.measure = measure_of(result, gap);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace firebreak
