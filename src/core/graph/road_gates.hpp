#pragma once

#include <cstdint>
#include <optional>

#include "core/model/city.hpp"

namespace firebreak {

/// Whether a gate closes a stretch of road when it is shut.
enum class GateStands : std::uint8_t {
  beside,   ///< no: it leads off the road, or bars another arm of the junction
  unclear,  ///< perhaps: the data are not exact enough, or it stands at a junction
  across,   ///< yes
};

/// A gate that is a point stands across a road if it lies on its centre line: a node of the road
/// does. From another source it may lie off by the accuracy of both. At a junction it belongs to
/// the least of the roads that meet there, if that is one service road or footway; else to which of
/// them is unclear. A gate that is drawn has to cross the line. Levels are not looked at.
GateStands gate_stands(const City& city, std::uint32_t obstacle, std::uint32_t segment);

/// How far from the centre line a gate may be at most and still be unclear about it.
double gate_reach_m(const City& city, std::uint32_t obstacle, std::uint32_t segment);

/// Distance from an obstacle to the centre line of a segment of the network.
double to_line_m(const City& city, std::uint32_t obstacle, std::uint32_t segment);

}  // namespace firebreak
