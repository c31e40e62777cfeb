#pragma once

#include "core/analysis/compounds.hpp"

namespace firebreak {

/// Fills in the width, the height and the verdicts of an entrance whose place, gate and lane are
/// known. A gate decides by itself; without one the lane does, where it is narrowest. Height limits
/// and arches within 5 m of it count. A height that nobody recorded limits nothing.
void judge_entrance(const City& city, const Lanes::Params& judged, const Lanes::Result& lanes,
                    Compounds::Entrance& entrance);

}  // namespace firebreak
