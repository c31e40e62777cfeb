#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// Per hydrant its place in the order of the ids: of two at the same distance the one with the
/// smaller id counts, which no order of the input changes.
std::vector<std::uint32_t> hydrant_ranks(const City& city);

/// The id of a hydrant; empty for none.
inline std::string_view id_of(const City& city, const std::optional<Id<Hydrant>>& hydrant) {
  return hydrant ? city.hydrants->ids[hydrant->value] : std::string_view{};
}

}  // namespace firebreak
