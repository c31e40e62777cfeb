#pragma once

#include "core/normalise/cad.hpp"

namespace firebreak {

/// The roads of one layer of a drawing.
struct CadRoads {
  RawLayer carriageway;              ///< polygons between the edges
  RawLayer centrelines;              ///< lines half way, with `width_m`
  std::vector<std::uint8_t> used{};  ///< one per entity of the drawing: 1 = edge of a road
};

/// Pairs the edges of roads that run side by side, 2 to 40 m apart; of several partners the nearest
/// counts, and none across a building. Middle lines go on straight over a crossing and end on the
/// road they meet, as long as no edge lies in between. `buildings` are the outlines of the drawing.
CadRoads cad_roads(const CadDrawing& drawing, std::string_view layer, const Shapes& buildings,
                   const Job& job);

}  // namespace firebreak
