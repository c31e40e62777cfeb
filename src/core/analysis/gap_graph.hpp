#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/shape.hpp"
#include "core/geo/spatial_index.hpp"

namespace firebreak {

/// Two footprints and the exact distance between them: 0 when they touch, overlap or one holds the
/// other. `a < b`.
struct GapPair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  double gap_m = 0;
  friend bool operator==(const GapPair&, const GapPair&) = default;
};

/// Which footprints count; an empty span counts all. 0 = left out.
using Counted = std::span<const std::uint8_t>;

/// Every pair of footprints at most `limit_m` apart, each once, ordered by (a, b). `index` stands
/// over `shapes.boxes`. Throws `Cancelled`.
std::vector<GapPair> gap_pairs(const Shapes& shapes, const SpatialIndex& index, Counted counted,
                               double limit_m, const Job& job);

/// Distance of each footprint to the nearest other one.
struct NearestGaps {
  static constexpr std::uint32_t none = UINT32_MAX;
  std::vector<double> gap_m;             ///< infinite without any other footprint
  std::vector<std::uint32_t> neighbour;  ///< the nearest; the lowest number of several; or `none`
};

/// Nearest other footprint for every footprint, at any distance. `pairs` are those of `gap_pairs`
/// for `limit_m`: whoever has one needs no further search. Throws `Cancelled`.
NearestGaps nearest_gaps(const Shapes& shapes, const SpatialIndex& index, Counted counted,
                         std::span<const GapPair> pairs, const Job& job);

}  // namespace firebreak
