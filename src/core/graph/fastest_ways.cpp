#include "core/graph/fastest_ways.hpp"

#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace firebreak {

FastestWays fastest_ways(const RoadNetwork& network, std::span<const double> segment_time_s,
                         std::span<const std::uint8_t> marked,
                         std::span<const std::uint32_t> sources, DrivenWays driven) {
  FastestWays ways;
  ways.time_s.assign(network.nodes.size(), std::numeric_limits<double>::infinity());
  ways.first_marked.assign(network.nodes.size(), FastestWays::none);
  using Reached = std::pair<double, std::uint32_t>;  // time, node
  std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
  for (const std::uint32_t source : sources) {
    ways.time_s[source] = 0;
    queue.emplace(0.0, source);
  }
  while (!queue.empty()) {
    const auto [here_s, node] = queue.top();
    queue.pop();
    if (here_s > ways.time_s[node]) continue;
    for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a) {
      const auto& arc = network.arcs[a];
      const double there_s = here_s + segment_time_s[arc.segment];
      if (!(there_s < ways.time_s[arc.to]) || !may_drive(driven, arc)) continue;
      ways.time_s[arc.to] = there_s;
      const std::uint32_t before = ways.first_marked[node];
      ways.first_marked[arc.to] =
          before == FastestWays::none && marked[arc.segment] != 0 ? arc.segment : before;
      queue.emplace(there_s, arc.to);
    }
  }
  return ways;
}

}  // namespace firebreak
