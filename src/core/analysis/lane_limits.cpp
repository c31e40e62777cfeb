#include "core/analysis/lane_limits.hpp"

#include <algorithm>
#include <cmath>

#include "core/analysis/lane_verdict.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_gates.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

/// A sign stands beside the road: this far from the centre line it still belongs to it.
constexpr double sign_reach_m = 2;

std::optional<double> as_double(const std::optional<float>& value) {
  return value ? std::optional(as_recorded(*value)) : std::nullopt;
}

void take_least(std::optional<double>& least, const std::optional<float>& value) {
  if (value) least = std::min(least.value_or(1e9), as_recorded(*value));
}

/// Whether a gate lets everything through that is asked for, so that it does not matter where it
/// stands.
bool lets_through(const City& city, const Lanes::Params& params, std::uint32_t o) {
  const Obstacle& gate = (*city.obstacles)[o];
  const auto height = as_double(gate.clear_height_m);
  if (gate.opening == Opening::locked || gate.height_below_m) return false;
  if (height && *height < std::max(params.clear_height_m, params.engine.height_m)) return false;
  const auto limit = width_left(city, params, o);
  return limit && !limit->below &&
         limit->width_m - limit->margin_m >=
             std::max(asked_width_m(params, Lanes::WidthAsked::gate),
                      params.engine.required_width_m());
}

void take_obstacle(const City& city, const Lanes::Params& params, std::uint32_t o,
                   LaneLimits& limits) {
  const Obstacle& obstacle = (*city.obstacles)[o];
  take_least(limits.height_m, obstacle.clear_height_m);
  take_least(limits.height_below_m, obstacle.height_below_m);
  const bool gate = obstacle.kind == ObstacleKind::gate;
  if (gate && obstacle.opening == Opening::locked) {
    limits.locked_by = o;
    return;
  }
  const auto limit = width_left(city, params, o);
  if (limit) limits.widths.push_back(*limit);
  // Of one that opens, but is neither drawn nor measured, nobody said how wide.
  if (gate && (only_drawn(obstacle) || !limit)) limits.unknown_gate = o;
}

void take_gate(const City& city, const Lanes::Params& params, std::uint32_t o,
               std::uint32_t segment, LaneLimits& limits) {
  switch (gate_stands(city, o, segment)) {
    case GateStands::across:
      take_obstacle(city, params, o, limits);
      break;
    case GateStands::unclear:
      if (!lets_through(city, params, o)) limits.unclear_gate = o;
      break;
    case GateStands::beside:
      break;
  }
}

}  // namespace

double as_recorded(float value) {
  return std::round(10000 * static_cast<double>(value)) / 10000;
}

std::optional<WidthLimit> width_left(const City& city, const Lanes::Params& params,
                                     std::uint32_t o) {
  const Obstacle& obstacle = (*city.obstacles)[o];
  WidthLimit limit;
  limit.by = o;
  limit.gate = obstacle.kind == ObstacleKind::gate;
  if (const auto recorded = as_double(obstacle.clear_width_m)) {
    limit.width_m = *recorded;
    return limit;
  }
  if (const auto below = as_double(obstacle.width_below_m)) {
    limit.width_m = *below;
    limit.below = true;
    return limit;
  }
  const Shapes& shapes = city.obstacles->shapes;
  const Part part = shapes.part(shapes.first_part(o));
  if (obstacle.kind != ObstacleKind::gate || part.kind != PartKind::line) return {};
  limit.width_m = line_length_m(part.points);
  if (!params.ignore_accuracy && obstacle.origin.source < city.sources.size())
    limit.margin_m = marginal_sigmas * sigma_m(city, obstacle.origin, obstacle.origin);
  return limit;
}

bool only_drawn(const Obstacle& gate) {
  return gate.opening == Opening::none && !gate.clear_width_m && !gate.width_below_m;
}

const WidthLimit* LaneLimits::narrowest() const {
  const auto least = std::min_element(
      widths.begin(), widths.end(),
      [](const WidthLimit& a, const WidthLimit& b) { return a.width_m < b.width_m; });
  return least == widths.end() ? nullptr : &*least;
}

bool LaneLimits::at_gate() const {
  return unknown_gate || unclear_gate ||
         std::any_of(widths.begin(), widths.end(), [](const WidthLimit& l) { return l.gate; });
}

bool LaneLimits::leaves_open(double engine_width_m, double engine_height_m) const {
  if (height_below_m && *height_below_m >= engine_height_m) return true;
  return std::any_of(widths.begin(), widths.end(), [&](const WidthLimit& limit) {
    return limit.below && limit.width_m >= engine_width_m;
  });
}

LaneLimits limits_of(const City& city, const LaneObstacles& obstacles, const Lanes::Params& params,
                     std::uint32_t segment) {
  const Road& road = (*city.roads)[city.network->segments[segment].road.value];
  LaneLimits limits;
  if (const auto posted = as_double(road.max_width_m))
    limits.widths.push_back({*posted, 0, false, {}, false});
  take_least(limits.height_m, road.clear_height_m);
  take_least(limits.height_below_m, road.height_below_m);
  const Box box = city.network->lines.boxes[segment].grown(
      std::max(sign_reach_m, widest_gate_reach_m(city, road.origin.source)));
  const std::int8_t level = road_level(road);
  obstacles.limits_in_box(box, [&](std::uint32_t o) {
    const Obstacle& obstacle = (*city.obstacles)[o];
    if (obstacle.level != level) return;
    if (obstacle.kind == ObstacleKind::gate)
      take_gate(city, params, o, segment, limits);
    else if (to_line_m(city, o, segment) <= sign_reach_m)
      take_obstacle(city, params, o, limits);
  });
  return limits;
}

}  // namespace firebreak
