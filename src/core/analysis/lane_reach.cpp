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
#include "core/graph/widest_route.hpp"

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

/// The width at which a main road is passed of which nobody knows how wide it is: as much as limits
/// on it surely leave. None for any other lane.
std::optional<float> assumed_width_m(const Lanes::Params& params, const Lanes::Lane& lane,
                                     RoadClass road_class, float cap_m) {
  if (lane.doubt || !params.main_roads_pass || main_rank(road_class) == 0) return {};
  if (lane.limit_surely_m) return std::min(*lane.limit_surely_m, cap_m);
  const bool nothing_known =
      !lane.width_m && lane.basis == Basis::missing && lane.source == Lanes::Source::none;
  return nothing_known ? std::optional(cap_m) : std::nullopt;
}

/// Widths for the search: the certain ones, unknown ones closed (`low`), and the possible ones,
/// unknown ones open (`high`).
struct SearchWidths {
  std::vector<float> low;
  std::vector<float> high;
};

SearchWidths search_widths(const City& city, const Lanes::Params& params,
                           std::span<const Lanes::Lane> lanes, double cap_m) {
  SearchWidths widths;
  for (std::uint32_t s = 0; s < lanes.size(); ++s) {
    const PassableWidth width = passable_width(city, params, s, lanes[s], cap_m);
    widths.low.push_back(width.surely_m);
    widths.high.push_back(width.maybe_m);
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

}  // namespace

PassableWidth passable_width(const City& city, const Lanes::Params& params, std::uint32_t segment,
                             const Lanes::Lane& lane, double cap_m) {
  const RoadClass road_class = road_of(city, segment).road_class;
  if (!engine_can_use(road_class)) return {};
  if (lane.height_m && static_cast<double>(*lane.height_m) < params.engine.height_m) return {0, 0};
  const auto cap = static_cast<float>(cap_m);
  PassableWidth width;
  width.maybe_m = lane.width_m ? std::min(lane.maybe_m.value_or(*lane.width_m), cap) : cap;
  if (lane.doubt)
    width.surely_m = 0;
  else if (const auto assumed = assumed_width_m(params, lane, road_class, cap))
    width.surely_m = *assumed;
  else
    width.surely_m = std::min(lane.surely_m.value_or(0), cap);
  // A lane at the cap that surely is wide enough cannot be bettered.
  if (lane.capped && width.surely_m >= static_cast<float>(params.engine.required_width_m()))
    width.surely_m = cap;
  return width;
}

std::vector<std::uint8_t> passable_lanes(const City& city, const Lanes::Params& params,
                                         std::span<const Lanes::Lane> lanes) {
  const auto required_m = static_cast<float>(params.engine.required_width_m());
  const double cap_m = exact_cap_m(params);
  std::vector<std::uint8_t> open(lanes.size());
  for (std::uint32_t s = 0; s < lanes.size(); ++s)
    open[s] = passable_width(city, params, s, lanes[s], cap_m).maybe_m >= required_m ? 1 : 0;
  return open;
}

std::vector<Driven> driven_ways(const City& city, const Lanes::Params& params) {
  if (!params.obey_one_way) return {};
  std::vector<Driven> driven;
  for (std::uint32_t s = 0; s < city.network->segments.size(); ++s) {
    const OneWay one_way = road_of(city, s).one_way;
    driven.push_back(one_way == OneWay::no        ? Driven::both
                     : one_way == OneWay::forward ? Driven::along
                                                  : Driven::against);
  }
  return driven;
}

std::vector<std::uint32_t> ways_begin(const City& city, std::span<const std::uint32_t> stations) {
  return stations.empty() ? main_nodes(city) : std::vector(stations.begin(), stations.end());
}

std::vector<std::uint32_t> ways_from_outside(const City& city, const Lanes::Params& params) {
  std::vector<std::uint32_t> ends = DataEdge(*city.network, params.access_m).open_ends();
  const auto cut = cut_ends(city);
  ends.insert(ends.end(), cut.begin(), cut.end());
  return ends;
}

/// Finds the best way to one building.
class WayFinder::Search {
 public:
  Search(const City& city, const Lanes::Params& params, std::span<const Lanes::Lane> lanes,
         std::span<const std::uint32_t> stations, double cap_m, const Job& job)
      : city_(city),
        params_(params),
        lanes_(lanes),
        from_stations_(!stations.empty()),
        sources_(ways_begin(city, stations)),
        widths_(search_widths(city, params, lanes, cap_m)),
        driven_(driven_ways(city, params)),
        low_(widest_paths(*city.network, widths_.low, sources_, driven_)),
        edge_(*city.network, params.access_m),
        segments_(city.network->lines.boxes),
        cap_(static_cast<float>(cap_m)),
        required_(static_cast<float>(params.engine.required_width_m())) {
    job.progress(0.3, translate("Finding ways in"));
    high_ = widest_paths(*city.network, widths_.high, sources_, driven_);
    job.progress(0.6, translate("Finding ways in"));
    outside_ = widest_paths(*city.network, widths_.high, ways_from_outside(city, params), driven_);
    job.progress(1, translate("Finding ways in"));
  }

  Lanes::WayIn way_in(std::uint32_t building) const {
    Best best;
    return way_in(building, best);
  }

  std::optional<WayRoute> route(std::uint32_t building) const {
    Best best;
    const Lanes::WayIn way = way_in(building, best);
    if (!way.judged || way.lane == none) return std::nullopt;
    const bool blocked = way.cut_off == Lanes::CutOff::yes;
    const std::uint32_t last = (blocked ? best.high : best.low).segment;
    // Where the engine stops: the place of its last lane that is nearest to the building.
    Xy stop = city_.buildings->shapes.boxes[building].centre();
    const auto& lines = city_.network->lines;
    distance2_m2(city_.buildings->shapes, building, lines, last, infinite, nullptr, &stop);
    const auto at = nearest_on_line(lines.only_part(last), stop);
    const auto found = widest_route(*city_.network, blocked ? widths_.high : widths_.low, sources_,
                                    blocked ? high_ : low_, last, at.along_m, cap_, driven_);
    if (!found) return std::nullopt;
    WayRoute route;
    route.length_m = found->length_m;
    route.narrowest = way.lane;
    route.narrows = found->width_m < cap_;
    route.from_station = from_stations_;
    route.holds = route.narrows;
    const auto& least_m = lanes_[way.lane].width_m;
    for (const auto& step : found->steps) {
      const auto& width_m = lanes_[step.segment].width_m;
      if (width_m && (!least_m || *width_m < *least_m)) route.holds = false;
      route.lanes.push_back(step.segment);
      draw(step, step.segment == last ? std::optional(at.along_m) : std::nullopt, route.line);
    }
    return route;
  }

 private:
  static constexpr double infinite = std::numeric_limits<double>::infinity();

  struct Arrival {
    float width_m = -1;
    std::uint32_t narrowest = none;
    std::uint32_t segment = none;  ///< the last one
  };
  struct Best {
    Arrival low;
    Arrival high;
    Arrival outside;                 ///< from roads that end at the edge of the data
    std::uint32_t nearest = none;    ///< nearest usable lane
    std::uint32_t fire_lane = none;  ///< nearest one that is judged
    double nearest2 = infinite;
    double fire_lane2 = infinite;
    std::size_t looked_at = 0;
  };

  Lanes::WayIn way_in(std::uint32_t building, Best& best) const {
    Lanes::WayIn way;
    if ((*city_.buildings)[building].obstacle_only) {
      way.judged = false;
      way.lane_verdict = Verdict::not_applicable;
      return way;
    }
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
    for (const bool against : {false, true}) {
      if (!may_drive(driven_, s, against)) continue;
      const std::uint32_t node = against ? segment.to : segment.from;
      const float there = paths.width_m[node];
      const float width = std::min(there, widths[s]);
      if (width <= best.width_m) continue;
      best.width_m = width;
      best.narrowest = widths[s] < there ? s : paths.narrowest[node];
      best.segment = s;
    }
  }
  /// Adds a lane to a line in the direction driven; the last one as far as `stop_m` along it.
  void draw(const RouteStep& step, std::optional<double> stop_m, std::vector<Xy>& line) const {
    const auto points = city_.network->lines.only_part(step.segment);
    std::vector<Xy> driven(points.begin(), points.end());
    if (stop_m)
      driven = step.against ? line_part(points, *stop_m, infinite) : line_part(points, 0, *stop_m);
    if (step.against) std::reverse(driven.begin(), driven.end());
    for (const Xy p : driven)
      if (line.empty() || !(line.back() == p)) line.push_back(p);
  }

  const City& city_;
  const Lanes::Params& params_;
  std::span<const Lanes::Lane> lanes_;
  bool from_stations_;
  std::vector<std::uint32_t> sources_;
  SearchWidths widths_;
  std::vector<Driven> driven_;
  WidestPaths low_;
  WidestPaths high_;
  WidestPaths outside_;
  DataEdge edge_;
  SpatialIndex segments_;
  float cap_;
  float required_;
};

WayFinder::WayFinder(const City& city, const Lanes::Params& params,
                     std::span<const Lanes::Lane> lanes, std::span<const std::uint32_t> stations,
                     double cap_m, const Job& job)
    : search_(std::make_unique<Search>(city, params, lanes, stations, cap_m, job)) {}
WayFinder::WayFinder(const City& city, const Lanes::Params& params, const Lanes::Result& result,
                     const Job& job)
    : WayFinder(city, params, result.lanes, StationExits(city).nodes(), exact_cap_m(params), job) {}
WayFinder::~WayFinder() = default;
WayFinder::WayFinder(WayFinder&&) noexcept = default;
WayFinder& WayFinder::operator=(WayFinder&&) noexcept = default;

Lanes::WayIn WayFinder::way_in(std::uint32_t building) const {
  return search_->way_in(building);
}

std::optional<WayRoute> WayFinder::route(std::uint32_t building) const {
  return search_->route(building);
}

std::vector<Lanes::WayIn> ways_in(const City& city, const Lanes::Params& params,
                                  std::span<const Lanes::Lane> lanes,
                                  std::span<const std::uint32_t> stations, double cap_m,
                                  const Job& job) {
  const WayFinder finder(city, params, lanes, stations, cap_m, job.part(0, 0.4));
  std::vector<Lanes::WayIn> ways(city.buildings->size());
  parallel_for(job.part(0.4, 1), ways.size(), 512, translate("Finding ways in"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t b = begin; b < end; ++b)
                   ways[b] = finder.way_in(static_cast<std::uint32_t>(b));
               });
  return ways;
}

}  // namespace firebreak
