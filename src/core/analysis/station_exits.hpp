#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// The road of a segment of the network.
const Road& road_of(const City& city, std::uint32_t segment);

/// True where an engine can stop and work at the building beside: on the ground, in the open. A
/// tunnel, a viaduct or a motorway is only a part of the way.
bool gives_access(const Road& road);

/// Where the engines of the active stations come out, and the yards they drive through until the
/// first public road. A brigade opens the gates of its own yard: what nobody recorded about them,
/// or that they are locked, keeps no engine in.
class StationExits {
 public:
  explicit StationExits(const City& city);

  /// For each active station within 200 m of a road that gives access the nearer end of the
  /// nearest such road, in the order of the stations.
  std::span<const std::uint32_t> nodes() const { return nodes_; }
  /// True for a service road by which an engine leaves a station: reached from its node within
  /// 200 m along service roads alone, none of them beyond a public road.
  bool in_yard(std::uint32_t segment) const { return in_yard_[segment]; }

 private:
  void find_nodes(const City& city);
  void find_yard(const City& city, std::uint32_t node);

  std::vector<std::uint32_t> nodes_;
  std::vector<bool> in_yard_;
};

}  // namespace firebreak
