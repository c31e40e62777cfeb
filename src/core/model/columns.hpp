#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/model/column.hpp"

namespace firebreak {

/// A column filled row by row: `value(row)` gives an optional, a number or a text.
template <class Value>
Column filled_column(std::string name, ColumnType type, std::string title, std::string unit,
                     std::size_t rows, const Value& value) {
  Column column(std::move(name), type, std::move(title), std::move(unit));
  column.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto push = [&](const auto& v) {
      if constexpr (std::is_convertible_v<decltype(v), std::string_view>)
        column.push(std::string_view(v));
      else if (type == ColumnType::integer)
        column.push(static_cast<std::int64_t>(v));
      else
        column.push(static_cast<double>(v));
    };
    const auto v = value(row);
    if constexpr (requires { v.has_value(); }) {
      if (v.has_value())
        push(*v);
      else
        column.push_missing();
    } else {
      push(v);
    }
  }
  return column;
}

/// A word for a text column; none for what is not known.
inline std::optional<std::string_view> known_word(std::string_view word) {
  if (word.empty() || word == "unknown") return std::nullopt;
  return word;
}

/// The rows of `column` listed, in that order.
Column picked(const Column& column, std::span<const std::uint32_t> rows);

}  // namespace firebreak
