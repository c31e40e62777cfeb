#pragma once

#include <string>
#include <string_view>

#include "core/analysis/lanes.hpp"

namespace firebreak {

inline constexpr std::string_view lane_width_key = "lanes.clear_width_m";
inline constexpr std::string_view lane_height_key = "lanes.clear_height_m";

/// The rule a verdict rests on.
std::string_view lane_rule_of(Lanes::Reason reason);

/// The sentence behind a verdict, in the language of the run.
std::string lane_reason_words(const Lanes::Lane& lane, const Road& road,
                              const Lanes::Params& params, bool clause_confirmed);

}  // namespace firebreak
