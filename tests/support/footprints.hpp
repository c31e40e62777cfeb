#pragma once

#include <string>

#include "core/geo/shape.hpp"

namespace firebreak::test {

/// The footprints of a GeoPackage's layer `buildings` in Hilbert order, straight from SQLite; for
/// programs that measure the kernels and not the reading. Throws `std::runtime_error`.
Shapes read_footprints(const std::string& path);

}  // namespace firebreak::test
