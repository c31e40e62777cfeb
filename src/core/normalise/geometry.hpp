#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/shape.hpp"

namespace firebreak {

class IssueLog;
struct Intake;

/// What a record's geometry is worth as a polygon.
enum class PolygonState : std::uint8_t {
  good,          ///< valid as it stands
  repaired,      ///< made valid, its area within 5 %
  closed_line,   ///< a closed line, taken as the ring it draws
  mixed,         ///< its polygons are good, its lines and points are dropped
  wrong_kind,    ///< no polygon in it
  area_changed,  ///< making it valid changes its area by more than 5 %
  skipped,       ///< set aside before
};
/// Whether a record of this state is used.
constexpr bool usable(PolygonState state) {
  return state <= PolygonState::mixed;
}

/// The records of a layer seen as polygons. `fixed` holds the geometry of those that are not used
/// as they stand; the records themselves are never changed.
struct CheckedPolygons {
  std::vector<PolygonState> state;       ///< one per record
  std::vector<std::uint32_t> fixed_row;  ///< records with another geometry, ascending
  Shapes fixed;                          ///< that geometry, one feature each

  /// Appends record `row` to `out`: outer rings counter-clockwise, holes clockwise, closed, no
  /// point twice in a row.
  void append(Shapes& out, const Shapes& raw, std::uint32_t row) const;
};

/// Looks at every record once, in parallel: an own check clears the plain ones, GEOS decides on the
/// rest and makes them valid. What is odd is reported, unusable records are marked in
/// `intake.aside`; those marked before are skipped.
CheckedPolygons check_polygons(Intake& intake, IssueLog& log, const Job& job);

/// True if the ring is closed, has at least four points, no repeated point, and its sides meet
/// only at their common ends. False may also mean "too long to tell": let GEOS decide then.
bool plainly_simple(std::span<const Xy> ring);

/// Area shared by feature f of `a` and feature g of `b`, exact up to rounding, for rings that run
/// as `CheckedPolygons::append` leaves them: the sum over all pairs of sides of the signed area
/// that lies below both. Touching and nearly touching shapes need no special care.
double shared_area_m2(const Shapes& a, std::size_t f, const Shapes& b, std::size_t g);

}  // namespace firebreak
