#include "core/analysis/compound_entrances.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "core/analysis/entrance_verdict.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/geo/line_in_polygon.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_gates.hpp"
#include "core/model/accuracy.hpp"

namespace firebreak {

namespace {

constexpr double least_reach_m = 2;
/// Places looked at to tell how far in a lane leads stand no farther apart.
constexpr double depth_step_m = 2;
/// A gate this near to where a lane comes in may stand on it.
constexpr double gate_to_lane_m = 10;

bool is_gate(const Obstacle& obstacle) {
  return obstacle.active && obstacle.kind == ObstacleKind::gate;
}

}  // namespace

/// The search for the entrances of one compound.
class EntranceFinder::Search {
 public:
  Search(const EntranceFinder& finder, const Layer& layer, std::uint32_t row)
      : finder_(finder), city_(finder.city_), layer_(layer), row_(row) {
    for (std::uint32_t source = 0; source < city_.sources.size(); ++source)
      widest_reach_m_ = std::max(widest_reach_m_, reach_m({source, -1}));
    finder_.segments_.in_box(layer_.shapes.boxes[row_].grown(widest_reach_m_ + gate_to_lane_m),
                             [&](std::uint32_t s) { take_lane(s); });
    std::ranges::sort(near_);
    for (const std::uint32_t s : near_) measure_lane(s);
  }

  CompoundWays ways() const {
    CompoundWays out;
    add_gates(out.entrances);
    const std::size_t gates = out.entrances.size();
    for (const std::uint32_t s : near_) add_crossings(s, gates, out.entrances);
    add_junctions(gates, out.entrances);
    for (const std::uint32_t s : near_) {
      const Inside& inside = inside_.at(s);
      const double half_m = 0.5 * line_length_m(city_.network->lines.only_part(s));
      if (inside.leads_in && inside.length_m > half_m) out.lanes_inside.push_back(s);
    }
    return out;
  }

 private:
  /// What of a lane lies inside.
  struct Inside {
    std::vector<InsideStretch> deep;  ///< those that lead in
    double length_m = 0;              ///< of the line
    bool leads_in = false;
    bool from_start = false;  ///< one of them begins at its first node
    bool from_end = false;
    bool wholly = false;  ///< no part of it is outside
  };

  double reach_m(Origin other) const {
    if (finder_.judged_.ignore_accuracy) return least_reach_m;
    return std::max(least_reach_m, marginal_sigmas * sigma_m(city_, layer_.origins[row_], other));
  }
  double to_boundary_m(Xy at) const {
    return std::sqrt(boundary_distance2_m2(layer_.shapes, row_, at));
  }

  void take_lane(std::uint32_t s) {
    if (gives_access(road_of(city_, s))) near_.push_back(s);
  }

  void measure_lane(std::uint32_t s) {
    const auto line = city_.network->lines.only_part(s);
    const double reach = reach_m(road_of(city_, s).origin);
    const double length_m = line_length_m(line);
    Inside inside;
    for (const InsideStretch& stretch : stretches_inside(line, layer_.shapes, row_)) {
      inside.length_m += stretch.to_m - stretch.from_m;
      if (!leads_farther_in(line, stretch, reach)) continue;
      inside.deep.push_back(stretch);
      inside.leads_in = true;
      inside.from_start = inside.from_start || at_start(stretch);
      inside.from_end = inside.from_end || at_end(stretch, length_m);
    }
    inside.wholly = inside.length_m >= length_m - node_m;
    inside_.emplace(s, std::move(inside));
  }
  bool leads_farther_in(std::span<const Xy> line, const InsideStretch& stretch,
                        double reach) const {
    const double length = stretch.to_m - stretch.from_m;
    const double steps = std::ceil(length / depth_step_m);
    for (double step = 0; step <= steps; ++step)
      if (to_boundary_m(point_along(line, stretch.from_m + length * step / steps)) > reach)
        return true;
    return false;
  }
  static constexpr double node_m = 1e-6;
  static bool at_start(const InsideStretch& stretch) { return stretch.from_m <= node_m; }
  static bool at_end(const InsideStretch& stretch, double length_m) {
    return stretch.to_m >= length_m - node_m;
  }

  void add_gates(std::vector<Compounds::Entrance>& out) const {
    const Table<Obstacle>& obstacles = *city_.obstacles;
    std::vector<std::uint32_t> gates;
    obstacles.index.in_box(layer_.shapes.boxes[row_].grown(widest_reach_m_), [&](std::uint32_t o) {
      if (is_gate(obstacles[o])) gates.push_back(o);
    });
    std::ranges::sort(gates);
    for (const std::uint32_t o : gates) {
      const auto points = obstacles.shapes.feature_points(o);
      if (points.empty()) continue;
      const Xy at = points.size() == 1 ? points[0] : obstacles.shapes.boxes[o].centre();
      if (to_boundary_m(at) > reach_m(obstacles[o].origin)) continue;
      const auto lane = lane_through(o);
      if (!lane && on_footway(o)) continue;
      Compounds::Entrance entrance;
      entrance.at = at;
      entrance.gate = o;
      entrance.lane = lane;
      judge_entrance(city_, finder_.judged_, finder_.lanes_, entrance);
      out.push_back(entrance);
    }
  }
  /// The lane that a gate stands on, or may do; the nearest of several.
  std::optional<std::uint32_t> lane_through(std::uint32_t gate) const {
    std::optional<std::uint32_t> lane;
    double least_m = std::numeric_limits<double>::infinity();
    for (const std::uint32_t s : near_) {
      if (gate_stands(city_, gate, s) == GateStands::beside) continue;
      const double distance = to_line_m(city_, gate, s);
      if (distance < least_m) least_m = distance, lane = s;
    }
    return lane;
  }
  bool on_footway(std::uint32_t gate) const {
    const Box& box = city_.obstacles->shapes.boxes[gate];
    bool found = false;
    finder_.segments_.in_box(box.grown(widest_reach_m_), [&](std::uint32_t s) {
      found = found || (!engine_can_use(road_of(city_, s).road_class) &&
                        gate_stands(city_, gate, s) != GateStands::beside);
    });
    return found;
  }

  void add_crossings(std::uint32_t s, std::size_t gates,
                     std::vector<Compounds::Entrance>& out) const {
    const auto line = city_.network->lines.only_part(s);
    const double length_m = line_length_m(line);
    for (const InsideStretch& stretch : inside_.at(s).deep) {
      if (!at_start(stretch)) add_lane(point_along(line, stretch.from_m), s, gates, out);
      if (!at_end(stretch, length_m)) add_lane(point_along(line, stretch.to_m), s, gates, out);
    }
  }
  /// Junctions beside the boundary from which one lane leads in and another one does not.
  void add_junctions(std::size_t gates, std::vector<Compounds::Entrance>& out) const {
    struct Arms {
      std::optional<std::uint32_t> in;
      bool out = false;
    };
    std::map<std::uint32_t, Arms> junctions;
    const auto take = [&](std::uint32_t node, std::uint32_t other, std::uint32_t s, bool leads_in) {
      Arms& arms = junctions[node];
      const bool spur = inside_.at(s).wholly && city_.network->degree(other) == 1;
      if (leads_in && !arms.in) arms.in = s;
      if (!leads_in && !spur) arms.out = true;
    };
    for (const std::uint32_t s : near_) {
      const RoadSegment& segment = city_.network->segments[s];
      take(segment.from, segment.to, s, inside_.at(s).from_start);
      take(segment.to, segment.from, s, inside_.at(s).from_end);
    }
    for (const auto& [node, arms] : junctions) {
      if (!arms.in || !arms.out) continue;
      const Xy at = city_.network->nodes[node];
      if (to_boundary_m(at) <= reach_m(road_of(city_, *arms.in).origin))
        add_lane(at, *arms.in, gates, out);
    }
  }
  /// A place where a lane comes in, unless it is that of one of the gates.
  void add_lane(Xy at, std::uint32_t lane, std::size_t gates,
                std::vector<Compounds::Entrance>& out) const {
    for (std::size_t g = 0; g < gates; ++g)
      if (distance_m(out[g].at, at) <= gate_to_lane_m &&
          gate_stands(city_, *out[g].gate, lane) != GateStands::beside)
        return;
    Compounds::Entrance entrance;
    entrance.at = at;
    entrance.lane = lane;
    judge_entrance(city_, finder_.judged_, finder_.lanes_, entrance);
    out.push_back(entrance);
  }

  const EntranceFinder& finder_;
  const City& city_;
  const Layer& layer_;
  std::uint32_t row_;
  double widest_reach_m_ = least_reach_m;  ///< of any source
  std::vector<std::uint32_t> near_;        ///< lanes that an engine can use on the ground, rising
  std::map<std::uint32_t, Inside> inside_;
};

EntranceFinder::EntranceFinder(const City& city, const Lanes::Params& judged,
                               const Lanes::Result& lanes)
    : city_(city), judged_(judged), lanes_(lanes), segments_(city.network->lines.boxes) {}

CompoundWays EntranceFinder::of(const Layer& layer, std::uint32_t row) const {
  return Search(*this, layer, row).ways();
}

}  // namespace firebreak
