#pragma once

#include <array>
#include <cstddef>

#include "core/analysis/hydrant_coverage.hpp"

namespace firebreak {

/// What the headline figures of the coverage count: buildings in the study area that are judged.
struct HydrantTally {
  std::array<std::size_t, verdict_count> verdicts{};
  std::array<std::size_t, 4> coverages{};  ///< by `HydrantCoverage::Coverage`
  std::size_t checked = 0;
  std::size_t within = 0;  ///< with a usable hydrant within the bare radius

  static bool counted(const HydrantCoverage::Cover& cover) {
    return cover.verdict != Verdict::not_applicable && !cover.outside_study_area;
  }
  void add(const HydrantCoverage::Cover& cover) {
    if (!counted(cover)) return;
    ++checked;
    ++verdicts[static_cast<std::size_t>(cover.verdict)];
    ++coverages[static_cast<std::size_t>(cover.coverage)];
    within += cover.in_reach > 0 ? 1U : 0U;
  }
  void take(const HydrantCoverage::Cover& cover) {
    if (!counted(cover)) return;
    --checked;
    --verdicts[static_cast<std::size_t>(cover.verdict)];
    --coverages[static_cast<std::size_t>(cover.coverage)];
    within -= cover.in_reach > 0 ? 1U : 0U;
  }
  std::size_t operator[](Verdict verdict) const {
    return verdicts[static_cast<std::size_t>(verdict)];
  }
  friend bool operator==(const HydrantTally&, const HydrantTally&) = default;
};

}  // namespace firebreak
