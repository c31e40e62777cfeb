#pragma once

#include <optional>
#include <vector>

#include "core/analysis/lane_corridor.hpp"

namespace firebreak {

/// The place that decides a width: the two things, left and right, and the line between them.
struct PinchGap {
  Xy left_at;
  Xy right_at;
  ObstacleRef left;
  ObstacleRef right;
};

/// Things less than this apart touch: a way no wider is closed.
constexpr double closed_m = 1e-3;

struct ClearWidth {
  double width_m = 0;           ///< at most the cap
  std::optional<PinchGap> gap;  ///< none if the cap was reached
};

/// The clear width of a corridor for a round body: the least, over all chains of things from the
/// left wall to the right wall, of the largest gap in the chain. A disc of this diameter can be
/// moved from end to end, a larger one cannot. Exact below `cap_m`; reused to save memory.
class WidthMeasure {
 public:
  ClearWidth measure(const Corridor& corridor, double cap_m);
  /// True if the chain measured last is as narrow as `width_m` somewhere in [from_m, to_m] of the
  /// corridor; of equally narrow places each counts.
  bool decided_in(const Corridor& corridor, double width_m, double from_m, double to_m) const;

 private:
  struct Reach {
    double gap_m;          ///< largest gap on the best chain so far
    std::uint32_t before;  ///< part before this one; none: the left wall
    bool done;
  };
  double part_distance_m(const Corridor& corridor, const Corridor::Part& a, const Corridor::Part& b,
                         double limit_m, PinchGap* gap) const;
  PinchGap widest_gap(const Corridor& corridor, std::uint32_t last) const;

  std::vector<Reach> reach_;
  std::uint32_t last_ = UINT32_MAX;  ///< last part of the best chain; none: the cap was reached
};

/// What is free beside the centre line all along a short stretch of a corridor.
struct CrossSection {
  std::optional<double>
      left_m;  ///< to the nearest thing on the left; none: nothing in the corridor
  std::optional<double> right_m;  ///< the same on the right
  double free_m = 0;              ///< the widest straight band, on whichever side of things
  bool on_line = false;           ///< something stands on the centre line: left and right are 0
};

/// Between two chainages; parts count as in `band_width_m`.
CrossSection cross_section(const Corridor& corridor, double from_m, double to_m);

/// The widest straight band that is free over every stretch of `length_m` of the corridor, at most
/// `cap_m`: whether a vehicle of that length gets through without turning. Parts count with
/// everything between their outermost points in the stretch, up to the wall if they touch it, so
/// that the figure is never too wide.
double band_width_m(const Corridor& corridor, double length_m, double cap_m);

}  // namespace firebreak
