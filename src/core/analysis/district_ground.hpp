#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/street_blocks.hpp"
#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// Ground of a street block that a fire does not cross (algorithms 4.4).
struct BlockGround {
  /// Open land and water from 100 m2 and 10 m short side on (Tokyo method), and roads of 6 m and
  /// more; at most the block's area.
  double open_m2 = 0;
  /// Water, open land from 1 ha on, and roads of 15 m and more: what the timber coverage ratio
  /// leaves out; at most the block's area.
  double large_m2 = 0;
};

/// One per block. Roads count by their declared width, which a building gap does not tell, half of
/// it on each side, on the ground, and only where they hang together with the main network. A road
/// across a park counts with the park and by itself, up to the block's area. Throws `Cancelled`.
std::vector<BlockGround> block_ground(const City& city, const StreetBlocks& streets,
                                      const Job& job);

/// A stretch of a line beside one block. `sides` is 2 where the block lies on both sides.
struct BesideBlock {
  std::uint32_t block = 0;
  double length_m = 0;
  int sides = 1;
};
/// The blocks left and right of a line, by pieces of about 20 m.
std::vector<BesideBlock> blocks_beside(const StreetBlocks& streets, std::span<const Xy> line);

}  // namespace firebreak
