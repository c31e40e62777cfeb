#pragma once

#include <cstdint>

#include "core/analysis/hose_barriers.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// Where a hose can be laid in a straight line over open ground (algorithms 2.2): past buildings
/// and what `HoseBarriers` names. City and barriers must outlive it. Any number of threads may ask.
class HoseSight {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;
  /// What lies nearer than this to an end of the line does not count: a wall that two buildings
  /// share, a hydrant drawn a hand's breadth inside a house (the width of a party wall).
  static constexpr double end_slack_m = 0.6;

  HoseSight(const City& city, const HoseBarriers& barriers) : city_(city), barriers_(barriers) {}

  /// True if nothing stands in the way from a to b. `own_building` is seen through (algorithms
  /// 2.2: the hose goes around it). A line not longer than the slack of its ends is free.
  bool clear(Xy a, Xy b, std::uint32_t own_building = none) const;
  /// The same without slack at the ends.
  bool open(Xy a, Xy b, std::uint32_t own_building = none) const;

  const HoseBarriers& barriers() const { return barriers_; }

 private:
  bool building_between(Xy a, Xy b, const Box& box, std::uint32_t own_building) const;
  bool line_between(Xy a, Xy b, const Box& box) const;
  bool water_between(Xy a, Xy b, const Box& box) const;

  const City& city_;
  const HoseBarriers& barriers_;
};

}  // namespace firebreak
