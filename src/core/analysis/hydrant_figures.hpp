#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_findings.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// Parameter whose clause stands behind the figures of the coverage.
inline constexpr std::string_view radius_key = "hydrants.radius_m";

/// Why a hydrant counts as a source or not: `usable`, or what keeps it out.
std::string_view source_code(const Hydrant& hydrant, const SourceRule& rule);

/// The key figures of the coverage, of what lies in the study area. `reaches`: one per gap.
std::vector<KeyFigure> hydrant_figures(const City& city, const HydrantCoverage::Params& params,
                                       const HydrantCoverage::Result& result,
                                       const Profile& profile, std::span<const GapReach> reaches);

}  // namespace firebreak
