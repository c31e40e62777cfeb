#include "core/analysis/block_index.hpp"

#include <algorithm>

namespace firebreak {

std::string_view indicator_name(Indicator indicator) {
  static constexpr std::array<std::string_view, indicator_count> names{
      "coverage_ratio", "gap_fail_share",    "timber_ratio",  "fireproof_share",
      "burned_share",   "narrow_lane_share", "cut_off_share", "uncovered_share"};
  return names[static_cast<std::size_t>(indicator)];
}

IndexResult composite_index(const IndexRule& rule,
                            const std::array<IndicatorValue, indicator_count>& values) {
  IndexResult result;
  std::array<double, pillar_count> weighted{};
  std::array<double, pillar_count> known{};
  for (std::size_t k = 0; k < indicator_count; ++k) {
    const IndicatorRule& use = rule.indicators[k];
    if (!values[k].value || !(use.weight > 0)) continue;
    const double z = std::clamp((*values[k].value - use.low) / (use.high - use.low), 0.0, 1.0);
    const auto pillar = static_cast<std::size_t>(use.pillar);
    result.z[k] = z;
    result.coverage += use.weight * values[k].certainty;
    weighted[pillar] += use.weight * z;
    known[pillar] += use.weight;
  }
  double sum = 0;
  double weight = 0;
  for (std::size_t p = 0; p < pillar_count; ++p) {
    if (!(known[p] > 0)) continue;
    const double mean = weighted[p] / known[p];
    result.pillars[p] = 100 * mean;
    sum += rule.pillar_weights[p] * mean;
    weight += rule.pillar_weights[p];
  }
  if (weight > 0) result.score = 100 * sum / weight;
  return result;
}

double fireproof_percent(double open_percent, double resistive_percent, double quasi_percent,
                         bool tokyo) {
  const double n = resistive_percent + (tokyo ? 0.8 * quasi_percent : 0.0);
  return open_percent + (1 - open_percent / 100) * n;
}

int risk_level(double score) {
  return std::clamp(static_cast<int>(score / 20), 0, 4);
}

}  // namespace firebreak
