#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/graph/road_graph.hpp"

namespace firebreak::test {

using SegmentEnds = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Nodes in a row, joined by segments of 1 m that have ends but no course.
inline RoadNetwork plain_network(std::size_t nodes, const SegmentEnds& ends) {
  RoadNetwork network;
  for (std::size_t n = 0; n < nodes; ++n) network.nodes.push_back({static_cast<double>(n), 0});
  network.node_level.resize(nodes);
  for (const auto& [from, to] : ends) network.segments.push_back({{0}, from, to, 1.0F});
  connect(network);
  return network;
}

}  // namespace firebreak::test
