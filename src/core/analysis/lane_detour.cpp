#include "core/analysis/lane_detour.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/analysis/free_flow.hpp"
#include "core/analysis/lane_reach.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/fastest_ways.hpp"

namespace firebreak {

namespace {

constexpr double never_s = std::numeric_limits<double>::infinity();

/// True if nobody declared or posted that the engine is too large for the road.
bool declared_passable(const Road& road, const Vehicle& engine) {
  const auto required_m = static_cast<float>(engine.required_width_m());
  return engine_can_use(road.road_class) && road.width_m.value_or(required_m) >= required_m &&
         road.max_width_m.value_or(required_m) >= required_m &&
         (!road.clear_height_m || static_cast<double>(*road.clear_height_m) >= engine.height_m);
}

/// True of a lane whose narrowest place lies between two buildings: nothing that stands there can
/// be cleared.
bool between_buildings(const Lanes::Result& result, std::uint32_t segment) {
  const std::uint32_t pinch = result.lanes[segment].pinch;
  if (pinch == UINT32_MAX) return false;
  const PinchGap& gap = result.pinches[pinch].gap;
  return gap.left.thing == LaneThing::building && gap.right.thing == LaneThing::building;
}

/// The times over each segment: were nothing in the way, and as it is.
struct DriveTimes {
  std::vector<double> free_s;
  std::vector<double> now_s;
  std::vector<std::uint8_t> blocked;  ///< free and not now
};

DriveTimes drive_times(const City& city, const Lanes::Params& params, const Lanes::Result& result,
                       std::span<const std::uint8_t> open) {
  DriveTimes times;
  const auto& segments = city.network->segments;
  times.free_s.assign(segments.size(), never_s);
  times.now_s.assign(segments.size(), never_s);
  times.blocked.assign(segments.size(), 0);
  for (std::uint32_t s = 0; s < segments.size(); ++s) {
    const Road& road = road_of(city, s);
    const bool free =
        declared_passable(road, params.engine) && (road.width_m || !between_buildings(result, s));
    if (open[s] == 0 && !free) continue;
    times.free_s[s] =
        3.6 * static_cast<double>(segments[s].length_m) / free_flow_kmh(road.road_class);
    if (open[s] != 0) times.now_s[s] = times.free_s[s];
    times.blocked[s] = open[s] == 0;
  }
  return times;
}

/// The detour to one building.
struct Detour {
  double extra_s = never_s;                   ///< infinite if no way leads there
  std::uint32_t blocked = FastestWays::none;  ///< the first blocked lane of the free way
};

/// Finds the detour to one building after the other.
class DetourFinder {
 public:
  DetourFinder(const City& city, const Lanes::Params& params, const Lanes::Result& result,
               std::span<const std::uint32_t> stations, std::span<const std::uint8_t> open)
      : city_(city),
        access_m_(params.access_m),
        times_(drive_times(city, params, result, open)),
        driven_(driven_ways(city, params)),
        segments_(city.network->lines.boxes) {
    const auto sources = ways_begin(city, stations);
    free_ = fastest_ways(*city.network, times_.free_s, times_.blocked, sources, driven_);
    now_ = fastest_ways(*city.network, times_.now_s, times_.blocked, sources, driven_);
    find_touched();
  }

  Detour to(std::uint32_t building) const {
    const Box around = city_.buildings->shapes.boxes[building].grown(access_m_);
    bool touched = false;
    segments_.in_box(around, [&](std::uint32_t s) {
      touched = touched_[s] != 0;
      return !touched;
    });
    Stops stops;
    segments_.in_box(around, [&](std::uint32_t s) {
      arrive(building, s, stops);
      // Where nothing is slower than were it free, any stop tells that there is no detour.
      return touched || stops.now_s == never_s;
    });
    if (stops.now_s == never_s) return {};
    return {stops.now_s - stops.free_s, stops.blocked};
  }

 private:
  /// The earliest arrivals beside a building so far.
  struct Stops {
    double free_s = never_s;
    double now_s = never_s;
    std::uint32_t blocked = FastestWays::none;
  };

  /// Marks the segments to which the engine comes later than were nothing in the way.
  void find_touched() {
    const auto& segments = city_.network->segments;
    touched_.assign(segments.size(), 0);
    const auto later = [&](std::uint32_t node) { return now_.time_s[node] > free_.time_s[node]; };
    for (std::uint32_t s = 0; s < segments.size(); ++s)
      touched_[s] = times_.free_s[s] != never_s &&
                    (times_.blocked[s] != 0 || later(segments[s].from) || later(segments[s].to));
  }

  void arrive(std::uint32_t building, std::uint32_t s, Stops& stops) const {
    if (times_.free_s[s] == never_s || !gives_access(road_of(city_, s))) return;
    const RoadSegment& segment = city_.network->segments[s];
    // Beside the building it is never earlier than at the nearer end.
    const auto nearer_end_s = [&](const FastestWays& ways) {
      return std::min(ways.time_s[segment.from], ways.time_s[segment.to]);
    };
    if (nearer_end_s(free_) >= stops.free_s && nearer_end_s(now_) >= stops.now_s) return;
    const double limit2_m2 = access_m_ * access_m_;
    Xy stop = city_.buildings->shapes.boxes[building].centre();
    const auto& lines = city_.network->lines;
    if (distance2_m2(city_.buildings->shapes, building, lines, s, limit2_m2 * (1 + 1e-12), nullptr,
                     &stop) > limit2_m2)
      return;
    const auto line = lines.only_part(s);
    const double length_m = line_length_m(line);
    const double share =
        length_m > 0 ? std::min(nearest_on_line(line, stop).along_m / length_m, 1.0) : 0;
    const auto enter = [&](std::uint32_t node, bool against) {
      if (!may_drive(driven_, s, against)) return;
      const double part = against ? 1 - share : share;
      const double free_s = free_.time_s[node] + part * times_.free_s[s];
      if (free_s < stops.free_s) {
        stops.free_s = free_s;
        const std::uint32_t before = free_.first_marked[node];
        stops.blocked = before == FastestWays::none && times_.blocked[s] != 0 ? s : before;
      }
      if (times_.blocked[s] == 0)
        stops.now_s = std::min(stops.now_s, now_.time_s[node] + part * times_.free_s[s]);
    };
    enter(segment.from, false);
    enter(segment.to, true);
  }

  const City& city_;
  double access_m_;
  DriveTimes times_;
  std::vector<Driven> driven_;
  SpatialIndex segments_;
  FastestWays free_;
  FastestWays now_;
  std::vector<std::uint8_t> touched_;
};

/// The least value that at least this share of them does not exceed.
float percentile(std::vector<float>& values, double share) {
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

Lanes::Detours summed_up(std::span<const Lanes::WayIn> ways, std::span<const Exposure> exposures) {
  Lanes::Detours sum;
  std::vector<float> known_s;
  double people = 0;
  double people_s = 0;
  for (std::size_t b = 0; b < ways.size(); ++b) {
    if (ways[b].judged && ways[b].cut_off == Lanes::CutOff::yes) sum.cut_off.add(exposures[b]);
    if (!ways[b].detour_s) continue;
    known_s.push_back(*ways[b].detour_s);
    if (*ways[b].detour_s > 0) ++sum.buildings;
    people += exposures[b].people.value_or(0);
    people_s += exposures[b].people.value_or(0) * static_cast<double>(*ways[b].detour_s);
  }
  if (!known_s.empty()) {
    sum.p50_s = percentile(known_s, 0.5);
    sum.p90_s = percentile(known_s, 0.9);
  }
  if (people > 0) sum.people_mean_s = people_s / people;
  return sum;
}

}  // namespace

void find_detours(const City& city, const Lanes::Params& params,
                  std::span<const std::uint32_t> stations, std::span<const Exposure> exposures,
                  Lanes::Result& result, const Job& job) {
  if (result.buildings.empty()) return;
  const auto open = passable_lanes(city, params, result.lanes);
  const DetourFinder finder(city, params, result, stations, open);
  std::vector<std::uint32_t> blocked(result.buildings.size(), FastestWays::none);
  parallel_for(job, blocked.size(), 512, translate("Finding ways in"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t b = begin; b < end; ++b) {
                   Lanes::WayIn& way = result.buildings[b];
                   if (!way.judged || way.cut_off == Lanes::CutOff::yes) continue;
                   const Detour detour = finder.to(static_cast<std::uint32_t>(b));
                   if (detour.extra_s == never_s) continue;
                   way.detour_s = static_cast<float>(std::round(10 * detour.extra_s) / 10);
                   if (*way.detour_s > 0) blocked[b] = detour.blocked;
                 }
               });
  for (std::size_t b = 0; b < blocked.size(); ++b) {
    if (blocked[b] == FastestWays::none) continue;
    Lanes::Lane& lane = result.lanes[blocked[b]];
    ++lane.buildings_detoured;
    lane.detour_s = std::max(lane.detour_s.value_or(0), *result.buildings[b].detour_s);
  }
  result.detours = summed_up(result.buildings, exposures);
}

}  // namespace firebreak
