#pragma once

#include <cstdint>
#include <vector>

#include "core/geo/point.hpp"
#include "core/model/city.hpp"
#include "core/model/network.hpp"

namespace firebreak {

/// Where the road data end. What lies beyond the hull of the road network was not surveyed or was
/// clipped away; a way may lead in from there, so nothing that a road from outside could reach is
/// cut off for certain. A hull is convex: where data were clipped along a notch, what stands in it
/// is taken as inside; roads that are known to be cut are found wherever they end (`cut_ends`).
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

/// The nodes at which only roads meet that the edge of their source cut (issue `missing_nodes`, the
/// record kept): there they go on beyond the data. Roads that no engine can use do not count.
std::vector<std::uint32_t> cut_ends(const City& city);

}  // namespace firebreak
