#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// For each key site of the layer the one building it stands for: of those that hold its point the
/// smallest; else the nearest one within 1.5 sigma of the distance (product.md 7.7), so that a
/// position a metre outside a wall is not lost. Premises given as polygons stand for the building
/// they share most ground with, if that is a tenth of the smaller of the two, else as their inner
/// point does. Slivers are no buildings. Empty where no building is that near.
std::vector<std::optional<std::uint32_t>> building_of_sites(const City& city, const Layer& sites);

}  // namespace firebreak
