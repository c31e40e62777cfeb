#pragma once

#include <optional>
#include <string_view>

#include "core/model/feature_table.hpp"

namespace firebreak {

/// The text in a cell; none where the table has no such column, or nothing stands in it.
inline std::optional<std::string_view> word_in(const FeatureTable& table, std::string_view column,
                                               std::size_t row) {
  const Column* c = table.column(column);
  if (c == nullptr || c->type != ColumnType::text || !c->has(row)) return std::nullopt;
  return c->texts[row];
}

/// The same; empty where there is none.
inline std::string_view word_or_empty(const FeatureTable& table, std::string_view column,
                                      std::size_t row) {
  return word_in(table, column, row).value_or(std::string_view());
}

/// The number in a cell, whole or not; none as above.
inline std::optional<double> number_in(const FeatureTable& table, std::string_view column,
                                       std::size_t row) {
  const Column* c = table.column(column);
  if (c == nullptr || c->type == ColumnType::text || !c->has(row)) return std::nullopt;
  return c->type == ColumnType::integer ? static_cast<double>(c->integers[row]) : c->reals[row];
}

}  // namespace firebreak
