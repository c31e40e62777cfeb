#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/graph/driven_ways.hpp"
#include "core/model/network.hpp"

namespace firebreak {

/// What a network hangs on as seen from source nodes: the segments that are the only way to
/// something, and the parts of the network behind them, which hang on each other as a tree. The
/// sources count as one node, so that such a segment cuts off from all of them (algorithms 3.10.4).
class WayTree {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  struct Part {
    std::uint32_t before = none;  ///< the part that this one hangs on; none for part 0
    std::uint32_t bridge = none;  ///< the segment that leads here from it; none for part 0
  };

  /// The tree of a network with nothing but part 0, in which nothing lies yet.
  explicit WayTree(const RoadNetwork& network);

  /// Part 0 holds the sources; every other one has a greater number than the part it hangs on.
  std::span<const Part> parts() const { return parts_; }
  /// The part of a node; none where no way leads.
  std::uint32_t part_of(std::uint32_t node) const { return part_of_[node]; }
  /// The part of whoever stops somewhere on a segment: behind it, unless it is come to from both
  /// ends, so that blocked at one place it is still reached from the other; none where no way
  /// leads.
  std::uint32_t part_on(std::uint32_t segment) const { return part_on_[segment]; }
  /// The part behind the last segment that leads to both: in logarithmic time.
  std::uint32_t common(std::uint32_t part, std::uint32_t other) const;

  /// Adds a part that hangs on another one; its number.
  std::uint32_t hang(std::uint32_t before, std::uint32_t bridge);
  void put_node(std::uint32_t node, std::uint32_t part) { part_of_[node] = part; }
  void put_segment(std::uint32_t segment, std::uint32_t part) { part_on_[segment] = part; }

 private:
  std::vector<Part> parts_;
  std::vector<std::uint32_t> part_of_;
  std::vector<std::uint32_t> part_on_;
  std::vector<std::uint32_t> depth_;  ///< segments between a part and part 0
  std::vector<std::uint32_t> leap_;   ///< a part farther up, by depth alone
};

/// Over the segments whose `open` is not 0, driven either way, in linear time. Segments between the
/// same two nodes are ways of their own.
WayTree bridge_tree(const RoadNetwork& network, std::span<const std::uint8_t> open,
                    std::span<const std::uint32_t> sources);

/// The same where segments may not be driven both ways. A segment that may be driven one way only
/// is never come to from both ends. From the dominators of nodes and segments (Lengauer and
/// Tarjan), in O(n log n).
WayTree dominator_tree(const RoadNetwork& network, std::span<const std::uint8_t> open,
                       DrivenWays driven, std::span<const std::uint32_t> sources);

}  // namespace firebreak
