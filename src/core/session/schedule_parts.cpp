#include "core/session/schedule_parts.hpp"

#include <string>
#include <utility>

namespace firebreak {

std::vector<ScheduleSheet> parted(const ScheduleSheet& sheet, std::vector<ScheduleRow> rows,
                                  const UnitTree& units, bool by_town) {
  std::vector<ScheduleSheet> sheets;
  const auto towns = units.towns();
  if (!by_town || towns.empty()) {
    sheets.push_back(sheet);
    for (ScheduleRow& row : rows) sheets[0].rows.push_back(std::move(row.cells));
    return sheets;
  }
  const auto add = [&](std::optional<std::size_t> town, std::string name) {
    ScheduleSheet part = sheet;
    part.town = std::move(name);
    for (ScheduleRow& row : rows)
      if (row.town == town) part.rows.push_back(std::move(row.cells));
    if (town || !part.rows.empty()) sheets.push_back(std::move(part));
  };
  for (const std::size_t town : towns) add(town, units.name(town));
  add(std::nullopt, text("Outside all units"));
  return sheets;
}

}  // namespace firebreak
