#include "core/analysis/gap_before.hpp"

#include <map>
#include <unordered_set>

#include "core/analysis/result_rows.hpp"

namespace firebreak {

GapBefore gap_before(const Assessment& base, const Assessment& plan, std::string_view gap_id) {
  GapBefore found;
  const FeatureTable* now = table_in(plan, "building_risk");
  const FeatureTable* before = table_in(base, "building_risk");
  const FeatureTable* gaps = table_in(base, "hydrant_gaps");
  if (now == nullptr) return found;
  std::unordered_set<std::string_view> in_gap;
  for (std::size_t row = 0; row < now->rows(); ++row) {
    if (word_in(*now, "gap_id", row) != gap_id) continue;
    ++found.buildings;
    in_gap.insert(word_or_empty(*now, "building_id", row));
  }
  if (before == nullptr || gaps == nullptr) return found;
  std::map<std::string_view, std::size_t> shared;
  for (std::size_t row = 0; row < before->rows(); ++row)
    if (const auto was = word_in(*before, "gap_id", row))
      if (in_gap.contains(word_or_empty(*before, "building_id", row))) ++shared[*was];
  for (const auto& [id, count] : shared) {
    if (count <= found.shared) continue;
    const auto gap = first_row(*gaps, "gap_id", id);
    found.shared = count;
    found.number = gap ? number_in(*gaps, "rank", *gap) : std::nullopt;
  }
  return found;
}

}  // namespace firebreak
