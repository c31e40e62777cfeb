#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/graph/widest_path.hpp"
#include "core/model/network.hpp"

namespace firebreak {

/// One segment of a route.
struct RouteStep {
  std::uint32_t segment = 0;
  bool against = false;  ///< driven against its direction
};

/// A way over the network from a source to a place on its last segment.
struct Route {
  std::vector<RouteStep> steps;
  double length_m = 0;
  float width_m = 0;  ///< of its narrowest segment
  /// The first segment as narrow as that, as `widest_paths` names it; none where `width_m` reaches
  /// the width from which on nothing counts as narrow.
  std::uint32_t narrowest = WidestPaths::none;
};

/// The shortest of the widest ways from a source to the place `along_m` on segment `last`, entered
/// from either end, if it may be driven so. `paths` are the widest paths over the same widths,
/// driven the same ways, from the same sources. The way leads over the same narrowest segment as
/// the path of the forest and is as wide; before that segment everything is wider. Where the forest
/// finds no segment narrower than `wide_m`, it is the shortest way over segments of at least that
/// width. Empty if no way leads there. Ties are settled by the number of the node.
std::optional<Route> widest_route(const RoadNetwork& network,
                                  std::span<const float> segment_width_m,
                                  std::span<const std::uint32_t> sources, const WidestPaths& paths,
                                  std::uint32_t last, double along_m, float wide_m,
                                  DrivenWays driven = {});

}  // namespace firebreak
