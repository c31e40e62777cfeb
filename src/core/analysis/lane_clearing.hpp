#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/lane_width.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// What a plan can do about a lane that is narrower than wanted.
struct LaneClearing {
  std::vector<std::uint32_t> removable;  ///< obstacles on record that can be taken away, ascending
  /// What stays and leaves less than is wanted all the same: the two things that stand nearest to
  /// each other, or one on the lane itself; none if clearing is enough.
  std::vector<ObstacleRef> fixed;
};

/// Looks at what stands beside one segment of the network: two things on either side nearer to each
/// other than `wanted_m` make it narrow, and so does each thing on its centre line.
LaneClearing clearing_of(const City& city, std::uint32_t segment, double wanted_m);

}  // namespace firebreak
