#pragma once

#include "core/analysis/lane_judging.hpp"
#include "core/analysis/lanes.hpp"
#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// Puts what was found on site of single ways in in place of what is drawn (`result.buildings`). A
/// drawn width that contradicts what was found without a figure is not told.
///
/// A finding speaks of the way as it was drawn then. In a plan it holds wherever that way is still
/// the one drawn: the same figures for the building, no lane of the way another one, and a station
/// where the way began. Where an edit touches the way, a finding that the engine comes in holds
/// only if the plan takes nothing away anywhere, narrows no lane and gives up no station; one that
/// it does not only if the plan gives nothing. Else the drawing decides: what it leaves open stays
/// unknown.
void take_way_checks(const City& city, const Lanes::Params& params, const LaneJudging& judging,
                     Lanes::Result& result, const Job& job);

}  // namespace firebreak
