#include "core/analysis/gap_numbers.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/analysis/result_rows.hpp"

namespace firebreak {

namespace {

/// A gap of the plan and one of the base, as rows of their tables, with buildings in both.
struct GapOverlap {
  std::size_t buildings = 0;
  std::size_t before = 0;
  std::size_t now = 0;
};

/// The largest first.
std::vector<GapOverlap> gap_overlaps(const FeatureTable& base_gaps, const FeatureTable& base_risk,
                                     const FeatureTable& gaps, const FeatureTable& risk) {
  const RowsById before(&base_gaps, "gap_id");
  const RowsById now(&gaps, "gap_id");
  std::unordered_map<std::string_view, std::size_t> gap_before_of;
  for (std::size_t row = 0; row < base_risk.rows(); ++row)
    if (const auto id = word_in(base_risk, "gap_id", row))
      if (const auto gap = before.find(*id))
        gap_before_of.emplace(word_or_empty(base_risk, "building_id", row), *gap);
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> shared;
  for (std::size_t row = 0; row < risk.rows(); ++row)
    if (const auto id = word_in(risk, "gap_id", row))
      if (const auto gap = now.find(*id))
        if (const auto was = gap_before_of.find(word_or_empty(risk, "building_id", row));
            was != gap_before_of.end())
          ++shared[{was->second, *gap}];
  std::vector<GapOverlap> overlaps;
  for (const auto& [rows, buildings] : shared)
    overlaps.push_back({buildings, rows.first, rows.second});
  std::ranges::stable_sort(overlaps, std::greater<>(), &GapOverlap::buildings);
  return overlaps;
}

}  // namespace

void keep_gap_numbers(const Assessment& base, Assessment& plan) {
  keep_gap_numbers(base, plan.tables);
}

void keep_gap_numbers(const Assessment& base, std::span<FeatureTable> plan_tables) {
  const FeatureTable* base_gaps = table_in(base, "hydrant_gaps");
  const FeatureTable* base_risk = table_in(base, "building_risk");
  const auto risk = std::ranges::find(plan_tables, "building_risk", &FeatureTable::name);
  const auto gaps = std::ranges::find(plan_tables, "hydrant_gaps", &FeatureTable::name);
  if (base_gaps == nullptr || base_risk == nullptr || risk == plan_tables.end() ||
      gaps == plan_tables.end())
    return;
  const auto number = std::ranges::find(gaps->columns, "number", &Column::name);
  if (number == gaps->columns.end()) return;
  std::vector<std::optional<std::int64_t>> kept(gaps->rows());
  std::vector<bool> taken(base_gaps->rows(), false);
  for (const GapOverlap& overlap : gap_overlaps(*base_gaps, *base_risk, *gaps, *risk)) {
    if (kept[overlap.now] || taken[overlap.before]) continue;
    taken[overlap.before] = true;
    // The city as it is numbers its gaps by rank, and its rows are in that order.
    kept[overlap.now] = static_cast<std::int64_t>(overlap.before) + 1;
  }
  auto next = static_cast<std::int64_t>(base_gaps->rows()) + 1;
  for (std::size_t gap = 0; gap < kept.size(); ++gap)
    number->integers[gap] = kept[gap] ? *kept[gap] : next++;
}

}  // namespace firebreak
