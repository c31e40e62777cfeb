#include "core/analysis/lane_openings.hpp"

#include "core/geo/measure.hpp"
#include "core/graph/road_gates.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

/// A gate no farther than this from the middle of a wall stands in it: drawing noise.
constexpr double in_the_wall_m = 0.3;

}  // namespace

void LaneOpenings::find(const City& city, const LaneObstacles& obstacles, std::uint32_t segment) {
  gates_.clear();
  const Road& road = (*city.roads)[city.network->segments[segment].road.value];
  const std::int8_t level = road_level(road);
  const Box box =
      city.network->lines.boxes[segment].grown(widest_gate_reach_m(city, road.origin.source));
  obstacles.limits_in_box(box, [&](std::uint32_t o) {
    const Obstacle& obstacle = (*city.obstacles)[o];
    if (obstacle.kind != ObstacleKind::gate || obstacle.level != level) return;
    if (gate_stands(city, o, segment) == GateStands::beside) return;
    const auto points = city.obstacles->shapes.feature_points(o);
    gates_.push_back(0.5 * (points.front() + points.back()));
  });
}

bool LaneOpenings::is_wall_line(const City& city, const OutlineRun& run) {
  return !run.ring && run.end_edge > 0 && is_wall(city, run.ref);
}

bool LaneOpenings::opened(const OutlineRun& run, std::uint32_t edge) const {
  for (const Xy gate : gates_)
    if (point_segment2_m2(gate, run.points[edge], run.points[edge + 1]) <=
        in_the_wall_m * in_the_wall_m)
      return true;
  return false;
}

}  // namespace firebreak
