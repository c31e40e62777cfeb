#include "core/analysis/entrance_verdict.hpp"

#include <algorithm>

#include "core/analysis/lane_limits.hpp"
#include "core/analysis/lane_reach.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using Reason = Compounds::EntranceReason;

constexpr double sign_reach_m = 5;

/// What is asked of an entrance.
struct Asked {
  double width_m = 0;
  double height_m = 0;
};

/// Between what the width lies, and what else is known.
struct Known {
  std::optional<double> surely_m;
  std::optional<double> maybe_m;  ///< none: nobody knows
  bool maybe_excluded = false;    ///< it is less than `maybe_m`
  bool opening = true;            ///< whether the gate opens was said
  bool locked = false;
};

struct Judged {
  Verdict verdict = Verdict::unknown;
  Reason reason = Reason::width_unknown;
};

bool too_narrow(const Known& known, double width_m) {
  if (!known.maybe_m) return false;
  return known.maybe_excluded ? *known.maybe_m <= width_m : *known.maybe_m < width_m;
}

bool too_low(const Compounds::Entrance& entrance, double height_m) {
  if (!entrance.height_m) return false;
  return entrance.height_below ? *entrance.height_m <= height_m : *entrance.height_m < height_m;
}

Judged judge(const Known& known, const Compounds::Entrance& entrance, const Asked& asked) {
  if (known.locked) return {Verdict::fail, Reason::locked};
  if (too_low(entrance, asked.height_m)) return {Verdict::fail, Reason::too_low};
  if (too_narrow(known, asked.width_m)) return {Verdict::fail, Reason::too_narrow};
  if (!known.opening) return {Verdict::unknown, Reason::opening_unknown};
  if (!known.surely_m || known.maybe_excluded) return {Verdict::unknown, Reason::width_unknown};
  if (entrance.height_below) return {Verdict::unknown, Reason::height_unknown};
  if (*known.surely_m >= asked.width_m) return {Verdict::pass, Reason::wide_enough};
  return {Verdict::marginal, Reason::to_be_measured};
}

void take_height(Compounds::Entrance& entrance, std::optional<double> height_m, bool below) {
  if (!height_m || (entrance.height_m && *entrance.height_m <= *height_m)) return;
  entrance.height_m = height_m;
  entrance.height_below = below;
}

void take_heights(const Obstacle& obstacle, Compounds::Entrance& entrance) {
  if (obstacle.clear_height_m) take_height(entrance, as_recorded(*obstacle.clear_height_m), false);
  if (obstacle.height_below_m) take_height(entrance, as_recorded(*obstacle.height_below_m), true);
}

/// Signs and arches at the entrance.
void take_signs(const City& city, Compounds::Entrance& entrance) {
  const Table<Obstacle>& obstacles = *city.obstacles;
  obstacles.index.in_box(Box{entrance.at, entrance.at}.grown(sign_reach_m), [&](std::uint32_t o) {
    const Obstacle& sign = obstacles[o];
    const bool limits = sign.kind == ObstacleKind::limit || sign.kind == ObstacleKind::arch;
    if (sign.active && limits && distance_m(obstacles.shapes, o, entrance.at) <= sign_reach_m)
      take_heights(sign, entrance);
  });
}

Known known_of_gate(const City& city, const Lanes::Params& judged, Compounds::Entrance& entrance) {
  const Obstacle& gate = (*city.obstacles)[*entrance.gate];
  take_heights(gate, entrance);
  Known known;
  known.locked = gate.opening == Opening::locked;
  known.opening = !only_drawn(gate);
  const auto left = width_left(city, judged, *entrance.gate);
  if (!left) return known;
  entrance.width_m = left->width_m;
  entrance.width_below = left->below;
  known.maybe_m = left->width_m + left->margin_m;
  known.maybe_excluded = left->below;
  if (!left->below) known.surely_m = left->width_m - left->margin_m;
  return known;
}

/// How a verdict of a lane is said of an entrance.
Judged of_lane(const Lanes::Lane& lane) {
  switch (lane.verdict) {
    case Verdict::pass:
      return {lane.verdict, Reason::wide_enough};
    case Verdict::marginal:
      return {lane.verdict, Reason::to_be_measured};
    case Verdict::fail:
      if (lane.reason == Lanes::Reason::too_low) return {lane.verdict, Reason::too_low};
      if (lane.reason == Lanes::Reason::gate_locked) return {lane.verdict, Reason::locked};
      return {lane.verdict, Reason::too_narrow};
    default:
      if (lane.reason == Lanes::Reason::passage_height)
        return {Verdict::unknown, Reason::height_unknown};
      return {Verdict::unknown, Reason::width_unknown};
  }
}

void judge_by_lane(const City& city, const Lanes::Params& judged, const Lanes::Result& lanes,
                   Compounds::Entrance& entrance) {
  const Lanes::Lane& lane = lanes.lanes[*entrance.lane];
  const double cap_m = exact_cap_m(judged);
  if (lane.width_m) entrance.width_m = static_cast<double>(*lane.width_m);
  entrance.width_below = lane.width_m && lane.upper_bound;
  if (lane.height_m) take_height(entrance, static_cast<double>(*lane.height_m), false);
  const PassableWidth width = passable_width(city, judged, *entrance.lane, lane, cap_m);
  Known known;
  if (width.surely_m > 0) known.surely_m = static_cast<double>(width.surely_m);
  if (lane.width_m || width.maybe_m <= 0)
    known.maybe_m = std::max(0.0, static_cast<double>(width.maybe_m));
  const auto with_engine =
      judge(known, entrance, {judged.engine.required_width_m(), judged.engine.height_m});
  entrance.engine_verdict = with_engine.verdict;
  Judged by_rule = lane.verdict == Verdict::not_applicable
                       ? judge(known, entrance, {judged.clear_width_m, judged.clear_height_m})
                       : of_lane(lane);
  // A sign or an arch beside the lane is none of the lane's, but may be of the entrance.
  if (by_rule.verdict != Verdict::fail && too_low(entrance, judged.clear_height_m))
    by_rule = {Verdict::fail, Reason::too_low};
  entrance.verdict = by_rule.verdict;
  entrance.reason = by_rule.reason;
}

}  // namespace

void judge_entrance(const City& city, const Lanes::Params& judged, const Lanes::Result& lanes,
                    Compounds::Entrance& entrance) {
  take_signs(city, entrance);
  if (!entrance.gate) return judge_by_lane(city, judged, lanes, entrance);
  const Known known = known_of_gate(city, judged, entrance);
  entrance.engine_verdict =
      judge(known, entrance, {judged.engine.required_width_m(), judged.engine.height_m}).verdict;
  const Judged by_rule = judge(
      known, entrance, {asked_width_m(judged, Lanes::WidthAsked::gate), judged.clear_height_m});
  entrance.verdict = by_rule.verdict;
  entrance.reason = by_rule.reason;
}

}  // namespace firebreak
