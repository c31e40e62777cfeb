#pragma once

#include "core/analysis/lane_findings.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// Layer `critical_segments`: the lanes that every way to some buildings leads over, those with
/// most buildings behind them first.
FeatureTable critical_table(const LaneOutput& of);

/// Layer `lane_profile`: how wide the fire lanes that fail or are marginal are along their course.
FeatureTable lane_profile_table(const LaneOutput& of);

/// Layer `lane_blocks`: blocks between lanes that are too far apart, or may be, and their figures.
FeatureTable lane_block_table(const LaneOutput& of);
std::vector<KeyFigure> lane_block_figures(const LaneOutput& of);

/// Layer `dead_ends`: those that need room to turn, failing ones first.
FeatureTable dead_end_table(const LaneOutput& of);

}  // namespace firebreak
