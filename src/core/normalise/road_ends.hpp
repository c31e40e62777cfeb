#pragma once

#include <optional>
#include <vector>

#include "core/model/city.hpp"
#include "core/normalise/noding.hpp"

namespace firebreak {

/// What happens to one end of a line.
struct EndRepair {
  std::optional<GridPoint> trim_to;  ///< junction that becomes the end
  std::optional<GridPoint> link_to;  ///< place the end is joined to
  bool joined = false;               ///< another road was joined to this end
};

/// Whether the straight link from end to end meets a wall of a building.
bool crosses_building(const Table<Building>& buildings, GridPoint from, GridPoint to);

/// Whether the end `from` of a line that comes from `before` points at a place, give or take an
/// angle.
bool points_at(GridPoint before, GridPoint from, GridPoint at, double limit_deg);

/// Takes the trimmed ends off. An end that something was joined to meanwhile stays.
void trim_ends(const std::optional<GridPoint>& first, const std::optional<GridPoint>& last,
               std::vector<GridPoint>& points, std::vector<std::uint32_t>& node_at);

}  // namespace firebreak
