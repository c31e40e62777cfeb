#pragma once

#include <optional>
#include <vector>

#include "core/session/schedule_cells.hpp"
#include "core/session/unit_tree.hpp"

namespace firebreak {

/// A row of a schedule, with the town that it belongs to.
struct ScheduleRow {
  std::optional<std::size_t> town;  ///< row of the units; none: it stands in no unit
  ScheduleCells cells;
};

/// One sheet with all rows, or one for each town in the order of the units and one for what lies in
/// none. Without units, one sheet.
std::vector<ScheduleSheet> parted(const ScheduleSheet& sheet, std::vector<ScheduleRow> rows,
                                  const UnitTree& units, bool by_town);

}  // namespace firebreak
