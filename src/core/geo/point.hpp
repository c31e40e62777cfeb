#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace firebreak {

/// A place on the globe as files give it. Only `io`, `normalise` and `geo/crs` handle these.
struct LonLat {
  double lon_deg = 0;
  double lat_deg = 0;
  friend bool operator==(const LonLat&, const LonLat&) = default;
};

/// A place in the city's metric grid: the output CRS with the city's local origin subtracted.
/// Everything after normalisation is in these.
struct Xy {
  double x_m = 0;
  double y_m = 0;
  friend bool operator==(const Xy&, const Xy&) = default;
};

inline Xy operator+(Xy a, Xy b) {
  return {a.x_m + b.x_m, a.y_m + b.y_m};
}
inline Xy operator-(Xy a, Xy b) {
  return {a.x_m - b.x_m, a.y_m - b.y_m};
}
inline Xy operator*(double k, Xy a) {
  return {k * a.x_m, k * a.y_m};
}
inline double dot(Xy a, Xy b) {
  return a.x_m * b.x_m + a.y_m * b.y_m;
}
/// Twice the signed area of the triangle (0, a, b): positive when b lies left of a.
inline double cross(Xy a, Xy b) {
  return a.x_m * b.y_m - a.y_m * b.x_m;
}
inline double length_m(Xy a) {
  return std::hypot(a.x_m, a.y_m);
}

/// Straight-line distance in metres. There is none for `LonLat`, on purpose.
inline double distance_m(Xy a, Xy b) {
  return std::hypot(b.x_m - a.x_m, b.y_m - a.y_m);
}
/// Its square, for comparisons in inner loops.
inline double distance2_m2(Xy a, Xy b) {
  const double dx = b.x_m - a.x_m;
  const double dy = b.y_m - a.y_m;
  return dx * dx + dy * dy;
}

/// An upright box; a new one is empty.
struct Box {
  Xy min{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  Xy max{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

  bool empty() const { return !(min.x_m <= max.x_m && min.y_m <= max.y_m); }
  void add(Xy p) {
    min = {std::min(min.x_m, p.x_m), std::min(min.y_m, p.y_m)};
    max = {std::max(max.x_m, p.x_m), std::max(max.y_m, p.y_m)};
  }
  void add(const Box& b) {
    min = {std::min(min.x_m, b.min.x_m), std::min(min.y_m, b.min.y_m)};
    max = {std::max(max.x_m, b.max.x_m), std::max(max.y_m, b.max.y_m)};
  }
  Box grown(double by_m) const {
    return {{min.x_m - by_m, min.y_m - by_m}, {max.x_m + by_m, max.y_m + by_m}};
  }
  Xy centre() const { return {0.5 * (min.x_m + max.x_m), 0.5 * (min.y_m + max.y_m)}; }
  double width_m() const { return max.x_m - min.x_m; }
  double height_m() const { return max.y_m - min.y_m; }
  bool contains(Xy p) const {
    return p.x_m >= min.x_m && p.x_m <= max.x_m && p.y_m >= min.y_m && p.y_m <= max.y_m;
  }
  bool intersects(const Box& b) const {
    return min.x_m <= b.max.x_m && b.min.x_m <= max.x_m && min.y_m <= b.max.y_m &&
           b.min.y_m <= max.y_m;
  }
  friend bool operator==(const Box&, const Box&) = default;
};

/// Squared gap between two boxes; 0 when they touch or overlap. A lower bound of the squared
/// distance of what they hold.
inline double distance2_m2(const Box& a, const Box& b) {
  const double dx = std::max({0.0, a.min.x_m - b.max.x_m, b.min.x_m - a.max.x_m});
  const double dy = std::max({0.0, a.min.y_m - b.max.y_m, b.min.y_m - a.max.y_m});
  return dx * dx + dy * dy;
}
inline double distance2_m2(const Box& a, Xy p) {
  return distance2_m2(a, Box{p, p});
}

}  // namespace firebreak
