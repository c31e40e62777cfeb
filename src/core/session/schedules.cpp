#include "core/session/schedules.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/error.hpp"
#include "core/session/schedule_arrears.hpp"
#include "core/session/schedule_compounds.hpp"
#include "core/session/schedule_hydrants.hpp"
#include "core/session/schedule_lanes.hpp"
#include "core/session/unit_tree.hpp"

namespace firebreak {

namespace {
constexpr std::array numbers_made{1, 3, 4, 5, 6, 7};
}

std::vector<int> schedules_of(const io::RiskFile& risk) {
  std::vector<int> numbers;
  const bool hydrants = risk.has_table("hydrant_reach");
  if (hydrants) numbers.insert(numbers.end(), {1, 3});
  if (hydrants && risk.has_table("unit_summary")) numbers.push_back(4);
  if (risk.has_table("fire_lanes")) numbers.insert(numbers.end(), {5, 6});
  if (risk.has_table("compound_grades")) numbers.push_back(7);
  if (numbers.empty()) numbers.push_back(1);
  return numbers;
}

ScheduleBook schedules(const io::RiskFile& risk, std::span<const int> numbers, bool by_town,
                       const Job& job) {
  for (const int number : numbers)
    if (std::ranges::find(numbers_made, number) == numbers_made.end())
      throw Error(ErrorKind::usage, "There is no table {} yet: 1 and 3 to 7 can be made.", number);
  ScheduleBook book;
  book.title = risk.record.title;
  book.date = risk.record.made_utc.substr(0, 10);
  book.crs = risk.record.crs;
  const UnitTree units(risk.has_table("unit_summary")
                           ? std::optional(risk.read_table("unit_summary", job))
                           : std::nullopt);
  const auto any_of = [&](int first, int last) {
    return std::ranges::any_of(numbers, [&](int n) { return n >= first && n <= last; });
  };
  std::optional<HydrantSchedules> hydrants;
  if (any_of(1, 4)) hydrants.emplace(risk, units, by_town, job);
  std::optional<LaneSchedules> lanes;
  if (any_of(5, 6)) lanes.emplace(risk, units, by_town, job);
  const auto take = [&](std::vector<ScheduleSheet> sheets) {
    for (ScheduleSheet& sheet : sheets) book.sheets.push_back(std::move(sheet));
  };
  for (const int number : numbers) {
    if (number == 1) take(hydrants->as_they_are());
    if (number == 3) take(hydrants->to_be_repaired());
    if (number == 4) take({arrears_schedule(risk, units, job)});
    if (number == 5) take(lanes->to_be_cleared());
    if (number == 6) take(lanes->as_they_are());
    if (number == 7) take(compound_schedule(risk, units, by_town, job));
  }
  return book;
}

}  // namespace firebreak
