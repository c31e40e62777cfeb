#include <utility>
#include <vector>

#include "core/graph/dominators.hpp"
#include "core/graph/way_tree.hpp"

namespace firebreak {

namespace {

/// The places of ways over a network: number 0 the one before all sources, then the nodes, then the
/// segments. A segment is a place, so that it can be the one that all ways lead over.
class WayPlaces {
 public:
  explicit WayPlaces(const RoadNetwork& network)
      : nodes_(static_cast<std::uint32_t>(network.nodes.size())),
        size_(1 + nodes_ + static_cast<std::uint32_t>(network.segments.size())) {}

  std::uint32_t size() const { return size_; }
  std::uint32_t of_node(std::uint32_t node) const { return 1 + node; }
  std::uint32_t of_segment(std::uint32_t segment) const { return 1 + nodes_ + segment; }
  bool is_segment(std::uint32_t place) const { return place > nodes_; }
  /// The node or segment of a place.
  std::uint32_t number(std::uint32_t place) const {
    return is_segment(place) ? place - nodes_ - 1 : place - 1;
  }

 private:
  std::uint32_t nodes_;
  std::uint32_t size_;
};

using PlaceLinks = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

PlaceLinks links_of(const WayPlaces& places, const RoadNetwork& network,
                    std::span<const std::uint8_t> open, DrivenWays driven,
                    std::span<const std::uint32_t> sources) {
  PlaceLinks links;
  for (const std::uint32_t source : sources) links.emplace_back(0U, places.of_node(source));
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    if (open[s] == 0) continue;
    const std::uint32_t from = places.of_node(network.segments[s].from);
    const std::uint32_t to = places.of_node(network.segments[s].to);
    const std::uint32_t on = places.of_segment(s);
    if (may_drive(driven, s, false)) links.insert(links.end(), {{from, on}, {on, to}});
    if (may_drive(driven, s, true)) links.insert(links.end(), {{to, on}, {on, from}});
  }
  return links;
}

}  // namespace

WayTree dominator_tree(const RoadNetwork& network, std::span<const std::uint8_t> open,
                       DrivenWays driven, std::span<const std::uint32_t> sources) {
  const WayPlaces places(network);
  const Dominators found =
      dominators(places.size(), links_of(places, network, open, driven, sources));
  WayTree tree(network);
  std::vector<std::uint32_t> behind(network.segments.size(), WayTree::none);
  const auto part_behind = [&](std::uint32_t s, std::uint32_t before) {
    if (behind[s] == WayTree::none) behind[s] = tree.hang(before, s);
    return behind[s];
  };
  // The part in which each place begins: a segment is not behind itself.
  std::vector<std::uint32_t> part(places.size(), 0);
  for (const std::uint32_t place : found.order) {
    const std::uint32_t last = found.immediate[place];
    if (last == Dominators::none) continue;
    part[place] =
        places.is_segment(last) ? part_behind(places.number(last), part[last]) : part[last];
    if (!places.is_segment(place)) tree.put_node(places.number(place), part[place]);
  }
  for (const std::uint32_t place : found.order) {
    if (!places.is_segment(place)) continue;
    const std::uint32_t s = places.number(place);
    const RoadSegment& segment = network.segments[s];
    // From an end that is only come to over the segment itself nobody enters it.
    const auto enters = [&](std::uint32_t node, bool against) {
      return may_drive(driven, s, against) && tree.part_of(node) != WayTree::none &&
             found.immediate[places.of_node(node)] != place;
    };
    const bool both = enters(segment.from, false) && enters(segment.to, true);
    tree.put_segment(s, both ? part[place] : part_behind(s, part[place]));
  }
  return tree;
}

}  // namespace firebreak
