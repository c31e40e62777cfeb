#include "core/analysis/geodesic_ways.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

constexpr double facade_step_m = 2;

/// The places of some buildings that follow each other.
struct FacadePart {
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

/// The walls that a building is reached at. True if they are those of the buildings it adjoins.
bool find_walls(const City& city, std::size_t b, FacadeFinder& finder,
                std::vector<WallPiece>& walls) {
  walls.clear();
  if ((*city.buildings)[b].obstacle_only || city.buildings->shapes.boxes[b].empty()) return false;
  finder.append_exposed(b, walls);
  if (total_length_m(walls) >= least_facade_m) return false;
  walls.clear();
  finder.append_adjoining(b, walls);
  return true;
}

}  // namespace

FacadePlaces::FacadePlaces(const City& city, const HoseGeodesic::Params& params, const Job& job) {
  const std::size_t count = city.buildings->size();
  constexpr std::size_t chunk = 256;
  std::vector<FacadePart> parts((count + chunk - 1) / chunk);
  through_adjoining.resize(count);
  std::vector<FacadeFinder> finders(
      job.threads(), FacadeFinder(*city.buildings, {params.party_wall_m, params.courtyard_m}));
  parallel_for(job, count, chunk, "Measuring facades",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 FacadePart& part = parts[begin / chunk];
                 std::vector<WallPiece> walls;
                 for (std::size_t b = begin; b < end; ++b) {
                   through_adjoining[b] = find_walls(city, b, finders[thread], walls);
                   for (const WallPiece& wall : walls) part.add(wall);
                   part.ends.push_back(part.at.size());
                 }
               });
  for (const FacadePart& part : parts) {
    const std::size_t before = at.size();
    at.insert(at.end(), part.at.begin(), part.at.end());
    length_m.insert(length_m.end(), part.length_m.begin(), part.length_m.end());
    for (const std::size_t end : part.ends)
      first.push_back(static_cast<std::uint32_t>(before + end));
  }
}

bool shorter(const GeodesicLay& a, const GeodesicLay& b, std::span<const std::uint32_t> ranks) {
  constexpr std::uint32_t none = GeodesicLay::none;
  if (a.way_m != b.way_m || a.hydrant == none) return a.way_m < b.way_m;
  return b.hydrant == none || ranks[a.hydrant] < ranks[b.hydrant];
}

double geodesic_reach_m(const HoseGeodesic::Params& params) {
  return HoseField::stretch * (params.radius_m / params.hose_slack) + 2 * HoseField::snap_m;
}

HoseGeodesic::Way judged_way(const FacadePlaces& places, std::size_t building,
                             std::span<const float> place_m, const GeodesicLay& lay,
                             const HoseGeodesic::Params& params) {
  using Reach = HoseGeodesic::Reach;
  const double sure_m = params.radius_m / params.hose_slack;
  const double most_m = HoseField::stretch * (sure_m + HoseField::snap_m);
  const auto length_m = places.of(building, places.length_m);
  HoseGeodesic::Way way;
  double all_m = 0;
  double sure = 0;
  double most = 0;
  for (std::size_t i = 0; i < length_m.size(); ++i) {
    const auto metres = static_cast<double>(length_m[i]);
    const auto hose_m = static_cast<double>(place_m[i]);
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
  if (lay.hydrant != GeodesicLay::none && places.through_adjoining[building] == 0) {
    way.lay_m = params.hose_slack * static_cast<double>(lay.way_m);
    way.hydrant = Id<Hydrant>{lay.hydrant};
  }
  return way;
}

}  // namespace firebreak
