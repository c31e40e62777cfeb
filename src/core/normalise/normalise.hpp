#pragma once

#include <optional>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/city.hpp"
#include "core/model/departments.hpp"
#include "core/model/land_class.hpp"
#include "core/normalise/field_checks.hpp"
#include "core/normalise/intake.hpp"

namespace firebreak {

/// How exact a source is when nobody says so, by its kind (product.md 7.7): one sigma of a
/// position, and of a distance between two neighbours.
struct Accuracy {
  double position_m = 2;
  double relative_m = 0.7;
};
Accuracy default_accuracy(const RawLayer& raw);

struct NormaliseOptions {
  std::optional<Crs> crs;                    ///< to measure in; empty: chosen by the data
  FieldCheckFile checks{};                   ///< what was found on site; empty: nothing
  std::vector<VerdictOverride> overrides{};  ///< verdicts that persons set
  Departments departments{};                 ///< who answers for key sites of which nobody says it
  LandClasses land_classes{};                ///< what the codes of the land survey stand for
  /// What happens to sources whose CRS nobody knows: refused, or set aside and reported. Either way
  /// with what may be proposed.
  bool refuse_unplaced = true;
};

/// The immutable city that all analyses read, made of what files say: coordinates moved into one
/// metric grid, geometry checked and repaired, values read, duplicates found, roads noded. Every
/// defect is an issue, none stops the run; records read are used or set aside, and counted. The
/// result depends neither on the number of threads nor, but for the order of equal places, on the
/// order of the records. Throws `Error` (file) for a source whose coordinates mean nothing, `Error`
/// (usage) for a CRS that cannot be measured in, `Cancelled`.
City normalise(std::vector<SourceLayer> layers, const NormaliseOptions& options, const Job& job);

}  // namespace firebreak
