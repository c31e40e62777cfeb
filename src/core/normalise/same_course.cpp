#include "core/normalise/same_course.hpp"

#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

/// Whether no point of a is further than `limit_m` from b: corners, and points between them at most
/// a metre apart.
bool stays_near(std::span<const Xy> a, std::span<const Xy> b, double limit_m) {
  const double limit2 = limit_m * limit_m;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (nearest_on_line(b, a[i]).distance2_m2 >= limit2) return false;
    if (i + 1 == a.size()) break;
    const double side = distance_m(a[i], a[i + 1]);
    const int steps = static_cast<int>(side);
    for (int s = 1; s <= steps; ++s)
      if (nearest_on_line(b, a[i] + (s / (steps + 1.0)) * (a[i + 1] - a[i])).distance2_m2 >= limit2)
        return false;
  }
  return true;
}

}  // namespace

bool run_together(std::span<const Xy> a, std::span<const Xy> b, double limit_m) {
  return stays_near(a, b, limit_m) && stays_near(b, a, limit_m);
}

}  // namespace firebreak
