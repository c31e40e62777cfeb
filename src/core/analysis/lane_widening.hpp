#pragma once

#include <cstdint>

#include "core/analysis/lanes.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// What is the matter with a lane besides its width, so that making it wider does not help, or is
/// not what has to be done there.
enum class WideningBar : std::uint8_t {
  none,         ///< it is too narrow, or may be: a wider one helps
  wide_enough,  ///< nothing is the matter
  not_judged,   ///< no fire lane
  height,       ///< too low, or of unknown height
  posted,       ///< a sign on the road allows less, however wide it is
  gate,         ///< closed, or narrowed, by a gate
  crossed,      ///< something drawn across it or over it contradicts it
  no_data,      ///< nothing tells how wide it is
};

/// What bars the use of making a segment of the network `width_m` wide, by the reason of its
/// verdict; `engine_passes`: it lets the engine through as it is.
WideningBar widening_bar(const City& city, std::uint32_t segment, Lanes::Reason reason,
                         bool engine_passes, double width_m);

}  // namespace firebreak
