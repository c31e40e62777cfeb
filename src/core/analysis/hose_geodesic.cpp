#include "core/analysis/hose_geodesic.hpp"

#include <algorithm>
#include <array>

#include "core/analysis/geodesic_ways.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_ids.hpp"
#include "core/analysis/hydrant_points.hpp"
#include "core/base/parallel.hpp"

namespace firebreak {

namespace {

/// The shortest ways found so far: one set per thread, joined afterwards.
struct Shortest {
  std::vector<float> place_m;
  std::vector<GeodesicLay> building;

  Shortest(std::size_t places, std::size_t buildings)
      : place_m(places, HoseField::infinite), building(buildings) {}
};

}  // namespace

std::string_view geodesic_reach_name(HoseGeodesic::Reach reach) {
  static constexpr std::array<std::string_view, 5> names{"full", "marginal", "partly", "none",
                                                         "unknown"};
  return names[static_cast<std::size_t>(reach)];
}

std::vector<HoseSaid> said_of(const City& city, const HoseGeodesic::Params& params,
                              std::span<const HoseGeodesic::Way> ways) {
  using Reach = HoseGeodesic::Reach;
  std::vector<HoseSaid> said(ways.size());
  for (std::size_t b = 0; b < ways.size(); ++b) {
    if ((*city.buildings)[b].obstacle_only) continue;
    const bool partly = ways[b].reach == Reach::partly && !params.any_part;
    said[b].unreached = ways[b].reach == Reach::none;
    said[b].role = said[b].unreached || partly ? GapRole::failing : GapRole::other;
    said[b].open_share = 1 - ways[b].share_most;
    said[b].lay_m = ways[b].lay_m;
  }
  return said;
}

HoseGeodesic::Result HoseGeodesic::run(const City& city, const Params& params, const Job& job) {
  check(params, HydrantCoverage::id);
  Result result;
  result.buildings.resize(city.buildings->size());
  if (city.hydrants->empty()) return result;
  const HydrantPoints sources(city, usable_hydrants(city, params.sources));
  const std::vector<std::uint32_t> ranks = hydrant_ranks(city);
  const FacadePlaces places(city, params, job.part(0, 0.1));
  const HoseBarriers barriers(city);
  const double reach_m = geodesic_reach_m(params);
  std::vector<HoseField> fields(job.threads(), HoseField(city, barriers, reach_m));
  std::vector<Shortest> found(job.threads(), Shortest(places.at.size(), city.buildings->size()));
  parallel_for(job.part(0.1, 0.9), sources.at.size(), 1, "Laying hoses round buildings",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 Shortest& mine = found[thread];
                 for (std::size_t i = begin; i < end; ++i) {
                   const auto note = [&](std::uint32_t b, std::uint32_t p, float way_m) {
                     mine.place_m[p] = std::min(mine.place_m[p], way_m);
                     const GeodesicLay lay{way_m, sources.hydrant[i]};
                     if (shorter(lay, mine.building[b], ranks)) mine.building[b] = lay;
                   };
                   each_way_from(sources.at[i], city, places, reach_m, fields[thread], note);
                 }
               });
  Shortest& all = found.front();
  for (std::size_t t = 1; t < found.size(); ++t) {
    for (std::size_t p = 0; p < all.place_m.size(); ++p)
      all.place_m[p] = std::min(all.place_m[p], found[t].place_m[p]);
    for (std::size_t b = 0; b < all.building.size(); ++b)
      if (shorter(found[t].building[b], all.building[b], ranks))
        all.building[b] = found[t].building[b];
  }
  for (std::size_t b = 0; b < result.buildings.size(); ++b)
    result.buildings[b] = judged_way(places, b, places.of(b, all.place_m), all.building[b], params);
  result.gaps = hose_gaps(city, HoseModel::round_obstacles, said_of(city, params, result.buildings),
                          params.gaps, job.part(0.9, 1));
  return result;
}

}  // namespace firebreak
