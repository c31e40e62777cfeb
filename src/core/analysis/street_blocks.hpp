#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/shape.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// How street blocks are made (algorithms 4.6).
struct BlockRule {
  double smallest_m2 = 400;    ///< smaller ones join the neighbour with the longest common border
  double largest_m2 = 250000;  ///< larger ones are cut by the grid
  double grid_m = 250;         ///< cells at multiples of this in the city's CRS
  /// streets: ways that part blocks in a plan, without drives, alleys, tracks and paths; vehicle:
  /// everything open to vehicles; all: paths too.
  std::string roads = "streets";
};

/// The units of the district index: areas between street centre lines, railways, rivers and
/// motorways. Only blocks with a building are kept; they never overlap, neighbours share their
/// border exactly, and every building is in exactly one.
struct StreetBlocks {
  Shapes shapes;
  std::vector<double> area_m2;
  Texts ids;                                ///< hash of the interior point in the city's CRS
  std::vector<std::uint32_t> of_building;   ///< one per building
  std::vector<std::uint32_t> member_start;  ///< members of block k: [start[k], start[k + 1])
  std::vector<std::uint32_t> members;
  SpatialIndex index;

  struct Border {
    std::uint32_t a = 0;  ///< a < b
    std::uint32_t b = 0;
    double length_m = 0;
    friend auto operator<=>(const Border&, const Border&) = default;
  };
  std::vector<Border> borders;  ///< sorted by (a, b)

  std::size_t size() const { return area_m2.size(); }
  std::span<const std::uint32_t> members_of(std::size_t k) const {
    return std::span(members).subspan(member_start[k], member_start[k + 1] - member_start[k]);
  }
};

/// Blocks of the city: faces of its noded roads on the ground and of its barriers of kind rail,
/// water and motorway. A building belongs to the block that holds its interior point. Where it lies
/// in no face, or in one larger than `largest_m2`, its block is the grid cell, less the faces. So a
/// block does not change when something is built elsewhere. Without roads all blocks are cells. The
/// result does not depend on the order of the features or the number of threads. Throws
/// `Cancelled`.
StreetBlocks street_blocks(const City& city, const BlockRule& rule, const Job& job);

}  // namespace firebreak
