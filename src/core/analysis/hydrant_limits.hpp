#pragma once

#include <array>
#include <string_view>

#include "core/analysis/hydrant_coverage.hpp"

/// Limits that a code sets for some buildings beside the one radius that all are held to.
namespace firebreak {

/// The keys of these limits in a profile.
inline constexpr std::array<std::string_view, 3> other_limit_keys{
    "hydrants.dwelling_radius_m", "hydrants.commercial_radius_m", "hydrants.outside_radius_m"};

/// Says which of them the code has and how many verdicts hang on each, as notices and figures;
/// nothing where none does.
void say_other_limits(const City& city, const HydrantCoverage::Params& params,
                      const HydrantCoverage::Result& result, const Profile& profile,
                      AnalysisOutput& out);

}  // namespace firebreak
