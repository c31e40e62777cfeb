#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/assessment.hpp"
#include "core/base/text.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/scenario.hpp"

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

/// The figures of one management unit, or of what lies in none (`outside_all_units`), that both
/// runs count in `unit_summary` and that differ; none where one of them has no such row.
std::vector<FigureChange> changed_unit_figures(const Assessment& base, const Assessment& plan,
                                               std::string_view unit);

/// One of two runs that are compared: its results, the city they were made from, and the plan whose
/// edits made that city.
struct ComparedRun {
  const Assessment& run;
  const City* city = nullptr;          ///< null: not known; edits are then told by their ids alone
  const Scenario* scenario = nullptr;  ///< null: the city as it is
};

/// Layer `changed_buildings`: one row per building whose hydrant verdict, coverage, class of water
/// supply, way in, lane verdict or risk level differs between two runs over the same buildings: its
/// id, what changed, before, after, whether that is better or worse, and why: a sentence in the
/// language named with figures of both runs and the edits that did it, and the ids of what these
/// edited. A building with two changes has two rows. Buildings are told apart by id; those of one
/// run only are left out. Throws `Cancelled`.
FeatureTable changed_buildings(const ComparedRun& base, const ComparedRun& plan, Language in,
                               const Job& job);

}  // namespace firebreak
