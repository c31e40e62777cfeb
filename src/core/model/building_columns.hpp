#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// What the sources say of buildings, the same in every table that lists them: use, structure,
/// storeys, height, year and footprint of the rows named, in their order, and what few sources
/// tell, with their facts.
void add_building_columns(const Table<Building>& buildings, std::span<const std::uint32_t> rows,
                          std::vector<Column>& to);

}  // namespace firebreak
