#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/analysis/lane_obstacles.hpp"
#include "core/analysis/lanes.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// A width that a gate, a sign or a posted limit leaves of a lane.
struct WidthLimit {
  double width_m = 0;
  double margin_m = 0;  ///< 1.5 sigma of a width that is only drawn; 0 of one that is recorded
  bool below = false;   ///< only known to be less than this
  std::optional<std::uint32_t> by;  ///< obstacle; none: posted on the road
  bool gate = false;                ///< a gate leaves it
};

/// What gates, signs and posted limits leave of a lane.
struct LaneLimits {
  std::vector<WidthLimit> widths;
  std::optional<double> height_m;        ///< least one recorded
  std::optional<double> height_below_m;  ///< least one of which only an upper bound is known
  std::optional<std::uint32_t> locked_by;
  std::optional<std::uint32_t> unknown_gate;  ///< nobody recorded what it leaves open
  std::optional<std::uint32_t> unclear_gate;  ///< perhaps it stands on another road

  /// The least width; none if nothing limits it.
  const WidthLimit* narrowest() const;
  /// True if a gate that opens stands on the lane, or may do so.
  bool at_gate() const;
  /// True unless every width and height that is known only from above is too small for the engine
  /// anyway: whether it gets through is not known.
  bool leaves_open(double engine_width_m, double engine_height_m) const;
};

/// A figure as it was recorded, to a tenth of a millimetre: 3.1, not the 3.0999999 of its storage,
/// which would fall short of the 3.1 that is asked for.
double as_recorded(float value);

/// The width a gate or sign leaves as it is recorded; the length of the line that a gate is drawn
/// as, which is only as exact as the drawing. None where nobody recorded or drew it.
std::optional<WidthLimit> width_left(const City& city, const Lanes::Params& params,
                                     std::uint32_t obstacle);

/// True of a gate that is no more than drawn: nobody said whether it opens at all.
bool only_drawn(const Obstacle& gate);

/// The limits of one segment of the network.
LaneLimits limits_of(const City& city, const LaneObstacles& obstacles, const Lanes::Params& params,
                     std::uint32_t segment);

}  // namespace firebreak
