#pragma once

#include <cstdint>
#include <span>

#include "core/analysis/exposure.hpp"
#include "core/analysis/lanes.hpp"
#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// Finds the lanes without which buildings have no way in (algorithms 3.10.4; GB 55037-2022 3.4.1
/// asks for a way to each), from the lanes and ways in that were judged, and fills `critical` and
/// `on_one_way`.
///
/// A lane is critical if, blocked at one place, it cuts the engine off from buildings that it is
/// not cut off from now, for certain: lanes of unknown width, and widths with their margin, would
/// let the engine through on any other way. A lane that is entered from both ends is not: what it
/// is blocked for from one side is reached from the other. From all `stations` (nodes,
/// station_exits.hpp) a building has to be cut off, or from the main road network if there are
/// none, and from roads beyond the data (`ways_from_outside`). One-way rules bind an engine only if
/// the parameters say so; then a lane of one way is entered from one end alone.
void find_critical(const City& city, const Lanes::Params& params,
                   std::span<const std::uint32_t> stations, std::span<const Exposure> exposures,
                   Lanes::Result& result, const Job& job);

}  // namespace firebreak
