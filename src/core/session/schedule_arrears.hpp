#pragma once

#include "core/base/job.hpp"
#include "core/io/risk_file.hpp"
#include "core/model/schedule.hpp"
#include "core/session/unit_tree.hpp"

namespace firebreak {

/// The planners' table 4: what each town lacks in municipal hydrants, with the sum of all. Throws
/// `Error` (file) for a result without management units.
ScheduleSheet arrears_schedule(const io::RiskFile& risk, const UnitTree& units, const Job& job);

}  // namespace firebreak
