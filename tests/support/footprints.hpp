#pragma once

#include <string>
#include <vector>

#include "core/geo/shape.hpp"

namespace firebreak::test {

/// The footprints of a GeoPackage's layer `buildings` in Hilbert order, straight from SQLite; for
/// programs that measure the kernels and not the reading. Throws `std::runtime_error`.
Shapes read_footprints(const std::string& path);

/// The points of a GeoPackage's point layer in file order. Throws `std::runtime_error`.
std::vector<Xy> read_points(const std::string& path, const std::string& layer);

}  // namespace firebreak::test
