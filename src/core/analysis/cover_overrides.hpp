#pragma once

#include <vector>

#include "core/analysis/cover_judge.hpp"
#include "core/analysis/overrides.hpp"

namespace firebreak {

/// How verdicts on the radius are overridden: last, over what was computed or found on site. All
/// must outlive what is returned.
OverrideHooks cover_override_hooks(const City& city, const HydrantCoverage::Params& params,
                                   const CoverSources& sources, const DistanceSlack& slack,
                                   std::vector<HydrantCoverage::Cover>& covers);

}  // namespace firebreak
