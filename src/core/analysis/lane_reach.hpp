#pragma once

#include <vector>

#include "core/analysis/lanes.hpp"

namespace firebreak {

/// The engine's best way to every building (algorithms 3.10.1, 3.10.2): widest-path forests from
/// `stations` (nodes, station_exits.hpp), or from the main road network if there are none, once
/// with unknown widths closed and measured ones less their margin, once with unknown widths open
/// and measured ones plus their margin. A building is cut off if not even the second lets the
/// engine within `access_m` of it, reached if the first does, else unknown. Where roads outside the
/// data may lead in (data_edge.hpp) it is unknown too. Lanes on the ground near a building count,
/// entered from either end; the best is looked for among the eight nearest, and farther while none
/// is passable.
std::vector<Lanes::WayIn> ways_in(const City& city, const Lanes::Params& params,
                                  std::span<const Lanes::Lane> lanes,
                                  std::span<const std::uint32_t> stations, double cap_m,
                                  const Job& job);

}  // namespace firebreak
