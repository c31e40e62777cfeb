#include "core/model/city.hpp"

#include <cmath>

#include "core/geo/measure.hpp"

namespace firebreak {

std::vector<std::optional<Id<ManagementUnit>>> unit_of_buildings(const City& city) {
  const auto& units = *city.units;
  const auto& footprints = city.buildings->shapes;
  std::vector<std::optional<Id<ManagementUnit>>> unit(footprints.size());
  if (units.empty()) return unit;
  for (std::size_t b = 0; b < footprints.size(); ++b) {
    const Xy at = interior_point(footprints, b);
    // The finest level wins; of equal ones the smaller polygon, then the first.
    double best_area = 0;
    units.index.in_box({at, at}, [&](std::uint32_t u) {
      if (!contains(units.shapes, u, at)) return;
      const double area = area_m2(units.shapes, u);
      const auto level = units[u].level;
      if (unit[b]) {
        const auto best_level = units[unit[b]->value].level;
        if (level < best_level) return;
        if (level == best_level && (area > best_area || (area == best_area && u > unit[b]->value)))
          return;
      }
      unit[b] = Id<ManagementUnit>{u};
      best_area = area;
    });
  }
  return unit;
}

double sigma_m(const City& city, Origin a, Origin b) {
  const Source& first = city.sources[a.source];
  if (a.source == b.source) return first.relative_accuracy_m;
  return std::hypot(first.accuracy_m, city.sources[b.source].accuracy_m);
}

}  // namespace firebreak
