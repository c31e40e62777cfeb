#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/hydrant_spacing.hpp"

namespace firebreak {

/// The streets whose spacing is judged: of classes that a municipal main runs along, on the ground,
/// in the study area, as far as they are built-up.
struct SpacingStreets {
  struct Stretch {
    std::uint32_t segment = 0;
    double from_m = 0;
    double to_m = 0;
    std::uint32_t stroke = 0;  ///< its street: number of the first stretch of it
  };
  std::vector<double> segment_m;        ///< length of each segment of the network
  std::vector<Stretch> stretches;       ///< by segment, then along it
  std::vector<std::uint32_t> first{0};  ///< segment s has stretches [first[s], first[s + 1])

  std::span<const Stretch> of(std::uint32_t segment) const {
    return std::span(stretches).subspan(first[segment], first[segment + 1] - first[segment]);
  }
};

/// Where there are no buildings at all, every street counts as built-up. Between two built-up
/// stretches, a part without buildings that is shorter than the spacing counts too.
SpacingStreets spacing_streets(const City& city, const HydrantSpacing::Params& params,
                               const Job& job);

}  // namespace firebreak
