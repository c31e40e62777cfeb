#include "core/analysis/lane_judging.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "core/analysis/lane_verdict.hpp"

namespace firebreak {

namespace {

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

/// How wide a plan makes a lane; none that leaves it as it is.
std::optional<double> widened_to(const City& city, std::uint32_t segment) {
  const auto found = std::ranges::lower_bound(*city.widened, segment, {}, &WidenedLane::segment);
  if (found == city.widened->end() || found->segment != segment) return std::nullopt;
  return found->width_m;
}

}  // namespace

bool obstacle_edited(const City& city, std::uint32_t obstacle) {
  if (!city.as_checked) return false;
  const auto& before = *city.as_checked->obstacles;
  return obstacle >= before.size() || before[obstacle].active != (*city.obstacles)[obstacle].active;
}

LaneJudging::LaneJudging(const City& city, const Lanes::Params& params, const Job& job)
    : city_(city),
      params_(params),
      cap_m_(exact_cap_m(params)),
      exits_(city),
      obstacles_(city, occasion_of(params), job),
      fire_lanes_(fire_lane_classes(params.classes)) {}

LaneJudging::Judged LaneJudging::judge(std::uint32_t segment, LaneMeter& meter) const {
  const Road& road = road_of(city_, segment);
  Judged judged;
  judged.measure = surely_measured(segment, meter);
  const LaneFacts facts{road.fire_lane || fire_lanes_[static_cast<std::size_t>(road.road_class)],
                        exits_.in_yard(segment), check_of(segment), widened_to(city_, segment)};
  judged.lane = judge_lane(city_, obstacles_, params_, segment, cap_m_, facts, judged.measure,
                           &judged.limit_gap);
  return judged;
}

/// The measure of a lane up to the cap, or as far as its margin makes it necessary: a lane must be
/// able to pass however inexact its sources are.
LaneMeasure LaneJudging::surely_measured(std::uint32_t segment, LaneMeter& meter) const {
  LaneMeasure measure = meter.measure(segment, cap_m_);
  if (!measure.capped) return measure;
  const double enough_m = std::max(params_.clear_width_m, params_.engine.required_width_m()) +
                          width_margin_m(city_, params_, measure);
  return enough_m > cap_m_ ? meter.measure(segment, enough_m) : measure;
}

/// What was measured on a lane on site, unless an edit changed what stands beside it: then the lane
/// is measured as drawn.
const LaneCheck* LaneJudging::check_of(std::uint32_t segment) const {
  const LaneCheck* check = city_.checks->lane(segment);
  if (check == nullptr || !city_.as_checked) return check;
  bool edited = false;
  const Box box = city_.network->lines.boxes[segment].grown(params_.corridor_half_width_m);
  city_.obstacles->index.in_box(
      box, [&](std::uint32_t o) { edited = edited || obstacle_edited(city_, o); });
  return edited ? nullptr : check;
}

}  // namespace firebreak
