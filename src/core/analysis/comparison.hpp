#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/feature_table.hpp"

namespace firebreak {

/// One figure of two runs.
struct FigureChange {
  std::string name;
  std::string title;  ///< English, the key of its translation
  std::string unit;
  double base = 0;
  double plan = 0;
  friend bool operator==(const FigureChange&, const FigureChange&) = default;
};

/// The figures that both runs have and that differ, in the order of the plan's record.
std::vector<FigureChange> changed_figures(const RunRecord& base, const RunRecord& plan);

/// Layer `changed_buildings`: one row per building whose hydrant verdict, coverage, lane verdict,
/// way in or risk level differs between two tables `building_risk` of the same buildings: its id,
/// what changed, before, after, whether that is better or worse, the plan's reason.
/// A building with two changes has two rows. Buildings are told apart by id; those of one table
/// only are left out.
FeatureTable changed_buildings(const FeatureTable& base, const FeatureTable& plan);

}  // namespace firebreak
