#pragma once

#include <vector>

#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// Distances of the road repair (algorithms of the table of topology defects).
struct RoadRepair {
  double snap_m = 2;          ///< a loose end this near to another road is joined to it
  double aligned_snap_m = 5;  ///< … or this near, when it points there
  double aligned_deg = 20;    ///< largest angle between the end and its link
  double overshoot_m = 2;     ///< a loose end shorter than this beyond a junction is trimmed
  double duplicate_m = 1;     ///< two roads between the same nodes this near are one
};

/// The noded road network: roads are split where roads of one level touch or cross and where the
/// record changes, loose ends are joined or trimmed, pieces are numbered (0 = the largest).
/// Coordinates are on a 1 mm grid. A link is straight and does not cross a building of
/// `buildings`. Roads that are not open are left out. What was changed is appended to `issues`.
/// The network does not depend on the order of the roads (apart from the order of its segments)
/// or on the number of threads. Throws `Cancelled`.
RoadNetwork build_network(const Table<Road>& roads, std::vector<Issue>& issues, const Job& job,
                          const Table<Building>* buildings = nullptr,
                          const RoadRepair& repair = {});

}  // namespace firebreak
