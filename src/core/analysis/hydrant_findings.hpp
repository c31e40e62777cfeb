#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/base/text.hpp"
#include "core/model/finding.hpp"

namespace firebreak {

/// What the failing buildings of a gap lack. Those that a check on site makes fail, whatever is
/// drawn, are neither unreached nor reached in part.
struct HydrantGapCounts {
  std::size_t unreached = 0;  ///< no part of the facade is within the radius
  std::size_t in_part = 0;
  std::size_t repaired = 0;  ///< of all: those that fail no more once all that await repair work
};
/// Why it is a gap, with its figures.
std::string hydrant_gap_reason(double radius_m, const HydrantGapCounts& counts, Language in);

/// How far the buildings of a gap are from water.
struct GapReach {
  std::optional<double> worst_m;    ///< the building farthest from its nearest hydrant
  std::optional<double> nearest_m;  ///< the building nearest to one
  std::string_view nearest_id;
  std::uint32_t worst_building = 0;
  HydrantGapCounts counts{};
  bool in_study_area = false;
};
GapReach reach_of(const City& city, const HydrantCoverage::Result& result, const CoverageGap& gap);

/// A suspected finding for every gap in the study area, graded, with what would close it.
/// `reaches` has one entry per gap.
std::vector<Finding> gap_findings(const City& city, const HydrantCoverage::Params& params,
                                  const HydrantCoverage::Result& result,
                                  std::span<const GapReach> reaches);

}  // namespace firebreak
