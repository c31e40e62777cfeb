#include "core/analysis/lane_verdict.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/analysis/lane_conflict.hpp"
#include "core/analysis/lane_limits.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

using Lane = Lanes::Lane;
using Reason = Lanes::Reason;
using WidthAsked = Lanes::WidthAsked;

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
  const bool known = m.kerbs || m.covered;
  const bool seen = known || m.width_m + margin_m < params.clear_width_m;
  if (seen) {
    lane.upper_bound = !known;
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
      use_declared = lane.upper_bound ||
                     (road.origin.source < city.sources.size() &&
                      city.sources[road.origin.source].accuracy_m <= params.survey_accuracy_m);
    } else if (more < -params.agree_m && !m.capped) {
      lane.occupancy = Lanes::Occupancy::narrowed;
    } else {
      lane.occupancy = Lanes::Occupancy::agree;
      use_declared = lane.upper_bound;
    }
  }
  if (!use_declared) return;
  lane.width_m = lane.upper_bound ? std::min(*road.width_m, *lane.measured_m) : *road.width_m;
  lane.upper_bound = false;
  lane.basis = Basis::declared;
  lane.source = Lanes::Source::declared;
  lane.capped = false;
  *band_m = seen ? std::min(*band_m, declared) : declared;
  *engine_band_m = seen ? std::min(*engine_band_m, declared) : declared;
}

/// A width measured on site is the width, whatever was drawn or declared; a gate was measured with
/// it, a posted limit stays.
void take_check(const LaneCheck& check, Lane& lane, LaneLimits& limits, double* band_m,
                double* engine_band_m) {
  if (check.height_m) limits.height_m = check.height_m, limits.height_below_m.reset();
  if (!check.width_m) return;
  lane.width_m = static_cast<float>(*check.width_m);
  lane.upper_bound = false;
  lane.basis = Basis::declared;
  lane.source = Lanes::Source::field_check;
  lane.capped = false;
  *band_m = *engine_band_m = static_cast<double>(*lane.width_m);
  limits.unknown_gate.reset();
  limits.unclear_gate.reset();
  std::erase_if(limits.widths, [](const WidthLimit& limit) { return limit.by.has_value(); });
}

/// A lane that a plan makes wider is as wide as that, and clear of everything that stood in it; a
/// posted limit stays.
void take_plan(double width_m, Lane& lane, LaneLimits& limits, double* band_m,
               double* engine_band_m) {
  const bool own_gate = lane.own_gate;
  lane = Lane();
  lane.own_gate = own_gate;
  lane.width_m = static_cast<float>(width_m);
  lane.basis = Basis::declared;
  lane.source = Lanes::Source::plan;
  *band_m = *engine_band_m = static_cast<double>(*lane.width_m);
  limits.locked_by.reset();
  limits.unknown_gate.reset();
  limits.unclear_gate.reset();
  std::erase_if(limits.widths, [](const WidthLimit& limit) { return limit.by.has_value(); });
}

/// The width declared for a lane that is judged by what was measured: how much of the free ground
/// is carriageway only the declaration says, unless kerbs do.
std::optional<double> declared_beside(const Road& road, const Lane& lane, bool kerbs) {
  if (lane.basis != Basis::measured || !road.width_m || kerbs) return {};
  return static_cast<double>(*road.width_m);
}

/// The width that a lane surely and at most has, after gates, signs and posted limits. Nothing is
/// sure of a width that is unknown or only an upper bound: a limit says how wide a lane is at most.
void set_bounds(Lane& lane, double margin_m, const LaneLimits& limits,
                std::optional<double> declared_m) {
  if (!lane.width_m && limits.widths.empty()) return;
  const double infinite = std::numeric_limits<double>::infinity();
  double least = declared_m.value_or(infinite);
  double most = infinite;
  for (const WidthLimit& limit : limits.widths) {
    least = std::min(least, limit.below ? 0 : limit.width_m - limit.margin_m);
    most = std::min(most, limit.width_m + limit.margin_m);
  }
  const double margin = lane.width_m ? margin_m : 0;
  const double width = lane.width_m ? static_cast<double>(*lane.width_m) : infinite;
  if (lane.width_m && !lane.upper_bound)
    lane.surely_m = static_cast<float>(std::max(0.0, std::min(width - margin, least)));
  if (!lane.width_m) lane.limit_surely_m = static_cast<float>(std::max(0.0, least));
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

/// The width between buildings or walls on both sides. What was measured on site is taken for it,
/// unless it is surely wide enough there as drawn.
std::optional<WidthRange> walled_width(const City& city, const Lanes::Params& params,
                                       const LaneMeasure& m, const Lane& lane) {
  if (!m.walled) return {};
  const double margin_m =
      params.ignore_accuracy ? 0 : marginal_sigmas * gap_sigma_m(city, m.walled->gap);
  const bool surely_wide = m.walled->width_m - margin_m >= params.walled_width_m;
  if (lane.source == Lanes::Source::field_check && !surely_wide)
    return WidthRange{static_cast<double>(*lane.width_m), 0};
  return WidthRange{m.walled->width_m, margin_m};
}

/// The worse of two verdicts for a lane.
Verdict worse(Verdict a, Verdict b) {
  return badness(a) >= badness(b) ? a : b;
}

/// What one set of rules asks for.
struct Asked {
  double width_m;
  double gate_m;    ///< at a gate; 0: that of the lane
  double walled_m;  ///< between buildings or walls on both sides; 0: nothing more
  double height_m;
};

/// What the law asks for.
Asked asked_by_law(const Lanes::Params& params) {
  return {params.clear_width_m, params.gate_width_m, params.walled_width_m, params.clear_height_m};
}

/// What the engine needs, wherever it drives.
Asked asked_by_engine(const Vehicle& engine) {
  return {engine.required_width_m(), 0, 0, engine.height_m};
}

/// Why a verdict is what it is.
struct Why {
  Reason reason = Reason::no_data;
  WidthAsked asked = WidthAsked::lane;
};

/// What one set of rules is asked of.
struct Found {
  double band_m = 0;
  double margin_m = 0;
  bool passage = false;
  std::optional<double> declared_m;         ///< beside a measured width
  std::optional<WidthRange> walled;         ///< between buildings or walls on both sides
  std::optional<double> checked_at_gate_m;  ///< measured on site on a lane with a gate
};

/// The verdict on the width alone.
Verdict width_verdict(const Asked& asked, const Lane& lane, const Found& found, Reason& reason) {
  if (!lane.width_m) {
    if (reason != Reason::building_over && reason != Reason::barrier_across)
      reason = Reason::no_data;
    return Verdict::unknown;
  }
  const auto width_m = static_cast<double>(*lane.width_m);
  const Verdict verdict =
      judge_width(width_m, found.band_m, {asked.width_m, found.margin_m}, reason);
  if (verdict == Verdict::fail) {
    if (width_m <= closed_m) reason = Reason::closed;
    return verdict;
  }
  // What else stands there nobody has drawn: the place may be narrower.
  if (lane.upper_bound) {
    reason = Reason::no_data;
    return Verdict::unknown;
  }
  // The ground is free, but the road on it is said to be too narrow.
  if (verdict == Verdict::pass && found.declared_m && *found.declared_m < asked.width_m) {
    reason = Reason::declared_narrower;
    return Verdict::marginal;
  }
  return verdict;
}

/// One set of rules over one lane.
Verdict verdict_for(const Asked& asked, const Lane& lane, const Found& found,
                    const LaneLimits& limits, Why& why) {
  Verdict verdict = width_verdict(asked, lane, found, why.reason);
  const auto take = [&](Verdict v, Reason r, WidthAsked by = WidthAsked::lane) {
    if (worse(v, verdict) == v && v != verdict) verdict = v, why = {r, by};
  };
  const WidthAsked at_gate = asked.gate_m > 0 ? WidthAsked::gate : WidthAsked::lane;
  // What was measured on site may be the gate, which need not be as wide as the lane.
  if (asked.gate_m > 0 && found.checked_at_gate_m && verdict == Verdict::fail &&
      *found.checked_at_gate_m >= asked.gate_m)
    verdict = Verdict::unknown, why = {Reason::gate_or_lane, WidthAsked::gate};
  if (asked.walled_m > 0 && found.walled) {
    const Verdict v = judge_walled(*found.walled, asked.walled_m);
    take(v, v == Verdict::fail ? Reason::walled : Reason::walled_unclear, WidthAsked::walled);
  }
  if (limits.unknown_gate) take(Verdict::unknown, Reason::gate_unknown, at_gate);
  if (limits.unclear_gate) take(Verdict::unknown, Reason::gate_unclear, at_gate);
  if (found.passage && !limits.height_m) take(Verdict::unknown, Reason::passage_height);
  for (const WidthLimit& limit : limits.widths) {
    Reason reason{};
    const WidthAsked by = limit.gate ? at_gate : WidthAsked::lane;
    const double wanted_m = by == WidthAsked::gate ? asked.gate_m : asked.width_m;
    const Verdict v = judge_width(limit.width_m, limit.width_m, {wanted_m, limit.margin_m}, reason);
    if (v == Verdict::fail)
      take(v, Reason::width_limit, by);
    else if (limit.below)
      take(Verdict::unknown, Reason::gate_unknown, by);
    else
      take(v, reason, by);
  }
  if (limits.height_below_m) {
    const bool low = *limits.height_below_m < asked.height_m;
    take(low ? Verdict::fail : Verdict::unknown, low ? Reason::too_low : Reason::passage_height);
  }
  if (limits.height_m && *limits.height_m < asked.height_m) take(Verdict::fail, Reason::too_low);
  if (limits.locked_by) take(Verdict::fail, Reason::gate_locked);
  return verdict;
}

/// What gates, signs and posted limits leave of the width that is told.
void apply_limits(const City& city, const LaneLimits& limits, Lane& lane,
                  std::optional<PinchGap>* limit_gap) {
  const WidthLimit* least = limits.narrowest();
  if (least != nullptr && (!lane.width_m || least->width_m < static_cast<double>(*lane.width_m))) {
    lane.upper_bound = lane.upper_bound || !lane.width_m;
    lane.width_m = static_cast<float>(least->width_m);
    lane.source = Lanes::Source::limit;
    lane.basis = Basis::declared;
    lane.sigma_m = static_cast<float>(least->margin_m / marginal_sigmas);
    lane.capped = false;
    if (least->by) *limit_gap = obstacle_gap(city, *least->by);
  }
  if (limits.locked_by) {
    lane.width_m = lane.surely_m = lane.maybe_m = 0.0F;
    lane.limit_surely_m.reset();
    lane.source = Lanes::Source::limit;
    *limit_gap = obstacle_gap(city, *limits.locked_by);
  } else if (lane.reason == Reason::gate_unknown || lane.reason == Reason::gate_unclear) {
    // What the gate leaves open is not known: neither is the width of the way.
    lane.width_m.reset();
    lane.surely_m.reset();
    lane.maybe_m.reset();
    lane.basis = Basis::missing;
    lane.source = Lanes::Source::none;
  }
}

}  // namespace

double worst_sigma_m(const City& city, std::span<const std::uint32_t> sources) {
  double worst = 0;
  for (std::size_t i = 0; i < sources.size(); ++i)
    for (std::size_t j = i; j < sources.size(); ++j)
      if (sources[j] < city.sources.size())
        worst = std::max(worst, sigma_m(city, Origin{sources[i], -1}, Origin{sources[j], -1}));
  return worst;
}

int badness(Verdict verdict) {
  return verdict == Verdict::fail       ? 3
         : verdict == Verdict::unknown  ? 2
         : verdict == Verdict::marginal ? 1
                                        : 0;
}

Verdict judge_width(double width_m, double band_m, const WidthRule& asked, Lanes::Reason& reason) {
  // Widths are kept as floats: 3.6 m is not narrower than 3.6 m for that.
  const WidthRule rule{
      std::min(asked.required_m, static_cast<double>(static_cast<float>(asked.required_m))),
      asked.margin_m};
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
  return marginal_sigmas * (m.gap ? gap_sigma_m(city, *m.gap) : worst_sigma_m(city, m.sources));
}

Lanes::Lane judge_lane(const City& city, const LaneObstacles& obstacles,
                       const Lanes::Params& params, std::uint32_t segment, double cap_m,
                       LaneFacts facts, const LaneMeasure& m, std::optional<PinchGap>* limit_gap) {
  const Road& road = (*city.roads)[city.network->segments[segment].road.value];
  LaneLimits limits = limits_of(city, obstacles, params, segment);
  Lane lane;
  if (facts.station_yard) {
    lane.own_gate = limits.locked_by || limits.unknown_gate || limits.unclear_gate;
    limits.locked_by.reset();
    limits.unknown_gate.reset();
    limits.unclear_gate.reset();
  }
  Found found;
  found.margin_m = width_margin_m(city, params, m);
  found.band_m = cap_m;
  double engine_band_m = cap_m;
  auto contradiction = lane_conflict(city, params, segment, m, found.margin_m);
  if (facts.widened_m || (facts.check != nullptr && facts.check->width_m)) contradiction.reset();
  if (!contradiction)
    take_width(city, params, road, m, found.margin_m, lane, &found.band_m, &engine_band_m);
  if (facts.check != nullptr && limits.at_gate()) found.checked_at_gate_m = facts.check->width_m;
  if (facts.check != nullptr) take_check(*facts.check, lane, limits, &found.band_m, &engine_band_m);
  if (facts.widened_m) {
    take_plan(*facts.widened_m, lane, limits, &found.band_m, &engine_band_m);
    found.checked_at_gate_m.reset();
  }
  if (lane.basis == Basis::declared && found.band_m >= static_cast<double>(*lane.width_m))
    found.margin_m = 0;
  lane.sigma_m = static_cast<float>(found.margin_m / marginal_sigmas);
  if (limits.height_m) lane.height_m = static_cast<float>(*limits.height_m);
  if (limits.height_below_m)
    lane.height_m = std::min(lane.height_m.value_or(std::numeric_limits<float>::infinity()),
                             static_cast<float>(*limits.height_below_m));

  const double engine_m = params.engine.required_width_m();
  found.passage = road.covered && m.under_building_m > 0;
  found.declared_m = declared_beside(road, lane, m.kerbs);
  lane.doubt = contradiction || limits.unknown_gate || limits.unclear_gate ||
               (found.passage && !limits.height_m) ||
               limits.leaves_open(engine_m, params.engine.height_m);
  set_bounds(lane, lane.basis == Basis::declared ? 0 : found.margin_m, limits, found.declared_m);
  if (!contradiction && !facts.widened_m) found.walled = walled_width(city, params, m, lane);
  if (found.walled) lane.walled_m = static_cast<float>(found.walled->width_m);
  Why why{contradiction.value_or(Reason::no_data)};
  Why engine_why = why;
  lane.verdict = verdict_for(asked_by_law(params), lane, found, limits, why);
  lane.reason = why.reason;
  lane.asked = why.asked;
  Found for_engine = found;
  for_engine.band_m = engine_band_m;
  lane.engine_verdict =
      verdict_for(asked_by_engine(params.engine), lane, for_engine, limits, engine_why);
  if (lane.width_m) lane.band_m = static_cast<float>(std::min(found.band_m, cap_m));
  report_up_to(lane, static_cast<float>(cap_m));
  apply_limits(city, limits, lane, limit_gap);
  if (lane.asked == WidthAsked::walled) *limit_gap = m.walled->gap;
  if (!facts.fire_lane) {
    lane.verdict = lane.engine_verdict = Verdict::not_applicable;
    lane.reason = Reason::no_fire_lane;
    lane.asked = WidthAsked::lane;
  }
  return lane;
}

}  // namespace firebreak
