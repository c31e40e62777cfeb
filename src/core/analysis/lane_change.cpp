#include "core/analysis/lane_change.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "core/analysis/lane_reach.hpp"
#include "core/analysis/lane_verdict.hpp"

namespace firebreak {

namespace {

constexpr float unlimited_m = std::numeric_limits<float>::infinity();

/// The smaller of two figures, where nothing is known: the other.
std::optional<float> smaller(const std::optional<float>& a, const std::optional<float>& b) {
  return a && b ? std::min(*a, *b) : a ? a : b;
}

}  // namespace

LaneChange lane_change(const City& city, const Lanes::Params& params, std::uint32_t segment,
                       const Lanes::Lane& before, const Lanes::Lane& after) {
  const double cap_m = exact_cap_m(params);
  const PassableWidth was = passable_width(city, params, segment, before, cap_m);
  const PassableWidth is = passable_width(city, params, segment, after, cap_m);
  LaneChange change;
  const auto more_is_better = [&](float then, float now) {
    change.worse = change.worse || now < then;
    change.better = change.better || now > then;
  };
  more_is_better(was.surely_m, is.surely_m);
  more_is_better(was.maybe_m, is.maybe_m);
  more_is_better(before.band_m.value_or(0), after.band_m.value_or(0));
  more_is_better(before.walled_m.value_or(unlimited_m), after.walled_m.value_or(unlimited_m));
  const auto less_bad_is_better = [&](Verdict then, Verdict now) {
    change.worse = change.worse || badness(now) > badness(then);
    change.better = change.better || badness(now) < badness(then);
  };
  less_bad_is_better(before.verdict, after.verdict);
  less_bad_is_better(before.engine_verdict, after.engine_verdict);
  return change;
}

bool lets_less_through(const Lanes::Lane& a, const Lanes::Lane& b) {
  const auto rank = [](const Lanes::Lane& lane) {
    return std::tuple(-badness(lane.verdict), -badness(lane.engine_verdict),
                      lane.maybe_m.value_or(unlimited_m), lane.surely_m.value_or(0));
  };
  return rank(a) < rank(b);
}

void bound_above(Lanes::Lane& lane, const Lanes::Lane& other) {
  if (badness(other.engine_verdict) > badness(lane.engine_verdict))
    lane.engine_verdict = other.engine_verdict;
  const auto other_surely_m = other.surely_m ? other.surely_m : other.limit_surely_m;
  for (std::optional<float>* surely_m : {&lane.surely_m, &lane.limit_surely_m})
    if (*surely_m) *surely_m = other_surely_m ? std::min(**surely_m, *other_surely_m) : 0;
  lane.maybe_m = smaller(lane.maybe_m, other.maybe_m);
  lane.height_m = smaller(lane.height_m, other.height_m);
  lane.doubt = lane.doubt || other.doubt;
  lane.upper_bound = lane.upper_bound || other.upper_bound;
}

void bound_below(Lanes::Lane& lane, const Lanes::Lane& other) {
  if (badness(other.engine_verdict) < badness(lane.engine_verdict))
    lane.engine_verdict = other.engine_verdict;
  if (lane.width_m && other.surely_m)
    lane.surely_m = std::max(lane.surely_m.value_or(0), *other.surely_m);
  if (lane.maybe_m && other.maybe_m) lane.maybe_m = std::max(*lane.maybe_m, *other.maybe_m);
  lane.doubt = lane.doubt && other.doubt;
}

}  // namespace firebreak
