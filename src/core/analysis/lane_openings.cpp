#include "core/analysis/lane_openings.hpp"

#include <algorithm>

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
  line_ = city.network->lines.only_part(segment);
  const Road& road = (*city.roads)[city.network->segments[segment].road.value];
  const std::int8_t level = road_level(road);
  const Box box = city.network->lines.boxes[segment].grown(in_the_wall_m);
  obstacles.limits_in_box(box, [&](std::uint32_t o) {
    const Obstacle& obstacle = (*city.obstacles)[o];
    if (obstacle.kind != ObstacleKind::gate || obstacle.level != level) return;
    if (gate_stands(city, o, segment) != GateStands::across) return;
    const auto points = city.obstacles->shapes.feature_points(o);
    gates_.push_back(0.5 * (points.front() + points.back()));
  });
}

bool LaneOpenings::is_wall_line(const City& city, const OutlineRun& run) {
  return !run.ring && run.end_edge > 0 && is_wall(city, run.ref);
}

bool LaneOpenings::opened(const OutlineRun& run, std::uint32_t edge) const {
  const Xy from = run.points[edge];
  const Xy to = run.points[edge + 1];
  constexpr double reach2 = in_the_wall_m * in_the_wall_m;
  const bool gated = std::any_of(gates_.begin(), gates_.end(), [&](Xy gate) {
    return point_segment2_m2(gate, from, to) <= reach2;
  });
  if (!gated) return false;
  for (std::size_t v = 0; v + 1 < line_.size(); ++v)
    if (segment_segment2_m2(line_[v], line_[v + 1], from, to) <= reach2) return true;
  return false;
}

}  // namespace firebreak
