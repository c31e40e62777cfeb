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

double farthest_obstacle_m(const City& city, const Lanes::Params& params) {
  constexpr double beyond_ends_m = 60;
  double accuracy_m = 0;
  for (const Source& source : city.sources)
    accuracy_m = std::max({accuracy_m, source.accuracy_m, source.relative_accuracy_m});
  const double enough_m =
      std::max(params.clear_width_m, params.engine.required_width_m()) + 3 * accuracy_m;
  return std::max({params.corridor_half_width_m, exact_cap_m(params), enough_m}) + beyond_ends_m;
}

LaneJudging::LaneJudging(const City& city, const Lanes::Params& params, const Job& job)
    : city_(city),
      params_(params),
      cap_m_(exact_cap_m(params)),
      exits_(city),
      obstacles_(city, occasion_of(params), job),
      fire_lanes_(fire_lane_classes(params.classes)) {
  const bool edited = std::ranges::any_of(
      city.checks->lanes, [&](const LaneCheck& check) { return edited_beside(check.segment); });
  if (edited) as_checked_ = std::make_unique<const LaneJudging>(*city.as_checked, params, job);
}

LaneJudging::Judged LaneJudging::judge(std::uint32_t segment, LaneMeter& meter) const {
  Judged found;
  found.measure = surely_measured(segment, meter);
  const LaneCheck* check = city_.checks->lane(segment);
  const auto widened_m = widened_to(city_, segment);
  judge_by(segment, check, widened_m, found);
  if (check == nullptr || !edited_beside(segment)) return found;
  const LaneChange change = change_as_drawn(segment, found);
  if (!change.worse && !change.better) return found;
  Judged drawn = found;
  judge_by(segment, nullptr, widened_m, drawn);
  if (change.worse && change.better) return drawn;
  const bool drawn_decides = change.better ? lets_less_through(found.lane, drawn.lane)
                                           : lets_less_through(drawn.lane, found.lane);
  Judged& decides = drawn_decides ? drawn : found;
  const Lanes::Lane& other = drawn_decides ? found.lane : drawn.lane;
  change.better ? bound_below(decides.lane, other) : bound_above(decides.lane, other);
  return decides;
}

void LaneJudging::judge_by(std::uint32_t segment, const LaneCheck* check,
                           std::optional<double> widened_m, Judged& judged) const {
  const Road& road = road_of(city_, segment);
  const LaneFacts facts{road.fire_lane || fire_lanes_[static_cast<std::size_t>(road.road_class)],
                        exits_.in_yard(segment), check, widened_m};
  judged.limit_gap.reset();
  judged.lane = judge_lane(city_, obstacles_, params_, segment, cap_m_, facts, judged.measure,
                           &judged.limit_gap);
}

/// What the edits make of a lane, were nothing measured on it and nothing widened.
LaneChange LaneJudging::change_as_drawn(std::uint32_t segment, const Judged& now) const {
  Judged is = now;
  judge_by(segment, nullptr, std::nullopt, is);
  LaneMeter meter = as_checked_->meter();
  Judged was;
  was.measure = as_checked_->surely_measured(segment, meter);
  as_checked_->judge_by(segment, nullptr, std::nullopt, was);
  return lane_change(city_, params_, segment, was.lane, is.lane);
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

/// True if a plan edits something so near to a lane that it may narrow it.
bool LaneJudging::edited_beside(std::uint32_t segment) const {
  if (!city_.as_checked || city_.obstacles == city_.as_checked->obstacles) return false;
  bool edited = false;
  city_.obstacles->index.in_box(
      city_.network->lines.boxes[segment].grown(farthest_obstacle_m(city_, params_)),
      [&](std::uint32_t o) { edited = edited || obstacle_edited(city_, o); });
  return edited;
}

}  // namespace firebreak
