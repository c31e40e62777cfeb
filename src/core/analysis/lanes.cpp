#include "core/analysis/lanes.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/analysis/lane_blocks.hpp"
#include "core/analysis/lane_critical.hpp"
#include "core/analysis/lane_dead_ends.hpp"
#include "core/analysis/lane_detour.hpp"
#include "core/analysis/lane_judging.hpp"
#include "core/analysis/lane_reach.hpp"
#include "core/analysis/way_checks.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/model/features.hpp"

namespace firebreak {

namespace {

constexpr std::array<std::string_view, 19> lane_reason_codes{
    "wide_enough",      "manoeuvring",    "within_accuracy", "declared_narrower",
    "too_narrow",       "closed",         "gate_locked",     "width_limit",
    "walled",           "too_low",        "no_data",         "gate",
    "gate_unclear",     "gate_or_lane",   "passage_height",  "conflict_building",
    "conflict_barrier", "walled_unclear", "no_fire_lane"};

bool has_pinch(const Lanes::Lane& lane) {
  const auto narrow = [](Verdict v) { return v == Verdict::fail || v == Verdict::marginal; };
  return narrow(lane.verdict) || narrow(lane.engine_verdict);
}

}  // namespace

std::span<const Param<Lanes::Params>> Lanes::Params::schema() {
  using P = Params;
  static constexpr std::array params{
      Param<P>{"clear_width_m", "clear width that a fire lane must have", &P::clear_width_m, 1, 20},
      Param<P>{"clear_height_m", "clear height that a fire lane must have", &P::clear_height_m, 1,
               10},
      Param<P>{"gate_width_m", "clear width that a gate must leave; 0: that of the lane",
               &P::gate_width_m, 0, 20},
      Param<P>{"walled_width_m",
               "clear width between buildings or walls on both sides; 0: that of the lane",
               &P::walled_width_m, 0, 20},
      Param<P>{"walled_length_m", "buildings or walls on both sides count beyond this length",
               &P::walled_length_m, 0, 100},
      Param<P>{"legal_band_m", "length over which the width must be free in a straight line",
               &P::legal_band_m, 1, 30},
      Param<P>{"corridor_half_width_m", "how far from the centre line things are looked at",
               &P::corridor_half_width_m, 4, 40},
      Param<P>{"cap_m", "widths are measured exactly up to this", &P::cap_m, 4, 24},
      Param<P>{"data_reach_m", "a lane farther than this from every building is not measured",
               &P::data_reach_m, 10, 1000},
      Param<P>{"agree_m", "declared and measured widths that differ by less agree", &P::agree_m, 0,
               5},
      Param<P>{"survey_accuracy_m", "declared widths of sources at least this exact are trusted",
               &P::survey_accuracy_m, 0, 10},
      Param<P>{"access_m", "largest distance from an engine to the building it serves",
               &P::access_m, 5, 200},
      Param<P>{"main_roads_pass", "a main road of unknown width is passed on the way in",
               &P::main_roads_pass},
      Param<P>{"obey_one_way", "the engine keeps to one-way rules on its way in", &P::obey_one_way},
      Param<P>{"dead_end_m", "a dead end longer than this needs room to turn; 0: no rule",
               &P::dead_end_m, 0, 500},
      Param<P>{"turnaround_m", "side of the square in which an engine can turn; 0: none named",
               &P::turnaround_m, 0, 60},
      Param<P>{"turnaround_circle_m",
               "diameter of the circle in which an engine can turn; 0: none named",
               &P::turnaround_circle_m, 0, 60},
      Param<P>{"mesh_m", "largest distance between lanes around buildings; 0: no rule", &P::mesh_m,
               0, 2000},
      Param<P>{"classes", "road classes that are fire lanes", &P::classes},
      Param<P>{"occasion", "time at which obstacles stand", &P::occasion, 0, 1,
               "always|day|night|market"},
  };
  return params;
}

bool engine_can_use(RoadClass road_class) {
  switch (road_class) {
    case RoadClass::footway:
    case RoadClass::path:
    case RoadClass::steps:
    case RoadClass::cycleway:
    case RoadClass::construction:
      return false;
    default:
      return true;
  }
}

double exact_cap_m(const Lanes::Params& params) {
  return std::max({params.cap_m, params.clear_width_m + 2, params.engine.required_width_m() + 2});
}

Lanes::Result Lanes::run(const City& city, const Params& params, const Job& job) {
  check(params, id);
  const LaneJudging judging(city, params, job);
  const std::size_t count = city.network->segments.size();
  Result result;
  result.lanes.resize(count);
  std::vector<std::vector<Pinch>> found(job.threads());
  std::vector<std::vector<WidthRun>> runs(job.threads());
  parallel_for(
      job.part(0, 0.7), count, 256, translate("Measuring lanes"),
      [&](std::size_t begin, std::size_t end, unsigned thread) {
        LaneMeter meter = judging.meter();
        for (std::size_t i = begin; i < end; ++i) {
          const auto s = static_cast<std::uint32_t>(i);
          LaneJudging::Judged judged = judging.judge(s, meter);
          const Lane& lane = result.lanes[s] = judged.lane;
          std::optional<PinchGap>& gap = judged.limit_gap;
          const bool measured = gap || lane.asked == WidthAsked::walled ||
                                lane.source == Source::building_gap ||
                                lane.source == Source::obstacle || lane.source == Source::kerb;
          if (!gap) gap = judged.measure.gap;
          const auto width_m = lane.asked == WidthAsked::walled ? lane.walled_m : lane.width_m;
          if (!gap || !has_pinch(lane) || !width_m) continue;
          const Xy middle = 0.5 * (gap->left_at + gap->right_at);
          found[thread].push_back(
              {s, static_cast<double>(*width_m),
               nearest_on_line(city.network->lines.only_part(s), middle).along_m, *gap, measured});
          if (measured && lane.verdict != Verdict::not_applicable)
            meter.add_width_runs(s, runs[thread]);
        }
      });
  for (const auto& part : found)
    result.pinches.insert(result.pinches.end(), part.begin(), part.end());
  std::sort(result.pinches.begin(), result.pinches.end(),
            [](const Pinch& a, const Pinch& b) { return a.lane < b.lane; });
  for (const auto& part : runs)
    result.profile.insert(result.profile.end(), part.begin(), part.end());
  std::stable_sort(result.profile.begin(), result.profile.end(),
                   [](const WidthRun& a, const WidthRun& b) { return a.lane < b.lane; });
  for (std::uint32_t p = 0; p < result.pinches.size(); ++p)
    result.lanes[result.pinches[p].lane].pinch = p;
  const auto exits = judging.exits().nodes();
  result.from_stations = !exits.empty();
  result.buildings =
      ways_in(city, params, result.lanes, exits, exact_cap_m(params), job.part(0.7, 0.95));
  take_way_checks(city, params, judging, result, job.part(0.95, 0.96));
  for (const WayIn& way : result.buildings)
    if (way.judged && way.cut_off == CutOff::yes && way.lane != UINT32_MAX)
      ++result.lanes[way.lane].buildings_cut_off;
  const auto exposures = exposure(city, job.part(0.96, 0.965));
  find_detours(city, params, exits, exposures, result, job.part(0.965, 0.975));
  find_critical(city, params, exits, exposures, result, job.part(0.975, 0.98));
  find_dead_ends(city, params, judging, result, job.part(0.98, 0.985));
  find_lane_blocks(city, params, result, job.part(0.985, 1));
  return result;
}

double asked_width_m(const Lanes::Params& params, Lanes::WidthAsked asked) {
  if (asked == Lanes::WidthAsked::gate && params.gate_width_m > 0) return params.gate_width_m;
  if (asked == Lanes::WidthAsked::walled) return params.walled_width_m;
  return params.clear_width_m;
}

Occasion occasion_of(const Lanes::Params& params) {
  if (params.occasion == "day") return Occasion::day;
  if (params.occasion == "night") return Occasion::night;
  return params.occasion == "market" ? Occasion::market : Occasion::always;
}

std::string_view lane_reason_code(Lanes::Reason reason) {
  return lane_reason_codes[static_cast<std::size_t>(reason)];
}

std::optional<Lanes::Reason> lane_reason_from_code(std::string_view code) {
  const auto at = std::ranges::find(lane_reason_codes, code);
  if (at == lane_reason_codes.end()) return std::nullopt;
  return static_cast<Lanes::Reason>(at - lane_reason_codes.begin());
}

std::string_view turn_reason_code(Lanes::TurnReason reason) {
  static constexpr std::array<std::string_view, 8> words{
      "short_enough", "turning_room",   "turning_room_unclear", "length_unclear",
      "no_room",      "ground_unknown", "size_unknown",         "no_rule"};
  return words[static_cast<std::size_t>(reason)];
}

std::string_view lane_source_name(Lanes::Source source) {
  static constexpr std::array<std::string_view, 8> words{
      "none", "building_gap", "obstacle", "kerb", "declared", "limit", "field_check", "plan"};
  return words[static_cast<std::size_t>(source)];
}

std::string_view cut_off_name(Lanes::CutOff cut_off) {
  static constexpr std::array<std::string_view, 3> words{"no", "yes", "unknown"};
  return words[static_cast<std::size_t>(cut_off)];
}

}  // namespace firebreak
