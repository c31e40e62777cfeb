#pragma once

#include <memory>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/risk_file.hpp"
#include "core/model/schedule.hpp"
#include "core/session/unit_tree.hpp"

namespace firebreak {

/// The planners' tables of fire lanes: 5, the findings that have to be put right, and 6, all lanes
/// that were judged.
class LaneSchedules {
 public:
  /// `by_town`: a sheet for each of the largest units. Reads the tables it needs; everything given
  /// must outlive it. Throws `Error` (file) for a result without fire lanes.
  LaneSchedules(const io::RiskFile& risk, const UnitTree& units, bool by_town, const Job& job);
  ~LaneSchedules();
  LaneSchedules(const LaneSchedules&) = delete;
  LaneSchedules& operator=(const LaneSchedules&) = delete;

  std::vector<ScheduleSheet> to_be_cleared() const;
  std::vector<ScheduleSheet> as_they_are() const;

 private:
  class Maker;
  std::unique_ptr<const Maker> maker_;
};

}  // namespace firebreak
