#pragma once

#include "core/base/job.hpp"
#include "core/io/risk_file.hpp"
#include "core/model/check_list.hpp"

namespace firebreak {

/// How likely what was not known turns out to fail. Stated constants, not measurements: nothing is
/// known of a figure that is missing, and most hydrants without a recorded state work.
inline constexpr double chance_unknown = 0.5;
inline constexpr double chance_state_not_recorded = 0.2;
/// A building marginal for the radius: as drawn its facade is wholly within reach, or is not. The
/// mean of the normal distribution over the 1.5 sigma on that side of the limit.
inline constexpr double chance_as_drawn_within = 0.25;
inline constexpr double chance_as_drawn_beyond = 0.75;

/// The chance that a width measured as `value_m` with one sigma is really below its limit.
double chance_below(double value_m, double limit_m, double sigma_m);

/// Every row of a result that is marginal or unknown: buildings by the hydrant radius, fire lanes
/// by the rule and for the engine, ways in that no listed lane explains, hydrants of unknown or
/// unrecorded state, serious defects of the data. Words in the language set. Throws as `RiskFile`.
CheckList check_list(const io::RiskFile& risk, bool public_edition, const Job& job);

}  // namespace firebreak
