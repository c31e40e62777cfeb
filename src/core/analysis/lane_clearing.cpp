#include "core/analysis/lane_clearing.hpp"

#include <algorithm>
#include <memory>

#include "core/analysis/lane_limits.hpp"
#include "core/analysis/lane_measure.hpp"

namespace firebreak {

namespace {

/// Clears one lane step by step, in a city of its own that has carriageways only around it.
class Clearing {
 public:
  Clearing(const City& city, std::uint32_t segment, const Lanes::Params& params)
      : city_(city),
        obstacles_(std::make_shared<Table<Obstacle>>(*city.obstacles)),
        segment_(segment),
        params_(params) {
    city_.obstacles = obstacles_;
    keep_carriageways_near();
  }

  LaneClearing run() {
    while (step()) {
    }
    std::ranges::sort(found_.removable);
    return std::move(found_);
  }

 private:
  /// Joining the kerbs of the whole city would take long.
  void keep_carriageways_near() {
    const Box near = city_.network->lines.boxes[segment_].grown(4 * params_.corridor_half_width_m);
    const Shapes& all = *city_.carriageway;
    Shapes kept;
    std::vector<std::uint32_t> sources;
    for (std::uint32_t f = 0; f < all.size(); ++f) {
      if (!all.boxes[f].intersects(near)) continue;
      kept.add_copy(all, f);
      if (f < city_.carriageway_sources->size()) sources.push_back((*city_.carriageway_sources)[f]);
    }
    city_.carriageway = std::make_shared<const Shapes>(std::move(kept));
    city_.carriageway_sources = std::make_shared<const std::vector<std::uint32_t>>(sources);
  }

  bool can_go(const ObstacleRef& ref) const {
    return ref.thing == LaneThing::obstacle && (*obstacles_)[ref.row].removable;
  }

  /// Takes away what can go of these; true if anything could.
  bool take_away(const std::vector<ObstacleRef>& things) {
    bool any = false;
    for (const ObstacleRef& ref : things) {
      if (!can_go(ref) || !(*obstacles_)[ref.row].active) continue;
      obstacles_->rows[ref.row].active = false;
      found_.removable.push_back(ref.row);
      any = true;
    }
    return any;
  }

  /// What stands on the line where it is narrowest comes before what it leans against.
  void stays(const std::vector<ObstacleRef>& on_line, const PinchGap& gap) {
    found_.fixed.clear();
    for (const ObstacleRef& ref : on_line)
      if (found_.fixed.empty()) found_.fixed.push_back(ref);
    if (!found_.fixed.empty()) return;
    for (const ObstacleRef& ref : {gap.left, gap.right})
      if (ref.thing != LaneThing::open) found_.fixed.push_back(ref);
  }

  /// Measures once and takes away what narrows; true if something was, so that there may be more.
  bool step() {
    const LaneObstacles obstacles(city_, occasion_of(params_), Job());
    LaneMeter meter(city_, obstacles, params_);
    const LaneMeasure measure = meter.measure(segment_, params_.clear_width_m);
    if (measure.gap && measure.width_m < params_.clear_width_m) {
      std::vector<ObstacleRef> things = measure.on_line;
      things.push_back(measure.gap->left);
      things.push_back(measure.gap->right);
      if (take_away(things)) return true;
      stays(measure.on_line, *measure.gap);
    }
    return take_limits(limits_of(city_, obstacles, params_, segment_));
  }

  /// Gates, posts and signs that leave too little.
  bool take_limits(const LaneLimits& limits) {
    std::vector<ObstacleRef> things;
    const auto add = [&](std::optional<std::uint32_t> o) {
      if (o) things.push_back({LaneThing::obstacle, *o});
    };
    add(limits.locked_by);
    for (const WidthLimit& limit : limits.widths)
      if (limit.width_m <
          asked_width_m(params_, limit.gate ? Lanes::WidthAsked::gate : Lanes::WidthAsked::lane))
        add(limit.by);
    if (take_away(things)) return true;
    if (found_.fixed.empty() && !things.empty()) found_.fixed = {things.front()};
    return false;
  }

  City city_;
  std::shared_ptr<Table<Obstacle>> obstacles_;
  std::uint32_t segment_;
  Lanes::Params params_;
  LaneClearing found_;
};

}  // namespace

LaneClearing clearing_of(const City& city, std::uint32_t segment, const Lanes::Params& params) {
  return Clearing(city, segment, params).run();
}

}  // namespace firebreak
