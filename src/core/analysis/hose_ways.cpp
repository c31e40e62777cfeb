#include "core/analysis/hose_ways.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <queue>

#include "core/analysis/hydrant_ids.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

bool hose_can_follow(const Road& road) {
  return road.open && road.road_class != RoadClass::motorway &&
         road.road_class != RoadClass::construction;
}

HoseWays::HoseWays(const City& city, const HoseSight& sight, std::span<const std::uint8_t> usable,
                   double stretch_m)
    : city_(city), sight_(sight), rank_(hydrant_ranks(city)) {
  const RoadNetwork& network = *city.network;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    passable_.push_back(hose_can_follow((*city.roads)[network.segments[s].road.value]));
    length_m_.push_back(line_length_m(network.lines.only_part(s)));
  }
  nodes_.resize(network.nodes.size());
  add_stands(usable, stretch_m);
  search();
}

void HoseWays::add_stands(std::span<const std::uint8_t> usable, double stretch_m) {
  const RoadNetwork& network = *city_.network;
  for (std::uint32_t h = 0; h < usable.size(); ++h) {
    if (usable[h] == 0) continue;
    const Xy at = (*city_.hydrants)[h].at;
    sight_.barriers().road_index.in_box(Box{at, at}.grown(stretch_m), [&](std::uint32_t s) {
      const Road& road = (*city_.roads)[network.segments[s].road.value];
      if (passable_[s] == 0 || road_level(road) != 0) return;
      const LineFoot foot = nearest_on_line(network.lines.only_part(s), at);
      if (foot.distance2_m2 > stretch_m * stretch_m || !sight_.clear(at, foot.at)) return;
      stands_.push_back({s, std::min(foot.along_m, length_m_[s]), std::sqrt(foot.distance2_m2), h});
    });
  }
  std::sort(stands_.begin(), stands_.end(), [&](const Stand& a, const Stand& b) {
    if (a.segment != b.segment) return a.segment < b.segment;
    return a.along_m != b.along_m ? a.along_m < b.along_m : rank_[a.hydrant] < rank_[b.hydrant];
  });
  first_stand_.assign(network.segments.size() + 1, 0);
  for (const Stand& stand : stands_) ++first_stand_[stand.segment + 1];
  std::partial_sum(first_stand_.begin(), first_stand_.end(), first_stand_.begin());
}

void HoseWays::search() {
  const RoadNetwork& network = *city_.network;
  struct Offer {
    double length_m;
    std::uint32_t rank;
    std::uint32_t node;
    bool operator>(const Offer& o) const {
      if (length_m != o.length_m) return length_m > o.length_m;
      return rank != o.rank ? rank > o.rank : node > o.node;
    }
  };
  std::priority_queue<Offer, std::vector<Offer>, std::greater<>> queue;
  const auto offer = [&](std::uint32_t node, const Step& step) {
    if (!better(step.way, nodes_[node].way)) return;
    nodes_[node] = step;
    queue.push({step.way.length_m, rank_[step.way.hydrant], node});
  };
  for (std::uint32_t i = 0; i < stands_.size(); ++i) {
    const Stand& stand = stands_[i];
    const RoadSegment& segment = network.segments[stand.segment];
    offer(segment.from, {{stand.lead_m + stand.along_m, stand.hydrant}, i, none});
    offer(segment.to,
          {{stand.lead_m + length_m_[stand.segment] - stand.along_m, stand.hydrant}, i, none});
  }
  while (!queue.empty()) {
    const Offer best = queue.top();
    queue.pop();
    const Way way = nodes_[best.node].way;
    if (best.length_m != way.length_m || best.rank != rank_[way.hydrant]) continue;
    for (auto a = network.arc_start[best.node]; a < network.arc_start[best.node + 1]; ++a) {
      const auto& arc = network.arcs[a];
      if (passable_[arc.segment] == 0) continue;
      offer(arc.to, {{way.length_m + length_m_[arc.segment], way.hydrant}, none, arc.segment});
    }
  }
}

HoseWays::Arrival HoseWays::arrival_at(std::uint32_t segment, double along_m) const {
  const RoadSegment& ends = city_.network->segments[segment];
  Arrival best;
  const auto offer = [&](const Arrival& arrival) {
    if (arrival.way.hydrant != none && better(arrival.way, best.way)) best = arrival;
  };
  const Way& from = nodes_[ends.from].way;
  const Way& to = nodes_[ends.to].way;
  offer({{from.length_m + along_m, from.hydrant}, none, ends.from});
  offer({{to.length_m + length_m_[segment] - along_m, to.hydrant}, none, ends.to});
  for (std::uint32_t i = first_stand_[segment]; i < first_stand_[segment + 1]; ++i) {
    const Stand& stand = stands_[i];
    offer({{stand.lead_m + std::abs(stand.along_m - along_m), stand.hydrant}, i, none});
  }
  return best;
}

/// Where a node lies on one of its segments; on a loop the end nearer to the stand.
double HoseWays::chainage_at(std::uint32_t segment, std::uint32_t node, std::uint32_t stand) const {
  const RoadSegment& ends = city_.network->segments[segment];
  const bool by_end =
      ends.from == ends.to && stand != none && 2 * stands_[stand].along_m > length_m_[segment];
  return ends.from == node && !by_end ? 0 : length_m_[segment];
}

HoseWays::Way HoseWays::at(std::uint32_t segment, double along_m) const {
  return arrival_at(segment, along_m).way;
}

std::vector<Xy> HoseWays::route(std::uint32_t segment, double along_m) const {
  const RoadNetwork& network = *city_.network;
  std::vector<Xy> back;  // from the place to the hydrant
  const auto follow = [&](std::uint32_t s, double from_m, double to_m) {
    std::vector<Xy> part =
        line_part(network.lines.only_part(s), std::min(from_m, to_m), std::max(from_m, to_m));
    if (from_m > to_m) std::reverse(part.begin(), part.end());
    back.insert(back.end(), part.begin(), part.end());
  };
  const auto leave_by = [&](std::uint32_t stand, std::uint32_t s, double from_m) {
    follow(s, from_m, stands_[stand].along_m);
    back.push_back((*city_.hydrants)[stands_[stand].hydrant].at);
  };
  const Arrival last = arrival_at(segment, along_m);
  if (last.way.hydrant == none) return {};
  if (last.stand != none) {
    leave_by(last.stand, segment, along_m);
  } else {
    // A loop is left by the end that is nearer.
    const RoadSegment& ends = network.segments[segment];
    const bool to_start =
        ends.from == ends.to ? 2 * along_m <= length_m_[segment] : last.node == ends.from;
    follow(segment, along_m, to_start ? 0 : length_m_[segment]);
    for (std::uint32_t node = last.node;;) {
      const Step& step = nodes_[node];
      const std::uint32_t s = step.stand != none ? stands_[step.stand].segment : step.segment;
      const double here_m = chainage_at(s, node, step.stand);
      if (step.stand != none) {
        leave_by(step.stand, s, here_m);
        break;
      }
      follow(s, here_m, length_m_[s] - here_m);
      node = network.segments[s].from == node ? network.segments[s].to : network.segments[s].from;
    }
  }
  std::reverse(back.begin(), back.end());
  back.erase(std::unique(back.begin(), back.end()), back.end());
  return back;
}

}  // namespace firebreak
