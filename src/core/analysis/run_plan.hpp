#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/assessment.hpp"
#include "core/analysis/compounds.hpp"
#include "core/analysis/district_risk.hpp"
#include "core/analysis/hose_lay.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_spacing.hpp"
#include "core/analysis/lanes.hpp"
#include "core/analysis/water_ledger.hpp"

namespace firebreak {

/// Which analyses a run computes, which of them it writes, and with which parameters.
class RunPlan {
 public:
  /// Writes what is left out, and why, and the parameters used to the record. Throws `Error`
  /// (file) if nothing can run, or an analysis named in `only` cannot; (usage) for a value of the
  /// profile that does not fit.
  RunPlan(const City& city, const AssessSettings& settings, RunRecord& record);

  /// Whether its own layers are written.
  bool writes(std::string_view analysis) const;
  /// Whether it runs at all: an analysis brings what it is built on.
  bool computes(std::string_view analysis) const;

  HydrantCoverage::Params hydrants;
  HydrantSpacing::Params spacing;
  WaterLedger::Params water;
  HoseLay::Params hose;
  Lanes::Params lanes;
  Compounds::Params compounds;
  DistrictRisk::Params districts;

 private:
  void choose(const City& city, const AssessSettings& settings, RunRecord& record);
  void choose_parts_of_hydrants(const City& city, const AssessSettings& settings,
                                RunRecord& record);
  void set_params(const AssessSettings& settings, RunRecord& record);

  std::vector<std::string> written_;
  std::vector<std::string> needed_;  ///< by those only
};

/// What the record says of the run as a whole: names, coordinates, inputs, the figures and notices
/// of the data.
void describe_run(const City& city, const AssessSettings& settings, RunRecord& record);

}  // namespace firebreak
