#include "core/analysis/assessment.hpp"

#include <algorithm>
#include <set>

#include "core/analysis/compounds.hpp"
#include "core/analysis/district_risk.hpp"
#include "core/analysis/flow_classes.hpp"
#include "core/analysis/flow_rules.hpp"
#include "core/analysis/hose_lay.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_limits.hpp"
#include "core/analysis/hydrant_spacing.hpp"
#include "core/analysis/lanes.hpp"
#include "core/analysis/pipeline.hpp"
#include "core/analysis/water_ledger.hpp"

namespace firebreak {

const std::vector<std::string>& analysis_ids() {
  static const std::vector<std::string> ids{std::string(HydrantCoverage::id),
                                            std::string(Lanes::id), std::string(DistrictRisk::id)};
  return ids;
}

std::vector<std::string> known_keys(const Profile& profile) {
  std::set<std::string> keys;
  for (const auto& [key, value] : profile.values) keys.insert(key);
  const auto add = [&]<class P>(std::string_view analysis, const P&) {
    for (const auto& param : P::schema())
      keys.insert(std::string(analysis) + "." + std::string(param.key));
  };
  add(HydrantCoverage::id, HydrantCoverage::Params{});
  add(HydrantCoverage::id, HydrantSpacing::Params{});
  add(HydrantCoverage::id, HoseLay::Params{});
  add(WaterLedger::id, WaterLedger::Params{});
  add(Lanes::id, Lanes::Params{});
  add(Lanes::id, Compounds::Params{});
  add(DistrictRisk::id, DistrictRisk::Params{});
  keys.insert("accuracy.ignore");
  return {keys.begin(), keys.end()};
}

const std::vector<std::string>& profile_only_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all(other_limit_keys.begin(), other_limit_keys.end());
    for (const FlowClass& flow_class : flow_classes())
      if (!flow_class.key.empty()) all.emplace_back(flow_class.key);
    for (const std::string_view key : flow_rule_keys()) all.emplace_back(key);
    std::ranges::sort(all);
    return all;
  }();
  return keys;
}

Assessment assess(const City& city, const AssessSettings& settings, const Job& job) {
  return Pipeline(false).assess(city, settings, job);
}

}  // namespace firebreak
