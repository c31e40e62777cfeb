#include "core/analysis/hose_lay.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/analysis/facade.hpp"
#include "core/analysis/hose_sight.hpp"
#include "core/analysis/hose_ways.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

using Params = HoseLay::Params;
using Lay = HoseLay::Lay;
using Reach = HoseLay::Reach;

constexpr double road_step_m = 5;
constexpr double facade_step_m = 4;
constexpr std::size_t nearest_places = 8;

/// The usable hydrants, and which roads are on the ground: where a last stretch may start.
struct Starts {
  std::vector<std::uint32_t> hydrants;
  SpatialIndex hydrant_index;
  std::vector<std::uint8_t> on_ground;  ///< per segment: a hose can leave it to the side

  Starts(const City& city, const HoseWays& ways, std::span<const std::uint8_t> usable) {
    std::vector<Box> boxes;
    for (std::uint32_t h = 0; h < usable.size(); ++h) {
      if (usable[h] == 0) continue;
      hydrants.push_back(h);
      boxes.push_back({(*city.hydrants)[h].at, (*city.hydrants)[h].at});
    }
    hydrant_index = SpatialIndex(boxes);
    const RoadNetwork& network = *city.network;
    for (std::uint32_t s = 0; s < network.segments.size(); ++s)
      on_ground.push_back(ways.passable(s) &&
                          road_level((*city.roads)[network.segments[s].road.value]) == 0);
  }
};

/// Finds the hose to one building after another. One object per thread: it keeps scratch memory.
class HoseLayer {
 public:
  HoseLayer(const City& city, const Params& params, const HoseSight& sight, const HoseWays& ways,
            const Starts& starts)
      : city_(city),
        params_(params),
        sight_(sight),
        ways_(ways),
        starts_(starts),
        facades_(*city.buildings, {params.party_wall_m, params.courtyard_m}) {}

  Lay lay(std::uint32_t b);

 private:
  /// A place where a last stretch may start.
  struct Place {
    Xy at;
    HoseWays::Way way;
    std::uint32_t segment;
    double along_m;
    double least_m;  ///< lower bound of the hose to the building by way of this place
  };

  void find_places(std::uint32_t b);
  void find_shortest(std::uint32_t b, Lay& lay);
  Reach out_of_reach(std::uint32_t b) const;
  double share_of(std::uint32_t b);
  bool reached(std::uint32_t b, Xy at);

  const City& city_;
  const Params& params_;
  const HoseSight& sight_;
  const HoseWays& ways_;
  const Starts& starts_;
  FacadeFinder facades_;
  std::vector<Place> places_;  ///< by `least_m`
  std::vector<WallPiece> facade_;
};

void HoseLayer::find_places(std::uint32_t b) {
  places_.clear();
  const Box& box = city_.buildings->shapes.boxes[b];
  const double stretch2 = params_.last_stretch_m * params_.last_stretch_m;
  const auto add = [&](Xy at, const HoseWays::Way& way, std::uint32_t segment, double along_m) {
    const double d2 = distance2_m2(box, at);
    if (d2 <= stretch2)
      places_.push_back({at, way, segment, along_m, way.length_m + std::sqrt(d2)});
  };
  starts_.hydrant_index.in_box(box.grown(params_.last_stretch_m), [&](std::uint32_t i) {
    const std::uint32_t h = starts_.hydrants[i];
    add((*city_.hydrants)[h].at, {0, h}, HoseWays::none, 0);
  });
  sight_.barriers().road_index.in_box(box.grown(params_.last_stretch_m), [&](std::uint32_t s) {
    if (starts_.on_ground[s] == 0) return;
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
        if (distance2_m2(box, at) <= stretch2) add(at, ways_.at(s, along_m), s, along_m);
      }
      start_m += piece_m;
    }
  });
  std::sort(places_.begin(), places_.end(), [&](const Place& a, const Place& c) {
    if (a.least_m != c.least_m) return a.least_m < c.least_m;
    if (a.way.hydrant != c.way.hydrant) return ways_.before(a.way.hydrant, c.way.hydrant);
    return a.at.x_m != c.at.x_m ? a.at.x_m < c.at.x_m : a.at.y_m < c.at.y_m;
  });
}

/// The shortest hose to the nearest wall seen from a place. Fills all of `lay` but reach and share.
void HoseLayer::find_shortest(std::uint32_t b, Lay& lay) {
  double best_m = HoseWays::infinite;
  for (const Place& place : places_) {
    if (!(place.least_m < best_m)) break;
    Xy wall;
    const double stretch_m = distance_m(city_.buildings->shapes, b, place.at, &wall);
    const double hose_m = place.way.length_m + stretch_m;
    if (stretch_m > params_.last_stretch_m || !(hose_m < best_m)) continue;
    if (!sight_.clear(place.at, wall, b)) continue;
    best_m = hose_m;
    lay.lay_m = params_.hose_slack * hose_m;
    lay.hydrant = Id<Hydrant>{place.way.hydrant};
    lay.segment = place.segment;
    lay.along_m = place.along_m;
    lay.wall = wall;
  }
}

/// Why no hose gets to the building: it is off the roads, hidden from them, or those that it sees
/// lead to no hydrant.
Reach HoseLayer::out_of_reach(std::uint32_t b) const {
  Reach reach = Reach::off_road;
  for (const Place& place : places_) {
    Xy wall;
    const double stretch_m = distance_m(city_.buildings->shapes, b, place.at, &wall);
    if (stretch_m > params_.last_stretch_m) continue;
    if (sight_.clear(place.at, wall, b)) return Reach::none;
    reach = Reach::hidden;
  }
  return reach;
}

/// True if a hose of the length allowed comes to this place of the facade.
bool HoseLayer::reached(std::uint32_t b, Xy at) {
  const double stretch2 = params_.last_stretch_m * params_.last_stretch_m;
  const double most_m = params_.radius_m / params_.hose_slack;
  // The nearest few by insertion: most places are farther than all of them.
  std::array<std::pair<double, std::uint32_t>, nearest_places> nearest;
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < places_.size(); ++i) {
    const double d2 = distance2_m2(places_[i].at, at);
    if (d2 > stretch2) continue;
    if (places_[i].segment != HoseWays::none) {
      if (count == nearest.size() && !(d2 < nearest.back().first)) continue;
      if (count < nearest.size()) ++count;
      std::size_t n = count - 1;
      for (; n > 0 && d2 < nearest[n - 1].first; --n) nearest[n] = nearest[n - 1];
      nearest[n] = {d2, i};
    } else if (std::sqrt(d2) <= most_m && sight_.clear(places_[i].at, at, b)) {
      return true;
    }
  }
  for (std::size_t n = 0; n < count; ++n) {
    const auto [d2, i] = nearest[n];
    if (places_[i].way.length_m + std::sqrt(d2) <= most_m && sight_.clear(places_[i].at, at, b))
      return true;
  }
  return false;
}

double HoseLayer::share_of(std::uint32_t b) {
  facade_.clear();
  facades_.append_exposed(b, facade_);
  if (total_length_m(facade_) < least_facade_m) {
    facade_.clear();
    facades_.append_adjoining(b, facade_);
  }
  double reached_m = 0;
  double all_m = 0;
  for (const WallPiece& wall : facade_) {
    const double length = distance_m(wall.a, wall.b);
    const auto samples = static_cast<std::size_t>(std::max(1.0, std::ceil(length / facade_step_m)));
    const double each_m = length / static_cast<double>(samples);
    for (std::size_t i = 0; i < samples; ++i) {
      const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(samples);
      all_m += each_m;
      if (reached(b, wall.a + share * (wall.b - wall.a))) reached_m += each_m;
    }
  }
  return all_m > 0 ? reached_m / all_m : 0;
}

Lay HoseLayer::lay(std::uint32_t b) {
  Lay lay;
  if ((*city_.buildings)[b].obstacle_only || city_.buildings->shapes.boxes[b].empty()) return lay;
  find_places(b);
  find_shortest(b, lay);
  if (!lay.lay_m || *lay.lay_m > params_.radius_m) {
    lay.reach = lay.lay_m ? Reach::none : out_of_reach(b);
    return lay;
  }
  constexpr double all = 0.999;  // algorithms 2.3, samples
  lay.share = share_of(b);
  lay.reach = lay.share >= all ? Reach::full : Reach::partly;
  return lay;
}

Shapes routes_of(const City& city, const HoseWays& ways, const std::vector<Lay>& lays) {
  Shapes routes;
  for (const Lay& lay : lays) {
    if (!lay.hydrant) {
      routes.finish_feature();
      continue;
    }
    std::vector<Xy> line = lay.segment == HoseWays::none
                               ? std::vector<Xy>{(*city.hydrants)[lay.hydrant->value].at}
                               : ways.route(lay.segment, lay.along_m);
    line.push_back(lay.wall);
    routes.add(PartKind::line, line);
  }
  return routes;
}

}  // namespace

std::span<const Param<HoseLay::Params>> HoseLay::Params::schema() {
  using P = Params;
  static const std::array params{
      Param<P>{"last_stretch_m", "longest straight stretch of a hose off the roads, at either end",
               &P::last_stretch_m, 5, 500},
      Param<P>{"hose_slack", "length of hose per metre of way: a hose never lies straight",
               &P::hose_slack, 1, 2},
  };
  return params;
}

std::string_view hose_reach_name(HoseLay::Reach reach) {
  static constexpr std::array<std::string_view, 6> names{"full",   "partly",   "none",
                                                         "hidden", "off_road", "unknown"};
  return names[static_cast<std::size_t>(reach)];
}

HoseLay::Result HoseLay::run(const City& city, const Params& params, const Job& job) {
  check(params, HydrantCoverage::id);
  Result result;
  result.buildings.resize(city.buildings->size());
  if (city.network->segments.empty() || city.hydrants->empty()) {
    for (std::size_t b = 0; b < result.buildings.size(); ++b) result.routes.finish_feature();
    return result;
  }
  const std::vector<std::uint8_t> usable = usable_hydrants(city, params.exclude_doubtful);
  const HoseBarriers barriers(city);
  const HoseSight sight(city, barriers);
  const HoseWays ways(city, sight, usable, params.last_stretch_m);
  const Starts starts(city, ways, usable);
  std::vector<HoseLayer> layers(job.threads(), HoseLayer(city, params, sight, ways, starts));
  parallel_for(job, result.buildings.size(), 512, "Laying hoses",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t b = begin; b < end; ++b)
                   result.buildings[b] = layers[thread].lay(static_cast<std::uint32_t>(b));
               });
  result.routes = routes_of(city, ways, result.buildings);
  return result;
}

}  // namespace firebreak
