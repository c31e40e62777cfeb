#pragma once

#include <cstdint>

#include "core/analysis/lanes.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// What the edits of a plan do to a lane as it is drawn; neither: it lets the same through.
struct LaneChange {
  bool worse = false;   ///< in one respect at least
  bool better = false;  ///< in one respect at least
};

/// How a segment of the network became another lane.
LaneChange lane_change(const City& city, const Lanes::Params& params, std::uint32_t segment,
                       const Lanes::Lane& before, const Lanes::Lane& after);

/// True if the first of two judgements of one lane lets less through than the second.
bool lets_less_through(const Lanes::Lane& a, const Lanes::Lane& b);

/// Makes a lane one of which no more is sure than of `other`, and that may let no more through.
void bound_above(Lanes::Lane& lane, const Lanes::Lane& other);

/// Makes a lane one that lets through what `other` does, as surely.
void bound_below(Lanes::Lane& lane, const Lanes::Lane& other);

}  // namespace firebreak
