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

std::vector<std::optional<std::uint32_t>> repair_gains(
    const City& city, const HydrantCoverage::Params& params, const DistanceSlack& slack,
    std::span<const std::uint8_t> usable, std::span<const HydrantCoverage::Cover> covers,
    const Job& job) {
  std::vector<std::optional<std::uint32_t>> gains(city.hydrants->size());
  std::vector<std::uint8_t> spares(city.hydrants->size());
  std::vector<std::uint32_t> broken;
  for (std::uint32_t h = 0; h < spares.size(); ++h) {
    const Hydrant& hydrant = (*city.hydrants)[h];
    if (!awaits_repair(hydrant) || (params.exclude_doubtful && hydrant.doubtful_position)) continue;
    spares[h] = 1;
    broken.push_back(h);
  }
  if (broken.empty()) return gains;
  const HydrantPoints points(city, usable, spares);
  std::vector<RadiusJudge> judges(job.threads(), RadiusJudge(city, params, points, slack));
  const auto fails = [&](std::uint32_t b) {
    return covers[b].verdict == Verdict::fail &&
           covers[b].reason != HydrantCoverage::Reason::checked_beyond;
  };
  parallel_for(job, broken.size(), 4, "Weighing repairs",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 RadiusJudge& judge = judges[thread];
                 for (std::size_t i = begin; i < end; ++i) {
                   const Xy at = (*city.hydrants)[broken[i]].at;
                   const Box reach = Box{at, at}.grown(params.radius_m + slack.largest());
                   judge.let_count(broken[i]);
                   std::uint32_t gain = 0;
                   city.buildings->index.in_box(reach, [&](std::uint32_t b) {
                     if (fails(b) && judge.judge(b).verdict != Verdict::fail) ++gain;
                   });
                   gains[broken[i]] = gain;
                 }
               });
  return gains;
}

}  // namespace firebreak
