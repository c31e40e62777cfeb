#pragma once

#include <string>

namespace firebreak {

/// A distance in metres with one figure behind the point, rounded away from the limit: what is
/// beyond it reads as beyond it.
std::string metres_against(double distance_m, double limit_m);

}  // namespace firebreak
