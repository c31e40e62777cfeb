#include "core/analysis/lane_verdict.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

using Lane = Lanes::Lane;
using Reason = Lanes::Reason;

/// What accuracy leaves open on either side of a limit (product.md 7.7).
constexpr double margin_sigmas = 1.5;
/// A gate or sign this far from the centre line still belongs to it.
constexpr double limit_reach_m = 2;
/// A wall longer than this is a boundary that the way must lead through somewhere; a shorter one
/// was put up across the way.
constexpr double long_barrier_m = 30;

/// What gates, signs and posted limits leave of a lane.
struct Limits {
  std::optional<double> width_m;
  std::optional<std::uint32_t> width_by;  ///< obstacle; none: posted on the road
  std::optional<double> height_m;
  bool locked = false;
  std::uint32_t locked_by = 0;
  bool gate_unknown = false;
  std::uint32_t unknown_gate = 0;
};

/// Distance from an obstacle to the centre line.
double to_line_m(const Shapes& shapes, std::uint32_t f, std::span<const Xy> line) {
  double least2 = std::numeric_limits<double>::infinity();
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
    const auto points = shapes.part(p).points;
    if (points.size() == 1)
      least2 = std::min(least2, nearest_on_line(line, points[0]).distance2_m2);
    for (std::size_t e = 0; e + 1 < points.size(); ++e)
      for (std::size_t v = 0; v + 1 < line.size(); ++v)
        least2 =
            std::min(least2, segment_segment2_m2(line[v], line[v + 1], points[e], points[e + 1]));
  }
  return std::sqrt(least2);
}

/// The width a gate leaves: as recorded, else the length of the line it is drawn as.
std::optional<double> opening_m(const City& city, std::uint32_t o) {
  const Obstacle& gate = (*city.obstacles)[o];
  if (gate.clear_width_m) return static_cast<double>(*gate.clear_width_m);
  const Shapes& shapes = city.obstacles->shapes;
  const Part part = shapes.part(shapes.first_part(o));
  if (gate.kind == ObstacleKind::gate && part.kind == PartKind::line)
    return line_length_m(part.points);
  return {};
}

void take_gate(const City& city, std::uint32_t o, Limits& limits) {
  const Obstacle& gate = (*city.obstacles)[o];
  if (gate.opening == Opening::locked) {
    limits.locked = true;
    limits.locked_by = o;
    return;
  }
  if (const auto width = opening_m(city, o)) {
    if (!limits.width_m || *width < *limits.width_m) limits.width_m = width, limits.width_by = o;
  } else {
    limits.gate_unknown = true;
    limits.unknown_gate = o;
  }
}

Limits limits_of(const City& city, const LaneObstacles& obstacles, const Road& road,
                 std::span<const Xy> line) {
  Limits limits;
  if (road.max_width_m) limits.width_m = static_cast<double>(*road.max_width_m);
  if (road.clear_height_m) limits.height_m = static_cast<double>(*road.clear_height_m);
  Box box;
  for (const Xy p : line) box.add(p);
  const std::int8_t level = road_level(road);
  obstacles.limits_in_box(box.grown(limit_reach_m), [&](std::uint32_t o) {
    const Obstacle& obstacle = (*city.obstacles)[o];
    if (obstacle.level != level) return;
    if (to_line_m(city.obstacles->shapes, o, line) > limit_reach_m) return;
    if (obstacle.kind == ObstacleKind::gate) {
      take_gate(city, o, limits);
    } else if (obstacle.clear_width_m) {
      const auto width = static_cast<double>(*obstacle.clear_width_m);
      if (!limits.width_m || width < *limits.width_m) limits.width_m = width, limits.width_by = o;
    }
    if (obstacle.clear_height_m)
      limits.height_m =
          std::min(limits.height_m.value_or(1e9), static_cast<double>(*obstacle.clear_height_m));
  });
  return limits;
}

/// Sigma of the width between two things; the edge of the corridor has no error of its own.
double gap_sigma_m(const City& city, const PinchGap& gap) {
  auto left = origin_of(city, gap.left);
  auto right = origin_of(city, gap.right);
  if (!left) left = right;
  if (!right) right = left;
  if (!left || city.sources.size() <= std::max(left->source, right->source)) return 0;
  return sigma_m(city, *left, *right);
}

/// The worst sigma between any two of the sources that stand beside a lane.
double worst_sigma_m(const City& city, std::span<const std::uint32_t> sources) {
  double worst = 0;
  for (std::size_t i = 0; i < sources.size(); ++i)
    for (std::size_t j = i; j < sources.size(); ++j)
      if (sources[j] < city.sources.size())
        worst = std::max(worst, sigma_m(city, Origin{sources[i], -1}, Origin{sources[j], -1}));
  return worst;
}

bool is_wall(const City& city, const ObstacleRef& ref) {
  if (ref.thing == LaneThing::barrier) return true;
  if (ref.thing != LaneThing::obstacle) return false;
  const auto kind = (*city.obstacles)[ref.row].kind;
  return kind == ObstacleKind::wall || kind == ObstacleKind::fence;
}

double outline_length_m(const City& city, const ObstacleRef& ref) {
  const Shapes& shapes =
      ref.thing == LaneThing::barrier ? city.barriers->shapes : city.obstacles->shapes;
  return perimeter_m(shapes, ref.row);
}

/// A building over the road, or a long wall or a kerb across it: the data contradict themselves.
std::optional<Reason> conflict(const City& city, const Road& road, const LaneMeasure& m) {
  const bool passage = road.covered || road.tunnel;
  if (!passage && m.under_building_m > 3) return Reason::building_over;
  if (m.width_m > closed_m) return {};
  // One thing from wall to wall, or several that touch one another.
  std::array<ObstacleRef, 2> things{};
  if (m.gap) things = {m.gap->left, m.gap->right};
  if (m.across) things.fill(*m.across);
  const auto building = [](const ObstacleRef& r) { return r.thing == LaneThing::building; };
  const auto boundary = [&](const ObstacleRef& r) {
    return r.thing == LaneThing::kerb ||
           (is_wall(city, r) && outline_length_m(city, r) > long_barrier_m);
  };
  const auto open = [](const ObstacleRef& r) { return r.thing == LaneThing::open; };
  if (std::all_of(things.begin(), things.end(), open)) return {};
  for (const auto& ref : things)
    if (!building(ref) && !boundary(ref) && !open(ref)) return {};
  return std::any_of(things.begin(), things.end(), boundary) ? Reason::barrier_across
                                                             : Reason::building_over;
}

Lanes::Source gap_source(const PinchGap& gap) {
  const auto is = [&](LaneThing thing) {
    return gap.left.thing == thing || gap.right.thing == thing;
  };
  if (is(LaneThing::obstacle) || is(LaneThing::barrier)) return Lanes::Source::obstacle;
  return is(LaneThing::kerb) ? Lanes::Source::kerb : Lanes::Source::building_gap;
}

/// Sets width, band, source and basis from what was measured and declared.
void take_width(const City& city, const Lanes::Params& params, const Road& road,
                const LaneMeasure& m, double margin_m, Lane& lane, double* band_m,
                double* engine_band_m) {
  // Outside the building layer only a place that fails beyond doubt is known: what else stands
  // there nobody has drawn.
  const bool seen = m.kerbs || m.covered || m.width_m + margin_m < params.clear_width_m;
  if (seen) {
    lane.measured_m = static_cast<float>(m.width_m);
    lane.width_m = lane.measured_m;
    lane.basis = Basis::measured;
    lane.source = m.gap     ? gap_source(*m.gap)
                  : m.kerbs ? Lanes::Source::kerb
                            : Lanes::Source::building_gap;
    *band_m = m.band_m;
    *engine_band_m = m.engine_band_m;
  }
  if (!road.width_m) return;
  const auto declared = static_cast<double>(*road.width_m);
  bool use_declared = !seen;
  if (seen) {
    const double more = m.width_m - declared;
    if (more > params.agree_m) {
      lane.occupancy = Lanes::Occupancy::wider_gap;
      use_declared = road.origin.source < city.sources.size() &&
                     city.sources[road.origin.source].accuracy_m <= params.survey_accuracy_m;
    } else if (more < -params.agree_m && !m.capped) {
      lane.occupancy = Lanes::Occupancy::narrowed;
    } else {
      lane.occupancy = Lanes::Occupancy::agree;
    }
  }
  if (!use_declared) return;
  lane.width_m = *road.width_m;
  lane.basis = Basis::declared;
  lane.source = Lanes::Source::declared;
  lane.capped = false;
  *band_m = seen ? std::min(*band_m, declared) : declared;
  *engine_band_m = seen ? std::min(*engine_band_m, declared) : declared;
}

/// A width measured on site is the width, whatever was drawn or declared; a gate was measured with
/// it, a posted limit stays.
void take_check(const LaneCheck& check, Lane& lane, Limits& limits, double* band_m,
                double* engine_band_m) {
  if (check.height_m) limits.height_m = check.height_m;
  if (!check.width_m) return;
  lane.width_m = static_cast<float>(*check.width_m);
  lane.basis = Basis::declared;
  lane.source = Lanes::Source::field_check;
  lane.capped = false;
  *band_m = *engine_band_m = static_cast<double>(*lane.width_m);
  limits.gate_unknown = false;
  if (limits.width_by) limits.width_m.reset(), limits.width_by.reset();
}

/// The width that a lane surely and at most has, after gates, signs and posted limits.
void set_bounds(Lane& lane, double margin_m, const Limits& limits) {
  if (!lane.width_m && !limits.width_m) return;
  const double most = limits.width_m.value_or(std::numeric_limits<double>::infinity());
  const double width = lane.width_m ? static_cast<double>(*lane.width_m) : most;
  const double margin = lane.width_m ? margin_m : 0;
  lane.surely_m = static_cast<float>(std::max(0.0, std::min(width - margin, most)));
  lane.maybe_m = static_cast<float>(std::min(width + margin, most));
}

/// Measured widths are told up to the cap, however far they were measured to be sure.
void report_up_to(Lane& lane, float cap_m) {
  if (lane.measured_m) lane.measured_m = std::min(*lane.measured_m, cap_m);
  if (lane.basis != Basis::measured) return;
  lane.capped = *lane.width_m >= cap_m;
  lane.width_m = lane.measured_m;
}

PinchGap obstacle_gap(const City& city, std::uint32_t o) {
  PinchGap gap;
  const auto points = city.obstacles->shapes.feature_points(o);
  gap.left_at = points.front();
  gap.right_at = points.back();
  gap.left = gap.right = {LaneThing::obstacle, o};
  return gap;
}

/// The worse of two verdicts for a lane: what surely stops an engine, then what is not known.
Verdict worse(Verdict a, Verdict b) {
  const auto rank = [](Verdict v) {
    return v == Verdict::fail ? 3 : v == Verdict::unknown ? 2 : v == Verdict::marginal ? 1 : 0;
  };
  return rank(a) >= rank(b) ? a : b;
}

struct Asked {
  double width_m;
  double height_m;
};

/// One set of rules over one lane.
Verdict verdict_for(const Asked& asked, const Lane& lane, double band_m, double margin_m,
                    const Limits& limits, bool passage, Reason& reason) {
  Verdict verdict = Verdict::unknown;
  if (lane.width_m) {
    verdict =
        judge_width(static_cast<double>(*lane.width_m), band_m, {asked.width_m, margin_m}, reason);
    if (verdict == Verdict::fail && static_cast<double>(*lane.width_m) <= closed_m)
      reason = Reason::closed;
  } else if (reason != Reason::building_over && reason != Reason::barrier_across) {
    reason = Reason::no_data;
  }
  const auto take = [&](Verdict v, Reason r) {
    if (worse(v, verdict) == v && v != verdict) verdict = v, reason = r;
  };
  if (limits.gate_unknown) take(Verdict::unknown, Reason::gate_unknown);
  if (passage && !limits.height_m) take(Verdict::unknown, Reason::passage_height);
  if (limits.width_m && *limits.width_m < asked.width_m) take(Verdict::fail, Reason::width_limit);
  if (limits.height_m && *limits.height_m < asked.height_m) take(Verdict::fail, Reason::too_low);
  if (limits.locked) take(Verdict::fail, Reason::gate_locked);
  return verdict;
}

}  // namespace

Verdict judge_width(double width_m, double band_m, const WidthRule& rule, Lanes::Reason& reason) {
  if (width_m < rule.required_m) {
    reason =
        width_m + rule.margin_m < rule.required_m ? Reason::too_narrow : Reason::within_accuracy;
    return reason == Reason::too_narrow ? Verdict::fail : Verdict::marginal;
  }
  if (band_m < rule.required_m) {
    reason = Reason::manoeuvring;
    return Verdict::marginal;
  }
  if (band_m - rule.margin_m < rule.required_m) {
    reason = Reason::within_accuracy;
    return Verdict::marginal;
  }
  reason = Reason::wide_enough;
  return Verdict::pass;
}

double width_margin_m(const City& city, const Lanes::Params& params, const LaneMeasure& m) {
  if (params.ignore_accuracy) return 0;
  // Of a lane as wide as was looked no gap is known: any two things beside it may be the nearest.
  return margin_sigmas * (m.gap ? gap_sigma_m(city, *m.gap) : worst_sigma_m(city, m.sources));
}

Lanes::Lane judge_lane(const City& city, const LaneObstacles& obstacles,
                       const Lanes::Params& params, std::uint32_t segment, double cap_m,
                       LaneFacts facts, const LaneMeasure& m, std::optional<PinchGap>* limit_gap) {
  const Road& road = (*city.roads)[city.network->segments[segment].road.value];
  Limits limits = limits_of(city, obstacles, road, city.network->lines.only_part(segment));
  Lane lane;
  if (facts.station_yard) {
    lane.own_gate = limits.locked || limits.gate_unknown;
    limits.locked = limits.gate_unknown = false;
  }
  double margin_m = width_margin_m(city, params, m);
  double band_m = cap_m;
  double engine_band_m = cap_m;
  auto contradiction = conflict(city, road, m);
  if (facts.check != nullptr && facts.check->width_m) contradiction.reset();
  if (!contradiction) take_width(city, params, road, m, margin_m, lane, &band_m, &engine_band_m);
  if (facts.check != nullptr) take_check(*facts.check, lane, limits, &band_m, &engine_band_m);
  if (lane.basis == Basis::declared && band_m >= static_cast<double>(*lane.width_m)) margin_m = 0;
  lane.sigma_m = static_cast<float>(margin_m / margin_sigmas);
  if (limits.height_m) lane.height_m = static_cast<float>(*limits.height_m);

  const bool passage = road.covered && m.under_building_m > 0;
  lane.doubt = contradiction || limits.gate_unknown || (passage && !limits.height_m);
  set_bounds(lane, lane.basis == Basis::declared ? 0 : margin_m, limits);
  lane.reason = contradiction.value_or(Reason::no_data);
  Reason engine_reason = lane.reason;
  lane.verdict = verdict_for({params.clear_width_m, params.clear_height_m}, lane, band_m, margin_m,
                             limits, passage, lane.reason);
  lane.engine_verdict = verdict_for({params.engine.required_width_m(), params.engine.height_m},
                                    lane, engine_band_m, margin_m, limits, passage, engine_reason);
  if (lane.width_m) lane.band_m = static_cast<float>(std::min(band_m, cap_m));
  report_up_to(lane, static_cast<float>(cap_m));
  if (limits.width_m && (!lane.width_m || *limits.width_m < static_cast<double>(*lane.width_m))) {
    lane.width_m = static_cast<float>(*limits.width_m);
    lane.source = Lanes::Source::limit;
    lane.basis = Basis::declared;
    lane.capped = false;
    if (limits.width_by) *limit_gap = obstacle_gap(city, *limits.width_by);
  }
  if (limits.locked) {
    lane.width_m = lane.surely_m = lane.maybe_m = 0.0F;
    lane.source = Lanes::Source::limit;
    *limit_gap = obstacle_gap(city, limits.locked_by);
  } else if (limits.gate_unknown && lane.reason == Reason::gate_unknown) {
    // What the gate leaves open is not known: neither is the width of the way.
    lane.width_m.reset();
    lane.surely_m.reset();
    lane.maybe_m.reset();
    lane.basis = Basis::missing;
    lane.source = Lanes::Source::none;
    *limit_gap = obstacle_gap(city, limits.unknown_gate);
  }
  if (!facts.fire_lane) {
    lane.verdict = lane.engine_verdict = Verdict::not_applicable;
    lane.reason = Reason::no_fire_lane;
  }
  return lane;
}

}  // namespace firebreak
