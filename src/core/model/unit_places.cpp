#include "core/model/unit_places.hpp"

namespace firebreak {

UnitPlaces::UnitPlaces(const Shapes& shapes, std::vector<Unit> units)
    : units_(std::move(units)), index_(shapes.boxes) {
  for (std::size_t u = 0; u < units_.size(); ++u) area_m2_.push_back(area_m2(shapes, u));
}

std::optional<std::uint32_t> UnitPlaces::at(const Shapes& shapes, Xy place) const {
  return finest_unit(
      shapes, index_, [&](std::uint32_t u) { return units_[u].level; },
      [&](std::uint32_t u) { return area_m2_[u]; }, place);
}

std::vector<std::uint8_t> UnitPlaces::within(std::size_t unit) const {
  std::vector<std::uint8_t> inside(units_.size());
  for (std::size_t u = 0; u < units_.size(); ++u) {
    std::optional<std::size_t> above = u;
    // Units nest three levels; the guard keeps a faulty cycle from hanging the run.
    for (int level = 0; above && level < 8 && inside[u] == 0; ++level) {
      if (*above == unit) inside[u] = 1;
      above = units_[*above].parent;
    }
  }
  return inside;
}

Box UnitPlaces::box(const Shapes& shapes, std::size_t unit) const {
  const auto inside = within(unit);
  Box box;
  for (std::size_t u = 0; u < inside.size(); ++u)
    if (inside[u] != 0) box.add(shapes.boxes[u]);
  return box;
}

}  // namespace firebreak
