#include "core/analysis/water_class.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <vector>

namespace firebreak {

namespace {

/// Profiles and ledgers give flows to a thousandth of a litre: 96 m3/h is 26.667 L/s in one, 1600
/// L/min are 26.6667 in the other.
constexpr double rounding_lps = 1e-3;

double sum(std::span<const double> flows) {
  return std::accumulate(flows.begin(), flows.end(), 0.0);
}

/// What a branch main gives, and what with its largest hydrant lost: the next one takes its place.
WaterSupply of_branch(std::vector<double> flows, std::size_t branch_hydrants) {
  std::sort(flows.begin(), flows.end(), std::greater<>());
  const std::span<const double> sorted(flows);
  const std::size_t counted = std::min(branch_hydrants, sorted.size());
  if (counted == 0) return {};
  const std::span<const double> others = sorted.subspan(1);
  return {sum(sorted.first(counted)), sum(others.first(std::min(counted, others.size())))};
}

/// All on rings add up; of those on each branch the largest few.
class Flows {
 public:
  void add(double lps, bool on_branch, std::uint32_t branch) {
    if (lps <= 0) return;
    if (!on_branch)
      ring_.push_back(lps);
    else if (branch == UINT32_MAX)
      loose_.push_back(lps);
    else
      known(branch).push_back(lps);
  }
  /// `loose_apart`: those of an unknown branch are on one of their own, else where they add least.
  WaterSupply supply(std::size_t branch_hydrants, bool loose_apart) const {
    WaterSupply least = with_loose_on(branches_.size(), branch_hydrants);
    if (loose_apart || loose_.empty()) return least;
    for (std::size_t host = 0; host < branches_.size(); ++host) {
      const WaterSupply shared = with_loose_on(host, branch_hydrants);
      least.all_lps = std::min(least.all_lps, shared.all_lps);
      least.without_largest_lps = std::min(least.without_largest_lps, shared.without_largest_lps);
    }
    return least;
  }

 private:
  struct Branch {
    std::uint32_t number;
    std::vector<double> flows;
  };
  std::vector<double>& known(std::uint32_t number) {
    for (Branch& branch : branches_)
      if (branch.number == number) return branch.flows;
    return branches_.emplace_back(Branch{number, {}}).flows;
  }
  /// With the loose ones on the branch `host`; past the last: on one of their own.
  WaterSupply with_loose_on(std::size_t host, std::size_t branch_hydrants) const {
    double all = sum(ring_);
    double loss = ring_.empty() ? 0 : *std::max_element(ring_.begin(), ring_.end());
    const auto add = [&](std::vector<double> flows) {
      const WaterSupply branch = of_branch(std::move(flows), branch_hydrants);
      all += branch.all_lps;
      loss = std::max(loss, branch.all_lps - branch.without_largest_lps);
    };
    for (std::size_t b = 0; b < branches_.size(); ++b) {
      std::vector<double> flows = branches_[b].flows;
      if (b == host) flows.insert(flows.end(), loose_.begin(), loose_.end());
      add(std::move(flows));
    }
    if (host == branches_.size()) add(loose_);
    return {all, all - loss};
  }

  std::vector<double> ring_;
  std::vector<Branch> branches_;
  std::vector<double> loose_;
};

}  // namespace

std::string_view water_class_name(WaterClass water) {
  static constexpr std::array<std::string_view, 4> names{"G0", "G1", "G2", "G3"};
  return names[static_cast<std::size_t>(water)];
}

WaterSupply supply_at_worst(std::span<const WaterSource> sources, std::size_t branch_hydrants) {
  Flows flows;
  for (const WaterSource& s : sources)
    flows.add(s.least_lps, s.layout != MainLayout::ring, s.branch);
  return flows.supply(branch_hydrants, false);
}

WaterSupply supply_at_best(std::span<const WaterSource> sources, std::size_t branch_hydrants) {
  Flows flows;
  for (const WaterSource& s : sources)
    flows.add(s.most_lps, s.layout == MainLayout::branch, s.branch);
  return flows.supply(branch_hydrants, true);
}

std::size_t on_one_branch(std::span<const WaterSource> sources) {
  std::vector<std::uint32_t> known;
  std::size_t loose = 0;
  for (const WaterSource& s : sources) {
    if (s.layout == MainLayout::ring) continue;
    if (s.branch == UINT32_MAX)
      ++loose;
    else
      known.push_back(s.branch);
  }
  std::ptrdiff_t most = 0;
  for (const std::uint32_t branch : known) most = std::max(most, std::ranges::count(known, branch));
  return loose + static_cast<std::size_t>(most);
}

std::optional<std::size_t> sources_needed(std::span<const WaterSource> sources,
                                          double required_lps) {
  std::vector<double> flows;
  for (const WaterSource& s : sources) flows.push_back(s.least_lps);
  std::ranges::sort(flows, std::greater<>());
  double together_lps = 0;
  for (std::size_t taken = 0; taken < flows.size(); ++taken) {
    together_lps += flows[taken];
    if (together_lps + rounding_lps >= required_lps) return taken + 1;
  }
  return std::nullopt;
}

WaterClass water_class(const WaterSupply& supply, double required_lps) {
  if (supply.all_lps <= 0) return WaterClass::g0;
  if (supply.all_lps + rounding_lps < required_lps) return WaterClass::g1;
  if (supply.without_largest_lps + rounding_lps < required_lps) return WaterClass::g2;
  return WaterClass::g3;
}

}  // namespace firebreak
