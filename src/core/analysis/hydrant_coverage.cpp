#include "core/analysis/hydrant_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/analysis/hydrant_repairs.hpp"
#include "core/analysis/radius_judge.hpp"
#include "core/analysis/verdict_inputs.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using Params = HydrantCoverage::Params;
using Cover = HydrantCoverage::Cover;
using Reason = HydrantCoverage::Reason;

/// Flags buildings whose interior point lies outside the study area, if there is one.
void mark_study_area(const City& city, std::vector<Cover>& covers, const Job& job) {
  if (city.study_area->empty()) return;
  const Shapes& area = *city.study_area;
  const SpatialIndex index(area.boxes);
  const Shapes& shapes = city.buildings->shapes;
  parallel_for(job, covers.size(), 4096, "Clipping to the study area",
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t b = begin; b < end; ++b) {
                   if (shapes.boxes[b].empty()) continue;
                   const Xy at = interior_point(shapes, b);
                   bool inside = false;
                   index.in_box(Box{at, at},
                                [&](std::uint32_t a) { inside = inside || contains(area, a, at); });
                   covers[b].outside_study_area = !inside;
                 }
               });
}

/// Usable hydrants and those of which nobody knows whether they work; empty if there are none.
std::vector<std::uint8_t> perhaps_usable(const City& city, const Params& params,
                                         std::span<const std::uint8_t> usable) {
  std::vector<std::uint8_t> perhaps(usable.begin(), usable.end());
  bool any = false;
  for (std::size_t h = 0; h < perhaps.size(); ++h) {
    if (counts_as((*city.hydrants)[h], params.exclude_doubtful) != CountsAs::perhaps) continue;
    perhaps[h] = 1;
    any = true;
  }
  return any ? perhaps : std::vector<std::uint8_t>{};
}

/// A building that would not fail if hydrants of unknown state worked is unknown. `maybe` judges as
/// if they did.
void doubt(Cover& cover, std::uint32_t building, RadiusJudge& maybe) {
  if (cover.verdict != Verdict::fail || maybe.judge(building).verdict == Verdict::fail) return;
  cover.verdict = Verdict::unknown;
  cover.reason = Reason::state_unknown;
}

/// Judges the failing buildings again as if hydrants of unknown state worked: who would not fail
/// then is unknown. Their figures stay those of the hydrants that surely work.
void doubt_failures(const City& city, const Params& params, const DistanceSlack& slack,
                    HydrantCoverage::Result& result, const Job& job) {
  const auto perhaps = perhaps_usable(city, params, result.usable);
  if (perhaps.empty()) return;
  const HydrantPoints sources(city, perhaps);
  std::vector<RadiusJudge> judges(job.threads(), RadiusJudge(city, params, sources, slack));
  parallel_for(job, result.buildings.size(), 1024, "Measuring hydrant distances",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t b = begin; b < end; ++b)
                   doubt(result.buildings[b], static_cast<std::uint32_t>(b), judges[thread]);
               });
  for (const RadiusJudge& judge : judges)
    for (std::size_t h = 0; h < perhaps.size(); ++h)
      if (perhaps[h] != 0 && result.usable[h] == 0) {
        result.served[h] += judge.served()[h];
        result.sole_source[h] += judge.sole()[h];
      }
}

/// Judges single buildings as they are drawn, hydrants of unknown state included: what
/// `HydrantCoverage::run` says of them before anything found on site counts.
class DrawnCover {
 public:
  DrawnCover(const City& city, const Params& params)
      : slack_(city, params.ignore_accuracy),
        usable_(usable_hydrants(city, params.exclude_doubtful)),
        perhaps_(perhaps_usable(city, params, usable_)),
        sources_(city, usable_),
        maybe_sources_(city, perhaps_.empty() ? usable_ : perhaps_),
        judge_(city, params, sources_, slack_),
        maybe_judge_(city, params, maybe_sources_, slack_) {}

  Cover operator()(std::uint32_t building) {
    Cover cover = judge_.judge(building);
    if (!perhaps_.empty()) doubt(cover, building, maybe_judge_);
    return cover;
  }

 private:
  DistanceSlack slack_;
  std::vector<std::uint8_t> usable_, perhaps_;
  HydrantPoints sources_, maybe_sources_;
  RadiusJudge judge_, maybe_judge_;
};

bool drawn_alike(const Cover& a, const Cover& b) {
  return a.nearest_m == b.nearest_m && a.margin_m == b.margin_m && a.nearest == b.nearest &&
         a.in_reach == b.in_reach && a.covered_share == b.covered_share &&
         a.coverage == b.coverage && a.verdict == b.verdict && a.reason == b.reason;
}

/// The places at which the edits of a plan take a hydrant away, or may, and at which they give one.
class HydrantEdits {
 public:
  HydrantEdits(const Table<Hydrant>& before, const Table<Hydrant>& now, const Params& params) {
    for (std::size_t h = 0; h < now.size(); ++h) {
      const CountsAs was =
          h < before.size() ? counts_as(before[h], params.exclude_doubtful) : CountsAs::nothing;
      const CountsAs is = counts_as(now[h], params.exclude_doubtful);
      const bool moved =
          was != CountsAs::nothing && is != CountsAs::nothing && !(before[h].at == now[h].at);
      if (was > is || moved) taken_.push_back(before[h].at);
      if (is > was || moved) given_.push_back(now[h].at);
    }
  }
  bool take_near(const Box& box, double reach_m) const { return any_near(taken_, box, reach_m); }
  bool give_near(const Box& box, double reach_m) const { return any_near(given_, box, reach_m); }

 private:
  static bool any_near(const std::vector<Xy>& places, const Box& box, double reach_m) {
    return std::ranges::any_of(places,
                               [&](Xy at) { return distance2_m2(box, at) <= reach_m * reach_m; });
  }

  std::vector<Xy> taken_, given_;
};

/// What was found on site decides. In a plan it holds where the hydrants that decide about the
/// building are as they were. Where they are not, a hydrant that was found near enough is one still
/// if the plan takes none away around, and one that was found too far is if it gives none; else the
/// drawing decides, and what it leaves open stays open.
void take_checks(const City& city, const Params& params, std::vector<Cover>& covers) {
  const bool edited = city.as_checked && city.as_checked->hydrants != city.hydrants;
  // Farther ones decide about no building, however inexact their places are.
  const double around_m = 2 * params.radius_m;
  std::optional<DrawnCover> before;
  std::optional<HydrantEdits> edits;
  for (const BuildingCheck& check : city.checks->buildings) {
    Cover& cover = covers[check.building];
    if (cover.verdict == Verdict::not_applicable || (!check.hydrant_m && !check.hydrant_ok))
      continue;
    const bool ok = check.hydrant_m ? *check.hydrant_m <= params.radius_m : *check.hydrant_ok;
    if (edited) {
      if (!edits) edits.emplace(*city.as_checked->hydrants, *city.hydrants, params);
      const Box& box = city.buildings->shapes.boxes[check.building];
      if (ok ? edits->take_near(box, around_m) : edits->give_near(box, around_m)) {
        if (!before) before.emplace(*city.as_checked, params);
        if (!drawn_alike((*before)(check.building), cover)) continue;
      }
    }
    cover.verdict = ok ? Verdict::pass : Verdict::fail;
    cover.reason = ok ? Reason::checked_within : Reason::checked_beyond;
  }
}

std::vector<std::uint8_t> in_study_area(std::vector<std::uint8_t> flags,
                                        std::span<const Cover> covers) {
  for (std::size_t b = 0; b < flags.size(); ++b)
    if (covers[b].outside_study_area) flags[b] = 0;
  return flags;
}

std::vector<OverrideOutcome> override_verdicts(const City& city, const Params& params,
                                               const DistanceSlack& slack,
                                               std::vector<Cover>& covers) {
  return take_overrides(city, OverrideSubject::hydrant_radius,
                        {[&](std::uint32_t b) {
                           const Cover& cover = covers[b];
                           const bool judged = cover.verdict != Verdict::not_applicable &&
                                               !city.buildings->shapes.boxes[b].empty();
                           return judged ? std::string(verdict_name(cover.verdict)) : std::string();
                         },
                         [&](std::uint32_t b) { return hydrant_inputs(city, params, slack, b); },
                         [&](std::uint32_t b, const VerdictOverride& forced) {
                           covers[b].computed = covers[b].verdict;
                           covers[b].verdict = forced.verdict == verdict_name(Verdict::pass)
                                                   ? Verdict::pass
                                                   : Verdict::fail;
                         }});
}

CoverageGaps find_gaps(const City& city, const Params& params, std::vector<Cover>& covers,
                       const Job& job) {
  std::vector<GapRole> roles(covers.size());
  std::vector<double> open_share(covers.size());
  for (std::size_t b = 0; b < covers.size(); ++b) {
    const Cover& cover = covers[b];
    open_share[b] = 1 - cover.covered_share;
    roles[b] = cover.verdict == Verdict::fail             ? GapRole::failing
               : cover.verdict == Verdict::not_applicable ? GapRole::outside
                                                          : GapRole::other;
  }
  CoverageGaps found =
      coverage_gaps(city, roles, open_share,
                    {params.gap_closing_m, params.gap_opening_m, params.minor_gap_m2}, job);
  for (std::uint32_t g = 0; g < found.gaps.size(); ++g)
    for (const auto b : found.gaps[g].buildings) covers[b].gap = g;
  return found;
}

}  // namespace

CountsAs counts_as(const Hydrant& hydrant, bool exclude_doubtful) {
  if (counts_as_source(hydrant, exclude_doubtful)) return CountsAs::source;
  if (hydrant.status != HydrantStatus::unknown) return CountsAs::nothing;
  Hydrant working = hydrant;
  working.status = HydrantStatus::working;
  return counts_as_source(working, exclude_doubtful) ? CountsAs::perhaps : CountsAs::nothing;
}

bool counts_as_source(const Hydrant& hydrant, bool exclude_doubtful) {
  return hydrant.usable() && !(exclude_doubtful && hydrant.doubtful_position) &&
         std::isfinite(hydrant.at.x_m) && std::isfinite(hydrant.at.y_m);
}

std::vector<std::uint8_t> usable_hydrants(const City& city, bool exclude_doubtful) {
  std::vector<std::uint8_t> usable(city.hydrants->size());
  for (std::size_t h = 0; h < usable.size(); ++h)
    usable[h] = counts_as_source((*city.hydrants)[h], exclude_doubtful);
  return usable;
}

HydrantCoverage::Result HydrantCoverage::run(const City& city, const Params& params,
                                             const Job& job) {
  check(params, id);
  Result result;
  result.usable = usable_hydrants(city, params.exclude_doubtful);
  result.buildings.resize(city.buildings->size());
  result.served.resize(city.hydrants->size());
  result.sole_source.resize(city.hydrants->size());

  const HydrantPoints sources(city, result.usable);
  const DistanceSlack slack(city, params.ignore_accuracy);
  std::vector<RadiusJudge> judges(job.threads(), RadiusJudge(city, params, sources, slack));
  parallel_for(job.part(0, 0.55), result.buildings.size(), 1024, "Measuring hydrant distances",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t b = begin; b < end; ++b)
                   result.buildings[b] = judges[thread].judge(static_cast<std::uint32_t>(b));
               });
  for (const RadiusJudge& judge : judges) {
    for (std::size_t h = 0; h < result.served.size(); ++h) {
      result.served[h] += judge.served()[h];
      result.sole_source[h] += judge.sole()[h];
    }
  }
  doubt_failures(city, params, slack, result, job.part(0.55, 0.6));
  take_checks(city, params, result.buildings);
  result.overrides = override_verdicts(city, params, slack, result.buildings);
  mark_study_area(city, result.buildings, job.part(0.6, 0.65));
  result.land = land_cover(city, result.usable, params.radius_m, job.part(0.65, 0.65));
  result.repair_gains =
      repair_gains(city, params, slack, result.usable, result.buildings, job.part(0.65, 0.66));
  result.repaired_together =
      repaired_together(city, params, slack, result.usable, result.buildings, job.part(0.66, 0.67));
  result.worth =
      repair_worth(city, params, result.usable,
                   in_study_area(result.repaired_together, result.buildings), job.part(0.67, 0.67));
  result.gaps = find_gaps(city, params, result.buildings, job.part(0.67, 1));
  return result;
}

}  // namespace firebreak
