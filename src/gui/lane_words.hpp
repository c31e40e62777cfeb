#pragma once

#include <QString>
#include <string>

#include "core/model/feature_table.hpp"

namespace firebreak::gui {

/// What a row of `fire_lanes`, `critical_segments` or `dead_ends` is called: the name of its
/// street, as on the map; its id where it has none.
std::string lane_name(const FeatureTable& lanes, std::uint32_t row);

/// The verdict on a row of `fire_lanes` with its reason, and what its clear width rests on: a wide
/// lane is wide only as far as somebody drew what stands beside it. The record of the run knows in
/// which language its reasons are.
QString lane_words(const FeatureTable& lanes, std::uint32_t row, const RunRecord* record);

/// The rule that a row of `fire_lanes` or `pinch_points` was judged by: clear height, a gate and
/// walls on both sides have their own.
std::string_view lane_rule_key(const FeatureTable& lanes, std::uint32_t row);

}  // namespace firebreak::gui
