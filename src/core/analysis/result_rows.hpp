#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>

#include "core/analysis/assessment.hpp"
#include "core/model/cells.hpp"

namespace firebreak {

/// A table of a run; null if it has none of this name.
inline const FeatureTable* table_in(const Assessment& run, std::string_view name) {
  for (const FeatureTable& table : run.tables)
    if (table.name == name) return &table;
  return nullptr;
}

/// The first row whose column reads `id`. A scan: for single look-ups.
inline std::optional<std::size_t> first_row(const FeatureTable& table, std::string_view column,
                                            std::string_view id) {
  const Column* ids = table.column(column);
  if (ids == nullptr || ids->type != ColumnType::text) return std::nullopt;
  for (std::size_t row = 0; row < ids->size(); ++row)
    if (ids->has(row) && ids->texts[row] == id) return row;
  return std::nullopt;
}

/// Finds the rows of a table by id, for many look-ups. Looks into the table.
class RowsById {
 public:
  RowsById(const FeatureTable* table, std::string_view column) : table_(table) {
    const Column* ids = table == nullptr ? nullptr : table->column(column);
    if (ids == nullptr || ids->type != ColumnType::text) return;
    for (std::size_t row = 0; row < ids->size(); ++row)
      if (ids->has(row)) row_of_.emplace(ids->texts[row], row);
  }
  std::optional<std::size_t> find(std::string_view id) const {
    const auto found = row_of_.find(id);
    return found == row_of_.end() ? std::nullopt : std::optional(found->second);
  }
  /// The cells of the table; none without a row.
  std::optional<double> number(std::optional<std::size_t> row, std::string_view column) const {
    return row ? number_in(*table_, column, *row) : std::nullopt;
  }
  std::optional<std::string_view> word(std::optional<std::size_t> row,
                                       std::string_view column) const {
    return row ? word_in(*table_, column, *row) : std::nullopt;
  }
  const FeatureTable* table() const { return table_; }

 private:
  const FeatureTable* table_;
  std::unordered_map<std::string_view, std::size_t> row_of_;
};

}  // namespace firebreak
