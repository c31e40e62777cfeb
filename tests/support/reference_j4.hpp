#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/shape.hpp"

namespace firebreak::test {

/// What J4 of the reference figures is computed from.
struct J4Input {
  Shapes buildings;
  Shapes roads;
  std::vector<std::uint8_t> covered;  ///< one per road: not measured
};

J4Input read_j4(const std::filesystem::path& geopackage, const Job& job);

/// Lane widths by the definition of the reference figures: samples in the middle of equal steps of
/// at most 5 m, rays of 20 m square to the line on both sides, width = left + right, 0 inside a
/// footprint or on its edge; the least of a road's samples.
struct J4Figures {
  std::size_t segments = 0;
  std::size_t samples = 0;
  std::size_t under_4m = 0;
  std::size_t under_6m = 0;
  std::size_t bounded = 0;
  double mean_width_m = 0;
};

J4Figures reference_j4(const J4Input& input, const Job& job);

}  // namespace firebreak::test
