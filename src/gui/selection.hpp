#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace firebreak::gui {

/// What the user has picked, on the map or in a table: rows of one table, ascending, and the one of
/// them that the panels tell about.
struct Selection {
  std::string table;
  std::vector<std::uint32_t> rows;
  std::optional<std::uint32_t> focus;
  friend bool operator==(const Selection&, const Selection&) = default;
};

}  // namespace firebreak::gui
