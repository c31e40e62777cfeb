#include "core/analysis/hose_geodesic.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/analysis/facade.hpp"
#include "core/analysis/hose_field.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_ids.hpp"
#include "core/analysis/radius_judge.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using Params = HoseGeodesic::Params;
using Reach = HoseGeodesic::Reach;
using Way = HoseGeodesic::Way;

constexpr double facade_step_m = 2;
constexpr std::uint32_t none = UINT32_MAX;

/// Places of the exposed facades, building by building, with the length each stands for.
struct FacadePlaces {
  std::vector<std::uint32_t> first{0};  ///< per building
  std::vector<Xy> at;
  std::vector<float> length_m;
  /// Per building: it has no facade of its own, these are those of the buildings it adjoins.
  std::vector<std::uint8_t> through_adjoining;

  FacadePlaces(const City& city, const Params& params, const Job& job) {
    const std::size_t count = city.buildings->size();
    constexpr std::size_t chunk = 256;
    std::vector<Part> parts((count + chunk - 1) / chunk);
    through_adjoining.resize(count);
    std::vector<FacadeFinder> finders(
        job.threads(), FacadeFinder(*city.buildings, {params.party_wall_m, params.courtyard_m}));
    parallel_for(job, count, chunk, "Measuring facades",
                 [&](std::size_t begin, std::size_t end, unsigned thread) {
                   Part& part = parts[begin / chunk];
                   std::vector<WallPiece> walls;
                   for (std::size_t b = begin; b < end; ++b) {
                     find_walls(city, b, finders[thread], walls);
                     for (const WallPiece& wall : walls) part.add(wall);
                     part.ends.push_back(part.at.size());
                   }
                 });
    for (const Part& part : parts) {
      const std::size_t before = at.size();
      at.insert(at.end(), part.at.begin(), part.at.end());
      length_m.insert(length_m.end(), part.length_m.begin(), part.length_m.end());
      for (const std::size_t end : part.ends)
        first.push_back(static_cast<std::uint32_t>(before + end));
    }
  }

 private:
  /// The places of some buildings that follow each other.
  struct Part {
    std::vector<Xy> at;
    std::vector<float> length_m;
    std::vector<std::size_t> ends;  ///< per building

    void add(const WallPiece& wall) {
      const double length = distance_m(wall.a, wall.b);
      const double pieces = std::max(1.0, std::ceil(length / facade_step_m));
      for (double i = 0; i < pieces; ++i) {
        at.push_back(wall.a + ((i + 0.5) / pieces) * (wall.b - wall.a));
        length_m.push_back(static_cast<float>(length / pieces));
      }
    }
  };

  void find_walls(const City& city, std::size_t b, FacadeFinder& finder,
                  std::vector<WallPiece>& walls) {
    walls.clear();
    if ((*city.buildings)[b].obstacle_only || city.buildings->shapes.boxes[b].empty()) return;
    finder.append_exposed(b, walls);
    if (total_length_m(walls) >= least_facade_m) return;
    walls.clear();
    finder.append_adjoining(b, walls);
    through_adjoining[b] = 1;
  }
};

/// The shortest ways found so far: one set per thread, joined afterwards.
struct Shortest {
  struct Lay {
    float way_m = HoseField::infinite;
    std::uint32_t hydrant = none;
  };
  std::vector<float> place_m;
  std::vector<Lay> building;

  Shortest(std::size_t places, std::size_t buildings)
      : place_m(places, HoseField::infinite), building(buildings) {}
};

Way judged(const FacadePlaces& places, std::size_t b, const Shortest& shortest,
           const Params& params) {
  const double sure_m = params.radius_m / params.hose_slack;
  const double most_m = HoseField::stretch * (sure_m + HoseField::snap_m);
  Way way;
  double all_m = 0;
  double sure = 0;
  double most = 0;
  for (auto i = places.first[b]; i < places.first[b + 1]; ++i) {
    const auto metres = static_cast<double>(places.length_m[i]);
    const auto hose_m = static_cast<double>(shortest.place_m[i]);
    all_m += metres;
    if (hose_m <= sure_m) sure += metres;
    if (hose_m <= most_m) most += metres;
  }
  if (!(all_m > 0)) return way;
  constexpr double all = 0.999;  // algorithms 2.3, samples
  way.share = sure / all_m;
  way.share_most = most / all_m;
  way.reach = way.share >= all        ? Reach::full
              : way.share_most >= all ? Reach::marginal
              : way.share_most > 0    ? Reach::partly
                                      : Reach::none;
  const Shortest::Lay& lay = shortest.building[b];
  if (lay.hydrant != none && places.through_adjoining[b] == 0) {
    way.lay_m = params.hose_slack * static_cast<double>(lay.way_m);
    way.hydrant = Id<Hydrant>{lay.hydrant};
  }
  return way;
}

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
  const auto shorter = [&](const Shortest::Lay& a, const Shortest::Lay& b) {
    if (a.way_m != b.way_m || a.hydrant == none) return a.way_m < b.way_m;
    return b.hydrant == none || ranks[a.hydrant] < ranks[b.hydrant];
  };
  const FacadePlaces places(city, params, job.part(0, 0.1));
  const HoseBarriers barriers(city);
  const double reach_m =
      HoseField::stretch * (params.radius_m / params.hose_slack) + 2 * HoseField::snap_m;
  std::vector<HoseField> fields(job.threads(), HoseField(city, barriers, reach_m));
  std::vector<Shortest> found(job.threads(), Shortest(places.at.size(), city.buildings->size()));
  parallel_for(job.part(0.1, 0.9), sources.at.size(), 1, "Laying hoses round buildings",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 Shortest& mine = found[thread];
                 for (std::size_t i = begin; i < end; ++i) {
                   const Xy at = sources.at[i];
                   fields[thread].spread(at);
                   city.buildings->index.in_box(Box{at, at}.grown(reach_m), [&](std::uint32_t b) {
                     for (auto p = places.first[b]; p < places.first[b + 1]; ++p) {
                       if (distance2_m2(places.at[p], at) > reach_m * reach_m) continue;
                       const auto way_m = static_cast<float>(fields[thread].to(places.at[p]));
                       mine.place_m[p] = std::min(mine.place_m[p], way_m);
                       if (!(way_m < HoseField::infinite)) continue;
                       const Shortest::Lay lay{way_m, sources.hydrant[i]};
                       if (shorter(lay, mine.building[b])) mine.building[b] = lay;
                     }
                   });
                 }
               });
  Shortest& all = found.front();
  for (std::size_t t = 1; t < found.size(); ++t) {
    for (std::size_t p = 0; p < all.place_m.size(); ++p)
      all.place_m[p] = std::min(all.place_m[p], found[t].place_m[p]);
    for (std::size_t b = 0; b < all.building.size(); ++b)
      if (shorter(found[t].building[b], all.building[b])) all.building[b] = found[t].building[b];
  }
  for (std::size_t b = 0; b < result.buildings.size(); ++b)
    result.buildings[b] = judged(places, b, all, params);
  result.gaps = hose_gaps(city, HoseModel::round_obstacles, said_of(city, params, result.buildings),
                          params.gaps, job.part(0.9, 1));
  return result;
}

}  // namespace firebreak
