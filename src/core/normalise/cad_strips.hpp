#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "core/geo/point.hpp"

namespace firebreak {

/// A straight stretch of a line drawn along a road.
struct RoadEdge {
  Xy from, to;
};

/// The road between two edges, where they run side by side: a0 lies opposite b0, a1 opposite b1.
struct RoadStrip {
  std::size_t edge_a = 0, edge_b = 0;
  Xy a0, a1, b0, b1;
  double width = 0;
};

/// Pairs edges that run side by side. The narrowest pairs go first, and an edge that has a partner
/// has no other at the same place; so a block between two streets is no street. `free` says whether
/// the way from one place to the other is open.
std::vector<RoadStrip> road_strips(const std::vector<RoadEdge>& edges,
                                   const std::function<bool(Xy, Xy)>& free);

}  // namespace firebreak
