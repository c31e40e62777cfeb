#pragma once

#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// Of several segments between the same nodes that lie on one another, the shortest stays, of
/// equal ones that of the first record. Sides of small triangles between three crossings are no
/// duplicates, however near they lie.
void drop_duplicate_segments(RoadNetwork& network, const Table<Road>& roads, double duplicate_m,
                             std::vector<Issue>& issues);

/// One note per piece that has no connection with the main network.
void note_isolated_pieces(const RoadNetwork& network, const Table<Road>& roads,
                          std::vector<Issue>& issues);

}  // namespace firebreak
