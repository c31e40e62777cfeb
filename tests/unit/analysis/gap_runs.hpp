#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/analysis/assessment.hpp"

namespace firebreak::test {

using GapMembers = std::vector<std::pair<const char*, const char*>>;  ///< building, gap or ""

/// A run that tells of nothing but its coverage gaps, ranked as named and numbered by rank.
inline Assessment run_with_gaps(const GapMembers& members, const std::vector<const char*>& ranked) {
  Assessment run;
  FeatureTable risk;
  risk.name = "building_risk";
  Column id("building_id", ColumnType::text);
  Column gap("gap_id", ColumnType::text);
  for (const auto& [building, in] : members) {
    id.push(std::string_view(building));
    if (*in == '\0')
      gap.push_missing();
    else
      gap.push(std::string_view(in));
  }
  risk.columns = {id, gap};
  FeatureTable gaps;
  gaps.name = "hydrant_gaps";
  Column gap_id("gap_id", ColumnType::text);
  Column rank("rank", ColumnType::integer);
  Column number("number", ColumnType::integer);
  for (const char* in : ranked) {
    gap_id.push(std::string_view(in));
    rank.push(static_cast<std::int64_t>(rank.size()) + 1);
    number.push(static_cast<std::int64_t>(number.size()) + 1);
  }
  gaps.columns = {gap_id, rank, number};
  run.tables = {risk, gaps};
  return run;
}

}  // namespace firebreak::test
