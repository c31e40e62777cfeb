#pragma once

#include <string>
#include <string_view>

#include "core/analysis/lanes.hpp"

namespace firebreak {

inline constexpr std::string_view lane_width_key = "lanes.clear_width_m";
inline constexpr std::string_view lane_height_key = "lanes.clear_height_m";

inline constexpr std::string_view gate_width_key = "lanes.gate_width_m";
inline constexpr std::string_view walled_width_key = "lanes.walled_width_m";

/// The rule on width that a verdict rests on, whatever else does.
std::string_view width_rule_of(const Lanes::Lane& lane);

/// The rule a verdict rests on.
std::string_view lane_rule_of(const Lanes::Lane& lane);

/// The sentence behind a verdict, in the language of the run. `rule` is the profile's value for
/// the rule it rests on; null where the profile sets none and the program's default is asked for.
std::string lane_reason_words(const Lanes::Lane& lane, const Road& road,
                              const Lanes::Params& params, const ProfileValue* rule);

}  // namespace firebreak
