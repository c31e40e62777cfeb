#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/point.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// Which rows of a table lie in unit `unit` of `units`, one per row, 1: in it. A row belongs to the
/// unit that holds its middle: the inner point of an area (as `Building::unit` has it), the middle
/// vertex of a line. Rows without a place belong to every unit.
std::vector<std::uint8_t> rows_in_unit(const Shapes& units, std::size_t unit,
                                       const FeatureTable& table, const Job& job);

/// What a sheet of one management unit is headed by and frames.
struct UnitShown {
  std::string name;
  Box extent;  ///< in the CRS of the result
};

/// Keeps of a result what lies in one management unit, named by its id or, where no id is so, by
/// its name: of the units that one and those below it, of every other layer the features in it. The
/// key figures, which count the whole city, go. Throws Error (usage) if the result has no units,
/// none of that name or several; `input` names the result in the message.
UnitShown show_unit_alone(std::vector<FeatureTable>& tables, RunRecord& record,
                          std::string_view wanted, std::string_view input, const Job& job);

}  // namespace firebreak
