#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/exposure.hpp"
#include "core/analysis/lane_width.hpp"
#include "core/base/job.hpp"
#include "core/base/params.hpp"
#include "core/model/analysis_output.hpp"
#include "core/model/city.hpp"
#include "core/model/lane_ids.hpp"
#include "core/model/profile.hpp"

namespace firebreak {

/// How wide each lane is between what stands beside it, whether that meets the rule and lets the
/// chosen engine through, where it is narrowest and what makes it so, and which buildings the
/// engine cannot reach (algorithms 3.2 to 3.6, 3.10).
struct Lanes {
  static constexpr std::string_view id = "lanes";
  static constexpr std::string_view title = "Blocked fire lanes";

  struct Params {
    double clear_width_m = 4;     ///< GB 50016-2014 7.1.8
    double clear_height_m = 4;    ///< GB 50016-2014 7.1.8
    double gate_width_m = 0;      ///< clear width at a gate; 0: that of the lane
    double walled_width_m = 0;    ///< between buildings or walls on both sides; 0: that of the lane
    double walled_length_m = 12;  ///< over more than this length
    double legal_band_m = 8;      ///< length over which the width has to be free in a straight line
    double corridor_half_width_m = 12;
    double cap_m = 8;                ///< widths are exact below this
    double data_reach_m = 150;       ///< a lane farther from every building is not measured by them
    double agree_m = 0.5;            ///< declared and measured widths this near agree
    double survey_accuracy_m = 1;    ///< a source this exact declares widths that are trusted
    double access_m = 60;            ///< from the engine's last place to the building
    bool main_roads_pass = true;     ///< on the way in, a main road of unknown width is passed
    bool obey_one_way = false;       ///< the engine does not drive against one-way rules
    double dead_end_m = 0;           ///< a longer dead end needs room to turn; 0: no rule
    double turnaround_m = 0;         ///< side of the square that is room enough; 0: none named
    double turnaround_circle_m = 0;  ///< diameter of the circle that is; 0: none named
    double mesh_m = 0;               ///< largest distance between lanes; 0: no rule
    std::string classes =
        "trunk primary secondary tertiary unclassified residential living_street pedestrian "
        "service unknown";
    std::string occasion = "always";
    bool ignore_accuracy = false;  ///< judge the bare numbers (key `accuracy.ignore`, none here)
    Vehicle engine{"pumper"};      ///< the engine that has to pass
    static std::span<const Param<Params>> schema();
    friend bool operator==(const Params&, const Params&) = default;
  };

  /// Why the verdict is what it is; the words stand in `reason_code`.
  enum class Reason : std::uint8_t {
    wide_enough,        ///< pass
    manoeuvring,        ///< marginal: wide enough, but not in a straight line
    within_accuracy,    ///< marginal: the data are not exact enough to tell
    declared_narrower,  ///< marginal: free ground, but the road is declared narrower than asked
    too_narrow,         ///< fail
    closed,             ///< fail: something stands across the lane
    gate_locked,        ///< fail
    width_limit,        ///< fail: a sign, a gate or a posted limit is narrower
    walled,             ///< fail: too narrow between buildings or walls on both sides
    too_low,            ///< fail
    no_data,            ///< unknown: no building, kerb or declared width near
    gate_unknown,       ///< unknown: a gate or sign whose width nobody recorded, or only from above
    gate_unclear,       ///< unknown: a gate at a junction, or not exactly on the line
    gate_or_lane,       ///< unknown: enough for the gate, not for the lane; which was measured?
    passage_height,     ///< unknown: a height nobody recorded (passage), or only from above
    building_over,      ///< unknown: a building is drawn over the lane (conflict)
    barrier_across,     ///< unknown: a long wall or fence is drawn across the lane (conflict)
    walled_unclear,     ///< marginal: the same, but the data are not exact enough to tell
    no_fire_lane,       ///< not applicable
  };

  /// Which of the rules on width a verdict rests on.
  enum class WidthAsked : std::uint8_t { lane, gate, walled };

  /// What the width was taken from.
  enum class Source : std::uint8_t {
    none,
    building_gap,  ///< between buildings: an upper bound of the clear width
    obstacle,      ///< an obstacle, wall or fence is one of the two sides
    kerb,
    declared,
    limit,        ///< gate, sign or posted limit
    field_check,  ///< measured on site
    plan,         ///< a plan makes the lane so wide
  };

  /// Declared against measured (algorithms 3.5).
  enum class Occupancy : std::uint8_t { unknown, agree, narrowed, wider_gap };

  struct Lane {
    std::optional<float> width_m;     ///< the width judged; at most the cap when measured
    std::optional<float> measured_m;  ///< between things, before declared widths and limits
    std::optional<float> band_m;      ///< straight band over the legal length
    std::optional<float> height_m;
    std::optional<float> walled_m;     ///< between buildings or walls on both sides, if asked for
    std::uint32_t pinch = UINT32_MAX;  ///< position in `Result::pinches`
    std::uint32_t buildings_cut_off = 0;  ///< this lane is the narrowest of their best way in
    /// Blocked, it is the first lane that the engine has to go round on its fastest way to these.
    std::uint32_t buildings_detoured = 0;
    std::optional<float> detour_s;  ///< of them the longest
    Verdict verdict = Verdict::unknown;
    Verdict engine_verdict = Verdict::unknown;
    Reason reason = Reason::no_data;
    WidthAsked asked = WidthAsked::lane;
    Source source = Source::none;
    Basis basis = Basis::missing;
    Occupancy occupancy = Occupancy::unknown;
    bool capped = false;  ///< at least as wide as the cap
    /// The width less and plus its margin; the same where it is declared or posted. The way in is
    /// searched by them (product.md 7.7). No `surely_m` where the width is only an upper bound.
    std::optional<float> surely_m;
    std::optional<float> maybe_m;
    /// What limits surely leave of a lane of which nothing else is known.
    std::optional<float> limit_surely_m;
    float sigma_m = 0;  ///< one sigma of a measured width; 0 where it is declared, or ignored
    /// The data contradict themselves here, or leave out what a gate or a passage lets through: no
    /// way over this lane is certain.
    bool doubt = false;
    /// Measured where not everything that stands beside the lane is drawn, or known by a limit
    /// alone: it may be narrower, and nothing about it is sure.
    bool upper_bound = false;
    bool own_gate = false;  ///< a gate in a fire station's yard, taken as opened by its crew
  };

  struct Pinch {
    std::uint32_t lane = 0;
    double width_m = 0;
    double station_m = 0;  ///< chainage of its middle
    PinchGap gap;
    /// False where the width is declared, posted or checked on site: the gap is then where the lane
    /// is narrowest as drawn, and what stands there is not what makes it narrow.
    bool measured = true;
  };

  /// A stretch of a lane that is as wide all along: what is free from metre to metre, the least of
  /// them; neighbouring metres that differ by less than 0.1 m are one stretch.
  struct WidthRun {
    std::uint32_t lane = 0;
    float from_m = 0;  ///< chainages
    float to_m = 0;
    std::optional<float> left_m;   ///< from the centre line; none: nothing as far as is looked
    std::optional<float> right_m;  ///< the same
    float free_m = 0;              ///< the widest band, beside the centre line too; at most the cap
    bool at_least = false;         ///< at least that
    bool on_line = false;          ///< something stands on the centre line: left and right are 0
  };

  enum class CutOff : std::uint8_t { no, yes, unknown };

  /// The best way of the engine to one building.
  struct WayIn {
    CutOff cut_off = CutOff::unknown;
    std::optional<float> width_m;       ///< narrowest place, unknown widths taken as closed
    std::uint32_t lane = UINT32_MAX;    ///< where the way is narrowest
    std::uint32_t access = UINT32_MAX;  ///< the nearest lane in front of the building
    Verdict lane_verdict = Verdict::unknown;
    /// How much longer the engine drives because lanes are blocked (lane_detour.hpp).
    std::optional<float> detour_s;
    bool judged = true;  ///< false for a sliver
  };

  /// The detours to all buildings together. What is cut off has none and stands beside them.
  struct Detours {
    std::uint32_t buildings = 0;  ///< with a detour
    std::optional<float> p50_s;   ///< of all buildings whose detour is known, if it is none too
    std::optional<float> p90_s;
    std::optional<double> people_mean_s;  ///< of the same, each weighed by the people in it
    ExposureSum cut_off;
  };

  /// A lane that every way of the engine to some buildings leads over (lane_critical.hpp).
  struct Critical : ExposureSum {
    std::uint32_t lane = 0;
    std::uint32_t buildings = 0;          ///< surely cut off once it is blocked
    std::uint32_t buildings_reached = 0;  ///< of them surely reached now; the others perhaps
  };

  /// Why a dead end is judged as it is; the words stand in `reason_code`.
  enum class TurnReason : std::uint8_t {
    short_enough,    ///< not applicable: an engine may back out of it
    has_room,        ///< pass
    room_unclear,    ///< marginal: large enough for one shape, or not exact enough to tell
    length_unclear,  ///< marginal: no room, but the length is too near the limit to tell
    no_room,         ///< fail
    ground_unknown,  ///< unknown: room between what is drawn, but what the ground is like nobody
                     ///< drew
    size_unknown,    ///< unknown: the profile names no size
    no_rule,         ///< not applicable: the profile has no rule
  };

  /// A way out of which an engine cannot drive forwards (lane_dead_ends.hpp).
  struct DeadEnd {
    std::vector<std::uint32_t> lanes;  ///< from where the engine can turn to the end
    std::uint32_t end = 0;             ///< node
    double length_m = 0;
    std::optional<double> room_m;  ///< diameter of the largest free circle at its end, where asked
    bool room_capped = false;      ///< at least that
    bool kerbs = false;            ///< the circle lies on a carriageway that is drawn
    Verdict verdict = Verdict::not_applicable;
    TurnReason reason = TurnReason::no_rule;
  };

  /// What lies between lanes that an engine gets through (lane_blocks.hpp).
  struct Block {
    std::optional<double>
        depth_m;  ///< of the largest circle between them, where it may be too large
    Xy centre;    ///< its middle
    double area_m2 = 0;
    std::uint32_t buildings = 0;
    std::uint32_t buildings_far = 0;  ///< of one that fails: farther than half the rule from a lane
    Verdict verdict = Verdict::unknown;
  };

  struct Result {
    std::vector<Lane> lanes;        ///< one per segment of the network
    std::vector<Pinch> pinches;     ///< of lanes that fail or are marginal, in their order
    std::vector<WidthRun> profile;  ///< of fire lanes whose pinch is measured, by rising lane
    std::vector<WayIn> buildings;   ///< one per building
    Detours detours;
    std::vector<Critical> critical;  ///< by rising lane
    std::uint32_t on_one_way = 0;    ///< buildings that depend on at least one of them
    std::vector<DeadEnd> dead_ends;  ///< of fire lanes, by rising end
    std::vector<Block> blocks;       ///< between lanes, with a building; none without a rule
    Shapes block_shapes;             ///< one per block
    bool from_stations = false;      ///< ways in start at stations, else at the main road network
  };

  /// Pure: the same city and parameters give the same result on any number of threads. Throws
  /// `Error` (usage) for parameters out of range, `Cancelled`.
  static Result run(const City& city, const Params& params, const Job& job);

  /// Layers `fire_lanes`, `pinch_points`, `pinch_lines`, `lane_profile`, with buildings
  /// `critical_segments`, with rules `dead_ends` and `lane_blocks`; columns of `building_risk`,
  /// findings and figures.
  static AnalysisOutput output(const City& city, const Params& params, const Result& result,
                               const Profile& profile);
};

std::string_view lane_reason_code(Lanes::Reason reason);
/// The reason of this code; none if there is no such.
std::optional<Lanes::Reason> lane_reason_from_code(std::string_view code);
std::string_view turn_reason_code(Lanes::TurnReason reason);
std::string_view lane_source_name(Lanes::Source source);
std::string_view cut_off_name(Lanes::CutOff cut_off);

/// Up to which width lanes are measured: a little above every width that is asked for.
double exact_cap_m(const Lanes::Params& params);

/// The width that a rule asks for.
double asked_width_m(const Lanes::Params& params, Lanes::WidthAsked asked);

/// The time whose obstacles stand.
Occasion occasion_of(const Lanes::Params& params);

/// True for classes that an engine can drive on at all (no footways, paths, steps, cycleways).
bool engine_can_use(RoadClass road_class);

}  // namespace firebreak
