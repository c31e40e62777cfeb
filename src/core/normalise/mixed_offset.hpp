#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/model/city.hpp"
#include "core/normalise/china_offset.hpp"
#include "core/normalise/crs_choice.hpp"

namespace firebreak {

/// Records of a layer that lie beside roads only if they are shifted back.
struct MixedOffset {
  CoordinateShift shift = CoordinateShift::gcj02;
  std::vector<std::uint32_t> shifted;  ///< positions among the places, rising
  double before_m = 0;                 ///< their median distance to a road as they stand
  double after_m = 0;                  ///< and shifted back
  double by_chance = 0;  ///< share of the places beside roads that it brings there too
  bool only_one = true;  ///< the other shift does not bring them there
};

/// Phone positions among true ones in one file (planner.md 5.1): some places lie beside roads as
/// they stand, and most of the others only once they are shifted back, far more often than that
/// brings a true place to a road by chance. Nothing where all are of one kind, or they are few.
std::optional<MixedOffset> mixed_offset(std::span<const Xy> places, const Table<Road>& roads,
                                        const Frame& frame);

}  // namespace firebreak
