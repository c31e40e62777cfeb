#pragma once

#include <span>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/risk_file.hpp"
#include "core/model/schedule.hpp"

namespace firebreak {

/// The numbers of the schedules that the result holds the layers for: 1 hydrants, 3 repairs, 4
/// arrears by town, 5 lanes to be put right, 6 all lanes, 7 housing compounds. At least one: that
/// one says what is missing.
std::vector<int> schedules_of(const io::RiskFile& risk);

/// The tables that planners hand in (planner.md 2.1), from a result, with the columns asked for
/// there; what the result does not hold is "—" or "to be verified". `by_town`: a sheet for each of
/// the largest management units. The public edition has no coordinates of the project. Words in the
/// language set. Throws `Error` (usage) for a number that there is not, (file) for a result without
/// what the table is made of; as `RiskFile`.
ScheduleBook schedules(const io::RiskFile& risk, std::span<const int> numbers, bool by_town,
                       const Job& job);

}  // namespace firebreak
