#pragma once

#include <array>

#include "core/analysis/lanes.hpp"
#include "core/normalise/roads.hpp"
#include "support/city_builder.hpp"

/// Small towns to judge lanes and ways in by.
namespace firebreak::test {

inline City with_network(const CityBuilder& town) {
  City city = town.build();
  std::vector<Issue> issues;
  city.network = std::make_shared<const RoadNetwork>(
      build_network(*city.roads, issues, Job({}, {}, 1), city.buildings.get()));
  return city;
}

/// Roads all around, far away and joined to nothing: what lies inside is not at the edge of the
/// road data.
inline void surround(CityBuilder& town) {
  const std::array<Xy, 4> corners{Xy{-2000, -2000}, {3000, -2000}, {3000, 2000}, {-2000, 2000}};
  for (std::size_t i = 0; i < 4; ++i) town.road({corners[i], corners[(i + 1) % 4]}, {});
}

inline Lanes::Params bare() {
  Lanes::Params params;
  params.ignore_accuracy = true;
  return params;
}

inline Lanes::Result judged(const City& city, const Lanes::Params& params = bare(),
                            unsigned threads = 1) {
  return Lanes::run(city, params, Job({}, {}, threads));
}

/// A street along x between two rows of houses `gap_m` apart.
inline CityBuilder street(double gap_m, const Road& road = {}) {
  CityBuilder town;
  town.road({{0, 0}, {100, 0}}, road);
  town.rectangle(-20, gap_m / 2, 120, gap_m / 2 + 10);
  town.rectangle(-20, -gap_m / 2 - 10, 120, -gap_m / 2);
  return town;
}

inline Road declared(double width_m) {
  Road road;
  road.width_m = static_cast<float>(width_m);
  return road;
}

inline Obstacle gate(Opening opening) {
  Obstacle o;
  o.kind = ObstacleKind::gate;
  o.opening = opening;
  return o;
}

}  // namespace firebreak::test
