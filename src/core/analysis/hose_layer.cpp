#include "core/analysis/hose_layer.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

using Seen = HoseGround::Seen;

constexpr double road_step_m = 5;
constexpr double facade_step_m = 4;

}  // namespace

std::vector<std::uint8_t> segments_on_ground(const City& city) {
  std::vector<std::uint8_t> on_ground;
  on_ground.reserve(city.network->segments.size());
  for (const RoadSegment& segment : city.network->segments) {
    const Road& road = (*city.roads)[segment.road.value];
    on_ground.push_back(hose_can_follow(road) && road_level(road) == 0);
  }
  return on_ground;
}

void HoseLayer::find_places(std::uint32_t b, HoseGround& ground) const {
  ground.has_places = true;
  ground.places.clear();
  const Box& box = city_.buildings->shapes.boxes[b];
  const double stretch2 = params_.last_stretch_m * params_.last_stretch_m;
  sight_.barriers().road_index.in_box(box.grown(params_.last_stretch_m), [&](std::uint32_t s) {
    if (on_ground_[s] == 0) return;
    const auto line = city_.network->lines.only_part(s);
    const double length = ways_.segment_length_m(s);
    const double pieces = std::max(1.0, std::ceil(length / road_step_m));
    double start_m = 0;
    double next = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      const double piece_m = distance_m(line[i], line[i + 1]);
      const bool last = i + 2 == line.size();
      for (; next <= pieces; ++next) {
        const double along_m = length * next / pieces;
        if (along_m > start_m + piece_m && !(last && next == pieces)) break;
        const double share = piece_m > 0 ? std::min(1.0, (along_m - start_m) / piece_m) : 0;
        const Xy at = line[i] + share * (line[i + 1] - line[i]);
        if (const double d2 = distance2_m2(box, at); d2 <= stretch2)
          ground.places.push_back(
              {at, s, along_m, std::sqrt(d2), Seen::unknown, 0, {}, ways_.at(s, along_m)});
      }
      start_m += piece_m;
    }
  });
}

/// Samples of the exposed facade, each with the places of roads nearest to it.
void HoseLayer::find_samples(std::uint32_t b, HoseGround& ground) {
  ground.has_samples = true;
  ground.samples.clear();
  ground.facade_m = 0;
  facade_.clear();
  facades_.append_exposed(b, facade_);
  if (total_length_m(facade_) < least_facade_m) {
    facade_.clear();
    facades_.append_adjoining(b, facade_);
  }
  const double stretch2 = params_.last_stretch_m * params_.last_stretch_m;
  for (const WallPiece& wall : facade_) {
    const double length = distance_m(wall.a, wall.b);
    const auto count = static_cast<std::size_t>(std::max(1.0, std::ceil(length / facade_step_m)));
    for (std::size_t i = 0; i < count; ++i) {
      const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
      HoseGround::Sample sample{
          wall.a + share * (wall.b - wall.a), length / static_cast<double>(count), 0, {}, {}};
      ground.facade_m += sample.length_m;
      // By insertion: most places are farther than all of them. Of equals the order is that of
      // their coordinates, which no order of the input changes.
      std::array<double, HoseGround::Sample::most> d2s{};
      for (std::uint32_t p = 0; p < ground.places.size(); ++p) {
        const Xy at = ground.places[p].at;
        const double d2 = distance2_m2(at, sample.at);
        const auto before = [&](std::size_t n) {
          if (d2 != d2s[n]) return d2 < d2s[n];
          const Xy other = ground.places[sample.place[n]].at;
          return at.x_m != other.x_m ? at.x_m < other.x_m : at.y_m < other.y_m;
        };
        if (d2 > stretch2) continue;
        if (sample.count == d2s.size() && !before(sample.count - 1U)) continue;
        if (sample.count < d2s.size()) ++sample.count;
        std::size_t n = sample.count - 1U;
        for (; n > 0 && before(n - 1); --n) {
          d2s[n] = d2s[n - 1];
          sample.place[n] = sample.place[n - 1];
        }
        d2s[n] = d2;
        sample.place[n] = p;
      }
      ground.samples.push_back(sample);
    }
  }
}

bool HoseLayer::renew_ways(HoseGround& ground, std::span<const std::uint8_t> segments) const {
  bool changed = false;
  for (HoseGround::Place& place : ground.places) {
    if (segments[place.segment] == 0) continue;
    const HoseWays::Way way = ways_.at(place.segment, place.along_m);
    changed = changed || !(way == place.way);
    place.way = way;
  }
  return changed;
}

/// The places from which a hose may come, and the hydrants beside the building.
void HoseLayer::find_starts(std::uint32_t b, HoseGround& ground) {
  starts_.clear();
  const Box& box = city_.buildings->shapes.boxes[b];
  const double stretch2 = params_.last_stretch_m * params_.last_stretch_m;
  hydrants_.in_box(box.grown(params_.last_stretch_m), [&](std::uint32_t i) {
    const double d2 = distance2_m2(box, hydrants_.at[i]);
    const std::uint32_t h = hydrants_.hydrant[i];
    if (d2 <= stretch2)
      starts_.push_back({std::sqrt(d2), ways_.rank(h), {0, h}, hydrants_.at[i], nullptr});
  });
  for (HoseGround::Place& place : ground.places)
    if (place.way.hydrant != HoseWays::none && place.seen != Seen::far &&
        place.seen != Seen::hidden)
      starts_.push_back({place.way.length_m + place.box_m, ways_.rank(place.way.hydrant), place.way,
                         place.at, &place});
  std::ranges::make_heap(starts_, std::greater<>{});
}

bool HoseLayer::Start::operator>(const Start& other) const {
  if (least_m != other.least_m) return least_m > other.least_m;
  if (rank != other.rank) return rank > other.rank;
  if (at.x_m != other.at.x_m) return at.x_m > other.at.x_m;
  if (at.y_m != other.at.y_m) return at.y_m > other.at.y_m;
  // Where roads meet, the first of them; a hydrant that stands there needs none.
  return place > other.place;
}

/// How far the nearest wall is from a place.
void HoseLayer::measure(std::uint32_t b, HoseGround::Place& place) const {
  if (place.seen != Seen::unknown) return;
  place.stretch_m = distance_m(city_.buildings->shapes, b, place.at, &place.wall);
  place.seen = place.stretch_m > params_.last_stretch_m ? Seen::far : Seen::measured;
}

/// True if that wall is in reach of a last stretch and in sight.
bool HoseLayer::sees(std::uint32_t b, HoseGround::Place& place) const {
  measure(b, place);
  if (place.seen == Seen::measured)
    place.seen = sight_.clear(place.at, place.wall, b) ? Seen::clear : Seen::hidden;
  return place.seen == Seen::clear;
}

/// The shortest hose to the nearest wall seen from a place. Fills all of `lay` but reach and share.
void HoseLayer::find_shortest(std::uint32_t b, HoseLay::Lay& lay) {
  double best_m = HoseWays::infinite;
  for (auto end = starts_.end(); end != starts_.begin(); --end) {
    std::pop_heap(starts_.begin(), end, std::greater<>{});
    const Start& start = *(end - 1);
    if (!(start.least_m < best_m)) break;
    HoseGround::Place at_hydrant{start.at, HoseWays::none, 0, 0, Seen::unknown, 0, {}, {}};
    HoseGround::Place& place = start.place != nullptr ? *start.place : at_hydrant;
    measure(b, place);
    const double hose_m = start.way.length_m + place.stretch_m;
    if (!(hose_m < best_m) || !sees(b, place)) continue;
    best_m = hose_m;
    lay.lay_m = params_.hose_slack * hose_m;
    lay.hydrant = Id<Hydrant>{start.way.hydrant};
    lay.segment = place.segment;
    lay.along_m = place.along_m;
    lay.wall = place.wall;
  }
}

/// Why no hose gets to the building: it is off the roads, hidden from them, or those that it sees
/// lead to no hydrant.
HoseLay::Reach HoseLayer::out_of_reach(std::uint32_t b, HoseGround& ground) const {
  HoseLay::Reach reach = HoseLay::Reach::off_road;
  const auto seen = [&](HoseGround::Place& place) {
    if (sees(b, place)) return true;
    if (place.seen == Seen::hidden) reach = HoseLay::Reach::hidden;
    return false;
  };
  for (const Start& start : starts_) {
    if (start.place != nullptr) continue;
    HoseGround::Place at_hydrant{start.at, HoseWays::none, 0, 0, Seen::unknown, 0, {}, {}};
    if (seen(at_hydrant)) return HoseLay::Reach::none;
  }
  return std::ranges::any_of(ground.places, seen) ? HoseLay::Reach::none : reach;
}

/// True if a hose of the length allowed comes to this place of the facade.
bool HoseLayer::reached(std::uint32_t b, const HoseGround& ground,
                        HoseGround::Sample& sample) const {
  const double most_m = params_.radius_m / params_.hose_slack;
  const auto in_reach = [&](double way_m, double d2) { return way_m + std::sqrt(d2) <= most_m; };
  for (std::size_t n = 0; n < sample.count; ++n) {
    const HoseGround::Place& place = ground.places[sample.place[n]];
    if (sample.seen[n] == Seen::hidden) continue;
    if (!in_reach(place.way.length_m, distance2_m2(place.at, sample.at))) continue;
    if (sample.seen[n] == Seen::unknown)
      sample.seen[n] = sight_.clear(place.at, sample.at, b) ? Seen::clear : Seen::hidden;
    if (sample.seen[n] == Seen::clear) return true;
  }
  const double stretch2 = params_.last_stretch_m * params_.last_stretch_m;
  return std::any_of(starts_.begin(), starts_.end(), [&](const Start& start) {
    if (start.place != nullptr) return false;
    const double d2 = distance2_m2(start.at, sample.at);
    return d2 <= stretch2 && in_reach(0, d2) && sight_.clear(start.at, sample.at, b);
  });
}

double HoseLayer::share_of(std::uint32_t b, HoseGround& ground) {
  if (!ground.has_samples) find_samples(b, ground);
  double reached_m = 0;
  for (HoseGround::Sample& sample : ground.samples)
    if (reached(b, ground, sample)) reached_m += sample.length_m;
  return ground.facade_m > 0 ? reached_m / ground.facade_m : 0;
}

HoseLay::Lay HoseLayer::lay(std::uint32_t b) {
  ground_.has_places = ground_.has_samples = false;
  return lay(b, ground_);
}

HoseLay::Lay HoseLayer::lay(std::uint32_t b, HoseGround& ground) {
  HoseLay::Lay lay;
  if ((*city_.buildings)[b].obstacle_only || city_.buildings->shapes.boxes[b].empty()) return lay;
  if (!ground.has_places) find_places(b, ground);
  find_starts(b, ground);
  find_shortest(b, lay);
  if (!lay.lay_m || *lay.lay_m > params_.radius_m) {
    lay.reach = lay.lay_m ? HoseLay::Reach::none : out_of_reach(b, ground);
    return lay;
  }
  constexpr double all = 0.999;  // algorithms 2.3, samples
  lay.share = share_of(b, ground);
  lay.reach = lay.share >= all ? HoseLay::Reach::full : HoseLay::Reach::partly;
  return lay;
}

}  // namespace firebreak
