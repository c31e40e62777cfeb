#pragma once

#include <optional>

#include "core/analysis/lane_measure.hpp"
#include "core/analysis/lanes.hpp"

namespace firebreak {

/// Sigma of the width between two things; the edge of the corridor has no error of its own.
double gap_sigma_m(const City& city, const PinchGap& gap);

/// A building over the road, or a long wall or a kerb across it: the data contradict themselves.
/// `margin_m` is that of the width.
std::optional<Lanes::Reason> lane_conflict(const City& city, const Lanes::Params& params,
                                           std::uint32_t segment, const LaneMeasure& m,
                                           double margin_m);

}  // namespace firebreak
