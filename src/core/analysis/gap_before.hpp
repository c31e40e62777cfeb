#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/analysis/assessment.hpp"

namespace firebreak {

/// What a coverage gap of a plan was in the city as it is: gaps merge and come apart, so that its
/// number (gap_numbers.hpp) does not say it all.
struct GapBefore {
  std::size_t buildings = 0;     ///< of the gap
  std::size_t shared = 0;        ///< of them that lay in the gap found
  std::optional<double> number;  ///< of that gap; none: none of the buildings lay in any
};

/// Finds the gap of `base` with which gap `gap_id` of `plan` shares most buildings.
GapBefore gap_before(const Assessment& base, const Assessment& plan, std::string_view gap_id);

}  // namespace firebreak
