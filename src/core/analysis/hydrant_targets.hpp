#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/model/city.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/hydrant_target.hpp"

namespace firebreak {

/// A local target held against the hydrants of one unit, read both ways that such targets are read.
struct TargetReading {
  HydrantTarget target;
  std::optional<Id<ManagementUnit>> unit;  ///< none: the whole city, which has no units
  std::size_t owned = 0;                   ///< municipal hydrants that work
  /// Those of them that are new; none where neither a beginning nor a baseline is told. Between the
  /// two lie those of which nobody knows when they were built.
  std::optional<std::size_t> built_least;
  std::optional<std::size_t> built_most;

  std::size_t wanted() const { return static_cast<std::size_t>(target.hydrants); }
  std::size_t lacking(std::size_t there) const { return wanted() > there ? wanted() - there : 0; }
};

/// The targets unit by unit, in the order of the units; that of one unit goes before that of all.
/// With a baseline the hydrants above it are new; else those built from `since` on, and those that
/// a plan adds. Throws `Error` (usage) for a unit that there is not.
std::vector<TargetReading> read_targets(const City& city, std::span<const HydrantTarget> targets);

/// Columns of `unit_summary`: the target and what is lacking in either reading.
void add_target_columns(FeatureTable& unit_summary, std::span<const TargetReading> readings);

/// How many units meet their target in either reading, and what they lack together.
std::vector<KeyFigure> target_figures(std::span<const TargetReading> readings);

}  // namespace firebreak
