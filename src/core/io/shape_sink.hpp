#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/geo/shape.hpp"
#include "core/model/issue.hpp"

namespace firebreak::io {

/// Collects the geometry of a layer part by part, as a file gives it, and keeps to the rules of
/// `Shapes`: rings are closed and have at least four points, lines at least two, coordinates are
/// finite. What breaks them is repaired or left out and noted as an issue. No allocation per
/// feature.
class ShapeSink {
 public:
  /// The points so far; a reader appends the next part's points here and then calls `end_part`.
  std::vector<Xy>& points() { return shapes_.points; }

  /// Ends a part made of the points added since the last one.
  void end_part(PartKind kind, std::int64_t fid);
  /// Ends the feature.
  void end_feature(std::int64_t fid);
  /// Drops what was added of the feature that is being built and notes why; end it afterwards.
  void reject_feature(std::int64_t fid, IssueKind kind, std::string detail);

  void reserve(std::size_t features, std::size_t point_count) {
    shapes_.reserve(features, point_count);
  }
  void note_curve() { ++curves_; }
  void note_height() { ++heights_; }

  /// Everything `other` collected after our own.
  void append(ShapeSink&& other);

  /// Hands over the shapes, and adds to `issues` those found, with a summary for the layer where
  /// points, lines and areas are mixed, curves were drawn as lines or heights were dropped.
  Shapes finish(std::vector<Issue>& issues);

 private:
  void drop_part();

  Shapes shapes_;
  std::vector<Issue> issues_;
  bool outer_dropped_ = false;
  std::size_t curves_ = 0;
  std::size_t heights_ = 0;
  std::array<std::size_t, 3> kinds_{};  ///< features with points, lines, areas
};

}  // namespace firebreak::io
