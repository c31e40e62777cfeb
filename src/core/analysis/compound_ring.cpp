#include "core/analysis/compound_ring.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/analysis/lane_reach.hpp"
#include "core/base/union_find.hpp"
#include "core/graph/way_tree.hpp"

namespace firebreak {

namespace {

constexpr std::uint32_t on_no_ring = UINT32_MAX;

/// For each segment the number of its ring over those that are open.
std::vector<std::uint32_t> rings_of(const RoadNetwork& network,
                                    std::span<const std::uint8_t> open) {
  UnionFind pieces(network.nodes.size());
  for (std::uint32_t s = 0; s < network.segments.size(); ++s)
    if (open[s] != 0) pieces.join(network.segments[s].from, network.segments[s].to);
  // One node of each piece: that they count as one node joins nothing.
  std::vector<std::uint32_t> first_nodes;
  for (std::uint32_t node = 0; node < network.nodes.size(); ++node)
    if (pieces.root(node) == node) first_nodes.push_back(node);
  const WayTree tree = bridge_tree(network, open, first_nodes);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> number;
  std::vector<std::uint32_t> rings(network.segments.size(), on_no_ring);
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const std::uint32_t from = network.segments[s].from;
    const std::uint32_t to = network.segments[s].to;
    if (open[s] == 0 || tree.part_of(from) != tree.part_of(to)) continue;
    const std::pair part{pieces.root(from), tree.part_of(from)};
    rings[s] = number.emplace(part, static_cast<std::uint32_t>(number.size())).first->second;
  }
  return rings;
}

}  // namespace

RingFinder::RingFinder(const City& city, const Lanes::Params& judged, const Lanes::Result& lanes)
    : network_(*city.network) {
  const auto required_m = static_cast<float>(judged.engine.required_width_m());
  const double cap_m = exact_cap_m(judged);
  std::vector<std::uint8_t> sure(lanes.lanes.size());
  std::vector<std::uint8_t> possible(lanes.lanes.size());
  for (std::uint32_t s = 0; s < lanes.lanes.size(); ++s) {
    const PassableWidth width = passable_width(city, judged, s, lanes.lanes[s], cap_m);
    sure[s] = width.surely_m >= required_m ? 1 : 0;
    possible[s] = width.maybe_m >= required_m ? 1 : 0;
  }
  surely_ = rings_of(network_, sure);
  perhaps_ = rings_of(network_, possible);
}

RingFinder::Found RingFinder::look(const Rings& rings,
                                   std::span<const std::uint32_t> inside) const {
  Found found;
  std::map<std::uint32_t, std::set<std::uint32_t>> junctions;  // of each ring
  for (const std::uint32_t s : inside) {
    if (rings[s] == on_no_ring) continue;
    found.any = true;
    for (const std::uint32_t node : {network_.segments[s].from, network_.segments[s].to})
      for (auto a = network_.arc_start[node]; a < network_.arc_start[node + 1]; ++a) {
        const std::uint32_t other = network_.arcs[a].segment;
        if (rings[other] == rings[s] && !std::ranges::binary_search(inside, other))
          junctions[rings[s]].insert(node);
      }
  }
  found.leads_on = std::ranges::any_of(
      junctions, [](const auto& of_ring) { return of_ring.second.size() >= 2; });
  return found;
}

Compounds::Ring RingFinder::of(std::span<const std::uint32_t> inside) const {
  if (inside.empty()) return Compounds::Ring::no_lanes;
  const Found surely = look(surely_, inside);
  const Found perhaps = look(perhaps_, inside);
  if (surely.leads_on) return Compounds::Ring::yes;
  if (perhaps.leads_on) return Compounds::Ring::unknown;
  if (surely.any) return Compounds::Ring::one_connection;
  return perhaps.any ? Compounds::Ring::unknown : Compounds::Ring::no;
}

}  // namespace firebreak
