#include "core/analysis/water_class.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <vector>

namespace firebreak {

namespace {

/// Flows are sums of decimal numbers.
constexpr double rounding_lps = 1e-9;

double sum(std::span<const double> flows) {
  return std::accumulate(flows.begin(), flows.end(), 0.0);
}

/// All on rings add up; of those on branches the largest few.
class Flows {
 public:
  void add(double lps, bool branch) {
    if (lps > 0) (branch ? branch_ : ring_).push_back(lps);
  }
  WaterSupply supply(std::size_t branch_hydrants) {
    std::sort(branch_.begin(), branch_.end(), std::greater<>());
    const std::span<const double> branch(branch_);
    const std::size_t counted = std::min(branch_hydrants, branch.size());
    const double from_branch = sum(branch.first(counted));
    // Without the largest on the branch the next one there takes its place.
    const double other_branch =
        branch.empty() ? 0 : sum(branch.subspan(1, std::min(counted, branch.size() - 1)));
    const double largest_ring = ring_.empty() ? 0 : *std::max_element(ring_.begin(), ring_.end());
    const double all = sum(ring_) + from_branch;
    return {all, all - std::max(largest_ring, from_branch - other_branch)};
  }

 private:
  std::vector<double> ring_;
  std::vector<double> branch_;
};

}  // namespace

std::string_view water_class_name(WaterClass water) {
  static constexpr std::array<std::string_view, 4> names{"G0", "G1", "G2", "G3"};
  return names[static_cast<std::size_t>(water)];
}

WaterSupply supply_at_worst(std::span<const WaterSource> sources, std::size_t branch_hydrants) {
  Flows flows;
  for (const WaterSource& s : sources) flows.add(s.least_lps, s.layout != MainLayout::ring);
  return flows.supply(branch_hydrants);
}

WaterSupply supply_at_best(std::span<const WaterSource> sources, std::size_t branch_hydrants) {
  Flows flows;
  for (const WaterSource& s : sources) flows.add(s.most_lps, s.layout == MainLayout::branch);
  return flows.supply(branch_hydrants);
}

WaterClass water_class(const WaterSupply& supply, double required_lps) {
  if (supply.all_lps <= 0) return WaterClass::g0;
  if (supply.all_lps + rounding_lps < required_lps) return WaterClass::g1;
  if (supply.without_largest_lps + rounding_lps < required_lps) return WaterClass::g2;
  return WaterClass::g3;
}

}  // namespace firebreak
