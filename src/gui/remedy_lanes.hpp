#pragma once

#include <optional>
#include <string>

#include "gui/document.hpp"

namespace firebreak::gui {

/// The width that the rules in use ask of a lane.
double lane_width_wanted_m(const Document& document);

/// Takes away every obstacle on record that makes the lane at a place narrow; the lane is that of
/// the pinch point there, else the nearest one. Says what was done, or what stands there that
/// cannot be cleared: then, unless something else than its width stops the engine, the id of the
/// lane, which can only be made wider.
std::optional<std::string> clear_lane_at(Document& document, Xy at, double reach_m);

/// What is the matter with a lane besides its width, so that making it so wide does not help, in
/// words that name what stops the engine; empty where a wider lane is what is wanting, or the lanes
/// are not judged.
QString widening_caveat(const Document& document, const std::string& lane_id, double width_m);

/// Makes the lane at a place so wide, and says so where that is no help.
void widen_lane_at(Document& document, Xy at, double reach_m, double width_m);

}  // namespace firebreak::gui
