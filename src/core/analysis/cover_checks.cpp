#include "core/analysis/cover_checks.hpp"

#include <algorithm>

namespace firebreak {

namespace {

using Cover = HydrantCoverage::Cover;

bool drawn_alike(const Cover& a, const Cover& b) {
  return a.nearest_m == b.nearest_m && a.margin_m == b.margin_m && a.nearest == b.nearest &&
         a.in_reach == b.in_reach && a.covered_share == b.covered_share &&
         a.coverage == b.coverage && a.verdict == b.verdict && a.reason == b.reason;
}

bool any_near(const std::vector<Xy>& places, const Box& box, double reach_m) {
  return std::ranges::any_of(places,
                             [&](Xy at) { return distance2_m2(box, at) <= reach_m * reach_m; });
}

}  // namespace

/// Single buildings as they are drawn: what `HydrantCoverage::run` says of them before anything
/// found on site counts.
class CoverChecks::DrawnCover {
 public:
  DrawnCover(const City& city, const HydrantCoverage::Params& params)
      : slack_(city, params.ignore_accuracy),
        sources_(city, params),
        judge_(city, params, sources_, slack_) {}

  Cover operator()(std::uint32_t building) { return judge_.judge(building); }

 private:
  DistanceSlack slack_;
  CoverSources sources_;
  CoverJudge judge_;
};

CoverChecks::CoverChecks(const City& city, const City* before,
                         const HydrantCoverage::Params& params)
    : city_(city), before_(before), params_(params) {}

CoverChecks::~CoverChecks() = default;

void CoverChecks::find_edits() {
  edits_known_ = true;
  taken_.clear();
  given_.clear();
  const Table<Hydrant>& before = *before_->hydrants;
  const Table<Hydrant>& now = *city_.hydrants;
  for (std::size_t h = 0; h < now.size(); ++h) {
    const CountsAs was =
        h < before.size() ? counts_as(before[h], params_.sources()) : CountsAs::nothing;
    const CountsAs is = counts_as(now[h], params_.sources());
    const bool moved =
        was != CountsAs::nothing && is != CountsAs::nothing && !(before[h].at == now[h].at);
    if (was > is || moved) taken_.push_back(before[h].at);
    if (is > was || moved) given_.push_back(now[h].at);
  }
}

/// What was found holds in the plan.
bool CoverChecks::holds(const BuildingCheck& check, bool ok, const Cover& cover) {
  if (before_ == nullptr) return true;
  if (!edits_known_) find_edits();
  const Box& box = city_.buildings->shapes.boxes[check.building];
  if (!any_near(ok ? taken_ : given_, box, around_m(params_))) return true;
  if (!drawn_before_) drawn_before_ = std::make_unique<DrawnCover>(*before_, params_);
  return drawn_alike((*drawn_before_)(check.building), cover);
}

void CoverChecks::settle(const BuildingCheck& check, Cover& cover) {
  if (cover.verdict == Verdict::not_applicable || (!check.hydrant_m && !check.hydrant_ok)) return;
  const bool ok = check.hydrant_m ? *check.hydrant_m <= params_.radius_m : *check.hydrant_ok;
  if (!holds(check, ok, cover)) return;
  cover.verdict = ok ? Verdict::pass : Verdict::fail;
  cover.reason =
      ok ? HydrantCoverage::Reason::checked_within : HydrantCoverage::Reason::checked_beyond;
}

}  // namespace firebreak
