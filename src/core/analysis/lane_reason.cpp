#include "core/analysis/lane_reason.hpp"

#include "core/base/text.hpp"
#include "core/model/accuracy.hpp"

namespace firebreak {

namespace {

using Reason = Lanes::Reason;

/// The name of a measured width: without kerbs and obstacles it is only the gap between buildings.
std::string_view width_words(Lanes::Source source) {
  switch (source) {
    case Lanes::Source::building_gap:
      return "gap between buildings (upper bound)";
    case Lanes::Source::declared:
      return "declared width";
    case Lanes::Source::field_check:
      return "width measured on site";
    case Lanes::Source::plan:
      return "width in the plan";
    default:
      return "clear width";
  }
}

/// Why the accuracy leaves the verdict open: by the width, the straight band in it, or a limit that
/// is only drawn.
std::string too_near_words(const Lanes::Lane& lane, std::string_view name, double wanted_m) {
  const double width_m = lane.width_m ? static_cast<double>(*lane.width_m) : 0;
  const double band_m = lane.band_m ? static_cast<double>(*lane.band_m) : width_m;
  const double margin_m = marginal_sigmas * static_cast<double>(lane.sigma_m);
  if (width_m - margin_m < wanted_m) {
    if (lane.capped)
      return text(
          "{0} at least {1:.1f} m ± {3:.2f} m by data too coarse to be sure of {2:.1f} m, to be "
          "measured",
          name, width_m, wanted_m, margin_m);
    return text("{0} {1:.1f} m ± {3:.2f} m, {2:.1f} m wanted: too near to tell, to be measured",
                name, width_m, wanted_m, margin_m);
  }
  if (band_m - margin_m < wanted_m)
    return text(
        "{0} {1:.1f} m, in a straight line {2:.1f} m ± {4:.2f} m, {3:.1f} m wanted: too near to "
        "tell, to be measured",
        name, width_m, band_m, wanted_m, margin_m);
  return text(
      "a gate that is only drawn leaves too little more than {0:.1f} m to tell: to be "
      "measured",
      wanted_m);
}

}  // namespace

std::string_view width_rule_of(const Lanes::Lane& lane) {
  if (lane.asked == Lanes::WidthAsked::gate) return gate_width_key;
  return lane.asked == Lanes::WidthAsked::walled ? walled_width_key : lane_width_key;
}

std::string_view lane_rule_of(const Lanes::Lane& lane) {
  const bool height = lane.reason == Reason::too_low || lane.reason == Reason::passage_height;
  return height ? lane_height_key : width_rule_of(lane);
}

std::string lane_reason_words(const Lanes::Lane& lane, const Road& road,
                              const Lanes::Params& params, const ProfileValue* rule) {
  const bool clause_confirmed = rule != nullptr && rule->confirmed();
  const double wanted = asked_width_m(params, lane.asked);
  const double walled = lane.walled_m ? static_cast<double>(*lane.walled_m) : 0;
  const double width = lane.width_m ? static_cast<double>(*lane.width_m) : 0;
  const double height = lane.height_m ? static_cast<double>(*lane.height_m) : 0;
  const auto name = translate(width_words(lane.source));
  std::string sentence;
  switch (lane.reason) {
    case Reason::wide_enough:
      sentence =
          lane.capped
              ? text("{0} at least {1:.1f} m, {2:.1f} m wanted", name, width, params.clear_width_m)
              : text("{0} {1:.1f} m, {2:.1f} m wanted", name, width, params.clear_width_m);
      break;
    case Reason::manoeuvring:
      sentence =
          text("{0} {1:.1f} m, but not in a straight line; to be driven or measured", name, width);
      break;
    case Reason::within_accuracy:
      sentence = too_near_words(lane, name, wanted);
      break;
    case Reason::declared_narrower:
      sentence = text(
          "{0} {1:.1f} m, but the road is declared {2:.1f} m wide of {3:.1f} m wanted: which part "
          "is carriageway is to be measured",
          name, width, static_cast<double>(road.width_m.value_or(0)), params.clear_width_m);
      break;
    case Reason::too_narrow:
      sentence = clause_confirmed
                     ? text("{0} {1:.1f} m, {2:.1f} m wanted: too narrow", name, width,
                            params.clear_width_m)
                     : text("{0} {1:.1f} m: below the value of {2:.1f} m, clause to be confirmed",
                            name, width, params.clear_width_m);
      break;
    case Reason::closed:
      sentence = text("something stands across the whole lane");
      break;
    case Reason::gate_locked:
      sentence = text("a locked gate closes the lane");
      break;
    case Reason::width_limit:
      sentence = text("a gate, sign or limit leaves {0:.1f} m, {1:.1f} m wanted", width, wanted);
      break;
    case Reason::too_low:
      sentence =
          rule != nullptr
              ? text("clear height {0:.1f} m, {1:.1f} m wanted", height, params.clear_height_m)
              : text(
                    "clear height {0:.1f} m, {1:.1f} m wanted by the default of the program: the "
                    "profile sets no clear height",
                    height, params.clear_height_m);
      break;
    case Reason::walled:
      sentence = text(
          "{0:.1f} m between buildings or walls on both sides for more than {1:.0f} m, {2:.1f} m "
          "wanted there: too narrow",
          walled, params.walled_length_m, wanted);
      break;
    case Reason::walled_unclear:
      sentence = text(
          "{0:.1f} m between buildings or walls on both sides for more than {1:.0f} m, {2:.1f} m "
          "wanted there: too near to tell, to be measured",
          walled, params.walled_length_m, wanted);
      break;
    case Reason::no_data:
      sentence = text("no building, kerb or declared width near: to be measured");
      break;
    case Reason::gate_unknown:
      sentence = text("a gate whose opening is not recorded, or only from above: to be measured");
      break;
    case Reason::gate_unclear:
      sentence = text(
          "a gate at a junction or near the line: whether it closes this lane is to be "
          "checked");
      break;
    case Reason::gate_or_lane:
      sentence = text(
          "{0:.1f} m measured on site is enough for a gate ({1:.1f} m wanted), but not for the "
          "lane "
          "({2:.1f} m wanted): whether the gate was measured is to be checked",
          width, wanted, params.clear_width_m);
      break;
    case Reason::passage_height:
      sentence = text("a clear height that is not recorded, or only from above: to be measured");
      break;
    case Reason::building_over:
      sentence = text("a building is drawn over the lane: passage or error, to be checked");
      break;
    case Reason::barrier_across:
      sentence =
          text("a wall, fence or kerb is drawn across the lane: opening or error, to be checked");
      break;
    case Reason::no_fire_lane:
      sentence = text("no fire lane: width for information");
      break;
  }
  if (lane.own_gate)
    sentence = text("{0}; the gate in the station's yard is taken as opened by its crew", sentence);
  if (lane.source == Lanes::Source::plan)
    sentence = text("{0}; the plan widens the lane, whatever stands there now", sentence);
  return sentence;
}

}  // namespace firebreak
