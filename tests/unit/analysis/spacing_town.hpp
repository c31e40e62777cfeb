#pragma once

#include "core/analysis/hydrant_spacing.hpp"
#include "support/road_town.hpp"

namespace firebreak::test {

/// The spacing of a town as drawn, whatever its accuracy.
inline HydrantSpacing::Result spacing_of(const City& city) {
  HydrantSpacing::Params params;
  params.ignore_accuracy = true;
  return HydrantSpacing::run(city, params, Job{});
}
inline HydrantSpacing::Result spacing_of(const CityBuilder& town) {
  return spacing_of(with_network(town));
}

/// Street too far from a hydrant, in all gaps.
inline double red_m(const HydrantSpacing::Result& result) {
  double sum = 0;
  for (const auto& gap : result.gaps) sum += gap.red_m;
  return sum;
}

}  // namespace firebreak::test
