#pragma once

#include <string>
#include <variant>
#include <vector>

namespace firebreak {

/// How a column of a schedule is written.
enum class ScheduleFill {
  words,
  whole,
  tenths,
  hundredths,
  degrees,
  coordinate,
  per_cent,
  blank,
  id
};

struct ScheduleColumn {
  std::string title;  ///< in the language set, with its unit
  double width = 10;  ///< characters
  ScheduleFill fill = ScheduleFill::words;
  bool summed = false;  ///< has a figure in the row of totals
};

/// A cell: nothing (does not apply), a number, or words.
using ScheduleCell = std::variant<std::monostate, double, std::string>;

/// One sheet of the tables that planners hand in (planner.md 2.1): of one town, or of all.
struct ScheduleSheet {
  int number = 0;     ///< 1, 3, 4 …
  std::string title;  ///< "市政消火栓现状一览表"
  std::string town;   ///< empty: all of them
  std::string note;   ///< what its reader has to know; one line, may be empty
  std::vector<ScheduleColumn> columns;
  std::vector<std::vector<ScheduleCell>> rows;
  /// The row of totals where sums do not tell it; empty: sums of the columns that have one, and the
  /// number of rows.
  std::vector<ScheduleCell> totals;
};

struct ScheduleBook {
  std::string title;  ///< name of the city
  std::string date;   ///< of the result
  std::string crs;
  std::vector<ScheduleSheet> sheets;
};

}  // namespace firebreak
