#include "core/analysis/hose_sight.hpp"

#include <algorithm>

#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

/// Half the width of a gate that says nothing about its own.
constexpr double usual_half_gate_m = 2;

/// True if the two segments have a point in common; `at` gets one.
bool meet(Xy a, Xy b, Xy c, Xy d, Xy& at) {
  Xy on_cd;
  return segment_segment2_m2(a, b, c, d, &at, &on_cd) == 0;
}

/// True if the line from a to b has a part inside polygon `f`. Running along its boundary or
/// touching a corner is no way through it.
bool passes_through(const Shapes& shapes, std::size_t f, Xy a, Xy b) {
  const Xy way = b - a;
  const double length2 = dot(way, way);
  bool touches = false;
  for (auto part = shapes.first_part(f); part < shapes.end_part(f); ++part) {
    const auto ring = shapes.part(part).points;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const double from = cross(way, ring[i] - a);
      const double to = cross(way, ring[i + 1] - a);
      if ((from > 0 && to > 0) || (from < 0 && to < 0)) continue;
      const Xy edge = ring[i + 1] - ring[i];
      const double start = cross(edge, a - ring[i]);
      const double end = cross(edge, b - ring[i]);
      const bool crosses = from * to < 0 && start * end < 0;
      if (crosses) return true;
      touches = touches || (start <= 0 && end >= 0) || (start >= 0 && end <= 0);
    }
  }
  if (!touches) return contains(shapes, f, a + 0.5 * way);
  // Through corners or along walls: what lies between the touching places decides.
  std::vector<double> shares{0, 1};
  for (auto part = shapes.first_part(f); part < shapes.end_part(f); ++part)
    for (const Xy corner : shapes.part(part).points) {
      const double share = dot(corner - a, way) / length2;
      if (share > 0 && share < 1) shares.push_back(share);
    }
  std::sort(shares.begin(), shares.end());
  for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
    const Xy middle = a + 0.5 * (shares[i] + shares[i + 1]) * way;
    constexpr double inside_m = 1e-6;
    if ((shares[i + 1] - shares[i]) * (shares[i + 1] - shares[i]) * length2 < inside_m * inside_m)
      continue;
    if (contains(shapes, f, middle) &&
        boundary_distance2_m2(shapes, f, middle) > inside_m * inside_m)
      return true;
  }
  return false;
}

}  // namespace

HoseSight::HoseSight(const City& city) : city_(city), water_index_(city.water->boxes) {
  const auto add = [&](const Shapes& shapes, std::size_t f, bool wall) {
    for (auto part = shapes.first_part(f); part < shapes.end_part(f); ++part) {
      if (shapes.part(part).points.size() < 2) continue;
      lines_.add(PartKind::line, shapes.part(part).points);
      walls_.push_back(wall);
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
    gates_.push_back({obstacles.shapes.boxes[o].centre(), half_m});
    gate_boxes.push_back(Box{gates_.back().at, gates_.back().at}.grown(half_m));
  }
  const auto& network = *city.network;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const Road& road = (*city.roads)[network.segments[s].road.value];
    if (road.road_class == RoadClass::motorway && road_level(road) == 0)
      add(network.lines, s, false);
  }
  line_index_ = SpatialIndex(lines_.boxes);
  gate_index_ = SpatialIndex(gate_boxes);
}

bool HoseSight::opened(Xy at) const {
  bool open = false;
  gate_index_.in_box(Box{at, at}, [&](std::uint32_t g) {
    open = distance2_m2(gates_[g].at, at) <= gates_[g].half_m * gates_[g].half_m;
    return !open;
  });
  return open;
}

bool HoseSight::building_between(Xy a, Xy b, const Box& box, std::uint32_t own_building) const {
  bool found = false;
  city_.buildings->index.in_box(box, [&](std::uint32_t other) {
    found = other != own_building && passes_through(city_.buildings->shapes, other, a, b);
    return !found;
  });
  return found;
}

bool HoseSight::line_between(Xy a, Xy b, const Box& box) const {
  bool found = false;
  line_index_.in_box(box, [&](std::uint32_t l) {
    const auto line = lines_.only_part(l);
    for (std::size_t i = 0; i + 1 < line.size() && !found; ++i) {
      Xy at;
      found = meet(a, b, line[i], line[i + 1], at) && !(walls_[l] != 0 && opened(at));
    }
    return !found;
  });
  return found;
}

bool HoseSight::water_between(Xy a, Xy b, const Box& box) const {
  bool found = false;
  water_index_.in_box(box, [&](std::uint32_t w) {
    found = passes_through(*city_.water, w, a, b);
    return !found;
  });
  return found;
}

bool HoseSight::clear(Xy a, Xy b, std::uint32_t own_building) const {
  const double length = distance_m(a, b);
  if (length <= 2 * end_slack_m) return true;
  const Xy step = (end_slack_m / length) * (b - a);
  const Xy from = a + step;
  const Xy to = b - step;
  Box box;
  box.add(from);
  box.add(to);
  return !building_between(from, to, box, own_building) && !line_between(from, to, box) &&
         !water_between(from, to, box);
}

}  // namespace firebreak
