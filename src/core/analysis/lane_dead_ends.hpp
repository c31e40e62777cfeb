#pragma once

#include <vector>

#include "core/analysis/lane_judging.hpp"
#include "core/analysis/lanes.hpp"
#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// Finds the dead ends of fire lanes and judges whether an engine can turn at their ends
/// (algorithms 3.8; GB 50016-2014 7.1.9), from the lanes that were judged; fills `dead_ends`.
///
/// Lanes that the engine surely cannot pass are not there: in front of them a lane ends. A station,
/// and a road that may lead on beyond the data (`ways_from_outside`), are no ends. The length is
/// that back to the first junction with a branch to turn by (dead_ends.hpp).
///
/// A dead end longer than `dead_end_m` needs room: the largest circle that holds a place of its
/// last 20 m and nothing that stands there (turning_room.hpp) is set against the square of
/// `turnaround_m` (for certain the square is in its circumscribed circle and its inscribed circle
/// in it; between the two it is to be measured) and against `turnaround_circle_m`; either is
/// enough. Codes that ask for a circle take a hammerhead as well (IFC table D103.4), which is not
/// looked for: a smaller circle is to be measured, and only one narrower than a lane fails. Where
/// no carriageway is drawn, the circle lies between what is drawn: too small a one fails, for a
/// larger one nobody knows whether an engine can drive there.
void find_dead_ends(const City& city, const Lanes::Params& params, const LaneJudging& judging,
                    Lanes::Result& result, const Job& job);

/// The centre line of a dead end from its end back, at most so much of it.
std::vector<Xy> course_back(const RoadNetwork& network, const Lanes::DeadEnd& dead_end,
                            double most_m);

/// How a dead end with this room at its end is judged; `margin_m` is 1.5 sigma of the room,
/// `length_margin_m` of the length.
void judge_dead_end(const Lanes::Params& params, double margin_m, double length_margin_m,
                    Lanes::DeadEnd& dead_end);

}  // namespace firebreak
