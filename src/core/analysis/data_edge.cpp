#include "core/analysis/data_edge.hpp"

#include "core/geo/measure.hpp"

namespace firebreak {

DataEdge::DataEdge(const RoadNetwork& network, double reach_m)
    : network_(network), reach_m_(reach_m), hull_(convex_hull(network.nodes)) {}

bool DataEdge::near(const Box& box) const {
  if (hull_.size() < 3) return true;
  const Box reach = box.grown(reach_m_);
  for (std::size_t i = 0; i < hull_.size(); ++i) {
    const Xy from = hull_[i];
    const Xy along = hull_[(i + 1) % hull_.size()] - from;
    // The corner of the box farthest to the right of this side, which has the inside on its left.
    const Xy corner{along.y_m > 0 ? reach.max.x_m : reach.min.x_m,
                    along.x_m > 0 ? reach.min.y_m : reach.max.y_m};
    if (cross(along, corner - from) < 0) return true;
  }
  return false;
}

std::vector<std::uint32_t> DataEdge::open_ends() const {
  std::vector<std::uint32_t> ends;
  for (std::uint32_t node = 0; node < network_.nodes.size(); ++node)
    if (network_.degree(node) == 1 && near({network_.nodes[node], network_.nodes[node]}))
      ends.push_back(node);
  return ends;
}

}  // namespace firebreak
