#pragma once

#include <cstdint>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// Where a hose can be laid in a straight line over open ground (algorithms 2.2): buildings, walls,
/// railways, water and motorways stop it; a gate lets it through a wall. The city must outlive it.
/// Any number of threads may ask.
class HoseSight {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;
  /// What lies nearer than this to an end of the line does not count: a wall that two buildings
  /// share, a hydrant drawn a hand's breadth inside a house (the width of a party wall).
  static constexpr double end_slack_m = 0.6;

  explicit HoseSight(const City& city);

  /// True if nothing stands in the way from a to b. `own_building` is seen through (algorithms
  /// 2.2: the hose goes around it). A line not longer than the slack of its ends is free.
  bool clear(Xy a, Xy b, std::uint32_t own_building = none) const;

 private:
  bool building_between(Xy a, Xy b, const Box& box, std::uint32_t own_building) const;
  bool line_between(Xy a, Xy b, const Box& box) const;
  bool water_between(Xy a, Xy b, const Box& box) const;
  bool opened(Xy at) const;

  const City& city_;
  Shapes lines_;                     ///< of walls, railways, water and motorways
  std::vector<std::uint8_t> walls_;  ///< one per line: a gate opens it
  SpatialIndex line_index_;
  SpatialIndex water_index_;
  struct Gate {
    Xy at;
    double half_m;
  };
  std::vector<Gate> gates_;
  SpatialIndex gate_index_;
};

}  // namespace firebreak
