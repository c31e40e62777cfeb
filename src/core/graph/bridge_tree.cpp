#include <algorithm>
#include <vector>

#include "core/graph/way_tree.hpp"

namespace firebreak {

namespace {

/// Goes through a network in depth: the order of the nodes, how each was come to, and the earliest
/// node that is linked with it or with one after it by a segment not taken (Tarjan's low-link). The
/// sources are linked with a node before all others, number 0.
class DepthSearch {
  static constexpr std::uint32_t none = WayTree::none;

 public:
  DepthSearch(const RoadNetwork& network, std::span<const std::uint8_t> open,
              std::span<const std::uint32_t> sources)
      : network_(network),
        open_(open),
        number_(network.nodes.size(), none),
        lowest_(network.nodes.size(), none),
        came_from_(network.nodes.size(), none),
        came_by_(network.nodes.size(), none),
        next_arc_(network.arc_start.begin(), network.arc_start.end() - 1) {
    for (const std::uint32_t source : sources) lowest_[source] = 0;
    for (const std::uint32_t source : sources)
      if (number_[source] == none) go_from(source);
  }

  /// The nodes that a way leads to, each after the one it was come to from.
  std::span<const std::uint32_t> order() const { return order_; }
  std::uint32_t came_from(std::uint32_t node) const { return came_from_[node]; }
  std::uint32_t came_by(std::uint32_t node) const { return came_by_[node]; }
  /// True if all ways to the node lead over the segment that it was come to by.
  bool behind_bridge(std::uint32_t node) const {
    return came_from_[node] != none && lowest_[node] > number_[came_from_[node]];
  }

 private:
  void enter(std::uint32_t node) {
    order_.push_back(node);
    number_[node] = static_cast<std::uint32_t>(order_.size());
    lowest_[node] = std::min(lowest_[node], number_[node]);
    path_.push_back(node);
  }
  void go_from(std::uint32_t source) {
    enter(source);
    while (!path_.empty()) {
      const std::uint32_t node = path_.back();
      if (next_arc_[node] < network_.arc_start[node + 1])
        look_along(node, network_.arcs[next_arc_[node]++]);
      else
        leave(node);
    }
  }
  void look_along(std::uint32_t node, const RoadNetwork::Arc& arc) {
    if (open_[arc.segment] == 0 || arc.segment == came_by_[node]) return;
    if (number_[arc.to] != none) {
      lowest_[node] = std::min(lowest_[node], number_[arc.to]);
      return;
    }
    came_from_[arc.to] = node;
    came_by_[arc.to] = arc.segment;
    enter(arc.to);
  }
  void leave(std::uint32_t node) {
    path_.pop_back();
    const std::uint32_t before = came_from_[node];
    if (before != none) lowest_[before] = std::min(lowest_[before], lowest_[node]);
  }

  const RoadNetwork& network_;
  std::span<const std::uint8_t> open_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> number_;  ///< from 1 on; none where no way leads
  std::vector<std::uint32_t> lowest_;
  std::vector<std::uint32_t> came_from_;
  std::vector<std::uint32_t> came_by_;
  std::vector<std::uint32_t> next_arc_;
  std::vector<std::uint32_t> path_;
};

}  // namespace

WayTree bridge_tree(const RoadNetwork& network, std::span<const std::uint8_t> open,
                    std::span<const std::uint32_t> sources) {
  WayTree tree(network);
  const DepthSearch search(network, open, sources);
  for (const std::uint32_t node : search.order()) {
    const std::uint32_t from = search.came_from(node);
    const std::uint32_t before = from == WayTree::none ? 0 : tree.part_of(from);
    tree.put_node(node,
                  search.behind_bridge(node) ? tree.hang(before, search.came_by(node)) : before);
  }
  // Both ends lie in one part, but for a bridge: there is no other end to come from.
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const RoadSegment& segment = network.segments[s];
    if (open[s] != 0 && tree.part_of(segment.from) != WayTree::none)
      tree.put_segment(s, std::max(tree.part_of(segment.from), tree.part_of(segment.to)));
  }
  return tree;
}

}  // namespace firebreak
