#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/network.hpp"

namespace firebreak {

/// A way that leads nowhere else: an engine that drove to its end has to come back to `turn`, the
/// first node where it can turn by backing into another branch.
struct DeadEnd {
  std::uint32_t end = 0;                ///< node
  std::uint32_t turn = 0;               ///< node
  double length_m = 0;                  ///< between the two
  std::vector<std::uint32_t> segments;  ///< from `turn` to `end`
};

/// What `dead_ends` is told of the nodes of a network.
struct EndRules {
  std::vector<std::uint8_t> is_end;   ///< 1: counts as an end where one segment alone leads there
  std::vector<std::uint8_t> goes_on;  ///< 1: a way leads on from here, whatever is drawn
  double branch_m = 15;               ///< how far a branch has to lead to turn by it
};

/// The dead ends of a network over the segments whose `open` is not 0 (algorithms 3.8), by rising
/// end, in linear time. A node is one to turn at if two branches besides that of the end lead
/// `branch_m` or farther, be it around bends or into a ring. Ends whose ways come together before
/// they come to such a node make one dead end, which is as long as the longest. A piece that has no
/// such node, and none that goes on, has no dead ends: it is on no way.
std::vector<DeadEnd> dead_ends(const RoadNetwork& network, std::span<const std::uint8_t> open,
                               const EndRules& rules);

}  // namespace firebreak
