#pragma once

#include <optional>

#include "core/analysis/lane_corridor.hpp"
#include "core/analysis/lane_width.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// Buildings or walls that bound a lane on both sides, one after the other.
struct WalledPlace {
  double width_m = 0;  ///< between them where they stand farthest apart, over the length asked for
  PinchGap gap;        ///< that place
};

/// A width and how much it may be off.
struct WidthRange {
  double width_m = 0;
  double margin_m = 0;
};

/// Fails only what surely is too narrow, passes only what surely is wide enough; marginal between.
Verdict judge_walled(const WidthRange& between, double required_m);

/// The narrowest place of a corridor where buildings or walls bound it on both sides over more than
/// `length_m`: of all stretches of that length the one whose greatest width is least. None if no
/// stretch has them on both sides all along. Openings of up to 1 m do not interrupt a wall.
std::optional<WalledPlace> walled_place(const City& city, const Corridor& corridor,
                                        double length_m);

}  // namespace firebreak
