#include "core/geo/ellipsoid.hpp"

#include <geodesic.h>

#include <cmath>
#include <vector>

namespace firebreak {

namespace {

constexpr double semi_major_m = 6378137;
constexpr double flattening = 1 / 298.257223563;

geod_geodesic wgs84() {
  geod_geodesic ellipsoid;
  geod_init(&ellipsoid, semi_major_m, flattening);
  return ellipsoid;
}

bool on_globe(const std::vector<Xy>& places) {
  for (const Xy p : places)
    if (!std::isfinite(p.x_m) || !std::isfinite(p.y_m)) return false;
  return true;
}

std::vector<Xy> in_degrees(const Transform& to_degrees, Xy origin, std::span<const Xy> places) {
  std::vector<Xy> moved;
  for (const Xy p : places) moved.push_back(p + origin);
  to_degrees.apply(moved);
  return moved;
}

}  // namespace

EllipsoidMeasure::EllipsoidMeasure(const Crs& crs, Xy origin)
    : to_degrees_(crs, Crs("EPSG:4326")), origin_(origin) {}

std::optional<double> EllipsoidMeasure::length_m(std::span<const Xy> line) const {
  const std::vector<Xy> places = in_degrees(to_degrees_, origin_, line);
  if (!on_globe(places)) return std::nullopt;
  const geod_geodesic ellipsoid = wgs84();
  double sum = 0;
  for (std::size_t i = 1; i < places.size(); ++i) {
    double length = 0;
    geod_inverse(&ellipsoid, places[i - 1].y_m, places[i - 1].x_m, places[i].y_m, places[i].x_m,
                 &length, nullptr, nullptr);
    sum += length;
  }
  return sum;
}

std::optional<double> EllipsoidMeasure::area_m2(std::span<const Xy> corners) const {
  const std::vector<Xy> places = in_degrees(to_degrees_, origin_, corners);
  if (!on_globe(places)) return std::nullopt;
  std::vector<double> lats, lons;
  for (const Xy p : places) {
    lats.push_back(p.y_m);
    lons.push_back(p.x_m);
  }
  const geod_geodesic ellipsoid = wgs84();
  double area = 0;
  geod_polygonarea(&ellipsoid, lats.data(), lons.data(), static_cast<int>(lats.size()), &area,
                   nullptr);
  return std::abs(area);
}

}  // namespace firebreak
