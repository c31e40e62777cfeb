#include "core/analysis/lane_dead_ends.hpp"

#include <algorithm>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

#include "core/analysis/lane_reach.hpp"
#include "core/analysis/lane_verdict.hpp"
#include "core/analysis/turning_room.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/dead_ends.hpp"
#include "core/graph/road_graph.hpp"
#include "core/model/accuracy.hpp"

namespace firebreak {

namespace {

using TurnReason = Lanes::TurnReason;

/// At the end a place to turn is looked for along this much of the lane.
constexpr double end_stretch_m = 20;
/// Rooms are told as far as this beyond what is enough.
constexpr double beyond_enough_m = 6;

/// Diameters of the free circle: below the first there is surely no room, from the second on there
/// surely is.
struct CirclesAsked {
  double least_m = std::numeric_limits<double>::infinity();
  double enough_m = std::numeric_limits<double>::infinity();
};

CirclesAsked circles_asked(const Lanes::Params& params) {
  CirclesAsked asked;
  const auto either = [&](double least, double enough) {
    asked.least_m = std::min(asked.least_m, least);
    asked.enough_m = std::min(asked.enough_m, enough);
  };
  if (params.turnaround_m > 0)
    either(params.turnaround_m, std::numbers::sqrt2 * params.turnaround_m);
  // Who asks for a circle takes a hammerhead too: its arms need not be wider than a lane.
  if (params.turnaround_circle_m > 0)
    either(std::min(params.turnaround_circle_m, params.clear_width_m), params.turnaround_circle_m);
  return asked;
}

bool names_a_size(const Lanes::Params& params) {
  return params.turnaround_m > 0 || params.turnaround_circle_m > 0;
}

EndRules end_rules(const City& city, const Lanes::Params& params, const LaneJudging& judging,
                   std::span<const Lanes::Lane> lanes, std::span<const std::uint8_t> open) {
  const RoadNetwork& network = *city.network;
  EndRules rules;
  rules.is_end.assign(network.nodes.size(), 0);
  rules.goes_on.assign(network.nodes.size(), 0);
  for (std::uint32_t s = 0; s < lanes.size(); ++s) {
    if (open[s] == 0 || lanes[s].verdict == Verdict::not_applicable) continue;
    if (!gives_access(road_of(city, s))) continue;
    rules.is_end[network.segments[s].from] = 1;
    rules.is_end[network.segments[s].to] = 1;
  }
  for (const std::uint32_t node : judging.exits().nodes()) rules.goes_on[node] = 1;
  for (const std::uint32_t node : ways_from_outside(city, params)) rules.goes_on[node] = 1;
  return rules;
}

/// Looks for room to turn at the end, and judges.
void look_and_judge(const City& city, const Lanes::Params& params, const LaneObstacles& obstacles,
                    Lanes::DeadEnd& dead_end) {
  const Road& road = road_of(city, dead_end.lanes.back());
  const auto line = course_back(*city.network, dead_end, end_stretch_m);
  double margin_m = 0;
  if (names_a_size(params) && !road.covered) {
    const std::int8_t level = road_level(road);
    dead_end.kerbs =
        level == 0 && obstacles.has_kerbs() && obstacles.share_on_carriageway(line) >= 0.75;
    const TurningRoom room = turning_room(city, obstacles, line, level, dead_end.kerbs,
                                          circles_asked(params).enough_m + beyond_enough_m);
    if (room.diameter_m > 0) {
      dead_end.room_m = room.diameter_m;
      dead_end.room_capped = room.capped;
    }
    if (!params.ignore_accuracy) margin_m = marginal_sigmas * worst_sigma_m(city, room.sources);
  }
  const double length_margin_m =
      params.ignore_accuracy ? 0 : marginal_sigmas * sigma_m(city, road.origin, road.origin);
  judge_dead_end(params, margin_m, length_margin_m, dead_end);
}

}  // namespace

std::vector<Xy> course_back(const RoadNetwork& network, const Lanes::DeadEnd& dead_end,
                            double most_m) {
  std::vector<Xy> line;
  std::uint32_t node = dead_end.end;
  double length = 0;
  for (auto s = dead_end.lanes.rbegin(); s != dead_end.lanes.rend() && length < most_m; ++s) {
    const RoadSegment& segment = network.segments[*s];
    const auto points = network.lines.only_part(*s);
    std::vector<Xy> back(points.begin(), points.end());
    if (segment.to == node) std::ranges::reverse(back);
    node = segment.to == node ? segment.from : segment.to;
    for (const Xy p : back)
      if (line.empty() || !(line.back() == p)) line.push_back(p);
    length += static_cast<double>(segment.length_m);
  }
  return line_part(line, 0, most_m);
}

void judge_dead_end(const Lanes::Params& params, double margin_m, double length_margin_m,
                    Lanes::DeadEnd& dead_end) {
  const auto is = [&](Verdict verdict, TurnReason reason) {
    dead_end.verdict = verdict;
    dead_end.reason = reason;
  };
  if (params.dead_end_m <= 0) return is(Verdict::not_applicable, TurnReason::no_rule);
  if (dead_end.length_m <= params.dead_end_m)
    return is(Verdict::not_applicable, TurnReason::short_enough);
  if (!names_a_size(params)) return is(Verdict::unknown, TurnReason::size_unknown);
  if (!dead_end.room_m) return is(Verdict::unknown, TurnReason::ground_unknown);
  const CirclesAsked asked = circles_asked(params);
  if (*dead_end.room_m + turning_room_error_m + margin_m < asked.least_m) {
    if (dead_end.length_m - length_margin_m <= params.dead_end_m)
      return is(Verdict::marginal, TurnReason::length_unclear);
    return is(Verdict::fail, TurnReason::no_room);
  }
  if (!dead_end.kerbs) return is(Verdict::unknown, TurnReason::ground_unknown);
  if (*dead_end.room_m - margin_m >= asked.enough_m) return is(Verdict::pass, TurnReason::has_room);
  is(Verdict::marginal, TurnReason::room_unclear);
}

void find_dead_ends(const City& city, const Lanes::Params& params, const LaneJudging& judging,
                    Lanes::Result& result, const Job& job) {
  const auto open = passable_lanes(city, params, result.lanes);
  auto found = dead_ends(*city.network, open, end_rules(city, params, judging, result.lanes, open));
  result.dead_ends.clear();
  for (DeadEnd& way : found) {
    Lanes::DeadEnd dead_end;
    dead_end.lanes = std::move(way.segments);
    dead_end.end = way.end;
    dead_end.length_m = way.length_m;
    result.dead_ends.push_back(std::move(dead_end));
  }
  parallel_for(job, result.dead_ends.size(), 64, translate("Measuring lanes"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t d = begin; d < end; ++d) {
                   Lanes::DeadEnd& dead_end = result.dead_ends[d];
                   if (params.dead_end_m > 0 && dead_end.length_m > params.dead_end_m)
                     look_and_judge(city, params, judging.obstacles(), dead_end);
                   else
                     judge_dead_end(params, 0, 0, dead_end);
                 }
               });
}

}  // namespace firebreak
