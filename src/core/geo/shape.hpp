#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/geo/point.hpp"

namespace firebreak {

enum class PartKind : std::uint8_t { point, line, outer, hole };

/// One part of a feature: a point, a line, or a ring. Rings are closed (first point = last point).
struct Part {
  PartKind kind;
  std::span<const Xy> points;
};

/// The geometry of a whole layer in flat arrays: features -> parts -> points. Any mix of points,
/// lines and polygons; a multi-geometry has several parts, a hole follows the outer ring it
/// belongs to, a feature without geometry has no part. A million footprints are a handful of
/// allocations. Views stay valid until the next change.
struct Shapes {
  std::vector<Xy> points;
  std::vector<std::uint32_t> part_start{0};     ///< part p = points[part_start[p], part_start[p+1])
  std::vector<PartKind> part_kind;              ///< one per part
  std::vector<std::uint32_t> feature_start{0};  ///< feature f = parts [feature_start[f], [f+1])
  std::vector<Box> boxes;                       ///< one per feature

  friend bool operator==(const Shapes&, const Shapes&) = default;

  std::size_t size() const { return boxes.size(); }
  bool empty() const { return boxes.empty(); }
  std::uint32_t first_part(std::size_t f) const { return feature_start[f]; }
  std::uint32_t end_part(std::size_t f) const { return feature_start[f + 1]; }
  Part part(std::size_t p) const {
    return {part_kind[p],
            std::span(points).subspan(part_start[p], part_start[p + 1] - part_start[p])};
  }
  /// The points of a feature that is one line or one ring or one point.
  std::span<const Xy> only_part(std::size_t f) const { return part(feature_start[f]).points; }
  /// All points of a feature, whatever its parts.
  std::span<const Xy> feature_points(std::size_t f) const {
    const auto from = part_start[feature_start[f]];
    return std::span(points).subspan(from, part_start[feature_start[f + 1]] - from);
  }

  void reserve(std::size_t features, std::size_t point_count) {
    boxes.reserve(features);
    feature_start.reserve(features + 1);
    part_start.reserve(features + 1);
    part_kind.reserve(features);
    points.reserve(point_count);
  }
  /// Appends a part to the feature that is being built.
  void add_part(PartKind kind, std::span<const Xy> with) {
    points.insert(points.end(), with.begin(), with.end());
    part_start.push_back(static_cast<std::uint32_t>(points.size()));
    part_kind.push_back(kind);
  }
  /// Ends the feature that is being built (without a part it has no geometry).
  void finish_feature() {
    Box box;
    const auto from = part_start[feature_start.back()];
    for (std::size_t i = from; i < points.size(); ++i) box.add(points[i]);
    feature_start.push_back(static_cast<std::uint32_t>(part_kind.size()));
    boxes.push_back(box);
  }
  /// A feature of one part.
  void add(PartKind kind, std::span<const Xy> with) {
    add_part(kind, with);
    finish_feature();
  }
  /// A copy of feature `f` of `other`.
  void add_copy(const Shapes& other, std::size_t f) {
    for (auto p = other.first_part(f); p < other.end_part(f); ++p)
      add_part(other.part_kind[p], other.part(p).points);
    finish_feature();
  }
  /// All features of `other` after our own.
  void append(const Shapes& other) {
    const auto point_offset = static_cast<std::uint32_t>(points.size());
    const auto part_offset = static_cast<std::uint32_t>(part_kind.size());
    points.insert(points.end(), other.points.begin(), other.points.end());
    part_kind.insert(part_kind.end(), other.part_kind.begin(), other.part_kind.end());
    boxes.insert(boxes.end(), other.boxes.begin(), other.boxes.end());
    part_start.reserve(part_start.size() + other.part_kind.size());
    for (std::size_t p = 1; p < other.part_start.size(); ++p)
      part_start.push_back(point_offset + other.part_start[p]);
    feature_start.reserve(feature_start.size() + other.size());
    for (std::size_t f = 1; f < other.feature_start.size(); ++f)
      feature_start.push_back(part_offset + other.feature_start[f]);
  }
  Box extent() const {
    Box all;
    for (const Box& b : boxes) all.add(b);
    return all;
  }
};

/// The features of `shapes` in the order given.
Shapes reordered(const Shapes& shapes, std::span<const std::uint32_t> order);

/// Indexes of the features along a Hilbert curve over their box centres: neighbours in space are
/// neighbours in memory. Ties keep their order.
std::vector<std::uint32_t> hilbert_order(std::span<const Box> boxes);

}  // namespace firebreak
