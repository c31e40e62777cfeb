#pragma once

#include <optional>
#include <string_view>

#include "core/model/cells.hpp"

namespace firebreak {

/// Stands for a unit's id where what lies in no unit is meant. A unit with this very id wins.
inline constexpr std::string_view outside_all_units = "none";

/// The row of `unit_summary` of a unit's id, or of `outside_all_units`, whose row bears no id.
inline std::optional<std::size_t> summary_row(const FeatureTable& unit_summary,
                                              std::string_view unit_id) {
  std::optional<std::size_t> outside;
  for (std::size_t row = 0; row < unit_summary.rows(); ++row) {
    const std::string_view id = word_or_empty(unit_summary, "unit_id", row);
    if (!id.empty() && id == unit_id) return row;
    if (id.empty()) outside = row;
  }
  return unit_id == outside_all_units ? outside : std::nullopt;
}

}  // namespace firebreak
