#pragma once

#include <cstdint>
#include <optional>

#include "core/model/city.hpp"

namespace firebreak {

/// The building whose footprint holds a place (city metres), the smallest of several: nothing can
/// be put up there. None in open ground; slivers kept as obstacles are no buildings.
std::optional<std::uint32_t> building_at(const City& city, Xy at);

}  // namespace firebreak
