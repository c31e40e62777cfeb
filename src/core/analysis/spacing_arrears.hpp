#pragma once

#include <vector>

#include "core/analysis/spacing_gaps.hpp"

namespace firebreak {

/// How many hydrants the streets need at least and at most, and how many stand on them.
struct SpacingArrears {
  HydrantSpacing::Arrears city;
  /// One per unit, those below it included; last what lies in none.
  std::vector<HydrantSpacing::Arrears> units;
  std::size_t lacking_least = 0;  ///< of the largest units together
  std::size_t lacking_most = 0;
};

/// At most: for each street its length over the spacing, rounded up; twice where it is wide. At
/// least: street points chosen from west to east, each farther than the spacing along the roads
/// from those before, so that no hydrant serves two. The gaps in the same two ways: the red length
/// of each over the spacing, rounded up; points chosen in the red of those that fail. `usable`: one
/// flag per hydrant; `gaps`: those of `red` with their units.
SpacingArrears spacing_arrears(const City& city, const HydrantSpacing::Params& params,
                               const SpacingStreets& streets, const SpacingGraph& graph,
                               std::span<const std::uint8_t> usable, const RedGaps& red,
                               std::span<const HydrantSpacing::Gap> gaps, const Job& job);

}  // namespace firebreak
