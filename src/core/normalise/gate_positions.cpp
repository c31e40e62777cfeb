#include "core/normalise/gate_positions.hpp"

#include <algorithm>
#include <limits>

#include "core/base/text.hpp"
#include "core/graph/road_gates.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

/// The nearest road that a gate stands beside; `across` if it stands on any, or may do so.
struct Nearest {
  std::uint32_t segment = UINT32_MAX;
  double distance_m = std::numeric_limits<double>::infinity();
  bool across = false;
};

Nearest nearest_road(const City& city, const SpatialIndex& segments, std::uint32_t gate) {
  Nearest nearest;
  const auto level = (*city.obstacles)[gate].level;
  const std::uint32_t source = (*city.obstacles)[gate].origin.source;
  const auto near_m = [&](std::uint32_t road_source) {
    return std::max(gate_near_road_m, gate_reach_m(city, source, road_source) + 1);
  };
  double widest_m = gate_near_road_m;
  for (std::uint32_t r = 0; r < city.sources.size(); ++r)
    if (city.sources[r].role == Role::roads) widest_m = std::max(widest_m, near_m(r));
  const Box around = city.obstacles->shapes.boxes[gate].grown(widest_m);
  segments.in_box(around, [&](std::uint32_t s) {
    const Road& road = (*city.roads)[city.network->segments[s].road.value];
    if (road_level(road) != level) return true;
    nearest.across = gate_stands(city, gate, s) != GateStands::beside;
    const double distance = to_line_m(city, gate, s);
    if (distance > near_m(road.origin.source)) return !nearest.across;
    if (distance < nearest.distance_m || (distance == nearest.distance_m && s < nearest.segment))
      nearest.distance_m = distance, nearest.segment = s;
    return !nearest.across;
  });
  return nearest;
}

}  // namespace

void report_gates_off_roads(const City& city, IssueLog& log) {
  const auto& obstacles = *city.obstacles;
  std::vector<std::uint32_t> gates;
  for (std::uint32_t o = 0; o < obstacles.size(); ++o)
    if (obstacles[o].kind == ObstacleKind::gate && obstacles[o].active &&
        obstacles.shapes.first_part(o) < obstacles.shapes.end_part(o))
      gates.push_back(o);
  if (gates.empty()) return;
  const SpatialIndex segments(city.network->lines.boxes);
  for (const std::uint32_t gate : gates) {
    const Nearest nearest = nearest_road(city, segments, gate);
    if (nearest.across || nearest.segment == UINT32_MAX) continue;
    const Origin origin = obstacles[gate].origin;
    if (!log.wants({IssueKind::gate_off_road, Severity::doubtful, Action::kept, origin.source},
                   origin.fid))
      continue;
    Issue issue;
    issue.kind = IssueKind::gate_off_road;
    issue.severity = Severity::doubtful;
    issue.action = Action::kept;
    issue.origin = origin;
    issue.at = obstacles.shapes.boxes[gate].centre();
    issue.detail = text("Gate {} stands {:.1f} m from the centre line of road {}.",
                        obstacles.ids[gate], nearest.distance_m,
                        city.roads->ids[city.network->segments[nearest.segment].road.value]);
    issue.effect =
        text("It closes no road; draw it across the line or as a point on it if it does.");
    log.add(std::move(issue));
  }
}

}  // namespace firebreak
