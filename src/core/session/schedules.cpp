#include "core/session/schedules.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/error.hpp"
#include "core/session/schedule_arrears.hpp"
#include "core/session/schedule_hydrants.hpp"
#include "core/session/unit_tree.hpp"

namespace firebreak {

namespace {
constexpr std::array numbers_made{1, 3, 4};
}

std::span<const int> schedule_numbers() {
  return numbers_made;
}

ScheduleBook schedules(const io::RiskFile& risk, std::span<const int> numbers, bool by_town,
                       const Job& job) {
  for (const int number : numbers)
    if (std::ranges::find(numbers_made, number) == numbers_made.end())
      throw Error(ErrorKind::usage, "There is no table {} yet: 1, 3 and 4 can be made.", number);
  ScheduleBook book;
  book.title = risk.record.title;
  book.date = risk.record.made_utc.substr(0, 10);
  book.crs = risk.record.crs;
  const UnitTree units(risk.has_table("unit_summary")
                           ? std::optional(risk.read_table("unit_summary", job))
                           : std::nullopt);
  const HydrantSchedules hydrants(risk, units, by_town, job);
  const auto take = [&](std::vector<ScheduleSheet> sheets) {
    for (ScheduleSheet& sheet : sheets) book.sheets.push_back(std::move(sheet));
  };
  for (const int number : numbers) {
    if (number == 1) take(hydrants.as_they_are());
    if (number == 3) take(hydrants.to_be_repaired());
    if (number == 4) take({arrears_schedule(risk, units, job)});
  }
  return book;
}

}  // namespace firebreak
