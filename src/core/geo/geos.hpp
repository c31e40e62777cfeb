#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/geo/shape.hpp"

namespace firebreak {

/// Polygon operations by GEOS over features of `Shapes`. One object per thread: it owns a GEOS
/// context. Every result is valid, polygonal, and has outer rings counter-clockwise, holes
/// clockwise; lines and points left over by an operation are dropped. Throws `Error` (internal) if
/// GEOS fails. No overlay should run on a whole layer at once: split into connected groups first.
class Geos {
 public:
  /// How a feature lies to an area: nothing in common with it, wholly in it (its edge belongs to
  /// it), or neither.
  enum class Lies : std::uint8_t { outside, across, inside };

  Geos();
  ~Geos();
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  /// True if feature f is a valid polygon; `why` gets GEOS's reason and `where` the place.
  bool valid(const Shapes& shapes, std::size_t f, std::string* why = nullptr,
             Xy* where = nullptr) const;
  /// The polygonal part of feature f made valid, as one feature (none if nothing is left).
  Shapes made_valid(const Shapes& shapes, std::size_t f) const;

  /// One feature: the union of the features listed (all of them without a list).
  Shapes united(const Shapes& shapes) const;
  Shapes united(const Shapes& shapes, std::span<const std::uint32_t> features) const;
  /// The union of what lies in the box of the polygons listed; a little more may come with it. For
  /// small windows on large polygons.
  Shapes united_in(const Shapes& shapes, std::span<const std::uint32_t> features,
                   const Box& box) const;
  /// How each of the features listed lies to `area`, one feature. Cheap beside overlaying
  /// them: it tells which need it.
  std::vector<Lies> lie(const Shapes& area, const Shapes& shapes,
                        std::span<const std::uint32_t> features) const;
  /// One feature: (union of a's features) minus (union of b's features).
  Shapes difference(const Shapes& a, const Shapes& b) const;
  Shapes intersection(const Shapes& a, const Shapes& b) const;
  /// One feature: the union of the features, grown (or shrunk) by `by_m`; arcs with
  /// `quadrant_segments` segments per quarter circle; lines get flat caps if `flat_caps`.
  Shapes buffered(const Shapes& shapes, double by_m, int quadrant_segments = 8, bool mitre = false,
                  bool flat_caps = false) const;
  /// One feature: simplified without changing its topology.
  Shapes simplified(const Shapes& shapes, double tolerance_m) const;
  /// Each part of a feature's multipolygon as a feature of its own.
  static Shapes exploded(const Shapes& shapes);
  struct Circle {
    Xy centre;
    double radius_m = 0;
  };
  /// The largest circle in area f that touches neither its edge nor any of the lines, wherever
  /// they lead: at most `tolerance_m` smaller than the largest there is.
  Circle largest_empty_circle(const Shapes& lines, const Shapes& areas, std::size_t f,
                              double tolerance_m) const;
  /// The faces that noded lines enclose, one feature each (GEOS polygonize).
  Shapes polygonized(const Shapes& noded_lines) const;
  /// The same for lines that cross and overlap: they are split where they meet first.
  Shapes faces_of(const Shapes& lines) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Version of the GEOS library in use.
std::string geos_version();

}  // namespace firebreak
