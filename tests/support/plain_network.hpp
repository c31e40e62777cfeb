#pragma once

#include <cstdint>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "core/graph/driven_ways.hpp"
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

/// The slow twin of a search: 1 for each node that ways over open segments lead to from the sources
/// without one segment.
inline std::vector<bool> reached_without(const RoadNetwork& network,
                                         std::span<const std::uint8_t> open,
                                         std::vector<std::uint32_t> sources, std::uint32_t without,
                                         DrivenWays driven = {}) {
  std::vector<bool> seen(network.nodes.size());
  while (!sources.empty()) {
    const auto node = sources.back();
    sources.pop_back();
    if (seen[node]) continue;
    seen[node] = true;
    for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
      if (s == without || open[s] == 0) continue;
      const auto& [from, to] = std::tie(network.segments[s].from, network.segments[s].to);
      if (from == node && may_drive(driven, s, false)) sources.push_back(to);
      if (to == node && may_drive(driven, s, true)) sources.push_back(from);
    }
  }
  return seen;
}

}  // namespace firebreak::test
