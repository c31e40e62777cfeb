#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "core/analysis/lane_change.hpp"
#include "core/analysis/lane_measure.hpp"
#include "core/analysis/lanes.hpp"
#include "core/analysis/station_exits.hpp"

namespace firebreak {

/// True for an obstacle that a plan puts up, clears or brings back: not as the field checks found
/// it.
bool obstacle_edited(const City& city, std::uint32_t obstacle);

/// How far an obstacle may stand from a lane and still count for its width, generously: as far as
/// is looked at, and what a lane is drawn out beyond its ends.
double farthest_obstacle_m(const City& city, const Lanes::Params& params);

/// Measures and judges the lanes of a city one by one: what `Lanes` is made of. Holds references to
/// city and parameters; any number of threads may ask, each with a meter of its own.
///
/// What was measured on a lane on site decides about it. In a plan it does as long as the edits
/// beside the lane leave it as it was drawn. Where they make the drawn lane worse alone, it is no
/// better than what was found; where they make it better alone, no worse; else the drawing decides.
class LaneJudging {
 public:
  LaneJudging(const City& city, const Lanes::Params& params, const Job& job);

  struct Judged {
    Lanes::Lane lane;
    std::optional<PinchGap> limit_gap;  ///< of the gate or sign that decides
    LaneMeasure measure;
  };
  Judged judge(std::uint32_t segment, LaneMeter& meter) const;

  LaneMeter meter() const { return {city_, obstacles_, params_}; }
  const StationExits& exits() const { return exits_; }
  const LaneObstacles& obstacles() const { return obstacles_; }

 private:
  LaneMeasure surely_measured(std::uint32_t segment, LaneMeter& meter) const;
  void judge_by(std::uint32_t segment, const LaneCheck* check, std::optional<double> widened_m,
                Judged& judged) const;
  bool edited_beside(std::uint32_t segment) const;
  LaneChange change_as_drawn(std::uint32_t segment, const Judged& now) const;

  const City& city_;
  const Lanes::Params& params_;
  double cap_m_;
  StationExits exits_;
  LaneObstacles obstacles_;
  std::array<bool, 32> fire_lanes_;  ///< by road class
  /// The city as it was checked; null where no edit stands beside a lane that was.
  std::unique_ptr<const LaneJudging> as_checked_;
};

}  // namespace firebreak
