#include "core/analysis/cover_judge.hpp"

#include <algorithm>

#include "core/analysis/hydrant_repairs.hpp"

namespace firebreak {

Standing standing_of(const Hydrant& hydrant, const SourceRule& rule) {
  switch (counts_as(hydrant, rule)) {
    case CountsAs::source:
      return Standing::counts;
    case CountsAs::perhaps:
      return Standing::perhaps;
    case CountsAs::nothing:
      break;
  }
  const bool doubtful = rule.exclude_doubtful && hydrant.doubtful_position;
  if (awaits_repair(hydrant)) return doubtful ? Standing::out : Standing::awaits_repair;
  const bool there = counts_as(hydrant, {.exclude_doubtful = doubtful}) != CountsAs::nothing;
  return there ? Standing::too_weak : Standing::out;
}

CoverSources::CoverSources(const City& city, const HydrantCoverage::Params& params)
    : city_(city), params_(params), sure_(city, usable_hydrants(city, params.sources())) {
  standing_.reserve(city.hydrants->size());
  for (const Hydrant& row : city.hydrants->rows)
    standing_.push_back(standing_of(row, params.sources()));
  make_sets();
}

std::vector<std::uint8_t> CoverSources::flags(std::initializer_list<Standing> of) const {
  std::vector<std::uint8_t> out;
  out.reserve(standing_.size());
  for (const Standing standing : standing_)
    out.push_back(std::find(of.begin(), of.end(), standing) != of.end());
  return out;
}

void CoverSources::make_sets() {
  const auto any = [&](Standing standing) {
    return std::find(standing_.begin(), standing_.end(), standing) != standing_.end();
  };
  if (!perhaps_ && any(Standing::perhaps))
    perhaps_.emplace(city_, flags({Standing::counts, Standing::perhaps}));
  const bool weak = any(Standing::too_weak);
  if (!repairable_ && (weak || any(Standing::awaits_repair))) {
    repairable_.emplace(city_, flags({Standing::counts}),
                        flags({Standing::awaits_repair, Standing::too_weak}));
    repaired_.emplace(city_,
                      flags({Standing::counts, Standing::awaits_repair, Standing::too_weak}));
  }
  if (!too_weak_ && weak) too_weak_.emplace(city_, flags({Standing::too_weak}));
}

void CoverSources::set(std::uint32_t row, const Hydrant& record) {
  const Standing standing = standing_of(record, params_.sources());
  const bool counts = standing == Standing::counts;
  const auto put = [&](HydrantPoints& points, bool in, bool spare = false) {
    points.take(row);
    if (in) points.put(row, record, spare);
  };
  put(sure_, counts);
  if (perhaps_) put(*perhaps_, counts || standing == Standing::perhaps);
  if (repairable_) put(*repairable_, counts || counts_once_repaired(standing), !counts);
  if (repaired_) put(*repaired_, counts || counts_once_repaired(standing));
  if (too_weak_) put(*too_weak_, standing == Standing::too_weak);
  if (row == standing_.size()) standing_.push_back(standing);
  standing_[row] = standing;
  make_sets();
}

void CoverSources::pop() {
  const auto row = static_cast<std::uint32_t>(standing_.size() - 1);
  sure_.take(row);
  for (auto* points : {&perhaps_, &repairable_, &repaired_, &too_weak_})
    if (*points) (*points)->take(row);
  standing_.pop_back();
}

void CoverJudge::find_too_weak(std::uint32_t b, HydrantCoverage::Cover& cover) {
  const bool judged = cover.verdict != Verdict::not_applicable &&
                      cover.reason != HydrantCoverage::Reason::no_geometry;
  if (!judged || sources_.too_weak() == nullptr) return;
  if (!too_weak_) too_weak_.emplace(city_, params_, *sources_.too_weak(), slack_, memory_);
  const auto found = too_weak_->nearest_in_reach(b);
  if (!found || (cover.nearest_m && *cover.nearest_m <= found->distance_m)) return;
  cover.too_weak = found->hydrant;
  cover.too_weak_m = found->distance_m;
}

HydrantCoverage::Cover CoverJudge::judge(std::uint32_t b) {
  HydrantCoverage::Cover cover = sure_.judge(b);
  find_too_weak(b, cover);
  serving_.assign(sure_.in_reach().begin(), sure_.in_reach().end());
  if (serving_.size() == 1) cover.sole = Id<Hydrant>{serving_.front()};
  if (cover.verdict != Verdict::fail || sources_.perhaps() == nullptr) return cover;
  if (!perhaps_) perhaps_.emplace(city_, params_, *sources_.perhaps(), slack_, memory_);
  const Verdict at_best = perhaps_->judge(b).verdict;
  const auto in_reach = perhaps_->in_reach();
  for (const std::uint32_t h : in_reach)
    if (!sources_.counts(h)) serving_.push_back(h);
  if (in_reach.size() == 1) cover.sole = Id<Hydrant>{in_reach.front()};
  if (at_best == Verdict::fail) return cover;
  cover.verdict = Verdict::unknown;
  cover.reason = HydrantCoverage::Reason::state_unknown;
  return cover;
}

}  // namespace firebreak
