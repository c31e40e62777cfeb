#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/model/column.hpp"

/// Fills a column of a result table cell by cell.
namespace firebreak {

inline void push_optional(Column& column, const std::optional<double>& value) {
  value ? column.push(*value) : column.push_missing();
}
inline void push_optional(Column& column, const std::optional<float>& value) {
  value ? column.push(static_cast<double>(*value)) : column.push_missing();
}
/// An empty word is a missing one.
inline void push_word(Column& column, std::string_view word) {
  word.empty() ? column.push_missing() : column.push(word);
}
/// A word of which "unknown" says as much as nothing.
inline void push_known(Column& column, std::string_view word) {
  push_word(column, word == "unknown" ? std::string_view() : word);
}
inline void push_count(Column& column, std::size_t count) {
  column.push(static_cast<std::int64_t>(count));
}
inline void push_flag(Column& column, bool flag) {
  column.push(std::int64_t{flag});
}

}  // namespace firebreak
