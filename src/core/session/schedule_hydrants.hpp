#pragma once

#include <memory>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/risk_file.hpp"
#include "core/model/schedule.hpp"
#include "core/session/unit_tree.hpp"

namespace firebreak {

/// The planners' tables that have a row for each hydrant: 1, as they are, and 3, to be repaired.
class HydrantSchedules {
 public:
  /// `by_town`: a sheet for each of the largest units. Reads the tables it needs; everything given
  /// must outlive it. Throws `Error` (file) for a result without hydrants.
  HydrantSchedules(const io::RiskFile& risk, const UnitTree& units, bool by_town, const Job& job);
  ~HydrantSchedules();
  HydrantSchedules(const HydrantSchedules&) = delete;
  HydrantSchedules& operator=(const HydrantSchedules&) = delete;

  std::vector<ScheduleSheet> as_they_are() const;
  std::vector<ScheduleSheet> to_be_repaired() const;

 private:
  class Maker;
  std::unique_ptr<const Maker> maker_;
};

}  // namespace firebreak
