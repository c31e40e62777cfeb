#pragma once

#include <cstdint>
#include <vector>

#include "core/model/features.hpp"
#include "core/model/network.hpp"

namespace firebreak {

/// The level on which a road meets others and on which obstacles stand in its way: the one
/// recorded, else 1 for a bridge and -1 for a tunnel. A covered passage through a building is on
/// the ground.
std::int8_t road_level(const Road& road);

/// Fills `arc_start`, `arcs` and `component` of a network whose segments and nodes stand.
/// Components are numbered by falling length, ties by their first node in space, so that
/// 0 is the main network.
void connect(RoadNetwork& network);

}  // namespace firebreak
