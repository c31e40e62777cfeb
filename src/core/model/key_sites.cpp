#include "core/model/key_sites.hpp"

#include <algorithm>
#include <tuple>

#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/model/accuracy.hpp"

namespace firebreak {

namespace {

/// Premises stand for a building that shares at least this much of its own or of their ground:
/// less is how two outlines miss each other.
constexpr double least_share = 0.1;

std::optional<std::uint32_t> building_near(const City& city, Xy at, Origin site) {
  const auto& buildings = *city.buildings;
  double reach_m = 0;  // the layers' sources may differ: the largest, then each by its own
  for (std::uint32_t s = 0; s < city.sources.size(); ++s)
    if (city.sources[s].role == Role::buildings && site.source < city.sources.size())
      reach_m = std::max(reach_m, marginal_sigmas * sigma_m(city, site, Origin{s, -1}));
  std::optional<std::uint32_t> best;
  std::tuple<double, double, std::uint32_t> least;
  buildings.index.in_box(Box{at, at}.grown(reach_m), [&](std::uint32_t b) {
    if (buildings[b].obstacle_only) return;
    const double away_m = distance_m(buildings.shapes, b, at);
    if (away_m > 0 && (buildings[b].origin.source >= city.sources.size() ||
                       away_m > marginal_sigmas * sigma_m(city, site, buildings[b].origin)))
      return;
    const std::tuple rank{away_m, area_m2(buildings.shapes, b), b};
    if (!best || rank < least) best = b, least = rank;
  });
  return best;
}

/// The building that shares most ground with feature `s` of the layer.
std::optional<std::uint32_t> building_under(const City& city, const Layer& sites, std::size_t s,
                                            const Geos& geos) {
  const auto& buildings = *city.buildings;
  Shapes site;
  site.add_copy(sites.shapes, s);
  std::optional<std::uint32_t> best;
  double most_m2 = 0;
  for (const std::uint32_t b : buildings.index.in_box(sites.shapes.boxes[s])) {
    if (buildings[b].obstacle_only) continue;
    Shapes building;
    building.add_copy(buildings.shapes, b);
    const Shapes both = geos.intersection(site, building);
    double shared_m2 = 0;
    for (std::size_t f = 0; f < both.size(); ++f) shared_m2 += area_m2(both, f);
    const double smaller_m2 = std::min(area_m2(building, 0), area_m2(site, 0));
    if (shared_m2 < least_share * smaller_m2) continue;
    if (shared_m2 > most_m2 || (best && shared_m2 == most_m2 && b < *best))
      best = b, most_m2 = shared_m2;
  }
  return best;
}

}  // namespace

std::vector<std::optional<std::uint32_t>> building_of_sites(const City& city, const Layer& sites) {
  std::vector<std::optional<std::uint32_t>> building(sites.shapes.size());
  std::optional<Geos> geos;
  for (std::size_t s = 0; s < building.size(); ++s) {
    if (sites.shapes.boxes[s].empty()) continue;
    if (area_m2(sites.shapes, s) > 0) {
      if (!geos) geos.emplace();
      building[s] = building_under(city, sites, s, *geos);
    }
    if (!building[s])
      building[s] = building_near(city, interior_point(sites.shapes, s),
                                  s < sites.origins.size() ? sites.origins[s] : Origin{});
  }
  return building;
}

}  // namespace firebreak
