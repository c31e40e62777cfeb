#pragma once

#include <QString>

#include "core/model/feature_table.hpp"

namespace firebreak::gui {

/// What the clear width of a row of `fire_lanes` rests on, in a sentence: a wide lane is wide only
/// as far as somebody drew what stands beside it.
QString lane_words(const FeatureTable& lanes, std::uint32_t row);

}  // namespace firebreak::gui
