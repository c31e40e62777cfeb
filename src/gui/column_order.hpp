#pragma once

#include <vector>

#include "core/model/feature_table.hpp"

namespace firebreak::gui {

/// The columns of a table in the order in which a list shows them: what names a row, of buildings
/// what they are judged for, then the others as the table has them; last those that most rows have
/// no value of. Large tables are asked at some of their rows.
std::vector<int> column_order(const FeatureTable& table);

}  // namespace firebreak::gui
