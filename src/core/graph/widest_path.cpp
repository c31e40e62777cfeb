#include "core/graph/widest_path.hpp"

#include <algorithm>
#include <limits>
#include <queue>

namespace firebreak {

namespace {

struct Offer {
  float width_m;
  std::uint32_t node;
  bool operator<(const Offer& o) const {
    return width_m != o.width_m ? width_m < o.width_m : node > o.node;
  }
};

}  // namespace

WidestPaths widest_paths(const RoadNetwork& network, std::span<const float> segment_width_m,
                         std::span<const std::uint32_t> sources, DrivenWays driven) {
  WidestPaths paths;
  paths.width_m.assign(network.nodes.size(), -1);
  paths.narrowest.assign(network.nodes.size(), WidestPaths::none);
  std::vector<std::uint8_t> done(network.nodes.size());
  std::priority_queue<Offer> queue;
  for (const std::uint32_t source : sources) {
    paths.width_m[source] = std::numeric_limits<float>::infinity();
    queue.push({paths.width_m[source], source});
  }
  while (!queue.empty()) {
    const std::uint32_t node = queue.top().node;
    queue.pop();
    if (done[node] != 0) continue;
    done[node] = 1;
    const float here = paths.width_m[node];
    for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a) {
      const auto& arc = network.arcs[a];
      if (!may_drive(driven, arc)) continue;
      const float width = std::min(here, segment_width_m[arc.segment]);
      if (done[arc.to] != 0 || width < 0 || width <= paths.width_m[arc.to]) continue;
      paths.width_m[arc.to] = width;
      paths.narrowest[arc.to] = width < here ? arc.segment : paths.narrowest[node];
      queue.push({width, arc.to});
    }
  }
  for (float& width : paths.width_m) width = std::max(width, 0.0F);
  return paths;
}

}  // namespace firebreak
