#pragma once

#include <string>
#include <vector>

#include "core/normalise/intake.hpp"

namespace firebreak {

/// What a person may want to confirm about the units of a layer, in the present language: bare
/// pressures whose size suggests kgf/cm2 or kPa (planner.md 5.4) while neither header nor project
/// names a unit. They are read so meanwhile, as an assumption.
std::vector<std::string> unit_questions(const SourceLayer& layer);

}  // namespace firebreak
