#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/lane_width.hpp"
#include "core/analysis/lanes.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// What a plan can do about a lane that is narrower than wanted.
struct LaneClearing {
  std::vector<std::uint32_t> removable;  ///< obstacles on record that can be taken away, ascending
  /// What stays and leaves less than is wanted all the same: the two things that stand nearest to
  /// each other, or one on the lane itself; none if clearing is enough.
  std::vector<ObstacleRef> fixed;
};

/// Measures one segment of the network as the analysis does (its ends at junctions, its level, the
/// occasion, gates and signs on it), takes away what can be removed where it is narrowest, and
/// measures again until it is as wide as `params.clear_width_m` or what stands there stays. Only
/// what narrows the lane by itself or together with what stays is named.
LaneClearing clearing_of(const City& city, std::uint32_t segment, const Lanes::Params& params);

}  // namespace firebreak
