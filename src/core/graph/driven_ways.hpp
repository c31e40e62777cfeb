#pragma once

#include <cstdint>
#include <span>

#include "core/model/network.hpp"

namespace firebreak {

/// Which way a segment of a network may be driven.
enum class Driven : std::uint8_t { both, along, against };

/// One entry per segment; none at all where every segment may be driven both ways.
using DrivenWays = std::span<const Driven>;

inline bool may_drive(DrivenWays ways, std::uint32_t segment, bool against) {
  return ways.empty() || ways[segment] != (against ? Driven::along : Driven::against);
}
inline bool may_drive(DrivenWays ways, const RoadNetwork::Arc& arc) {
  return may_drive(ways, arc.segment, arc.against);
}

}  // namespace firebreak
