#pragma once

#include <cstdint>
#include <vector>

#include "core/geo/point.hpp"
#include "core/model/network.hpp"

namespace firebreak {

/// Where the road data end. What lies beyond the hull of the road network was not surveyed or was
/// clipped away; a way may lead in from there, so nothing that a road from outside could reach is
/// cut off for certain. A hull is convex: where data were clipped along a notch, what stands in it
/// is taken as inside.
class DataEdge {
 public:
  /// Places within `reach_m` of the outside count as being at the edge.
  DataEdge(const RoadNetwork& network, double reach_m);

  /// True unless everything within reach of the box lies inside the hull of the roads.
  bool near(const Box& box) const;
  /// The nodes at which a road ends at the edge, as one does that was cut there: where an engine
  /// from outside may come in.
  std::vector<std::uint32_t> open_ends() const;

 private:
  const RoadNetwork& network_;
  double reach_m_;
  std::vector<Xy> hull_;
};

}  // namespace firebreak
