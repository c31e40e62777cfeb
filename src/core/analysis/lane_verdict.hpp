#pragma once

#include <optional>

#include "core/analysis/lane_measure.hpp"
#include "core/analysis/lanes.hpp"

namespace firebreak {

/// What a width is judged by.
struct WidthRule {
  double required_m = 4;
  double margin_m = 0;  ///< 1.5 sigma of the measured width; 0 when accuracy is ignored
};

/// Verdict on a width and the straight band in it. Fails only if the width plus the margin is
/// short, passes only if the band less the margin is enough (product.md 7.7); `reason` tells which.
Verdict judge_width(double width_m, double band_m, const WidthRule& rule, Lanes::Reason& reason);

/// Turns what was measured, declared and signed for one lane into its verdicts (algorithms 3.3,
/// 3.5, 3.6). `cap_m` is the largest width measured.
Lanes::Lane judge_lane(const City& city, const LaneObstacles& obstacles,
                       const Lanes::Params& params, std::uint32_t segment, double cap_m,
                       bool fire_lane, const LaneMeasure& measure,
                       std::optional<PinchGap>* limit_gap);

}  // namespace firebreak
