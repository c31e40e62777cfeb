#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// How much of the built-up land lies within the radius of a usable hydrant, in a straight line
/// (algorithms 2.7: the built-up mask against the union of circles). Land that overlapping polygons
/// hold counts once.
struct LandCover {
  struct Share {
    double land_m2 = 0;
    double covered_m2 = 0;
    /// Of no land none is covered.
    double share() const { return land_m2 > 0 ? covered_m2 / land_m2 : 0; }
    friend bool operator==(const Share&, const Share&) = default;
  };
  Share all;                 ///< in the study area, where there is one
  std::vector<Share> units;  ///< one per management unit, and one for what lies in none
  bool given() const { return !units.empty(); }
};

/// Measured along lines 1 m apart, each exactly: the area of a circle comes out to a
/// ten-thousandth. Empty where no built-up land is given. `usable`: one flag per hydrant. Throws
/// `Cancelled`.
LandCover land_cover(const City& city, std::span<const std::uint8_t> usable, double radius_m,
                     const Job& job);

}  // namespace firebreak
