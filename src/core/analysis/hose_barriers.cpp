#include "core/analysis/hose_barriers.hpp"

#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

/// Half the width of a gate that says nothing about its own.
constexpr double usual_half_gate_m = 2;

}  // namespace

HoseBarriers::HoseBarriers(const City& city)
    : water_index(city.water->boxes), road_index(city.network->lines.boxes) {
  const auto add = [&](const Shapes& shapes, std::size_t f, bool wall) {
    for (auto part = shapes.first_part(f); part < shapes.end_part(f); ++part) {
      if (shapes.part(part).points.size() < 2) continue;
      lines.add(PartKind::line, shapes.part(part).points);
      walls.push_back(wall);
    }
  };
  const auto& barriers = *city.barriers;
  for (std::size_t b = 0; b < barriers.size(); ++b)
    if (barriers[b].level == 0 && barriers[b].kind != BarrierKind::fence)
      add(barriers.shapes, b, barriers[b].kind == BarrierKind::wall);
  const auto& obstacles = *city.obstacles;
  std::vector<Box> gate_boxes;
  for (std::size_t o = 0; o < obstacles.size(); ++o) {
    const Obstacle& obstacle = obstacles[o];
    if (!obstacle.active || obstacle.level != 0 || obstacles.shapes.boxes[o].empty()) continue;
    if (obstacle.kind == ObstacleKind::wall) add(obstacles.shapes, o, true);
    if (obstacle.kind != ObstacleKind::gate && obstacle.kind != ObstacleKind::arch) continue;
    const double half_m = obstacle.clear_width_m ? static_cast<double>(*obstacle.clear_width_m) / 2
                                                 : usual_half_gate_m;
    gates.push_back({obstacles.shapes.boxes[o].centre(), half_m});
    gate_boxes.push_back(Box{gates.back().at, gates.back().at}.grown(half_m));
  }
  const auto& network = *city.network;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const Road& road = (*city.roads)[network.segments[s].road.value];
    if (road.road_class == RoadClass::motorway && road_level(road) == 0)
      add(network.lines, s, false);
  }
  line_index = SpatialIndex(lines.boxes);
  gate_index = SpatialIndex(gate_boxes);
}

bool HoseBarriers::opened(Xy at) const {
  bool open = false;
  gate_index.in_box(Box{at, at}, [&](std::uint32_t g) {
    open = distance2_m2(gates[g].at, at) <= gates[g].half_m * gates[g].half_m;
    return !open;
  });
  return open;
}

}  // namespace firebreak
