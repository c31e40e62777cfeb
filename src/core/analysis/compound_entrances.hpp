#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/compounds.hpp"
#include "core/geo/spatial_index.hpp"

namespace firebreak {

/// What leads into one compound.
struct CompoundWays {
  /// Judged: gates in the order of the city, then lanes that come in through none of them.
  std::vector<Compounds::Entrance> entrances;
  std::vector<std::uint32_t> lanes_inside;  ///< segments more than half of which lie inside, rising
};

/// Finds the entrances of compounds; what it was made from has to outlive it.
///
/// A gate within reach of the boundary is an entrance: 1.5 sigma of the distance of the two sources
/// (product.md 7.7), at least 2 m. One that stands on a footway and on no lane that an engine can
/// use is none. A lane comes in where it crosses the boundary, or at a junction within reach of it,
/// if it then leads farther in than that reach: one that runs along the boundary leads nowhere.
class EntranceFinder {
 public:
  EntranceFinder(const City& city, const Lanes::Params& judged, const Lanes::Result& lanes);

  /// The ways into the compound at a row of a layer.
  CompoundWays of(const Layer& layer, std::uint32_t row) const;

 private:
  class Search;
  const City& city_;
  const Lanes::Params& judged_;
  const Lanes::Result& lanes_;
  SpatialIndex segments_;
};

}  // namespace firebreak
