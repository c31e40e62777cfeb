#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/model/finding.hpp"

namespace firebreak {

/// How far the buildings of a gap are from water.
struct GapReach {
  std::optional<double> worst_m;    ///< the building farthest from its nearest hydrant
  std::optional<double> nearest_m;  ///< the building nearest to one
  std::string_view nearest_id;
  std::uint32_t worst_building = 0;
  bool in_study_area = false;
};
GapReach reach_of(const City& city, const HydrantCoverage::Result& result, const CoverageGap& gap);

/// A suspected finding for every gap in the study area, graded, with what would close it.
/// `reaches` has one entry per gap.
std::vector<Finding> gap_findings(const City& city, const HydrantCoverage::Params& params,
                                  const HydrantCoverage::Result& result,
                                  std::span<const GapReach> reaches);

}  // namespace firebreak
