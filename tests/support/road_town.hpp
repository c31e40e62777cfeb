#pragma once

#include "core/normalise/roads.hpp"
#include "support/city_builder.hpp"

namespace firebreak::test {

/// The city with its road network built, as normalisation does.
inline City with_network(const CityBuilder& town) {
  City city = town.build();
  std::vector<Issue> issues;
  city.network = std::make_shared<RoadNetwork>(build_network(*city.roads, issues, Job{}));
  return city;
}

}  // namespace firebreak::test
