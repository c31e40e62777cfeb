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
/// does. At a junction it belongs to the least of the roads that meet there, if that is one service
/// road or footway; else to which of them is unclear. A gate that is drawn stands across the roads
/// that it crosses. From a source that was not drawn together with the road, a gate that comes near
/// (`gate_reach_m`) may be meant to stand across it: unclear. Levels are not looked at.
GateStands gate_stands(const City& city, std::uint32_t obstacle, std::uint32_t segment);

/// How far a gate of one source may lie off a road of another and still be meant to stand on it:
/// 1.5 sigma of the distance (product.md 7.7), at least 2 m, as gates are placed beside the road;
/// drawing noise where both were drawn as one.
double gate_reach_m(const City& city, std::uint32_t gate_source, std::uint32_t road_source);

/// The largest reach that a gate of any source has to a road of `road_source`.
double widest_gate_reach_m(const City& city, std::uint32_t road_source);

/// Distance from an obstacle to the centre line of a segment of the network.
double to_line_m(const City& city, std::uint32_t obstacle, std::uint32_t segment);

}  // namespace firebreak
