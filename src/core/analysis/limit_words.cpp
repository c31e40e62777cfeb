#include "core/analysis/limit_words.hpp"

#include <cmath>

#include "core/base/grouped.hpp"

namespace firebreak {

std::string metres_against(double distance_m, double limit_m) {
  const double tenths =
      distance_m > limit_m ? std::ceil(distance_m * 10 - 1e-6) : std::floor(distance_m * 10 + 1e-6);
  return grouped(fmt::format("{:.1f}", tenths / 10));
}

}  // namespace firebreak
