#pragma once

#include <span>

#include "core/geo/point.hpp"

namespace firebreak {

/// Whether two lines run in the same place: no point of one is `limit_m` or farther from the other
/// (corners, and points between them at most a metre apart).
bool run_together(std::span<const Xy> a, std::span<const Xy> b, double limit_m);

}  // namespace firebreak
