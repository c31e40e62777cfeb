#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/analysis/hose_gaps.hpp"
#include "core/analysis/source_rule.hpp"
#include "core/base/job.hpp"
#include "core/base/params.hpp"
#include "core/model/analysis_output.hpp"
#include "core/model/city.hpp"
#include "core/model/profile.hpp"

namespace firebreak {

/// Whether the hose of a hydrant gets to a building (algorithms 2.2, R1): in a straight line from
/// the hydrant to a road that it sees, along the roads, and in a last straight stretch over open
/// ground to the facade. The radius of the code (R0) says whether a building complies; this says
/// whether a hose along the roads is long enough.
struct HoseLay {
  static constexpr std::string_view id = "hose_lay";

  /// Its own parameters stand among those of the hydrants: `hydrants.last_stretch_m`.
  struct Params {
    double last_stretch_m = 50;  ///< longest straight stretch off the roads, at either end
    double hose_slack = 1;       ///< a hose never lies straight: length of hose per metre of way
    double radius_m = 150;       ///< how far a hose is laid: the protection radius (no own key)
    double party_wall_m = 0.6;   ///< as the coverage has it (no own key)
    double courtyard_m = 24;     ///< as the coverage has it (no own key)
    SourceRule sources{};        ///< as the coverage has it (no own keys)
    GapRule gaps{};              ///< as the coverage draws its own (no own keys)
    bool any_part = false;       ///< the rule asks for any point of the facade (no own key)
    static std::span<const Param<Params>> schema();
    friend bool operator==(const Params&, const Params&) = default;
  };

  /// How much of the exposed facade a hose of `radius_m` gets to. none: not to any of it, along the
  /// roads. off_road: no road on the ground and no usable hydrant lies within a last stretch of it.
  /// hidden: some do, but none sees it; a hose would have to go round what stands between, which
  /// this does not follow. unknown: there are no roads, hydrants or footprint.
  enum class Reach : std::uint8_t { full, partly, none, hidden, off_road, unknown };

  struct Lay {
    Reach reach = Reach::unknown;
    double share = 0;             ///< of the exposed facade, 0…1
    std::optional<double> lay_m;  ///< shortest hose to the building; none if no road leads
    std::optional<Id<Hydrant>> hydrant;
    /// Where that hose leaves the road, and the wall it comes to; `segment` is none for a hose that
    /// needs no road.
    std::uint32_t segment = UINT32_MAX;
    double along_m = 0;
    Xy wall;
  };

  struct Result {
    std::vector<Lay> buildings;  ///< one per building of the city
    /// Per building the hose of `lay_m` from the hydrant to the wall: one line, or no geometry.
    Shapes routes;
    CoverageGaps gaps;  ///< of the buildings out of reach along the roads, wholly or in part
  };

  /// Pure: the same city and parameters give the same result on any number of threads.
  ///
  /// A last stretch starts from a place every 5 m of a road on the ground or from the hydrant
  /// itself, is at most `last_stretch_m` long and crosses no other building, wall, railway, water
  /// or motorway. The share is measured at places every 4 m of the exposed facade, each from the 8
  /// places of roads nearest to it.
  /// Throws `Error` (usage) for parameters out of range, `Cancelled`.
  static Result run(const City& city, const Params& params, const Job& job);

  /// Columns of `building_risk`, layers `hose_lines` and `hose_gaps`, figures. `passes`: one flag
  /// per building, 1 = it passes the rule of the radius; empty: not judged.
  static AnalysisOutput output(const City& city, const Params& params, const Result& result,
                               std::span<const std::uint8_t> passes);
};

/// What the hoses say of each building, as its gaps are drawn by. Hidden and off the road is not
/// known to be out of reach.
std::vector<HoseSaid> said_of(const City& city, const HoseLay::Params& params,
                              std::span<const HoseLay::Lay> lays);

/// The word of the column `hose_reach`.
std::string_view hose_reach_name(HoseLay::Reach reach);

}  // namespace firebreak
