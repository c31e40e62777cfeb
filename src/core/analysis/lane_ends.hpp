#pragma once

#include <cstdint>
#include <span>

#include "core/analysis/lane_obstacles.hpp"
#include "core/geo/point.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// How much of a lane's dead end is not measured, `from_end` being its line as seen from there: up
/// to 2 m while the end lies inside something, and up to `most_m` while something that stands
/// beyond the end reaches into the lane. A house at the end of a cul-de-sac is no obstacle on it,
/// and neither is the kerb that closes its carriageway there (`kerb_end_trim_m`).
double dead_end_trim_m(const City& city, const LaneObstacles& obstacles,
                       std::span<const Xy> from_end, std::int8_t level, double most_m);

/// The same for kerbs alone: where the carriageway ends no more than 2 m before the line does, or a
/// little after, the edge that closes it is no kerb across the lane, nor are the edges that round
/// it off, as far as they turn across the lane. 0 where the carriageway does not end.
double kerb_end_trim_m(const LaneObstacles& obstacles, std::span<const Xy> from_end, double most_m);

}  // namespace firebreak
