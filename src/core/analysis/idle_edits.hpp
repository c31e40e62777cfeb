#pragma once

#include <string>
#include <vector>

#include "core/analysis/comparison.hpp"

namespace firebreak {

/// A sentence for each lane that the plan makes wider, and the other run does not, without moving a
/// verdict: neither that of the lane nor, by `changed` (`changed_buildings`), that of a building.
/// It says how the lane is judged still, and why.
std::vector<std::string> idle_widenings(const ComparedRun& base, const ComparedRun& plan,
                                        const FeatureTable& changed, Language in);

}  // namespace firebreak
