#include "core/analysis/hydrant_live.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/facade.hpp"
#include "core/base/parallel.hpp"

namespace firebreak {

namespace {

using Cover = HydrantCoverage::Cover;

constexpr std::string_view doing = "Measuring hydrant distances";
constexpr std::size_t block_size = 64;
/// Distances to boxes and to walls are rounded differently.
constexpr double rounding = 1 + 1e-9;

const HydrantCoverage::Params& checked(const HydrantCoverage::Params& params) {
  check(params, HydrantCoverage::id);
  return params;
}

std::shared_ptr<const City> checked_city(const City& base, const City& shown) {
  if (shown.checks->empty()) return nullptr;
  return shown.as_checked ? shown.as_checked : std::make_shared<const City>(base);
}

bool same_state(const Cover& a, const Cover& b) {
  return a.verdict == b.verdict && a.reason == b.reason && a.coverage == b.coverage &&
         a.computed == b.computed;
}

}  // namespace

HydrantLive::HydrantLive(const City& base, const City& shown, const HydrantCoverage::Params& params,
                         const Job& job)
    : LiveHydrants(base, shown),
      before_(checked_city(base, shown)),
      params_(checked(params)),
      slack_(city(), params.ignore_accuracy, planned_source()),
      sources_(city(), params_),
      judge_(city(), params_, sources_, slack_, &walls_),
      checks_(city(), before_.get(), params_),
      override_hooks_(cover_override_hooks(city(), params_, sources_, slack_, result_.buildings)),
      repairs_(city(), params_, sources_, slack_, &walls_) {
  outside_ = outside_study_area(city(), job.part(0, 0.1));
  find_boxes(job.part(0.1, 0.3));
  judge_all(job.part(0.3, 1));
  start_counts();
}

/// An enclosed building is judged by walls of its neighbours, which may lie nearer to a hydrant.
void HydrantLive::find_boxes(const Job& job) {
  struct Worker {
    FacadeFinder facades;
    RadiusJudge judge;
  };
  boxes_ = city().buildings->shapes.boxes;
  std::vector<Worker> workers(
      job.threads(), {FacadeFinder(*city().buildings, {params_.party_wall_m, params_.courtyard_m}),
                      RadiusJudge(city(), params_, sources_.sure(), slack_)});
  parallel_for(job, boxes_.size(), 1024, doing,
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 Worker& mine = workers[thread];
                 for (std::size_t b = begin; b < end; ++b)
                   if (!(*city().buildings)[b].obstacle_only && mine.facades.enclosed(b))
                     boxes_[b].add(mine.judge.walls(static_cast<std::uint32_t>(b)).box);
               });
}

void HydrantLive::judge_all(const Job& job) {
  const std::size_t count = boxes_.size();
  result_.buildings.resize(count);
  result_.repaired_together.resize(count);
  shares_.resize(count);
  std::vector<WallMemory> memories(job.threads());
  std::vector<CoverJudge> judges;
  std::vector<RepairJudge> repairs;
  for (WallMemory& memory : memories) {
    judges.emplace_back(city(), params_, sources_, slack_, &memory);
    repairs.emplace_back(city(), params_, sources_, slack_, &memory);
  }
  parallel_for(job.part(0, 0.8), count, 1024, doing,
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t b = begin; b < end; ++b)
                   measure(static_cast<std::uint32_t>(b), judges[thread]);
               });
  const auto& checks = city().checks->buildings;
  if (!checks.empty()) check_of_.assign(count, none);
  for (std::uint32_t c = 0; c < checks.size(); ++c) {
    check_of_[checks[c].building] = c;
    settle(checks[c].building);
  }
  result_.overrides = take_overrides(city(), OverrideSubject::hydrant_radius, override_hooks_);
  parallel_for(job.part(0.8, 1), count, 1024, doing,
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t b = begin; b < end; ++b)
                   weigh(static_cast<std::uint32_t>(b), repairs[thread]);
               });
  for (WallMemory& memory : memories) walls_.merge(memory);
}

void HydrantLive::start_counts() {
  for (std::uint32_t h = 0; h < hydrant_count(); ++h) {
    result_.usable.push_back(sources_.counts(h));
    result_.served.push_back(0);
    result_.sole_source.push_back(0);
    result_.repair_gains.push_back(sources_.awaits_repair(h) ? std::optional(0U) : std::nullopt);
  }
  reach_m_.resize(boxes_.size());
  blocks_.resize((boxes_.size() + block_size - 1) / block_size);
  for (std::uint32_t b = 0; b < boxes_.size(); ++b) {
    count_in(b);
    find_reach(b);
    blocks_[b / block_size].box.add(boxes_[b]);
  }
  for (std::size_t block = 0; block < blocks_.size(); ++block) widen(block);
}

void HydrantLive::measure(std::uint32_t b, CoverJudge& judge) {
  Cover& cover = result_.buildings[b];
  Share& share = shares_[b];
  cover = judge.judge(b);
  cover.outside_study_area = outside_[b] != 0;
  share.serving.assign(judge.serving().begin(), judge.serving().end());
}

void HydrantLive::settle(std::uint32_t b) {
  if (!check_of_.empty() && check_of_[b] != none)
    checks_.settle(city().checks->buildings[check_of_[b]], result_.buildings[b]);
}

void HydrantLive::weigh(std::uint32_t b, RepairJudge& judge) {
  judge.weigh(b, result_.buildings[b]);
  shares_[b].rescuers.assign(judge.alone().begin(), judge.alone().end());
  result_.repaired_together[b] = judge.together();
}

void HydrantLive::count_in(std::uint32_t b) {
  tally_.add(result_.buildings[b]);
  const Share& share = shares_[b];
  for (const std::uint32_t h : share.serving) ++result_.served[h];
  if (const auto h = result_.buildings[b].sole) ++result_.sole_source[h->value];
  for (const std::uint32_t h : share.rescuers) ++*result_.repair_gains[h];
}

void HydrantLive::count_out(std::uint32_t b) {
  tally_.take(result_.buildings[b]);
  const Share& share = shares_[b];
  for (const std::uint32_t h : share.serving) --result_.served[h];
  if (const auto h = result_.buildings[b].sole) --result_.sole_source[h->value];
  for (const std::uint32_t h : share.rescuers) --*result_.repair_gains[h];
}

void HydrantLive::find_reach(std::uint32_t b) {
  const Cover& cover = result_.buildings[b];
  double reach_m = std::max(params_.radius_m + slack_.largest(), cover.nearest_m.value_or(0));
  if (!check_of_.empty() && check_of_[b] != none)
    reach_m = std::max(reach_m, CoverChecks::around_m(params_));
  const bool judged = cover.verdict != Verdict::not_applicable && !boxes_[b].empty();
  reach_m_[b] = judged ? rounding * reach_m : -1;
}

void HydrantLive::widen(std::size_t block) {
  double& most_m = blocks_[block].reach_m = -1;
  const std::size_t end = std::min(reach_m_.size(), (block + 1) * block_size);
  for (std::size_t b = block * block_size; b < end; ++b) most_m = std::max(most_m, reach_m_[b]);
}

/// Appends the buildings that a hydrant at this place may matter to.
void HydrantLive::find_near(Xy at) {
  if (!std::isfinite(at.x_m) || !std::isfinite(at.y_m)) return;
  const auto in_reach = [&](const Box& box, double reach_m) {
    return reach_m >= 0 && distance2_m2(box, at) <= reach_m * reach_m;
  };
  for (std::size_t block = 0; block < blocks_.size(); ++block) {
    if (!in_reach(blocks_[block].box, blocks_[block].reach_m)) continue;
    const std::size_t end = std::min(boxes_.size(), (block + 1) * block_size);
    for (std::size_t b = block * block_size; b < end; ++b)
      if (in_reach(boxes_[b], reach_m_[b])) touched_.push_back(static_cast<std::uint32_t>(b));
  }
}

void HydrantLive::find_touched(std::uint32_t row, const Hydrant* record) {
  const bool known = row < hydrant_count();
  const std::size_t before = sources_.sure().size();
  const bool counted = known && sources_.counts(row);
  const bool counts =
      record != nullptr && standing_of(*record, params_.sources()) == Standing::counts;
  touched_.clear();
  // Without a hydrant that counts no building has a nearest one.
  if (before == 0 || before - (counted ? 1U : 0U) + (counts ? 1U : 0U) == 0) {
    touched_.resize(boxes_.size());
    std::iota(touched_.begin(), touched_.end(), 0U);
    return;
  }
  if (known) find_near(hydrant({row}).at);
  if (record != nullptr) find_near(record->at);
  std::sort(touched_.begin(), touched_.end());
  touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
}

/// Nothing is counted of the hydrant when this is called: all that it matters to are counted out.
void HydrantLive::take_over(std::uint32_t row, const Hydrant* record) {
  const bool added = row == hydrant_count();
  write(row, record);
  if (record == nullptr) {
    sources_.pop();
    result_.usable.pop_back();
    result_.served.pop_back();
    result_.sole_source.pop_back();
    result_.repair_gains.pop_back();
  } else {
    if (added) {
      result_.usable.push_back(0);
      result_.served.push_back(0);
      result_.sole_source.push_back(0);
      result_.repair_gains.emplace_back();
    }
    sources_.set(row, *record);
    result_.usable[row] = sources_.counts(row);
    result_.repair_gains[row] = sources_.awaits_repair(row) ? std::optional(0U) : std::nullopt;
  }
  checks_.hydrants_changed();
}

HydrantLive::Changes HydrantLive::change(std::uint32_t row, const Hydrant* record) {
  find_touched(row, record);
  covers_before_.clear();
  for (const std::uint32_t b : touched_) {
    covers_before_.push_back(result_.buildings[b]);
    count_out(b);
  }
  take_over(row, record);
  Changes changes;
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    const std::uint32_t b = touched_[i];
    measure(b, judge_);
    settle(b);
    retake_overrides(city(), b, override_hooks_, result_.overrides);
    weigh(b, repairs_);
    count_in(b);
    find_reach(b);
    if (!same_state(covers_before_[i], result_.buildings[b])) changes.push_back(b);
  }
  for (std::size_t i = 0; i < touched_.size(); ++i)
    if (i == 0 || touched_[i] / block_size != touched_[i - 1] / block_size)
      widen(touched_[i] / block_size);
  return changes;
}

}  // namespace firebreak
