#pragma once

#include <optional>
#include <span>

#include "core/geo/crs.hpp"

namespace firebreak {

/// Lengths and areas on the WGS 84 ellipsoid between places of a projected grid: what lies on the
/// ground at sea level, whatever the map's projection does to it.
class EllipsoidMeasure {
 public:
  /// `origin` is added to places to make coordinates of `crs`. Throws `Error` (file) if there is no
  /// way from the CRS to the globe.
  EllipsoidMeasure(const Crs& crs, Xy origin);

  /// Empty where a place lies outside of what the CRS can show.
  std::optional<double> length_m(std::span<const Xy> line) const;
  /// Of the ring that the corners make, closed or not, whatever way it runs.
  std::optional<double> area_m2(std::span<const Xy> corners) const;

 private:
  Transform to_degrees_;
  Xy origin_;
};

}  // namespace firebreak
