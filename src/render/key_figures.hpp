#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/grouped.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak::render {

/// One figure of the box a mayor reads first. Unknown stands beside failing with the same weight.
struct Headline {
  std::string_view title;  ///< English, the key of its translation
  double value = 0;
  bool bad = false;                ///< a count of what is wrong, shown in red if not zero
  std::optional<double> marginal;  ///< near the limit, to be measured
  std::optional<double> fragile;   ///< enough only while no source of water fails
  std::optional<double> unknown;   ///< could not be judged
};

/// The figures, as far as they are there: buildings checked, not covered by hydrants, short of
/// water, lanes too narrow, buildings cut off, risk zones. A figure comes from the run record by
/// its name; one that the record does not have is counted in the tables.
std::vector<Headline> headlines(std::span<const FeatureTable> tables, const RunRecord& record);

/// The value of a figure with its unit as people read it: no more figures than the data can bear.
std::string figure_text(const KeyFigure& figure);

using firebreak::grouped;

}  // namespace firebreak::render
