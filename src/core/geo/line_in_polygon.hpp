#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/geo/point.hpp"
#include "core/geo/shape.hpp"

namespace firebreak {

/// Length of a line inside polygon f, by its crossings with the rings.
double length_inside_m(std::span<const Xy> line, const Shapes& shapes, std::size_t f);

/// The same of one segment. `shares` is scratch memory; `first` gets the place where the segment is
/// inside first, unless it is set already.
double segment_inside_m(Xy a, Xy b, const Shapes& shapes, std::size_t f,
                        std::vector<double>& shares, std::optional<Xy>& first);

}  // namespace firebreak
