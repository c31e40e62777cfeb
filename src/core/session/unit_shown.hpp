#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/point.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/summary_row.hpp"
#include "core/model/unit_places.hpp"

namespace firebreak {

/// Which rows of a table lie in unit `unit`, or in one below it, one per row, 1: in it; no unit: in
/// none at all. A row belongs to the finest unit that holds its middle (the inner point of an area,
/// the middle vertex of a line), as buildings do in `unit_summary`, and to all above that. Rows
/// without a place belong to every unit.
std::vector<std::uint8_t> rows_in_unit(const UnitPlaces& places, const Shapes& units,
                                       std::optional<std::size_t> unit, const FeatureTable& table,
                                       const Job& job);

/// What a sheet of one management unit is headed by and frames.
struct UnitShown {
  std::string name;
  Box extent;  ///< in the CRS of the result
};

/// Keeps of a result what lies in one management unit, named by its id or, where no id is so, by
/// its name: of the units that one and those below it, of every other layer the features in it.
/// `outside_all_units` keeps what lies in none. The key figures, which count the whole city, go.
/// Throws Error (usage) if the result has no units, none of that name or several, (no_answer) if
/// nothing lies outside all units; `input` names the result in the message.
UnitShown show_unit_alone(std::vector<FeatureTable>& tables, RunRecord& record,
                          std::string_view wanted, std::string_view input, const Job& job);

}  // namespace firebreak
