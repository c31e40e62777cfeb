#pragma once

#include "core/analysis/lanes.hpp"
#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// Finds how far the fire lanes lie apart (algorithms 3.8; GB 50016-2014 7.1.1), from the lanes
/// that were judged: fills `blocks` and `block_shapes` with the faces between lanes that the engine
/// may get through, for all that is known, that hold a building. Tunnels and motorways bound no
/// block: nobody works from them.
///
/// The depth of a block is the diameter of the largest circle in it that no such lane touches, dead
/// ends in it included. Deeper than the rule it fails; with lanes that surely let the engine
/// through alone around it and in it, and no deeper, it passes; else it is unknown. Nothing without
/// a rule.
void find_lane_blocks(const City& city, const Lanes::Params& params, Lanes::Result& result,
                      const Job& job);

}  // namespace firebreak
