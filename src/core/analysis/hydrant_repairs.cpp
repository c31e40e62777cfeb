#include "core/analysis/hydrant_repairs.hpp"

#include <cmath>

namespace firebreak {

bool awaits_repair(const Hydrant& hydrant) {
  const bool broken = hydrant.status == HydrantStatus::defective ||
                      hydrant.status == HydrantStatus::no_water ||
                      hydrant.status == HydrantStatus::blocked;
  return broken && !hydrant.duplicate_of && !hydrant.switched_off &&
         std::isfinite(hydrant.at.x_m) && std::isfinite(hydrant.at.y_m);
}

namespace {

/// Of a building that was found wanting on site, or that a person set to fail, no repair says
/// anything.
bool fails_by_measure(const HydrantCoverage::Cover& cover) {
  return cover.verdict == Verdict::fail && !cover.computed &&
         cover.reason != HydrantCoverage::Reason::checked_beyond;
}

}  // namespace

void RepairJudge::weigh(std::uint32_t b, const HydrantCoverage::Cover& cover) {
  alone_.clear();
  together_ = false;
  if (sources_.repairable() == nullptr || !fails_by_measure(cover)) return;
  const HydrantPoints& points = *sources_.repairable();
  near_.clear();
  points.in_box(city_.buildings->shapes.boxes[b].grown(params_.radius_m + slack_.largest()),
                [&](std::uint32_t s) {
                  if (points.spare(s)) near_.push_back(points.hydrant[s]);
                });
  if (near_.empty()) return;
  if (!one_) {
    one_.emplace(city_, params_, points, slack_, memory_);
    all_.emplace(city_, params_, *sources_.repaired(), slack_, memory_);
  }
  for (const std::uint32_t h : near_) {
    one_->let_count(h);
    if (one_->judge(b).verdict != Verdict::fail) alone_.push_back(h);
  }
  together_ = all_->judge(b).verdict != Verdict::fail;
}

}  // namespace firebreak
