#pragma once

#include <cstddef>
#include <span>

#include "core/base/job.hpp"
#include "core/geo/shape.hpp"

namespace firebreak::test {

/// Hydrant cover by the definition of the published reference figures, which is not ours: discs
/// are regular 32-gons inscribed in the circle, cover is the share of the footprint's area in
/// their union; only the number of hydrants within the radius goes by true circles.
struct ReferenceJ1 {
  std::size_t none = 0;  ///< covered share under 1e-9
  std::size_t part = 0;
  std::size_t whole = 0;  ///< covered share over 1 - 1e-9
  std::size_t no_hydrant = 0;
  std::size_t max_hydrants = 0;
  double mean_hydrants = 0;
  double footprint_m2 = 0;
  double uncovered_footprint_m2 = 0;
  double covered_area_m2 = 0;  ///< of the union of the discs
  std::size_t clipped = 0;     ///< footprints that neither one disc held nor all discs missed
};

/// Exact to rounding: areas by Green's theorem along the pieces of outline, no polygon overlay.
ReferenceJ1 reference_j1(const Shapes& footprints, std::span<const Xy> hydrants, double radius_m,
                         const Job& job);

}  // namespace firebreak::test
