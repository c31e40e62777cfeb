#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/geo/point.hpp"
#include "core/geo/shape.hpp"

namespace firebreak {

/// A part of a line, by chainage.
struct InsideStretch {
  double from_m = 0;
  double to_m = 0;
};

/// The parts of a line that lie inside polygon f, in its direction; what only touches it is none.
std::vector<InsideStretch> stretches_inside(std::span<const Xy> line, const Shapes& shapes,
                                            std::size_t f);

/// Length of a line inside polygon f, by its crossings with the rings.
double length_inside_m(std::span<const Xy> line, const Shapes& shapes, std::size_t f);

/// The same of one segment. `shares` is scratch memory; `first` gets the place where the segment is
/// inside first, unless it is set already.
double segment_inside_m(Xy a, Xy b, const Shapes& shapes, std::size_t f,
                        std::vector<double>& shares, std::optional<Xy>& first);

}  // namespace firebreak
