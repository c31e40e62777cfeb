#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/model/style.hpp"

namespace firebreak {

/// Colours for classes of numbers, from low to high, told apart by colour-blind eyes too.
struct ColourRamp {
  std::string_view name;   ///< as project files write it
  std::string_view title;  ///< English, the key of its translation
};
std::span<const ColourRamp> colour_ramps();

/// So many colours of a ramp, evenly spread; of the first ramp if there is none of that name.
std::vector<Colour> ramp_colours(std::string_view name, std::size_t count);

}  // namespace firebreak
