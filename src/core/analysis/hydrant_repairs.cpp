#include "core/analysis/hydrant_repairs.hpp"

#include <cmath>

#include "core/base/parallel.hpp"

namespace firebreak {

bool awaits_repair(const Hydrant& hydrant) {
  const bool broken = hydrant.status == HydrantStatus::defective ||
                      hydrant.status == HydrantStatus::no_water ||
                      hydrant.status == HydrantStatus::blocked;
  return broken && !hydrant.duplicate_of && !hydrant.switched_off &&
         std::isfinite(hydrant.at.x_m) && std::isfinite(hydrant.at.y_m);
}

namespace {

/// The hydrants that repair would bring back to those that count.
std::vector<std::uint32_t> awaiting(const City& city, const HydrantCoverage::Params& params) {
  std::vector<std::uint32_t> broken;
  for (std::uint32_t h = 0; h < city.hydrants->size(); ++h) {
    const Hydrant& hydrant = (*city.hydrants)[h];
    if (awaits_repair(hydrant) && !(params.exclude_doubtful && hydrant.doubtful_position))
      broken.push_back(h);
  }
  return broken;
}

/// Of a building that was found wanting on site, or that a person set to fail, no repair says
/// anything.
bool fails_by_measure(const HydrantCoverage::Cover& cover) {
  return cover.verdict == Verdict::fail && !cover.computed &&
         cover.reason != HydrantCoverage::Reason::checked_beyond;
}

}  // namespace

std::vector<std::optional<std::uint32_t>> repair_gains(
    const City& city, const HydrantCoverage::Params& params, const DistanceSlack& slack,
    std::span<const std::uint8_t> usable, std::span<const HydrantCoverage::Cover> covers,
    const Job& job) {
  std::vector<std::optional<std::uint32_t>> gains(city.hydrants->size());
  const std::vector<std::uint32_t> broken = awaiting(city, params);
  if (broken.empty()) return gains;
  std::vector<std::uint8_t> spares(city.hydrants->size());
  for (const std::uint32_t h : broken) spares[h] = 1;
  const HydrantPoints points(city, usable, spares);
  std::vector<RadiusJudge> judges(job.threads(), RadiusJudge(city, params, points, slack));
  parallel_for(job, broken.size(), 4, "Weighing repairs",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 RadiusJudge& judge = judges[thread];
                 for (std::size_t i = begin; i < end; ++i) {
                   const Xy at = (*city.hydrants)[broken[i]].at;
                   const Box reach = Box{at, at}.grown(params.radius_m + slack.largest());
                   judge.let_count(broken[i]);
                   std::uint32_t gain = 0;
                   city.buildings->index.in_box(reach, [&](std::uint32_t b) {
                     if (fails_by_measure(covers[b]) && judge.judge(b).verdict != Verdict::fail)
                       ++gain;
                   });
                   gains[broken[i]] = gain;
                 }
               });
  return gains;
}

std::vector<std::uint8_t> repaired_together(const City& city, const HydrantCoverage::Params& params,
                                            const DistanceSlack& slack,
                                            std::span<const std::uint8_t> usable,
                                            std::span<const HydrantCoverage::Cover> covers,
                                            const Job& job) {
  std::vector<std::uint8_t> passes(covers.size());
  const std::vector<std::uint32_t> broken = awaiting(city, params);
  if (broken.empty()) return passes;
  std::vector<std::uint8_t> all(usable.begin(), usable.end());
  std::vector<std::uint8_t> touched(covers.size());
  for (const std::uint32_t h : broken) {
    all[h] = 1;
    const Xy at = (*city.hydrants)[h].at;
    city.buildings->index.in_box(
        Box{at, at}.grown(params.radius_m + slack.largest()),
        [&](std::uint32_t b) { touched[b] = fails_by_measure(covers[b]); });
  }
  const HydrantPoints points(city, all);
  std::vector<RadiusJudge> judges(job.threads(), RadiusJudge(city, params, points, slack));
  parallel_for(job, covers.size(), 1024, "Weighing repairs",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t b = begin; b < end; ++b)
                   passes[b] =
                       touched[b] != 0 &&
                       judges[thread].judge(static_cast<std::uint32_t>(b)).verdict != Verdict::fail;
               });
  return passes;
}

}  // namespace firebreak
