#include "core/analysis/gap_before.hpp"

#include <map>

#include "core/analysis/result_rows.hpp"

namespace firebreak {

GapBefore gap_before(const Assessment& base, const Assessment& plan, std::string_view gap_id) {
  GapBefore found;
  const FeatureTable* now = table_in(plan, "building_risk");
  const RowsById before(table_in(base, "building_risk"), "building_id");
  const RowsById gaps(table_in(base, "hydrant_gaps"), "gap_id");
  if (now == nullptr) return found;
  std::map<std::string_view, std::size_t> shared;
  for (std::size_t row = 0; row < now->rows(); ++row) {
    if (word_in(*now, "gap_id", row) != gap_id) continue;
    ++found.buildings;
    const auto was = before.word(before.find(word_or_empty(*now, "building_id", row)), "gap_id");
    if (was) ++shared[*was];
  }
  for (const auto& [id, count] : shared) {
    if (count <= found.shared) continue;
    found.shared = count;
    found.number = gaps.number(gaps.find(id), "rank");
  }
  return found;
}

}  // namespace firebreak
