#pragma once

#include <cstdint>
#include <span>

#include "core/analysis/exposure.hpp"
#include "core/analysis/lanes.hpp"
#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// How much longer the engine drives to each building because lanes are blocked (algorithms
/// 3.10.3), from the lanes and ways in that were judged: fills `detour_s` of buildings and lanes,
/// `buildings_detoured` and `detours`.
///
/// Two fastest ways are compared, from `stations` (nodes, station_exits.hpp) or from the main road
/// network if there are none, at the free-flow speed of each class (free_flow.hpp): over the lanes
/// that the engine may get through, for all that is known, and over these and all that it could
/// use were nothing in the way: those not declared or posted too narrow or too low and, where
/// nobody declared a width, not too narrow between buildings, which nobody clears. So a lane of
/// unknown width makes no detour, nor does an old alley. The engine goes as near as `access_m`, to
/// whichever lane it comes to first, and stops beside the building. A building that is cut off, or
/// to which no way leads within the data, has no detour.
void find_detours(const City& city, const Lanes::Params& params,
                  std::span<const std::uint32_t> stations, std::span<const Exposure> exposures,
                  Lanes::Result& result, const Job& job);

}  // namespace firebreak
