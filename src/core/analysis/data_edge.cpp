#include "core/analysis/data_edge.hpp"

#include <set>
#include <utility>

#include "core/analysis/lanes.hpp"
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

std::vector<std::uint32_t> cut_ends(const City& city) {
  std::set<std::pair<std::uint32_t, std::int64_t>> records;
  for (const Issue& issue : city.issues)
    if (issue.kind == IssueKind::missing_nodes && issue.action == Action::kept)
      records.emplace(issue.origin.source, issue.origin.fid);
  std::vector<std::uint32_t> ends;
  if (records.empty()) return ends;
  std::vector<std::uint8_t> cut(city.network->nodes.size());
  std::vector<std::uint8_t> whole(city.network->nodes.size());
  for (const RoadSegment& segment : city.network->segments) {
    const Road& road = (*city.roads)[segment.road.value];
    if (!engine_can_use(road.road_class)) continue;
    auto& met = records.contains({road.origin.source, road.origin.fid}) ? cut : whole;
    met[segment.from] = met[segment.to] = 1;
  }
  for (std::uint32_t node = 0; node < cut.size(); ++node)
    if (cut[node] != 0 && whole[node] == 0) ends.push_back(node);
  return ends;
}

}  // namespace firebreak
