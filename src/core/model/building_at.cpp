#include "core/model/building_at.hpp"

#include "core/geo/measure.hpp"

namespace firebreak {

std::optional<std::uint32_t> building_at(const City& city, Xy at) {
  const auto& buildings = *city.buildings;
  std::optional<std::uint32_t> found;
  double least_m2 = 0;
  buildings.index.in_box({at, at}, [&](std::uint32_t b) {
    if (buildings[b].obstacle_only || !contains(buildings.shapes, b, at)) return;
    const double own_m2 = area_m2(buildings.shapes, b);
    if (found && (own_m2 > least_m2 || (own_m2 == least_m2 && b > *found))) return;
    found = b;
    least_m2 = own_m2;
  });
  return found;
}

}  // namespace firebreak
