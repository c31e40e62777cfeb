#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/lane_obstacles.hpp"

namespace firebreak {

/// The gates that stand across one lane: a wall or fence drawn across the lane through such a gate
/// is open there. What the gate itself leaves of the lane is a limit (`limits_of`).
class LaneOpenings {
 public:
  /// Takes the gates of a segment of the network; reused from segment to segment.
  void find(const City& city, const LaneObstacles& obstacles, std::uint32_t segment);

  /// Calls `visit(const OutlineRun&)` for what is left of an outline: all of it but the edges of a
  /// wall or fence that lead over the lane through a gate.
  template <class Visit>
  void each_closed(const City& city, const OutlineRun& run, Visit&& visit) const {
    if (gates_.empty() || !is_wall_line(city, run)) return visit(run);
    OutlineRun rest = run;
    for (std::uint32_t e = run.first_edge; e < run.end_edge; ++e) {
      if (!opened(run, e)) continue;
      rest.end_edge = e;
      if (rest.first_edge < rest.end_edge) visit(rest);
      rest.first_edge = e + 1;
    }
    rest.end_edge = run.end_edge;
    if (rest.first_edge < rest.end_edge) visit(rest);
  }

 private:
  static bool is_wall_line(const City& city, const OutlineRun& run);
  bool opened(const OutlineRun& run, std::uint32_t edge) const;

  std::span<const Xy> line_;  ///< the lane
  std::vector<Xy> gates_;     ///< the middle of each
};

}  // namespace firebreak
