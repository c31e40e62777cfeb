#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/comparison.hpp"
#include "core/geo/shape.hpp"

namespace firebreak {

/// An edit that one of two compared plans has and the other has not.
struct PlannedEdit {
  enum class About : std::uint8_t { water, lane, station };
  Edit edit;
  std::size_t number = 0;  ///< in its plan, from 1
  bool in_plan = true;     ///< false: only the run compared with has it
  About about = About::water;
  std::string name;  ///< of the street, for a lane; empty: it has none
  Shapes place;      ///< one feature in city metres, where it is and was; may be empty
  const std::string& target() const { return edit_target(edit); }
};

/// What the edits of two runs do not have in common, with the places where they act: those of the
/// plan first.
std::vector<PlannedEdit> edits_apart(const ComparedRun& base, const ComparedRun& plan);

/// The edits about one thing that lie within `reach_m` of a feature, nearest first.
std::vector<const PlannedEdit*> edits_near(std::span<const PlannedEdit> edits,
                                           PlannedEdit::About about, const Shapes& shapes,
                                           std::size_t feature, double reach_m);

/// "2. Obstacle cleared (car-3)", "1. Lane widened (Main Street)"; of an edit that only the other
/// run has: that this one lacks it.
std::string edit_told(const PlannedEdit& edit, Language in);

}  // namespace firebreak
