#pragma once

#include <string>
#include <vector>

#include "core/base/text.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// A lane's row of `fire_lanes` and the rows of other tables that name it; empty tables where there
/// are none.
struct LaneRows {
  FeatureTable lane{};
  FeatureTable pinch{};     ///< of `pinch_points`
  FeatureTable profile{};   ///< of `lane_profile`: all its stretches, along the lane
  FeatureTable critical{};  ///< of `critical_segments`
};

/// How wide the lane is, why it is judged so, where and how long it is too narrow, and what that
/// does to the buildings behind; in the language named, whatever language the file was made in.
std::vector<std::string> lane_sentences(const LaneRows& rows, const RunRecord& record, Language in);

}  // namespace firebreak
