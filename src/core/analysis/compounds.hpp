#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/lanes.hpp"
#include "core/base/job.hpp"
#include "core/base/params.hpp"
#include "core/base/text.hpp"
#include "core/model/analysis_output.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// How an engine gets into each housing compound (role `compounds`) and what it finds there: the
/// entrances, the ring lane, the buildings reached, the hydrants; with a grade and its reasons.
///
/// Nothing here is a rule of a code of its own: the widths asked for are those of the lanes, and
/// the grade only sorts the compounds by what has to be done first. A missing ring lane does not
/// lower it: dwellings need a lane along one side (GB 50016-2014 7.1.2).
struct Compounds {
  static constexpr std::string_view id = "compounds";

  /// Its parameters stand among those of the lanes: `lanes.compound_hydrant_m`.
  struct Params {
    double compound_hydrant_m = 150;  ///< a hydrant outside, but this near, serves a compound
    static std::span<const Param<Params>> schema();
    friend bool operator==(const Params&, const Params&) = default;
  };

  /// Why an entrance is judged as it is; the words stand in `reason_code`.
  enum class EntranceReason : std::uint8_t {
    wide_enough,      ///< pass
    to_be_measured,   ///< marginal: the data are not exact enough to tell
    too_narrow,       ///< fail
    too_low,          ///< fail
    locked,           ///< fail
    width_unknown,    ///< unknown: nobody recorded it, or only from above
    height_unknown,   ///< unknown: the height is known only from above
    opening_unknown,  ///< unknown: a gate that is only drawn, whether it opens nobody said
  };

  /// A gate on the boundary, or a place without one where a lane leads in.
  struct Entrance {
    std::uint32_t compound = 0;  ///< position in `Result::compounds`
    Xy at;
    std::optional<std::uint32_t> gate;          ///< obstacle; none: a lane without a gate
    std::optional<std::uint32_t> lane;          ///< segment that leads through it; none is drawn
    std::optional<double> width_m;              ///< of the gate; without one the least of the lane
    bool width_below = false;                   ///< no more is known than that it is at most that
    std::optional<double> height_m;             ///< least of gate, lane, signs and arches at it
    bool height_below = false;                  ///< the same of the height
    Verdict verdict = Verdict::unknown;         ///< by the width and height that the rule asks for
    Verdict engine_verdict = Verdict::unknown;  ///< by those of the engine
    EntranceReason reason = EntranceReason::width_unknown;  ///< of `verdict`
  };

  /// Lanes by which an engine can drive round, with two connections to other lanes
  /// (GB 50016-2014 7.1.9).
  enum class Ring : std::uint8_t {
    yes,
    one_connection,  ///< a ring inside that hangs on a single lane
    no,
    unknown,   ///< only by lanes of unknown width
    no_lanes,  ///< no lane is drawn inside: nobody knows
  };

  enum class Grade : std::uint8_t { green, yellow, red };

  /// What lowers the grade, the worst first; bits of `Compound::reasons`.
  enum class Reason : std::uint8_t {
    no_way_in,          ///< red: no entrance lets the engine through
    buildings_cut_off,  ///< red
    no_hydrant,         ///< red: none usable inside or near
    entrance_fails,     ///< yellow: below the rule
    one_entrance,       ///< yellow: a single one surely lets the engine through
    entrance_unsure,    ///< yellow: not known, or to be measured
    no_entrance_known,  ///< yellow: neither gate nor lane is drawn
    way_in_unknown,     ///< yellow: of some building
  };
  static constexpr std::size_t reason_count = 8;

  struct Compound {
    std::uint32_t layer = 0;  ///< of `City::others`
    std::uint32_t row = 0;    ///< of that layer
    std::string id;
    std::optional<Id<ManagementUnit>> unit;
    std::uint32_t entrances = 0;
    std::uint32_t entrances_pass = 0;   ///< surely let the engine through
    std::uint32_t gates = 0;            ///< of the entrances
    std::uint32_t locked = 0;           ///< of the gates
    std::optional<double> narrowest_m;  ///< least known width of an entrance
    std::optional<double> lowest_m;     ///< least known height of an entrance
    Ring ring = Ring::no_lanes;
    std::uint32_t buildings = 0;
    std::uint32_t reached = 0;
    std::uint32_t cut_off = 0;          ///< the others of the buildings may be reached
    std::uint32_t hydrants_inside = 0;  ///< usable ones
    std::uint32_t hydrants_near = 0;    ///< usable ones outside, no farther than the parameter
    std::uint32_t reasons = 0;          ///< bits of `Reason`
    Grade grade = Grade::green;
    bool has(Reason reason) const { return (reasons >> static_cast<unsigned>(reason) & 1U) != 0; }
  };

  struct Result {
    std::vector<Compound> compounds;  ///< in the order of the layers
    std::vector<Entrance> entrances;  ///< by rising compound
    /// Position of the compound that holds each building; of several the first.
    std::vector<std::optional<std::uint32_t>> of_building;
  };

  /// Pure: the same city, parameters and lanes give the same result on any number of threads.
  /// `judged` are the parameters that the lanes were judged by. Throws `Error` (usage) for
  /// parameters out of range, `Cancelled`.
  static Result run(const City& city, const Params& params, const Lanes::Params& judged,
                    const Lanes::Result& lanes, const Job& job);

  /// Layers `compound_grades` and `compound_entrances`, the column `compound_id` of
  /// `building_risk`, and figures.
  static AnalysisOutput output(const City& city, const Lanes::Params& judged, const Result& result);
};

/// True if a layer of the city holds the outline of a housing compound.
bool has_compounds(const City& city);

std::string_view entrance_reason_code(Compounds::EntranceReason reason);
std::string_view ring_name(Compounds::Ring ring);
std::string_view grade_name(Compounds::Grade grade);
std::string_view compound_reason_code(Compounds::Reason reason);

/// The reasons of a grade as a sentence in the language named, from the codes as `reason_code` of
/// `compound_grades` holds them: "no_way_in one_entrance". Empty for none.
std::string compound_reason_words(std::string_view codes, Language in);
/// What is to be done about them, in the same way.
std::string compound_measure_words(std::string_view codes, Language in);

}  // namespace firebreak
