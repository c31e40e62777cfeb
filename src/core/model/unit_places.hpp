#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/geo/measure.hpp"
#include "core/geo/shape.hpp"
#include "core/geo/spatial_index.hpp"

namespace firebreak {

/// Of the units that hold a place the one of the finest level; of several the smaller one, then the
/// first. `level(u)` and `area_m2(u)` tell of a unit.
template <class Level, class Area>
std::optional<std::uint32_t> finest_unit(const Shapes& shapes, const SpatialIndex& index,
                                         Level level, Area area_m2, Xy at) {
  std::optional<std::uint32_t> best;
  double best_area = 0;
  index.in_box({at, at}, [&](std::uint32_t u) {
    if (best && level(u) < level(*best)) return;
    if (!contains(shapes, u, at)) return;
    const double area = area_m2(u);
    if (best && level(u) == level(*best) && (area > best_area || (area == best_area && u > *best)))
      return;
    best = u;
    best_area = area;
  });
  return best;
}

/// What is needed of units to tell where something belongs, whatever they are kept in. The shapes
/// are the owner's and handed in again with every question.
class UnitPlaces {
 public:
  struct Unit {
    int level = 0;                        ///< the larger the finer
    std::optional<std::uint32_t> parent;  ///< position
  };
  UnitPlaces() = default;
  UnitPlaces(const Shapes& shapes, std::vector<Unit> units);

  /// The unit that what stands there belongs to (`finest_unit`).
  std::optional<std::uint32_t> at(const Shapes& shapes, Xy place) const;
  /// The unit and everything below it, one per unit, 1: it is. Units below need not lie inside.
  std::vector<std::uint8_t> within(std::size_t unit) const;
  /// The box of the unit and of everything below it.
  Box box(const Shapes& shapes, std::size_t unit) const;

 private:
  std::vector<Unit> units_;
  std::vector<double> area_m2_;
  SpatialIndex index_;
};

}  // namespace firebreak
