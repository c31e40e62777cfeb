#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/coverage_gaps.hpp"
#include "core/analysis/land_cover.hpp"
#include "core/analysis/overrides.hpp"
#include "core/analysis/repair_worth.hpp"
#include "core/analysis/source_rule.hpp"
#include "core/base/job.hpp"
#include "core/base/params.hpp"
#include "core/base/text.hpp"
#include "core/model/analysis_output.hpp"
#include "core/model/city.hpp"
#include "core/model/profile.hpp"

namespace firebreak {

/// Which buildings lie within the protection radius of a working hydrant, measured in a straight
/// line (GB 50974-2014 7.2.5 speaks of a radius; algorithms 2.2 R0, 2.3), and the areas where they
/// do not (2.7, 2.8).
struct HydrantCoverage {
  static constexpr std::string_view id = "hydrants";
  static constexpr std::string_view title = "Hydrant coverage gaps";

  struct Params {
    double radius_m = 150;
    std::string metric =
        "euclid";              ///< euclid: straight line; hose_route: along the way of the hose
    std::string rule = "all";  ///< all: every part of the facade; any: its nearest point
    bool exclude_doubtful = false;  ///< leave out hydrants of doubtful position
    double fire_flow_lps = 0;       ///< a hydrant known to give less does not count; 0: any does
    double fire_pressure_mpa = 0;   ///< the same of its pressure
    double party_wall_m = 0.6;
    double courtyard_m = 24;
    double gap_closing_m = 15;
    double gap_opening_m = 3;
    double minor_gap_m2 = 500;
    bool ignore_accuracy = false;  ///< `accuracy.ignore`: judge the bare numbers (no own key)
    GapRule gap_rule() const { return {gap_closing_m, gap_opening_m, minor_gap_m2}; }
    SourceRule sources() const { return {exclude_doubtful, fire_flow_lps, fire_pressure_mpa}; }
    static std::span<const Param<Params>> schema();
    friend bool operator==(const Params&, const Params&) = default;
  };

  /// How much of the exposed facade lies within the bare radius.
  enum class Coverage : std::uint8_t { full, partly, none, unknown };

  /// Why the verdict is what it is; the words stand in `reason_code`.
  enum class Reason : std::uint8_t {
    whole_in_reach,      ///< pass
    nearest_in_reach,    ///< pass by the rule `any`
    route_not_computed,  ///< unknown: near enough in a straight line, but the rule measures the
                         ///< route
    within_accuracy,     ///< marginal: the positions are not exact enough to tell
    partly_in_reach,     ///< fail
    out_of_reach,        ///< fail
    no_usable_hydrant,   ///< fail: hydrants are known, none can be used
    no_hydrant_data,     ///< unknown
    no_geometry,         ///< unknown
    not_judged,          ///< not applicable: a sliver, no building
    checked_within,      ///< pass: so it was found on site
    checked_beyond,      ///< fail: so it was found on site
    state_unknown,       ///< unknown: only hydrants whose state nobody knows may reach it
  };

  struct Cover {
    std::optional<double> nearest_m;     ///< footprint to hydrant, 0 inside
    double margin_m = 0;                 ///< 1.5 sigma of that distance; 0 where it is ignored
    std::optional<Id<Hydrant>> nearest;  ///< of several equally near: the smaller id
    std::uint32_t in_reach = 0;          ///< usable hydrants within the bare radius, inclusive
    /// The nearest within the bare radius that gives too little to count, where it is nearer than
    /// any that counts.
    std::optional<Id<Hydrant>> too_weak;
    double too_weak_m = 0;
    /// The only one within the radius; where it fails by those that surely work, the only one that
    /// may work too.
    std::optional<Id<Hydrant>> sole;
    double covered_share = 0;  ///< of the exposed facade, at the bare radius
    Coverage coverage = Coverage::unknown;
    Verdict verdict = Verdict::not_applicable;
    Reason reason = Reason::not_judged;  ///< of the verdict as computed
    std::optional<Verdict> computed;     ///< where a person set `verdict` in its place
    bool through_adjoining = false;      ///< no facade of its own: judged by its neighbours'
    bool outside_study_area = false;     ///< judged, but not in reports
    std::optional<std::uint32_t> gap;    ///< position in `Result::gaps`
  };

  struct Result {
    std::vector<Cover> buildings;      ///< one per building of the city
    std::vector<std::uint8_t> usable;  ///< one per hydrant: counts as a source here
    /// One per hydrant: buildings within its radius. Of a hydrant whose state is unknown those that
    /// no usable one serves.
    std::vector<std::uint32_t> served;
    std::vector<std::uint32_t> sole_source;  ///< … of which it is the only one
    std::vector<ExposureSum> sole_exposure;  ///< … and what these expose
    /// Per hydrant that awaits repair, or gives too little: failing buildings that would not fail
    /// if it worked too.
    std::vector<std::optional<std::uint32_t>> repair_gains;
    /// One per building, 1: it fails and would not if all that await repair worked.
    std::vector<std::uint8_t> repaired_together;
    std::optional<RepairWorth> worth;        ///< of those repairs, in the study area
    std::vector<OverrideOutcome> overrides;  ///< of those about the radius
    LandCover land;                          ///< at the bare radius
    CoverageGaps gaps;                       ///< areas of the failing buildings, best rank first
  };

  /// Pure: the same city and parameters give the same result on any number of threads.
  ///
  /// A building passes the rule `all` if its whole facade lies in the union of the discs of radius
  /// minus 1.5 sigma, fails if not even radius plus 1.5 sigma covers it, and is marginal between
  /// (product.md 7.7). Sigma belongs to the pair of building and hydrant, so hydrants of several
  /// sources have discs of several sizes in the same union. A building all of whose walls, party
  /// walls included, are covered is full; otherwise only its exposed facade counts.
  /// A building that fails, but would not if hydrants of unknown state worked, is unknown.
  /// A hydrant known to give too little is none, and awaits repair (standards H8-CN).
  /// An override that is in force sets the verdict last, whatever was computed or found on site.
  /// Where the rule measures the route of the hose (metric `hose_route`), a straight line beyond
  /// the limit proves that the route is; within it the verdict is unknown, since the route is not
  /// computed (product.md 7.6).
  /// Throws `Error` (usage) for parameters out of range, `Cancelled`.
  static Result run(const City& city, const Params& params, const Job& job);

  /// Columns of `building_risk`, layers `hydrant_gaps` and `hydrant_reach`, findings and figures.
  static AnalysisOutput output(const City& city, const Params& params, const Result& result,
                               const Profile& profile);
};

/// One flag per building: 1 = its interior point lies outside the study area, if there is one.
/// Throws `Cancelled`.
std::vector<std::uint8_t> outside_study_area(const City& city, const Job& job);

std::string_view coverage_name(HydrantCoverage::Coverage coverage);
/// The word of the column `reason_code` of a verdict that a person set.
inline constexpr std::string_view overridden_code = "overridden";
/// The word of the column `reason_code` as computed.
std::string_view reason_code(HydrantCoverage::Reason reason);
std::optional<HydrantCoverage::Reason> reason_from_code(std::string_view code);

/// The figures of one building's verdict, as the columns of `building_risk` hold them.
struct HydrantReason {
  HydrantCoverage::Reason reason = HydrantCoverage::Reason::not_judged;
  double radius_m = 0;
  std::string_view nearest_id;
  double nearest_m = 0;
  double covered_share = 0;
  std::uint32_t in_reach = 0;
  bool through_adjoining = false;
  bool confirmed = true;     ///< the clause of the radius is; else the sentence says that it is not
  double margin_m = 0;       ///< of `nearest_m`, by the accuracy of the positions
  OverrideTold override_{};  ///< where a person set the verdict; else empty
  std::string_view too_weak_id{};  ///< a nearer one that gives too little; else empty
  double too_weak_m = 0;
  TooLittle too_little{};
};

/// A share of the facade in per cent that never rounds to "none" or "all" what is neither.
std::string facade_per_cent(double share);

/// The verdict's reason as one or two true sentences with their figures, in the language named.
std::string reason_sentence(const HydrantReason& figures, Language in);

}  // namespace firebreak
