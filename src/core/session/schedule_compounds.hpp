#pragma once

#include <vector>

#include "core/base/job.hpp"
#include "core/io/risk_file.hpp"
#include "core/model/schedule.hpp"
#include "core/session/unit_tree.hpp"

namespace firebreak {

/// Table 7: a row for each housing compound with what has to be done there, the red ones first.
/// Throws `Error` (file) for a result without compounds.
std::vector<ScheduleSheet> compound_schedule(const io::RiskFile& risk, const UnitTree& units,
                                             bool by_town, const Job& job);

}  // namespace firebreak
