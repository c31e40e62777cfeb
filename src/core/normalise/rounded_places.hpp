#pragma once

#include "core/normalise/intake.hpp"
#include "core/normalise/issue_log.hpp"

namespace firebreak {

/// Where the degrees of nearly all places of a layer have four decimals or fewer, or are whole
/// minutes or seconds, its places are no more exact than that: notes it as `Intake::rounding_m` and
/// tells it, unless the user has said how exact the layer is. Called after the layer is settled.
void note_rounding(Intake& intake, IssueLog& log);

}  // namespace firebreak
