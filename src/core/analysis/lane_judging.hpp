#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/analysis/lane_measure.hpp"
#include "core/analysis/lanes.hpp"
#include "core/analysis/station_exits.hpp"

namespace firebreak {

/// True for an obstacle that a plan puts up, clears or brings back: not as the field checks found
/// it.
bool obstacle_edited(const City& city, std::uint32_t obstacle);

/// Measures and judges the lanes of a city one by one: what `Lanes` is made of. Holds references to
/// city and parameters; any number of threads may ask, each with a meter of its own.
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

 private:
  LaneMeasure surely_measured(std::uint32_t segment, LaneMeter& meter) const;
  const LaneCheck* check_of(std::uint32_t segment) const;

  const City& city_;
  const Lanes::Params& params_;
  double cap_m_;
  StationExits exits_;
  LaneObstacles obstacles_;
  std::array<bool, 32> fire_lanes_;  ///< by road class
};

}  // namespace firebreak
