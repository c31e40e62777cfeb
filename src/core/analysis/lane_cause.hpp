#pragma once

#include <cstdint>
#include <string_view>

#include "core/analysis/lanes.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// Who can make a lane wider at a pinch point, the least trouble first.
enum class PinchCause : std::uint8_t {
  removable,    ///< a patrol: parked vehicles, stalls, goods
  enforceable,  ///< an order: walls, fences, bollards, gates, sheds, what was built on
  structural,   ///< a plan: buildings, kerbs, poles, trees
  unknown,      ///< what makes it narrow is not known
};
std::string_view pinch_cause_name(PinchCause cause);

/// The cause by the kind of a thing alone (the obstacle list of planner.md 5.6); what is said of a
/// single one being removable does not count. Unknown for an obstacle of unknown kind, and for the
/// edge of what is looked at.
PinchCause cause_of_thing(const City& city, const ObstacleRef& thing);

/// The cause of a pinch point: of the two things that make it the one that is less trouble to take
/// away, for the lane is wider then. Unknown where the width is declared, posted or checked on
/// site, or where one thing is unknown and the other one structural.
PinchCause cause_of(const City& city, const Lanes::Pinch& pinch);

}  // namespace firebreak
