#pragma once

#include "core/model/city.hpp"
#include "core/normalise/issue_log.hpp"

namespace firebreak {

/// A gate up to this far from a centre line, but across none, may have been meant to close it; of
/// sources that were not drawn together, a metre more than its reach (`gate_reach_m`).
inline constexpr double gate_near_road_m = 3;

/// Reports gates that stand near a road but on none: they close nothing, and somebody may have
/// drawn them beside the road they close. Needs the network.
void report_gates_off_roads(const City& city, IssueLog& log);

}  // namespace firebreak
