#pragma once

#include <vector>

#include "core/geo/point.hpp"
#include "core/model/network.hpp"

namespace firebreak {

/// Where the road data end. What lies beyond the hull of the road network was not surveyed or was
/// clipped away; a way may lead in from there, so nothing that a road from outside could reach is
/// cut off for certain.
class DataEdge {
 public:
  /// Places within `reach_m` of the outside count as being at the edge.
  DataEdge(const RoadNetwork& network, double reach_m);

  /// True unless everything within reach of the box lies inside the hull of the roads.
  bool near(const Box& box) const;
  /// Per connected piece of the network: true if a road of it ends at the edge, as one does that
  /// was cut there.
  std::vector<bool> open_pieces() const;

 private:
  const RoadNetwork& network_;
  double reach_m_;
  std::vector<Xy> hull_;
};

}  // namespace firebreak
