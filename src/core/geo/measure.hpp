#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/geo/point.hpp"
#include "core/geo/shape.hpp"

/// Exact planar measures over `Shapes`. Polygons count with their holes; all figures in metres.
namespace firebreak {

/// Squared distance from p to the segment ab; `at` gets the share along ab (0…1) of the foot.
double point_segment2_m2(Xy p, Xy a, Xy b, double* at = nullptr);

/// Squared distance between the segments ab and cd, 0 if they cross or touch. `from` on ab and
/// `to` on cd get the two nearest points.
double segment_segment2_m2(Xy a, Xy b, Xy c, Xy d, Xy* from = nullptr, Xy* to = nullptr);

/// Signed area of a closed ring: positive when it runs counter-clockwise.
double ring_area_m2(std::span<const Xy> ring);
double line_length_m(std::span<const Xy> line);

/// Area of feature f: outer rings minus holes, whatever way they run. 0 for lines and points.
double area_m2(const Shapes& shapes, std::size_t f);
/// Length of all rings and lines of feature f.
double perimeter_m(const Shapes& shapes, std::size_t f);
/// Centre of mass of a polygon; of the points for anything without area.
Xy centroid(const Shapes& shapes, std::size_t f);
/// A point surely inside the polygon: on the horizontal through the box centre (moved where that
/// line touches a corner), the middle of the widest inner stretch. Box centre if not a polygon.
Xy interior_point(const Shapes& shapes, std::size_t f);

/// True if p is inside the polygon or on its boundary (even-odd over all rings).
bool contains(const Shapes& shapes, std::size_t f, Xy p);

/// Distance from p to feature f: 0 inside a polygon or on it. `nearest` gets the nearest point.
double distance_m(const Shapes& shapes, std::size_t f, Xy p, Xy* nearest = nullptr);
/// Squared distance from p to the parts of feature f as lines: inside a polygon it is the distance
/// to its boundary.
double boundary_distance2_m2(const Shapes& shapes, std::size_t f, Xy p, Xy* nearest = nullptr);

/// Squared distance between feature f of `a` and feature g of `b`; 0 when they touch, overlap or
/// one holds the other. Stops caring above `limit2_m2`: then anything >= the limit comes back.
/// `from` and `to` get the nearest points (unset above the limit).
double distance2_m2(const Shapes& a, std::size_t f, const Shapes& b, std::size_t g,
                    double limit2_m2, Xy* from = nullptr, Xy* to = nullptr);

/// The point at `along_m` of a line (clamped to its ends), and the unit direction there.
Xy point_along(std::span<const Xy> line, double along_m, Xy* direction = nullptr);

/// Nearest point of a line to p: its chainage, and the squared distance.
struct LineFoot {
  double along_m = 0;
  double distance2_m2 = 0;
  Xy at;
};
LineFoot nearest_on_line(std::span<const Xy> line, Xy p);

/// The stretch of a line between two chainages, with both ends (clamped; at least two points).
std::vector<Xy> line_part(std::span<const Xy> line, double from_m, double to_m);

/// The convex hull, counter-clockwise and not closed; fewer than three points if all are in line.
std::vector<Xy> convex_hull(std::span<const Xy> of);

}  // namespace firebreak
