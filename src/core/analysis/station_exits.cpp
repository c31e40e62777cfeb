#include "core/analysis/station_exits.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <unordered_map>
#include <utility>

#include "core/analysis/lanes.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

constexpr std::uint32_t none = UINT32_MAX;
/// A station farther than this from every road has no way out that we know of.
constexpr double station_reach_m = 200;
/// A yard ends here at the latest.
constexpr double yard_reach_m = 200;

/// True where anyone drives: a junction with a road for engines that is no service road.
bool on_public_road(const City& city, std::uint32_t node) {
  const RoadNetwork& network = *city.network;
  for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a) {
    const RoadClass road_class = road_of(city, network.arcs[a].segment).road_class;
    if (engine_can_use(road_class) && road_class != RoadClass::service) return true;
  }
  return false;
}

}  // namespace

const Road& road_of(const City& city, std::uint32_t segment) {
  return (*city.roads)[city.network->segments[segment].road.value];
}

bool gives_access(const Road& road) {
  return engine_can_use(road.road_class) && road_level(road) == 0 && !road.tunnel &&
         road.road_class != RoadClass::motorway;
}

StationExits::StationExits(const City& city) : in_yard_(city.network->segments.size()) {
  find_nodes(city);
  for (const std::uint32_t node : nodes_) find_yard(city, node);
}

void StationExits::find_nodes(const City& city) {
  if (city.stations->empty()) return;
  const SpatialIndex segments(city.network->lines.boxes);
  for (const Station& station : city.stations->rows) {
    if (!station.active) continue;
    double best2 = station_reach_m * station_reach_m;
    std::uint32_t best = none;
    segments.nearest(Box{station.at, station.at}, best2, [&](std::uint32_t s, double) {
      if (!gives_access(road_of(city, s))) return best2;
      const double d2 = nearest_on_line(city.network->lines.only_part(s), station.at).distance2_m2;
      if (d2 < best2 || (d2 == best2 && s < best)) best2 = d2, best = s;
      return best2;
    });
    if (best == none) continue;
    const auto& segment = city.network->segments[best];
    const auto& place = city.network->nodes;
    nodes_.push_back(distance2_m2(place[segment.from], station.at) <=
                             distance2_m2(place[segment.to], station.at)
                         ? segment.from
                         : segment.to);
  }
}

/// Shortest ways over the yard, so that its reach does not depend on the order of the roads.
void StationExits::find_yard(const City& city, std::uint32_t node) {
  const RoadNetwork& network = *city.network;
  using Reached = std::pair<double, std::uint32_t>;  // metres driven, node
  std::priority_queue<Reached, std::vector<Reached>, std::greater<>> next;
  std::unordered_map<std::uint32_t, double> nearest{{node, 0.0}};
  next.emplace(0.0, node);
  while (!next.empty()) {
    const auto [driven_m, at] = next.top();
    next.pop();
    if (driven_m > nearest[at] || on_public_road(city, at)) continue;
    for (auto a = network.arc_start[at]; a < network.arc_start[at + 1]; ++a) {
      const auto& arc = network.arcs[a];
      if (road_of(city, arc.segment).road_class != RoadClass::service) continue;
      const double there_m = driven_m + static_cast<double>(network.segments[arc.segment].length_m);
      if (there_m > yard_reach_m) continue;
      in_yard_[arc.segment] = true;
      const auto [known, first] = nearest.emplace(arc.to, there_m);
      if (!first && known->second <= there_m) continue;
      known->second = there_m;
      next.emplace(there_m, arc.to);
    }
  }
}

}  // namespace firebreak
