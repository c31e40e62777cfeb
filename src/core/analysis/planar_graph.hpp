#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/shape.hpp"

namespace firebreak {

/// A place in whole millimetres of the city's metric grid: lines meet exactly or not at all, and
/// turns are decided without rounding.
struct MmPoint {
  std::int64_t x_mm = 0;
  std::int64_t y_mm = 0;
  friend auto operator<=>(const MmPoint&, const MmPoint&) = default;
};

MmPoint to_mm(Xy p);
Xy to_metres(MmPoint p);

/// A straight piece of a boundary line. `tag` tells where it comes from; of equal pieces the lowest
/// tag stays.
struct MmPiece {
  MmPoint a;
  MmPoint b;
  std::uint8_t tag = 0;
  friend auto operator<=>(const MmPiece&, const MmPiece&) = default;
};

/// Pieces that meet only at their ends: split where they cross, touch (within 1.5 mm) or overlap,
/// each once with `a` < `b`, sorted. The result does not depend on the order of the pieces or the
/// number of threads. Throws `Cancelled`.
std::vector<MmPiece> noded(std::vector<MmPiece> pieces, const Job& job);

/// The same for pieces that are `noded` already and others that come to them.
std::vector<MmPiece> noded_with(std::vector<MmPiece> noded, std::vector<MmPiece> added,
                                const Job& job);

/// The areas that noded pieces enclose. Loose ends and pieces with the same area on both sides
/// bound nothing and are left out.
struct PlanarFaces {
  static constexpr std::uint32_t outside = UINT32_MAX;
  Shapes shapes;                    ///< one polygon per face, with holes
  std::vector<double> area_m2;      ///< one per face
  std::vector<std::uint32_t> left;  ///< per piece, seen from a to b: the face, or `outside`
  std::vector<std::uint32_t> right;
};

/// For each place the face that holds it (the lowest of several), or `PlanarFaces::outside`.
std::vector<std::uint32_t> faces_at(const Shapes& faces, std::span<const Xy> places,
                                    const Job& job);

/// Faces of noded pieces; those for which `used` is 0 are left out (an empty span uses all).
/// Throws `Cancelled`.
PlanarFaces planar_faces(std::span<const MmPiece> pieces, std::span<const std::uint8_t> used,
                         const Job& job);

}  // namespace firebreak
