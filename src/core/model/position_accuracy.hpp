#pragma once

#include <functional>
#include <optional>
#include <span>

#include "core/model/city.hpp"
#include "core/model/column.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// How exact the positions of a role are, one sigma in metres, where the run record alone tells it:
/// it has inputs of the role, and all are equally exact.
std::optional<double> told_accuracy_m(std::span<const RunRecord::Input> inputs, Role role);

/// The column `accuracy_m` of a table of features that are mostly of `role`: one sigma of each
/// position. None where the record tells it of every row (`told_accuracy_m`).
std::optional<Column> accuracy_column(const City& city, Role role, std::size_t rows,
                                      const std::function<Origin(std::size_t)>& origin_of);

/// One sigma of the position of a row of such a table, from its column or else from the record; 0
/// where neither tells.
double accuracy_m(const FeatureTable& table, std::size_t row, const RunRecord& record, Role role);

}  // namespace firebreak
