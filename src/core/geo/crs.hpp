#pragma once

#include <memory>
#include <span>
#include <string>

#include "core/geo/point.hpp"

namespace firebreak {

/// A coordinate reference system as PROJ knows it. Coordinates are always easting/longitude
/// first. Cheap to copy; belongs to no thread (each use makes its own PROJ context).
class Crs {
 public:
  Crs() = default;
  /// From "EPSG:25832", WKT, a PROJ string. Throws `Error` (file) if PROJ does not know it.
  explicit Crs(const std::string& definition);

  bool known() const { return !definition_.empty(); }
  const std::string& definition() const { return definition_; }
  /// The EPSG code, 0 if there is none (also after a best match of WKT without authority).
  int epsg() const { return epsg_; }
  const std::string& name() const { return name_; }
  std::string wkt() const;
  bool geographic() const { return geographic_; }
  /// Projected, unit metre, and not Web Mercator or another of its kind.
  bool metric() const { return metric_; }
  /// Metres per unit of a projected CRS (0.3048 for feet), 0 for a geographic one.
  double metres_per_unit() const { return metres_per_unit_; }
  /// Relative scale error |k - 1| at a place of the CRS's own coordinates; 0 for geographic.
  double scale_error_at(Xy projected) const;

  friend bool operator==(const Crs& a, const Crs& b) { return a.definition_ == b.definition_; }

 private:
  std::string definition_;
  std::string name_;
  int epsg_ = 0;
  bool geographic_ = false;
  bool metric_ = false;
  double metres_per_unit_ = 0;
};

/// Moves coordinates from one CRS to another. One object per thread.
class Transform {
 public:
  /// Throws `Error` (file) if there is no way from one to the other.
  Transform(const Crs& from, const Crs& to);
  ~Transform();
  Transform(Transform&&) noexcept;
  Transform& operator=(Transform&&) noexcept;

  /// In place; a coordinate that cannot be moved becomes infinite.
  void apply(std::span<Xy> points) const;
  Xy operator()(Xy p) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The registered metric CRS for a place: CGCS2000 / 3-degree Gauss-Kruger (without zone prefix)
/// in mainland China's range, otherwise WGS 84 / UTM.
Crs metric_crs_for(LonLat place);

/// Version of the PROJ library in use.
std::string proj_version();

}  // namespace firebreak
