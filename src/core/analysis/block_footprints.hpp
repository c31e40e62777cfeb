#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/gap_graph.hpp"
#include "core/analysis/street_blocks.hpp"
#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// The ground that one building covers in one block.
struct FootprintPart {
  std::uint32_t building = 0;
  std::uint32_t block = 0;
  double area_m2 = 0;
};

/// True if the two footprints share ground, not just a wall: edges cross or a corner lies inside by
/// more than a micrometre.
bool overlap(const Shapes& shapes, std::uint32_t a, std::uint32_t b);

/// Ground covered, by building and block, ordered by both. Where footprints overlap the ground
/// counts once, for the building with the lower number: summed over a block it is the area of the
/// union of all footprints, cut at the block's edge. `pairs` holds at least all pairs of gap 0.
/// Exact up to the rounding of coordinates. Throws `Error` (internal) if GEOS fails, `Cancelled`.
std::vector<FootprintPart> footprint_parts(const City& city, const StreetBlocks& blocks,
                                           Counted counted, std::span<const GapPair> pairs,
                                           const Job& job);

}  // namespace firebreak
