#pragma once

#include <span>

#include "core/analysis/lane_obstacles.hpp"

namespace firebreak::test {

/// The slow twin of the clear width: a grid of `cell_m` over the corridor of a centre line, blocked
/// where an outline stands or the corridor ends; the answer is the largest disc that can be moved
/// from the start cap to the end cap. About one cell too wide or too narrow.
double raster_width_m(const LaneObstacles& obstacles, std::span<const Xy> line, double half_width_m,
                      double cap_m, double cell_m);

}  // namespace firebreak::test
