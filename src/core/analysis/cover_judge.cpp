#include "core/analysis/cover_judge.hpp"

#include <algorithm>

#include "core/analysis/hydrant_repairs.hpp"

namespace firebreak {

Standing standing_of(const Hydrant& hydrant, bool exclude_doubtful) {
  switch (counts_as(hydrant, exclude_doubtful)) {
    case CountsAs::source:
      return Standing::counts;
    case CountsAs::perhaps:
      return Standing::perhaps;
    case CountsAs::nothing:
      break;
  }
  return awaits_repair(hydrant) && !(exclude_doubtful && hydrant.doubtful_position)
             ? Standing::awaits_repair
             : Standing::out;
}

CoverSources::CoverSources(const City& city, const HydrantCoverage::Params& params)
    : city_(city), params_(params), sure_(city, usable_hydrants(city, params.exclude_doubtful)) {
  standing_.reserve(city.hydrants->size());
  for (const Hydrant& row : city.hydrants->rows)
    standing_.push_back(standing_of(row, params.exclude_doubtful));
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
  if (!repairable_ && any(Standing::awaits_repair)) {
    repairable_.emplace(city_, flags({Standing::counts}), flags({Standing::awaits_repair}));
    repaired_.emplace(city_, flags({Standing::counts, Standing::awaits_repair}));
  }
}

void CoverSources::set(std::uint32_t row, const Hydrant& record) {
  const Standing standing = standing_of(record, params_.exclude_doubtful);
  const auto put = [&](HydrantPoints& points, Standing beside, bool spare) {
    points.take(row);
    if (standing == Standing::counts)
      points.put(row, record, false);
    else if (standing == beside && beside != Standing::out)
      points.put(row, record, spare);
  };
  put(sure_, Standing::out, false);
  if (perhaps_) put(*perhaps_, Standing::perhaps, false);
  if (repairable_) put(*repairable_, Standing::awaits_repair, true);
  if (repaired_) put(*repaired_, Standing::awaits_repair, false);
  if (row == standing_.size()) standing_.push_back(standing);
  standing_[row] = standing;
  make_sets();
}

void CoverSources::pop() {
  const auto row = static_cast<std::uint32_t>(standing_.size() - 1);
  sure_.take(row);
  for (auto* points : {&perhaps_, &repairable_, &repaired_})
    if (*points) (*points)->take(row);
  standing_.pop_back();
}

HydrantCoverage::Cover CoverJudge::judge(std::uint32_t b) {
  HydrantCoverage::Cover cover = sure_.judge(b);
  serving_.assign(sure_.in_reach().begin(), sure_.in_reach().end());
  sole_ = serving_.size() == 1 ? std::optional(serving_.front()) : std::nullopt;
  if (cover.verdict != Verdict::fail || sources_.perhaps() == nullptr) return cover;
  if (!perhaps_) perhaps_.emplace(city_, params_, *sources_.perhaps(), slack_, memory_);
  const Verdict at_best = perhaps_->judge(b).verdict;
  const auto in_reach = perhaps_->in_reach();
  for (const std::uint32_t h : in_reach)
    if (!sources_.counts(h)) serving_.push_back(h);
  if (in_reach.size() == 1) sole_ = in_reach.front();
  if (at_best == Verdict::fail) return cover;
  cover.verdict = Verdict::unknown;
  cover.reason = HydrantCoverage::Reason::state_unknown;
  return cover;
}

}  // namespace firebreak
