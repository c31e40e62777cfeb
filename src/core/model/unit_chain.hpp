#pragma once

#include <optional>

#include "core/model/city.hpp"

namespace firebreak {

/// Calls `visit(unit)` for a unit and everything above it, the finest first; not at all without
/// one.
template <class Visit>
void for_unit_and_above(const City& city, std::optional<Id<ManagementUnit>> unit, Visit visit) {
  // Units nest three levels; the guard keeps a faulty cycle from hanging the run.
  constexpr int most_levels = 8;
  for (int level = 0; unit && level < most_levels; ++level) {
    visit(*unit);
    unit = (*city.units)[unit->value].parent;
  }
}

}  // namespace firebreak
