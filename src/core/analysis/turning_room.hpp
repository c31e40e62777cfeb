#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/lane_obstacles.hpp"
#include "core/geo/point.hpp"

namespace firebreak {

/// The largest circle in which nothing stands at the end of a lane.
struct TurningRoom {
  double diameter_m = 0;  ///< never too large, at most `turning_room_error_m` too small
  Xy centre;
  bool capped = false;  ///< as large as was looked for, perhaps larger
  /// Of what bounds it, rising; where it is capped, of all that stands around.
  std::vector<std::uint32_t> sources;
};

constexpr double turning_room_error_m = 0.2;

/// Looks for the largest circle of up to `most_m` that holds a place of `line`, the last stretch of
/// a lane's centre line, and nothing that stands on its level (algorithms 3.8). With `kerbs` it
/// lies on the carriageway as well. No circle (diameter 0) where the line itself is built over or,
/// with `kerbs`, off the carriageway.
TurningRoom turning_room(const City& city, const LaneObstacles& obstacles, std::span<const Xy> line,
                         std::int8_t level, bool kerbs, double most_m);

}  // namespace firebreak
