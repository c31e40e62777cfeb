#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/geo/point.hpp"

namespace firebreak::gui {

/// What the user has picked, on the map or in a table: rows of one table, ascending, and the one of
/// them that the panels tell about.
struct Selection {
  std::string table;
  std::vector<std::uint32_t> rows;
  std::optional<std::uint32_t> focus;
  std::optional<Xy> at = {};  ///< the place that was asked about; none if a list was
  friend bool operator==(const Selection&, const Selection&) = default;
};

}  // namespace firebreak::gui
