#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/analysis/lane_measure.hpp"
#include "core/analysis/lanes.hpp"
#include "core/model/accuracy.hpp"

namespace firebreak {

/// How bad a verdict is for a lane: what surely stops an engine is worse than what is not known.
int badness(Verdict verdict);

/// What a width is judged by.
struct WidthRule {
  double required_m = 4;
  double margin_m = 0;  ///< 1.5 sigma of the measured width; 0 when accuracy is ignored
};

/// Verdict on a width and the straight band in it. Fails only if the width plus the margin is
/// short, passes only if the band less the margin is enough (product.md 7.7); `reason` tells which.
Verdict judge_width(double width_m, double band_m, const WidthRule& rule, Lanes::Reason& reason);

/// 1.5 sigma of a measured width, by the sources of the two things that make it; of the least exact
/// pair beside the lane where it is as wide as was looked (product.md 7.7). 0 if accuracy is
/// ignored.
double width_margin_m(const City& city, const Lanes::Params& params, const LaneMeasure& measure);

/// The worst sigma of a distance between any two of these sources, which rise.
double worst_sigma_m(const City& city, std::span<const std::uint32_t> sources);

/// What the caller knows of a lane besides its width.
struct LaneFacts {
  bool fire_lane = true;  ///< false: its width is a fact without a verdict
  bool station_yard =
      false;  ///< its gates are opened by the brigade that drives out (station_exit)
  const LaneCheck* check = nullptr;      ///< what was measured on site, if anything
  std::optional<double> widened_m = {};  ///< how wide a plan makes it, whatever stands there now
};

/// Turns what was measured, declared and signed for one lane into its verdicts (algorithms 3.3,
/// 3.5, 3.6). Widths are reported up to `cap_m`.
Lanes::Lane judge_lane(const City& city, const LaneObstacles& obstacles,
                       const Lanes::Params& params, std::uint32_t segment, double cap_m,
                       LaneFacts facts, const LaneMeasure& measure,
                       std::optional<PinchGap>* limit_gap);

}  // namespace firebreak
