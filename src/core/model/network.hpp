#pragma once

#include <cstdint>
#include <vector>

#include "core/geo/point.hpp"
#include "core/geo/shape.hpp"
#include "core/model/ids.hpp"

namespace firebreak {

struct Road;

/// A stretch of one road between two nodes. Nodes are junctions, ends, and places where the
/// source record changes.
struct RoadSegment {
  Id<Road> road;
  std::uint32_t from = 0;  ///< node
  std::uint32_t to = 0;
  float length_m = 0;
  friend bool operator==(const RoadSegment&, const RoadSegment&) = default;
};

/// Noded roads. Segments stand grouped by road, in its direction; `arc_start` lists for each node
/// its incident segments (both ways): arcs [arc_start[n], arc_start[n+1]) with the segment, and
/// whether the arc runs along it or against it.
struct RoadNetwork {
  std::vector<RoadSegment> segments;
  Shapes lines;  ///< one line per segment, same position
  std::vector<Xy> nodes;
  std::vector<std::int8_t> node_level;
  std::vector<std::uint32_t> arc_start{0};
  struct Arc {
    std::uint32_t to = 0;
    std::uint32_t segment = 0;
    bool against = false;  ///< runs against the segment's direction
    friend bool operator==(const Arc&, const Arc&) = default;
  };
  std::vector<Arc> arcs;
  std::vector<std::uint32_t> component;  ///< per node: number of its connected piece, 0 = largest

  friend bool operator==(const RoadNetwork&, const RoadNetwork&) = default;
  std::size_t degree(std::uint32_t node) const { return arc_start[node + 1] - arc_start[node]; }
};

/// A lane that a plan makes wider: its segment of the network, and how wide it will be.
struct WidenedLane {
  std::uint32_t segment = 0;
  double width_m = 0;
};

}  // namespace firebreak
