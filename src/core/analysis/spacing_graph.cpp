#include "core/analysis/spacing_graph.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <queue>

#include "core/analysis/hydrant_ids.hpp"
#include "core/analysis/lanes.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

/// Where a wide road only goes on, its kerbs stay apart: the node gets a twin for the other kerb.
class KerbNodes {
 public:
  KerbNodes(const RoadNetwork& network, std::span<const std::uint8_t> usable,
            std::span<const std::uint8_t> wide)
      : twin_(network.nodes.size(), none), swapped_(network.segments.size()) {
    count_ = static_cast<std::uint32_t>(network.nodes.size());
    for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
      std::array<RoadNetwork::Arc, 2> ends;
      std::size_t found = 0;
      bool all_wide = true;
      for (auto a = network.arc_start[n]; a < network.arc_start[n + 1]; ++a) {
        const auto& arc = network.arcs[a];
        if (usable[arc.segment] == 0) continue;
        if (found < 2) ends[found] = arc;
        ++found;
        all_wide = all_wide && wide[arc.segment] != 0;
      }
      if (found != 2 || !all_wide) continue;
      twin_[n] = count_++;
      // Two that both run towards the node, or both away from it, have their sides crossed.
      if (ends[0].against == ends[1].against)
        swapped_[ends[1].segment][ends[1].against ? 1 : 0] = true;
    }
  }

  std::uint32_t count() const { return count_; }
  /// The node of the kerb copy at the first (0) or last (1) node of a segment.
  std::uint32_t of(std::uint32_t node, std::uint32_t segment, std::size_t end, bool right) const {
    const bool twin = right != swapped_[segment][end];
    return twin && twin_[node] != none ? twin_[node] : node;
  }

 private:
  static constexpr std::uint32_t none = SpacingGraph::none;
  std::vector<std::uint32_t> twin_;
  std::vector<std::array<bool, 2>> swapped_;
  std::uint32_t count_ = 0;
};

bool is_wide(const Road& road, double limit_m) {
  return road.width_m && static_cast<double>(*road.width_m) > limit_m;
}

/// How far from the centre line a hydrant of a street stands at most: what is given, from the kerb
/// where the road is so wide that the kerb lies beyond that.
double reach_m(const Road& road, double snap_m) {
  const double half_m = road.width_m ? static_cast<double>(*road.width_m) / 2 : 0;
  return half_m > snap_m ? half_m + snap_m : snap_m;
}

/// The nearest place on a segment to a hydrant.
struct Foot {
  std::uint32_t segment;
  LineFoot on_line;
  bool on_ground;
};

/// True if the nearest place is the end of its segment, and a road that goes on from there comes
/// nearer: then the hydrant stands on that one, and the way from it is measured.
bool nearer_beyond(const City& city, const Foot& foot, std::span<const Foot> near) {
  const RoadNetwork& network = *city.network;
  const auto line = network.lines.only_part(foot.segment);
  const auto comes_nearer = [&](std::uint32_t node) {
    for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a)
      for (const Foot& other : near)
        if (other.segment == network.arcs[a].segment && other.on_ground == foot.on_ground &&
            other.on_line.distance2_m2 < foot.on_line.distance2_m2 * (1 - 1e-9) - 1e-9)
          return true;
    return false;
  };
  constexpr double same_place_m = 1e-6;
  const auto& segment = network.segments[foot.segment];
  return (distance_m(foot.on_line.at, line.front()) < same_place_m && comes_nearer(segment.from)) ||
         (distance_m(foot.on_line.at, line.back()) < same_place_m && comes_nearer(segment.to));
}

}  // namespace

SpacingGraph::SpacingGraph(const City& city, const HydrantSpacing::Params& params,
                           const SpacingStreets& streets, std::span<const std::uint8_t> hydrants) {
  rank_ = hydrant_ranks(city);
  add_edges(city, params, streets);
  add_stands(city, params, hydrants);
}

void SpacingGraph::add_edges(const City& city, const HydrantSpacing::Params& params,
                             const SpacingStreets& streets) {
  const RoadNetwork& network = *city.network;
  const auto count = static_cast<std::uint32_t>(network.segments.size());
  std::vector<std::uint8_t> usable(count);
  std::vector<std::uint8_t> wide(count);
  for (std::uint32_t s = 0; s < count; ++s) {
    const Road& road = road_of(city, s);
    usable[s] = engine_can_use(road.road_class);
    wide[s] = usable[s] != 0 && is_wide(road, params.both_sides_width_m);
  }
  const KerbNodes kerbs(network, usable, wide);
  for (std::uint32_t s = 0; s < count; ++s) {
    const auto& segment = network.segments[s];
    const double length = streets.segment_m[s];
    if (wide[s] != 0)
      for (const bool right : {false, true})
        edges_.push_back({s, kerbs.of(segment.from, s, 0, right), kerbs.of(segment.to, s, 1, right),
                          length, right ? Side::right : Side::left});
    else if (usable[s] != 0)
      edges_.push_back({s, segment.from, segment.to, length, Side::whole});
    first_edge_.push_back(static_cast<std::uint32_t>(edges_.size()));
  }
  add_arcs(kerbs.count());
}

void SpacingGraph::add_arcs(std::uint32_t node_count) {
  arc_start_.assign(node_count + 1, 0);
  for (const Edge& edge : edges_) ++arc_start_[edge.from + 1], ++arc_start_[edge.to + 1];
  std::partial_sum(arc_start_.begin(), arc_start_.end(), arc_start_.begin());
  arcs_.resize(2 * edges_.size());
  std::vector<std::uint32_t> next(arc_start_.begin(), arc_start_.end() - 1);
  for (std::uint32_t e = 0; e < edges_.size(); ++e) {
    arcs_[next[edges_[e].from]++] = {e, false};
    arcs_[next[edges_[e].to]++] = {e, true};
  }
}

void SpacingGraph::add_stands(const City& city, const HydrantSpacing::Params& params,
                              std::span<const std::uint8_t> hydrants) {
  const Shapes& lines = city.network->lines;
  const SpatialIndex index(lines.boxes);
  double widest = params.snap_m;
  for (const Edge& edge : edges_)
    widest = std::max(widest, reach_m(road_of(city, edge.segment), params.snap_m));
  std::vector<Foot> near;
  for (std::uint32_t h = 0; h < hydrants.size(); ++h) {
    if (hydrants[h] == 0) continue;
    const Xy at = (*city.hydrants)[h].at;
    near.clear();
    index.in_box(Box{at, at}.grown(widest), [&](std::uint32_t s) {
      const Road& road = road_of(city, s);
      if (edges_of(s).empty() || road.road_class == RoadClass::motorway) return;
      const double reach = reach_m(road, params.snap_m);
      const LineFoot foot = nearest_on_line(lines.only_part(s), at);
      if (foot.distance2_m2 <= reach * reach) near.push_back({s, foot, road_level(road) == 0});
    });
    const bool on_ground =
        std::any_of(near.begin(), near.end(), [](const Foot& f) { return f.on_ground; });
    for (const Foot& foot : near) {
      // A hydrant beneath a bridge stands on the street there, not on the bridge.
      if (foot.on_ground != on_ground || nearer_beyond(city, foot, near)) continue;
      std::uint32_t e = first_edge_of(foot.segment);
      Xy ahead;
      point_along(lines.only_part(foot.segment), foot.on_line.along_m, &ahead);
      if (edges_of(foot.segment).size() == 2 && cross(ahead, at - foot.on_line.at) < 0) ++e;
      stands_.push_back({e, std::min(foot.on_line.along_m, edges_[e].length_m), h});
    }
  }
  std::sort(stands_.begin(), stands_.end(), [&](const Stand& a, const Stand& b) {
    if (a.edge != b.edge) return a.edge < b.edge;
    return a.along_m != b.along_m ? a.along_m < b.along_m : rank_[a.hydrant] < rank_[b.hydrant];
  });
}

NearestHydrants::NearestHydrants(const SpacingGraph& graph, std::span<const std::uint8_t> counts)
    : graph_(graph), way_m_(graph.nodes(), infinite), hydrant_(graph.nodes(), SpacingGraph::none) {
  first_.assign(graph.edges().size() + 1, 0);
  for (const auto& stand : graph.stands())
    if (counts[stand.hydrant] != 0) stands_.push_back(stand), ++first_[stand.edge + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());

  struct Offer {
    double way_m;
    std::uint32_t rank;
    std::uint32_t node;
    bool operator>(const Offer& o) const {
      if (way_m != o.way_m) return way_m > o.way_m;
      return rank != o.rank ? rank > o.rank : node > o.node;
    }
  };
  std::priority_queue<Offer, std::vector<Offer>, std::greater<>> queue;
  const auto offer = [&](std::uint32_t node, double way_m, std::uint32_t hydrant) {
    const std::uint32_t rank = graph.rank()[hydrant];
    const bool better =
        way_m < way_m_[node] || (way_m == way_m_[node] && rank < graph.rank()[hydrant_[node]]);
    if (!better) return;
    way_m_[node] = way_m;
    hydrant_[node] = hydrant;
    queue.push({way_m, rank, node});
  };
  for (std::uint32_t e = 0; e < graph.edges().size(); ++e) {
    const auto stands = on(e);
    if (stands.empty()) continue;
    const auto& edge = graph.edges()[e];
    offer(edge.from, stands.front().along_m, stands.front().hydrant);
    offer(edge.to, edge.length_m - stands.back().along_m, stands.back().hydrant);
  }
  while (!queue.empty()) {
    const Offer best = queue.top();
    queue.pop();
    if (best.way_m != way_m_[best.node] || best.rank != graph.rank()[hydrant_[best.node]]) continue;
    for (const auto& arc : graph.arcs(best.node))
      if (on(arc.edge).empty())
        offer(graph.end_of(arc), best.way_m + graph.edges()[arc.edge].length_m,
              hydrant_[best.node]);
  }
}

std::pair<double, std::uint32_t> NearestHydrants::by_arc(const SpacingGraph::Arc& arc) const {
  const auto stands = on(arc.edge);
  const double length = graph_.edges()[arc.edge].length_m;
  if (stands.empty()) {
    const std::uint32_t far = graph_.end_of(arc);
    return {way_m_[far] + length, hydrant_[far]};
  }
  return arc.against ? std::pair(length - stands.back().along_m, stands.back().hydrant)
                     : std::pair(stands.front().along_m, stands.front().hydrant);
}

}  // namespace firebreak
