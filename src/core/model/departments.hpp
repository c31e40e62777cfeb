#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace firebreak {

/// Which department answers for what (planner.md 1.1, row 21; data/departments.toml), in the
/// language of the reading.
struct Departments {
  using Names = std::map<std::string, std::string, std::less<>>;
  Names of_site;      ///< by `site_category_name`
  Names of_finding;   ///< by kind: "hydrant_gap"
  Names of_obstacle;  ///< by `obstacle_kind_name` of what makes a lane too narrow

  /// Of a finding: whose matter what stands in the way is, else whose its kind is; empty if nobody
  /// is named.
  std::string_view of(std::string_view kind, std::string_view obstacle) const {
    if (const auto found = of_obstacle.find(obstacle); found != of_obstacle.end())
      return found->second;
    const auto found = of_finding.find(kind);
    return found == of_finding.end() ? std::string_view() : std::string_view(found->second);
  }
};

}  // namespace firebreak
