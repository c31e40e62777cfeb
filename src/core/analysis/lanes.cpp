#include "core/analysis/lanes.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/analysis/lane_measure.hpp"
#include "core/analysis/lane_reach.hpp"
#include "core/analysis/lane_verdict.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/base/hash.hpp"
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

/// Which classes are fire lanes, by class number.
std::array<bool, 32> fire_lane_classes(std::string_view words) {
  std::array<bool, 32> chosen{};
  const std::string framed = " " + std::string(words) + " ";
  for (std::size_t c = 0; c <= static_cast<std::size_t>(RoadClass::construction); ++c) {
    const auto name = road_class_name(static_cast<RoadClass>(c));
    chosen[c] = framed.find(" " + std::string(name) + " ") != std::string::npos;
  }
  return chosen;
}

/// The measure of a lane up to the cap, or as far as its margin makes it necessary: a lane must be
/// able to pass however inexact its sources are.
LaneMeasure surely_measured(const City& city, const Lanes::Params& params, LaneMeter& meter,
                            std::uint32_t segment, double cap_m) {
  LaneMeasure measure = meter.measure(segment, cap_m);
  if (!measure.capped) return measure;
  const double enough_m = std::max(params.clear_width_m, params.engine.required_width_m()) +
                          width_margin_m(city, params, measure);
  return enough_m > cap_m ? meter.measure(segment, enough_m) : measure;
}

/// What was measured on a lane on site, unless an edit changed what stands beside it: then the lane
/// is measured as drawn.
const LaneCheck* lane_check(const City& city, const Lanes::Params& params, std::uint32_t segment) {
  const LaneCheck* check = city.checks->lane(segment);
  if (check == nullptr || city.sources.size() <= city.checks->sources) return check;
  bool edited = false;
  const Box box = city.network->lines.boxes[segment].grown(params.corridor_half_width_m);
  city.obstacles->index.in_box(box, [&](std::uint32_t o) {
    const Obstacle& obstacle = (*city.obstacles)[o];
    edited = edited || !obstacle.active || obstacle.origin.source >= city.checks->sources;
  });
  return edited ? nullptr : check;
}

/// How wide a plan makes a lane; none that leaves it as it is.
std::optional<double> widened_to(const City& city, std::uint32_t segment) {
  const auto found = std::ranges::lower_bound(*city.widened, segment, {}, &WidenedLane::segment);
  if (found == city.widened->end() || found->segment != segment) return std::nullopt;
  return found->width_m;
}

/// What was found of single ways in. In a scenario only where the drawn way leaves it open.
void take_way_checks(const City& city, const Lanes::Params& params,
                     std::vector<Lanes::WayIn>& ways) {
  const bool edited = city.sources.size() > city.checks->sources;
  for (const BuildingCheck& check : city.checks->buildings) {
    Lanes::WayIn& way = ways[check.building];
    if (!way.judged || (!check.way_in_m && !check.way_in_ok)) continue;
    if (edited && way.cut_off != Lanes::CutOff::unknown) continue;
    const bool ok =
        check.way_in_m ? *check.way_in_m >= params.engine.required_width_m() : *check.way_in_ok;
    way.cut_off = ok ? Lanes::CutOff::no : Lanes::CutOff::yes;
    if (check.way_in_m) way.width_m = static_cast<float>(*check.way_in_m);
  }
}

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
  const double cap_m = exact_cap_m(params);
  const StationExits exits(city);
  const LaneObstacles obstacles(city, occasion_of(params), job);
  const auto classes = fire_lane_classes(params.classes);
  const std::size_t count = city.network->segments.size();
  Result result;
  result.lanes.resize(count);
  std::vector<std::vector<Pinch>> found(job.threads());
  parallel_for(
      job.part(0, 0.7), count, 256, translate("Measuring lanes"),
      [&](std::size_t begin, std::size_t end, unsigned thread) {
        LaneMeter meter(city, obstacles, params);
        for (std::size_t i = begin; i < end; ++i) {
          const auto s = static_cast<std::uint32_t>(i);
          const Road& road = (*city.roads)[city.network->segments[s].road.value];
          const LaneMeasure measure = surely_measured(city, params, meter, s, cap_m);
          std::optional<PinchGap> gap;
          const LaneFacts facts{
              road.fire_lane || classes[static_cast<std::size_t>(road.road_class)],
              exits.in_yard(s), lane_check(city, params, s), widened_to(city, s)};
          result.lanes[s] = judge_lane(city, obstacles, params, s, cap_m, facts, measure, &gap);
          const Lane& lane = result.lanes[s];
          const bool measured = gap || lane.asked == WidthAsked::walled ||
                                lane.source == Source::building_gap ||
                                lane.source == Source::obstacle || lane.source == Source::kerb;
          if (!gap) gap = measure.gap;
          const auto width_m = lane.asked == WidthAsked::walled ? lane.walled_m : lane.width_m;
          if (!gap || !has_pinch(lane) || !width_m) continue;
          const Xy middle = 0.5 * (gap->left_at + gap->right_at);
          found[thread].push_back(
              {s, static_cast<double>(*width_m),
               nearest_on_line(city.network->lines.only_part(s), middle).along_m, *gap, measured});
        }
      });
  for (const auto& part : found)
    result.pinches.insert(result.pinches.end(), part.begin(), part.end());
  std::sort(result.pinches.begin(), result.pinches.end(),
            [](const Pinch& a, const Pinch& b) { return a.lane < b.lane; });
  for (std::uint32_t p = 0; p < result.pinches.size(); ++p)
    result.lanes[result.pinches[p].lane].pinch = p;
  result.from_stations = !exits.nodes().empty();
  result.buildings = ways_in(city, params, result.lanes, exits.nodes(), cap_m, job.part(0.7, 1));
  take_way_checks(city, params, result.buildings);
  for (const WayIn& way : result.buildings)
    if (way.judged && way.cut_off == CutOff::yes && way.lane != UINT32_MAX)
      ++result.lanes[way.lane].buildings_cut_off;
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
