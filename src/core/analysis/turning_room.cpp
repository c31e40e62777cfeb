#include "core/analysis/turning_room.hpp"

#include <algorithm>
#include <cmath>
#include <queue>
#include <tuple>
#include <vector>

#include "core/analysis/lane_measure.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

/// Looks for the place that is farthest from everything by cutting a square in four, the most
/// promising first: nowhere in a square is it farther than at its middle by more than half its
/// diagonal.
class RoomSearch {
 public:
  RoomSearch(const City& city, const LaneObstacles& obstacles, std::span<const Xy> line,
             std::int8_t level, bool kerbs, double most_m)
      : city_(city), obstacles_(obstacles), line_(line), kerbs_(kerbs), most_m_(most_m / 2) {
    for (const Xy p : line) near_.add(p);
    near_ = near_.grown(most_m_);
    obstacles.in_box(near_.grown(most_m_), level, kerbs,
                     [this](const OutlineRun& run) { take(run); });
  }

  TurningRoom run() {
    look_along_line();
    if (best_m_ > 0) look_beside();
    const bool capped = best_m_ >= most_m_;
    return {2 * std::min(best_m_, most_m_), best_at_, capped, sources(capped)};
  }

 private:
  struct Edge {
    Xy a, b;
    double radius_m;
    ObstacleRef ref;
  };
  /// Something that nobody drives through: the rings of one feature.
  struct Solid {
    ObstacleRef ref;
    std::vector<std::span<const Xy>> rings;
  };
  struct Square {
    double bound_m;
    Xy middle;
    double half_m;
    bool operator<(const Square& o) const {
      return std::tuple(bound_m, middle.x_m, middle.y_m) <
             std::tuple(o.bound_m, o.middle.x_m, o.middle.y_m);
    }
  };

  void take(const OutlineRun& run) {
    if (run.end_edge == 0) edges_.push_back({run.points[0], run.points[0], run.radius_m, run.ref});
    for (std::uint32_t e = run.first_edge; e < run.end_edge; ++e)
      edges_.push_back({run.points[e], run.points[e + 1], run.radius_m, run.ref});
    if (!run.ring || run.solid_outside) return;
    if (solids_.empty() || !(solids_.back().ref == run.ref)) solids_.push_back({run.ref, {}});
    solids_.back().rings.push_back(run.points);
  }
  static double gap_m(const Edge& e, Xy p) {
    return std::sqrt(point_segment2_m2(p, e.a, e.b)) - e.radius_m;
  }
  double clearance_m(Xy p) const {
    double least = 2 * most_m_;
    for (const Edge& e : edges_) least = std::min(least, gap_m(e, p));
    return std::max(least, 0.0);
  }
  std::vector<std::uint32_t> sources(bool all) const {
    constexpr double touching_m = 0.5;
    std::vector<std::uint32_t> found;
    for (const Edge& e : edges_) {
      if (!all && gap_m(e, best_at_) > best_m_ + touching_m) continue;
      if (e.ref.thing == LaneThing::kerb)
        found.push_back(obstacles_.kerb_source(0.5 * (e.a + e.b)));
      else if (const auto origin = origin_of(city_, e.ref))
        found.push_back(origin->source);
    }
    std::ranges::sort(found);
    const auto again = std::ranges::unique(found);
    found.erase(again.begin(), again.end());
    return found;
  }
  bool can_stand(Xy p) const {
    if (kerbs_ && !obstacles_.on_carriageway(p)) return false;
    return std::ranges::none_of(solids_, [&](const Solid& solid) {
      return std::ranges::count_if(solid.rings, [&](auto ring) { return in_ring(ring, p); }) % 2 ==
             1;
    });
  }
  static bool in_ring(std::span<const Xy> ring, Xy p) {
    bool inside = false;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Xy a = ring[i];
      const Xy b = ring[i + 1];
      if ((a.y_m > p.y_m) != (b.y_m > p.y_m) &&
          p.x_m < a.x_m + (b.x_m - a.x_m) * (p.y_m - a.y_m) / (b.y_m - a.y_m))
        inside = !inside;
    }
    return inside;
  }
  void offer(Xy p, double clear_m) {
    if (clear_m <= best_m_ || !can_stand(p)) return;
    best_m_ = clear_m;
    best_at_ = p;
  }

  void look_along_line() {
    const double length = line_length_m(line_);
    const int steps = std::max(1, static_cast<int>(std::ceil(length)));
    for (int i = 0; i <= steps; ++i) {
      const Xy p = point_along(line_, i * length / steps);
      offer(p, clearance_m(p));
    }
  }
  void look_beside() {
    const double half = most_m_ / 2;
    for (double x = near_.min.x_m + half; x - half < near_.max.x_m; x += 2 * half)
      for (double y = near_.min.y_m + half; y - half < near_.max.y_m; y += 2 * half)
        look_at({x, y}, half);
    while (!queue_.empty() && best_m_ < most_m_) {
      const Square square = queue_.top();
      queue_.pop();
      if (square.bound_m <= best_m_ + turning_room_error_m / 2) break;
      const double quarter = square.half_m / 2;
      for (const double dx : {-quarter, quarter})
        for (const double dy : {-quarter, quarter}) look_at(square.middle + Xy{dx, dy}, quarter);
    }
  }
  /// Keeps a square if a larger circle than the best may have its middle there.
  void look_at(Xy middle, double half_m) {
    const double corner_m = half_m * std::sqrt(2.0);
    const double clear_m = clearance_m(middle);
    const double bound_m = std::min(clear_m + corner_m, most_m_);
    if (bound_m <= best_m_) return;
    const double off_line_m = std::sqrt(nearest_on_line(line_, middle).distance2_m2);
    if (off_line_m - corner_m > bound_m) return;
    if (clear_m > corner_m && !can_stand(middle)) return;
    if (off_line_m <= std::min(clear_m, most_m_)) offer(middle, clear_m);
    queue_.push({bound_m, middle, half_m});
  }

  const City& city_;
  const LaneObstacles& obstacles_;
  std::span<const Xy> line_;
  bool kerbs_;
  double most_m_;  ///< as a radius
  Box near_;       ///< where the middle of a circle may be
  std::vector<Edge> edges_;
  std::vector<Solid> solids_;
  std::priority_queue<Square> queue_;
  double best_m_ = 0;
  Xy best_at_;
};

}  // namespace

TurningRoom turning_room(const City& city, const LaneObstacles& obstacles, std::span<const Xy> line,
                         std::int8_t level, bool kerbs, double most_m) {
  return RoomSearch(city, obstacles, line, level, kerbs, most_m).run();
}

}  // namespace firebreak
