#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/departments.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/finding.hpp"

namespace firebreak::io {

/// Whose place a finding is in: the nested management units, largest first.
struct FindingUnit {
  std::string code;  ///< of the largest unit, begins the finding's number; empty: "CITY"
  std::string l1, l2, l3;
  std::string person, phone;
};

/// What a run knows for the tables `findings`, `projects` and `targets`.
struct LedgerInput {
  std::vector<Finding> findings;
  std::vector<FindingUnit> units;  ///< one per finding, or none at all
  Departments departments;         ///< who answers for new findings
  /// Kinds this run looked for; rows of other kinds are left as they are. Empty: all kinds.
  std::vector<std::string> kinds_judged;
  /// The file whose three tables are carried over; empty: the file that is replaced, if any.
  std::filesystem::path previous;
  /// Names and phones that the public edition must not hold, the longest first.
  std::vector<std::string> hidden_words;
};

}  // namespace firebreak::io
