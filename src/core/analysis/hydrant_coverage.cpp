#include "core/analysis/hydrant_coverage.hpp"

#include "core/analysis/cover_checks.hpp"
#include "core/analysis/cover_judge.hpp"
#include "core/analysis/cover_overrides.hpp"
#include "core/analysis/hydrant_repairs.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using Params = HydrantCoverage::Params;
using Cover = HydrantCoverage::Cover;

/// Judges every building as it is drawn.
void judge_buildings(const City& city, const Params& params, const CoverSources& sources,
                     const DistanceSlack& slack, HydrantCoverage::Result& result, const Job& job) {
  struct Worker {
    CoverJudge judge;
    std::vector<std::uint32_t> served, sole;
  };
  const std::size_t hydrants = city.hydrants->size();
  std::vector<Worker> workers(
      job.threads(), {CoverJudge(city, params, sources, slack),
                      std::vector<std::uint32_t>(hydrants), std::vector<std::uint32_t>(hydrants)});
  parallel_for(job, result.buildings.size(), 1024, "Measuring hydrant distances",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 Worker& mine = workers[thread];
                 for (std::size_t b = begin; b < end; ++b) {
                   result.buildings[b] = mine.judge.judge(static_cast<std::uint32_t>(b));
                   for (const std::uint32_t h : mine.judge.serving()) ++mine.served[h];
                   if (const auto h = result.buildings[b].sole) ++mine.sole[h->value];
                 }
               });
  for (const Worker& worker : workers)
    for (std::size_t h = 0; h < hydrants; ++h) {
      result.served[h] += worker.served[h];
      result.sole_source[h] += worker.sole[h];
    }
}

void take_checks(const City& city, const Params& params, std::vector<Cover>& covers) {
  const bool edited = city.as_checked && city.as_checked->hydrants != city.hydrants;
  CoverChecks checks(city, edited ? city.as_checked.get() : nullptr, params);
  for (const BuildingCheck& check : city.checks->buildings)
    checks.settle(check, covers[check.building]);
}

/// What the repair of hydrants gives back, of each and of all together.
void weigh_repairs(const City& city, const Params& params, const CoverSources& sources,
                   const DistanceSlack& slack, HydrantCoverage::Result& result, const Job& job) {
  const std::size_t hydrants = city.hydrants->size();
  result.repair_gains.resize(hydrants);
  result.repaired_together.resize(result.buildings.size());
  if (sources.repairable() == nullptr) return;
  struct Worker {
    RepairJudge judge;
    std::vector<std::uint32_t> gains;
  };
  std::vector<Worker> workers(job.threads(), {RepairJudge(city, params, sources, slack),
                                              std::vector<std::uint32_t>(hydrants)});
  parallel_for(job, result.buildings.size(), 1024, "Weighing repairs",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 Worker& mine = workers[thread];
                 for (std::size_t b = begin; b < end; ++b) {
                   mine.judge.weigh(static_cast<std::uint32_t>(b), result.buildings[b]);
                   for (const std::uint32_t h : mine.judge.alone()) ++mine.gains[h];
                   result.repaired_together[b] = mine.judge.together();
                 }
               });
  for (std::uint32_t h = 0; h < hydrants; ++h) {
    if (!sources.awaits_repair(h)) continue;
    result.repair_gains[h] = 0;
    for (const Worker& worker : workers) *result.repair_gains[h] += worker.gains[h];
  }
}

/// What stands in harm's way where only one hydrant serves.
void weigh_sole_sources(const City& city, HydrantCoverage::Result& result, const Job& job) {
  result.sole_exposure.resize(city.hydrants->size());
  const auto exposures = exposure(city, job);
  for (std::size_t b = 0; b < exposures.size(); ++b)
    if (const auto h = result.buildings[b].sole) result.sole_exposure[h->value].add(exposures[b]);
}

std::vector<std::uint8_t> in_study_area(std::vector<std::uint8_t> flags,
                                        std::span<const Cover> covers) {
  for (std::size_t b = 0; b < flags.size(); ++b)
    if (covers[b].outside_study_area) flags[b] = 0;
  return flags;
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
  CoverageGaps found = coverage_gaps(city, roles, open_share, params.gap_rule(), job);
  for (std::uint32_t g = 0; g < found.gaps.size(); ++g)
    for (const auto b : found.gaps[g].buildings) covers[b].gap = g;
  return found;
}

}  // namespace

std::vector<std::uint8_t> outside_study_area(const City& city, const Job& job) {
  const Shapes& shapes = city.buildings->shapes;
  std::vector<std::uint8_t> outside(shapes.size());
  if (city.study_area->empty()) return outside;
  const Shapes& area = *city.study_area;
  const SpatialIndex index(area.boxes);
  parallel_for(job, outside.size(), 4096, "Clipping to the study area",
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t b = begin; b < end; ++b) {
                   if (shapes.boxes[b].empty()) continue;
                   const Xy at = interior_point(shapes, b);
                   bool inside = false;
                   index.in_box(Box{at, at},
                                [&](std::uint32_t a) { inside = inside || contains(area, a, at); });
                   outside[b] = !inside;
                 }
               });
  return outside;
}

HydrantCoverage::Result HydrantCoverage::run(const City& city, const Params& params,
                                             const Job& job) {
  check(params, id);
  Result result;
  result.usable = usable_hydrants(city, params.sources());
  result.buildings.resize(city.buildings->size());
  result.served.resize(city.hydrants->size());
  result.sole_source.resize(city.hydrants->size());

  const CoverSources sources(city, params);
  const DistanceSlack slack(city, params.ignore_accuracy);
  judge_buildings(city, params, sources, slack, result, job.part(0, 0.58));
  weigh_sole_sources(city, result, job.part(0.58, 0.6));
  take_checks(city, params, result.buildings);
  result.overrides =
      take_overrides(city, OverrideSubject::hydrant_radius,
                     cover_override_hooks(city, params, sources, slack, result.buildings));
  const auto outside = outside_study_area(city, job.part(0.6, 0.65));
  for (std::size_t b = 0; b < outside.size(); ++b)
    result.buildings[b].outside_study_area = outside[b] != 0;
  result.land = land_cover(city, result.usable, params.radius_m, job.part(0.65, 0.65));
  weigh_repairs(city, params, sources, slack, result, job.part(0.65, 0.67));
  result.worth =
      repair_worth(city, params, result.usable,
                   in_study_area(result.repaired_together, result.buildings), job.part(0.67, 0.67));
  result.gaps = find_gaps(city, params, result.buildings, job.part(0.67, 1));
  return result;
}

}  // namespace firebreak
