#include "core/analysis/lane_reach.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/analysis/data_edge.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"
#include "core/graph/widest_path.hpp"

namespace firebreak {

namespace {

constexpr std::uint32_t none = UINT32_MAX;
constexpr std::size_t most_lanes = 8;

/// Classes of roads by how much they carry; 0 for those that only give access.
int main_rank(RoadClass road_class) {
  constexpr std::array ranks{RoadClass::tertiary, RoadClass::secondary, RoadClass::primary,
                             RoadClass::trunk, RoadClass::motorway};
  const auto found = std::find(ranks.begin(), ranks.end(), road_class);
  return found == ranks.end() ? 0 : static_cast<int>(found - ranks.begin()) + 1;
}

/// Widths for the search: the certain ones, unknown ones closed (`low`), and the possible ones,
/// unknown ones open (`high`).
struct SearchWidths {
  std::vector<float> low;
  std::vector<float> high;
};

SearchWidths search_widths(const City& city, const Lanes::Params& params,
                           std::span<const Lanes::Lane> lanes, double cap_m) {
  const auto cap = static_cast<float>(cap_m);
  const auto required = static_cast<float>(params.engine.required_width_m());
  SearchWidths widths{std::vector<float>(lanes.size(), -1.0F),
                      std::vector<float>(lanes.size(), -1.0F)};
  for (std::uint32_t s = 0; s < lanes.size(); ++s) {
    const Road& road = road_of(city, s);
    if (!engine_can_use(road.road_class)) continue;
    const auto& lane = lanes[s];
    if (lane.height_m && static_cast<double>(*lane.height_m) < params.engine.height_m) {
      widths.low[s] = widths.high[s] = 0;
      continue;
    }
    const bool assumed = !lane.doubt && !lane.width_m && lane.basis == Basis::missing &&
                         lane.source == Lanes::Source::none && params.main_roads_pass &&
                         main_rank(road.road_class) > 0;
    widths.high[s] = lane.width_m ? std::min(lane.maybe_m.value_or(*lane.width_m), cap) : cap;
    if (lane.doubt)
      widths.low[s] = 0;
    else if (lane.width_m)
      widths.low[s] = std::min(lane.surely_m.value_or(*lane.width_m), cap);
    else
      widths.low[s] = assumed ? cap : 0.0F;
    // A lane at the cap that surely is wide enough cannot be bettered.
    if (lane.capped && widths.low[s] >= required) widths.low[s] = cap;
  }
  return widths;
}

/// Nodes of the largest connected piece on main roads; without main roads there, on its roads of
/// any class.
std::vector<std::uint32_t> main_nodes(const City& city) {
  std::vector<std::uint32_t> main;
  std::vector<std::uint32_t> any;
  const RoadNetwork& network = *city.network;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const auto& segment = network.segments[s];
    if (network.component[segment.from] != 0) continue;
    const RoadClass road_class = road_of(city, s).road_class;
    if (!engine_can_use(road_class)) continue;
    auto& into = main_rank(road_class) > 0 ? main : any;
    into.push_back(segment.from);
    into.push_back(segment.to);
  }
  return main.empty() ? any : main;
}

/// Finds the best way to one building.
class BuildingAccess {
 public:
  BuildingAccess(const City& city, const Lanes::Params& params, std::span<const Lanes::Lane> lanes,
                 const SearchWidths& widths, const WidestPaths& low, const WidestPaths& high,
                 const WidestPaths& outside, const DataEdge& edge, const SpatialIndex& segments,
                 double cap_m)
      : city_(city),
        params_(params),
        lanes_(lanes),
        widths_(widths),
        low_(low),
        high_(high),
        outside_(outside),
        edge_(edge),
        segments_(segments),
        cap_(static_cast<float>(cap_m)),
        required_(static_cast<float>(params.engine.required_width_m())) {}

  Lanes::WayIn way_in(std::uint32_t building) const {
    Lanes::WayIn way;
    if ((*city_.buildings)[building].obstacle_only) {
      way.judged = false;
      way.lane_verdict = Verdict::not_applicable;
      return way;
    }
    Best best;
    look_around(building, best);
    way.access = best.fire_lane != none ? best.fire_lane : best.nearest;
    if (way.access != none) way.lane_verdict = lanes_[way.access].verdict;
    if (best.low.width_m >= required_)
      way.cut_off = Lanes::CutOff::no;
    else
      way.cut_off = best.high.width_m < required_ && !may_lead_in(building, best)
                        ? Lanes::CutOff::yes
                        : Lanes::CutOff::unknown;
    const Arrival& shown = way.cut_off == Lanes::CutOff::yes ? best.high : best.low;
    if (best.nearest == none) return way;
    way.lane = shown.narrowest;
    // The width is a figure only where no unknown width was guessed on the way.
    if (way.cut_off != Lanes::CutOff::unknown) way.width_m = bare_width_m(shown);
    return way;
  }

 private:
  struct Arrival {
    float width_m = -1;
    std::uint32_t narrowest = none;
  };
  struct Best {
    Arrival low;
    Arrival high;
    Arrival outside;                 ///< from roads that end at the edge of the data
    std::uint32_t nearest = none;    ///< nearest usable lane
    std::uint32_t fire_lane = none;  ///< nearest one that is judged
    double nearest2 = std::numeric_limits<double>::infinity();
    double fire_lane2 = std::numeric_limits<double>::infinity();
    std::size_t looked_at = 0;
  };

  /// True where a road outside the data may be what is missing: no usable road stands near a
  /// building at the edge of the road data, or the engine could come in by a road that ends there.
  bool may_lead_in(std::uint32_t building, const Best& best) const {
    if (best.nearest == none) return edge_.near(city_.buildings->shapes.boxes[building]);
    return best.outside.width_m >= required_;
  }
  /// The width of the narrowest lane of a way without its margin; 0 if it is closed or too low.
  float bare_width_m(const Arrival& way) const {
    const bool known = way.width_m > 0 && way.narrowest != none && lanes_[way.narrowest].width_m;
    return std::min(known ? *lanes_[way.narrowest].width_m : way.width_m, cap_);
  }
  void look_around(std::uint32_t building, Best& best) const {
    const double limit2 = params_.access_m * params_.access_m;
    const Box& box = city_.buildings->shapes.boxes[building];
    segments_.nearest(box, limit2, [&](std::uint32_t s, double) {
      if (!gives_access(road_of(city_, s))) return rest(best, limit2);
      const double d2 = distance2_m2(city_.buildings->shapes, building, city_.network->lines, s,
                                     limit2 * (1 + 1e-12));
      if (d2 > limit2) return rest(best, limit2);
      ++best.looked_at;
      if (d2 < best.nearest2 || (d2 == best.nearest2 && s < best.nearest))
        best.nearest2 = d2, best.nearest = s;
      if (lanes_[s].verdict != Verdict::not_applicable &&
          (d2 < best.fire_lane2 || (d2 == best.fire_lane2 && s < best.fire_lane)))
        best.fire_lane2 = d2, best.fire_lane = s;
      take(s, widths_.low, low_, best.low);
      take(s, widths_.high, high_, best.high);
      take(s, widths_.high, outside_, best.outside);
      return rest(best, limit2);
    });
  }
  /// How far the search goes on: all around while no lane lets the engine come near for certain;
  /// then until eight lanes were seen or a way without a narrow place is found; after that only
  /// for a fire lane nearer than the nearest.
  double rest(const Best& best, double limit2) const {
    if (best.low.width_m < required_ || best.fire_lane == none) return limit2;
    const bool enough = best.looked_at >= most_lanes || best.low.width_m >= cap_;
    return enough ? best.fire_lane2 : limit2;
  }
  void take(std::uint32_t s, std::span<const float> widths, const WidestPaths& paths,
            Arrival& best) const {
    const auto& segment = city_.network->segments[s];
    for (const std::uint32_t node : {segment.from, segment.to}) {
      const float there = paths.width_m[node];
      const float width = std::min(there, widths[s]);
      if (width <= best.width_m) continue;
      best.width_m = width;
      best.narrowest = widths[s] < there ? s : paths.narrowest[node];
    }
  }

  const City& city_;
  const Lanes::Params& params_;
  std::span<const Lanes::Lane> lanes_;
  const SearchWidths& widths_;
  const WidestPaths& low_;
  const WidestPaths& high_;
  const WidestPaths& outside_;
  const DataEdge& edge_;
  const SpatialIndex& segments_;
  float cap_;
  float required_;
};

}  // namespace

std::vector<Lanes::WayIn> ways_in(const City& city, const Lanes::Params& params,
                                  std::span<const Lanes::Lane> lanes,
                                  std::span<const std::uint32_t> stations, double cap_m,
                                  const Job& job) {
  const SpatialIndex segments(city.network->lines.boxes);
  std::vector<std::uint32_t> sources(stations.begin(), stations.end());
  if (sources.empty()) sources = main_nodes(city);
  const SearchWidths widths = search_widths(city, params, lanes, cap_m);
  const WidestPaths low = widest_paths(*city.network, widths.low, sources);
  job.progress(0.2, translate("Finding ways in"));
  const WidestPaths high = widest_paths(*city.network, widths.high, sources);
  job.progress(0.4, translate("Finding ways in"));
  const DataEdge edge(*city.network, params.access_m);
  const WidestPaths outside = widest_paths(*city.network, widths.high, edge.open_ends());
  const BuildingAccess access(city, params, lanes, widths, low, high, outside, edge, segments,
                              cap_m);
  std::vector<Lanes::WayIn> ways(city.buildings->size());
  parallel_for(job.part(0.4, 1), ways.size(), 512, translate("Finding ways in"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t b = begin; b < end; ++b)
                   ways[b] = access.way_in(static_cast<std::uint32_t>(b));
               });
  return ways;
}

}  // namespace firebreak
