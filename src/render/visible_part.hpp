#pragma once

#include <optional>

#include "core/geo/shape.hpp"

namespace firebreak::render {

/// A place on the part of a feature that lies in a box: the middle of the longest stretch of a
/// line, a point inside of a polygon; nothing if no part of it lies there, or for points.
std::optional<Xy> place_within(const Shapes& shapes, std::size_t row, const Box& box);

}  // namespace firebreak::render
