#pragma once

#include <algorithm>
#include <memory>
#include <random>
#include <utility>
#include <vector>

#include "support/lane_town.hpp"

namespace firebreak::test {

/// A random village on a grid of 100 m: a tree of roads and a few more, some narrow, some of
/// unknown width; houses along them, also at corners.
inline CityBuilder random_village(unsigned seed, unsigned more_roads = 4) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  constexpr unsigned side = 5;
  const auto place = [](unsigned node) {
    return Xy{100.0 * (node % side), 100.0 * static_cast<double>(node / side)};
  };
  std::vector<std::pair<unsigned, unsigned>> ends;
  for (unsigned node = 1; node < side * side; ++node) {
    const bool left = node % side != 0 && (node < side || below(2) == 0);
    ends.emplace_back(left ? node - 1 : node - side, node);
  }
  for (unsigned i = 0; i < more_roads; ++i) {
    const unsigned node = below(side * side);
    if (node % side + 1 < side) ends.emplace_back(node, node + 1);
  }
  std::ranges::sort(ends);
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  CityBuilder town;
  for (const auto& [from, to] : ends) {
    const unsigned kind = below(10);
    town.road({place(from), place(to)}, kind == 0 ? declared(2) : kind == 1 ? Road{} : declared(5));
    for (unsigned houses = below(3); houses > 0; --houses) {
      const Xy at = place(from) + (0.05 + 0.09 * below(11)) * (place(to) - place(from));
      town.rectangle(at.x_m + 4, at.y_m + 4, at.x_m + 12, at.y_m + 12);
    }
  }
  const Xy station = place(below(side * side));
  town.station(station.x_m, station.y_m);
  surround(town);
  return town;
}

/// The same with more roads, half of which are driven one way.
inline City one_way_village(unsigned seed) {
  City city = random_village(seed, 24).build();
  std::mt19937 random(seed);
  auto roads = std::make_shared<Table<Road>>(*city.roads);
  for (std::size_t r = 0; r + 4 < roads->size(); ++r) {
    const auto kind = random() % 4;
    if (kind < 2) roads->rows[r].one_way = kind == 0 ? OneWay::forward : OneWay::backward;
  }
  city.roads = roads;
  std::vector<Issue> issues;
  city.network = std::make_shared<const RoadNetwork>(
      build_network(*city.roads, issues, Job({}, {}, 1), city.buildings.get()));
  return city;
}

inline Lanes::Params village_params() {
  Lanes::Params params = bare();
  params.data_reach_m = 10;
  params.access_m = 30;
  return params;
}

inline Lanes::Params one_way_params() {
  Lanes::Params params = village_params();
  params.obey_one_way = true;
  return params;
}

}  // namespace firebreak::test
