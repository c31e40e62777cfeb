#pragma once

#include <cstdint>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// What stops a hose on open ground beside buildings (algorithms 2.2): walls, railways, motorways
/// and water on the ground; a gate or arch opens a wall. Fences do not: a hose is handed over.
struct HoseBarriers {
  struct Gate {
    Xy at;
    double half_m = 0;  ///< half of its clear width
  };
  Shapes lines;                     ///< one line per feature
  std::vector<std::uint8_t> walls;  ///< one per line: a gate opens it
  SpatialIndex line_index;
  std::vector<Gate> gates;
  SpatialIndex gate_index;
  SpatialIndex water_index;  ///< over the water of the city
  SpatialIndex road_index;   ///< over the segments of the network, which lead over all these

  explicit HoseBarriers(const City& city);
  /// True where a gate stands.
  bool opened(Xy at) const;
};

}  // namespace firebreak
