#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/analysis/overrides.hpp"
#include "core/base/job.hpp"
#include "core/model/city.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/finding.hpp"
#include "core/model/hydrant_target.hpp"
#include "core/model/profile.hpp"

namespace firebreak {

/// What one run of `assess` is to do. The profile holds the overrides and confirmations already.
struct AssessSettings {
  std::string title;  ///< of the city or project
  Profile profile;
  Vehicle engine;
  bool own_engine = false;        ///< it is of a file of the user's own
  std::vector<std::string> only;  ///< analysis ids; empty: all that the data allow
  bool ignore_accuracy = false;   ///< judge the bare numbers (`accuracy.ignore`)
  bool geodesic = false;          ///< measure the hose round obstacles too (algorithms 2.2, R2)
  bool public_edition = false;    ///< without persons, phones and hazardous positions
  std::vector<HydrantTarget> targets;  ///< local ones of the project
};

/// All results of a run, ready for files and lists.
struct Assessment {
  std::vector<FeatureTable> tables;  ///< layers in the order of the file
  std::vector<Finding> findings;
  std::vector<std::optional<Id<ManagementUnit>>> finding_units;  ///< one per finding
  std::vector<std::string> kinds_judged;   ///< kinds of finding that this run looked for
  RunRecord record;                        ///< without program, versions and date: the caller's
  std::vector<OverrideOutcome> overrides;  ///< what became of those of the city
};

/// Ids of the analyses there are, in the order they run.
const std::vector<std::string>& analysis_ids();

/// Every parameter key that an analysis knows or the profile names, sorted.
std::vector<std::string> known_keys(const Profile& profile);

/// Keys that an analysis reads straight from a profile that has them: no parameters, since other
/// codes know nothing of the kind. Sorted.
const std::vector<std::string>& profile_only_keys();

/// Runs the analyses over the city and assembles every table. An analysis whose data are missing
/// is skipped with a reason in the record; throws `Error` (file) if none can run or one named in
/// `only` cannot, `Error` (usage) for parameters that do not fit, `Error` (internal) if the results
/// contradict themselves (see invariants.hpp), `Cancelled`.
Assessment assess(const City& city, const AssessSettings& settings, const Job& job);

}  // namespace firebreak
