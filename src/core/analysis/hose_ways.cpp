#include "core/analysis/hose_ways.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

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
    : city_(city), sight_(sight), stretch_m_(stretch_m), rank_(hydrant_ranks(city)) {
  const RoadNetwork& network = *city.network;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    passable_.push_back(hose_can_follow((*city.roads)[network.segments[s].road.value]));
    length_m_.push_back(line_length_m(network.lines.only_part(s)));
  }
  nodes_.resize(network.nodes.size());
  add_stands(usable);
  Offers offers;
  for (std::uint32_t i = 0; i < stands_.size(); ++i) offer_ends(i, offers);
  search(offers);
}

void HoseWays::append_stands(std::uint32_t hydrant, Xy at) {
  const RoadNetwork& network = *city_.network;
  sight_.barriers().road_index.in_box(Box{at, at}.grown(stretch_m_), [&](std::uint32_t s) {
    const Road& road = (*city_.roads)[network.segments[s].road.value];
    if (passable_[s] == 0 || road_level(road) != 0) return;
    const LineFoot foot = nearest_on_line(network.lines.only_part(s), at);
    if (foot.distance2_m2 > stretch_m_ * stretch_m_ || !sight_.clear(at, foot.at)) return;
    stands_.push_back(
        {s, std::min(foot.along_m, length_m_[s]), std::sqrt(foot.distance2_m2), hydrant});
  });
}

void HoseWays::add_stands(std::span<const std::uint8_t> usable) {
  for (std::uint32_t h = 0; h < usable.size(); ++h)
    if (usable[h] != 0) append_stands(h, (*city_.hydrants)[h].at);
  std::sort(stands_.begin(), stands_.end(), [&](const Stand& a, const Stand& b) {
    if (a.segment != b.segment) return a.segment < b.segment;
    return a.along_m != b.along_m ? a.along_m < b.along_m : rank_[a.hydrant] < rank_[b.hydrant];
  });
  first_stand_.assign(city_.network->segments.size() + 1, 0);
  for (const Stand& stand : stands_) ++first_stand_[stand.segment + 1];
  std::partial_sum(first_stand_.begin(), first_stand_.end(), first_stand_.begin());
}

template <class Visit>
void HoseWays::each_stand(std::uint32_t segment, const Visit& visit) const {
  for (std::uint32_t i = first_stand_[segment]; i < first_stand_[segment + 1]; ++i)
    if (stands_[i].hydrant != none) visit(i);
  // Asked for every place of a road: a flag is looked up faster than a key.
  if (has_later_.empty() || has_later_[segment] == 0) return;
  for (const std::uint32_t i : later_stands_.at(segment)) visit(i);
}

void HoseWays::offer(std::uint32_t node, const Step& step, Offers& offers) {
  if (!better(step.way, nodes_[node].way)) return;
  nodes_[node] = step;
  changed_nodes_.push_back(node);
  offers.push({step.way.length_m, rank_[step.way.hydrant], node});
}

/// A stand comes to the nodes at both ends of its segment.
void HoseWays::offer_ends(std::uint32_t i, Offers& offers) {
  const Stand& stand = stands_[i];
  const RoadSegment& segment = city_.network->segments[stand.segment];
  offer(segment.from, {{stand.lead_m + stand.along_m, stand.hydrant}, i, none}, offers);
  offer(segment.to,
        {{stand.lead_m + length_m_[stand.segment] - stand.along_m, stand.hydrant}, i, none},
        offers);
}

void HoseWays::search(Offers& offers) {
  const RoadNetwork& network = *city_.network;
  while (!offers.empty()) {
    const Offer best = offers.top();
    offers.pop();
    const Way way = nodes_[best.node].way;
    if (best.length_m != way.length_m || best.rank != rank_[way.hydrant]) continue;
    for (auto a = network.arc_start[best.node]; a < network.arc_start[best.node + 1]; ++a) {
      const auto& arc = network.arcs[a];
      if (passable_[arc.segment] == 0) continue;
      offer(arc.to, {{way.length_m + length_m_[arc.segment], way.hydrant}, none, arc.segment},
            offers);
    }
  }
}

void HoseWays::last_added() {
  const Texts& ids = city_.hydrants->ids;
  const std::string_view id = ids[rank_.size()];
  std::uint32_t rank = 0;
  for (std::size_t h = 0; h < rank_.size(); ++h) {
    if (id < ids[h])
      ++rank_[h];
    else
      ++rank;
  }
  rank_.push_back(rank);
}

void HoseWays::last_goes() {
  const std::uint32_t gone = rank_.back();
  rank_.pop_back();
  for (std::uint32_t& rank : rank_)
    if (rank > gone) --rank;
}

void HoseWays::list_stands() {
  if (stands_of_.size() < rank_.size()) stands_of_.resize(rank_.size());
  if (stands_listed_) return;
  stands_listed_ = true;
  has_later_.resize(passable_.size());
  for (std::uint32_t i = 0; i < stands_.size(); ++i) stands_of_[stands_[i].hydrant].push_back(i);
}

/// Takes away the stands of a hydrant and every way that leads to it. Returns the nodes without a
/// way now.
std::vector<std::uint32_t> HoseWays::forget(std::uint32_t hydrant) {
  const RoadNetwork& network = *city_.network;
  std::vector<std::uint32_t> lost;
  const auto lose = [&](std::uint32_t node) {
    if (nodes_[node].way.hydrant != hydrant) return;
    nodes_[node] = {};
    lost.push_back(node);
  };
  for (const std::uint32_t i : std::exchange(stands_of_[hydrant], {})) {
    const RoadSegment& segment = network.segments[stands_[i].segment];
    changed_nodes_.insert(changed_nodes_.end(), {segment.from, segment.to});
    lose(segment.from);
    lose(segment.to);
    stands_[i].hydrant = none;
    if (i < first_stand_.back()) continue;
    const auto later = later_stands_.find(stands_[i].segment);
    std::erase(later->second, i);
    if (later->second.empty()) {
      has_later_[later->first] = 0;
      later_stands_.erase(later);
    }
    free_stands_.push_back(i);
  }
  // Every other node that led to it did so by one of these.
  for (std::size_t n = 0; n < lost.size(); ++n)
    for (auto a = network.arc_start[lost[n]]; a < network.arc_start[lost[n] + 1]; ++a)
      lose(network.arcs[a].to);
  changed_nodes_.insert(changed_nodes_.end(), lost.begin(), lost.end());
  return lost;
}

/// What comes to a node from the nodes beside it and the stands on its segments.
void HoseWays::offer_around(std::uint32_t node, Offers& offers) {
  const RoadNetwork& network = *city_.network;
  for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a) {
    const auto& arc = network.arcs[a];
    if (passable_[arc.segment] == 0) continue;
    const Way& way = nodes_[arc.to].way;
    if (way.hydrant != none)
      offer(node, {{way.length_m + length_m_[arc.segment], way.hydrant}, none, arc.segment},
            offers);
    each_stand(arc.segment, [&](std::uint32_t i) { offer_ends(i, offers); });
  }
}

std::vector<std::uint32_t> HoseWays::set(std::uint32_t hydrant, std::optional<Xy> at) {
  list_stands();
  changed_nodes_.clear();
  const std::vector<std::uint32_t> lost = forget(hydrant);
  Offers offers;
  for (const std::uint32_t node : lost) offer_around(node, offers);
  if (at) {
    const auto before = static_cast<std::uint32_t>(stands_.size());
    append_stands(hydrant, *at);
    const std::vector<Stand> fresh(stands_.begin() + before, stands_.end());
    stands_.resize(before);
    for (const Stand& stand : fresh) {
      std::uint32_t i = static_cast<std::uint32_t>(stands_.size());
      if (free_stands_.empty()) {
        stands_.push_back(stand);
      } else {
        i = free_stands_.back();
        free_stands_.pop_back();
        stands_[i] = stand;
      }
      later_stands_[stand.segment].push_back(i);
      has_later_[stand.segment] = 1;
      stands_of_[hydrant].push_back(i);
      const RoadSegment& segment = city_.network->segments[stand.segment];
      changed_nodes_.insert(changed_nodes_.end(), {segment.from, segment.to});
      offer_ends(i, offers);
    }
  }
  search(offers);
  std::vector<std::uint32_t> segments;
  for (const std::uint32_t node : changed_nodes_)
    for (auto a = city_.network->arc_start[node]; a < city_.network->arc_start[node + 1]; ++a)
      segments.push_back(city_.network->arcs[a].segment);
  std::sort(segments.begin(), segments.end());
  segments.erase(std::unique(segments.begin(), segments.end()), segments.end());
  return segments;
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
  each_stand(segment, [&](std::uint32_t i) {
    const Stand& stand = stands_[i];
    offer({{stand.lead_m + std::abs(stand.along_m - along_m), stand.hydrant}, i, none});
  });
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
