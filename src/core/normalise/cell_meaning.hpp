#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/column.hpp"
#include "core/normalise/dictionary.hpp"

/// What a cell of a column is read as, before a city is made of it: the same parsers, told to
/// people.
namespace firebreak {

/// How a cell comes through. `empty` also stands for a word that says "no value" (不详, "-").
enum class CellState : std::uint8_t { empty, read, assumed, unread };

/// `meaning`: the code, the number in the field's own unit, or the text as it is; empty where there
/// is none.
struct CellMeaning {
  CellState state = CellState::empty;
  std::string meaning;
};

/// What a text means in a field of a role; bare numbers count in `unit`.
CellMeaning meaning_of(Role role, const Field& field, Unit unit, std::string_view text);
/// The same for a cell of any type.
CellMeaning meaning_of(Role role, const Field& field, Unit unit, const Column& column,
                       std::size_t row);

/// What a cell holds and what that is read as.
struct ValueExample {
  std::string cell, meaning;
  friend bool operator==(const ValueExample&, const ValueExample&) = default;
};
/// What cells hold and how many of them do.
struct ValueCount {
  std::string cell;
  std::uint64_t count = 0;
  friend bool operator==(const ValueCount&, const ValueCount&) = default;
};

/// How all cells of a column come through in a field.
struct ColumnReport {
  std::uint64_t empty = 0, read = 0, assumed = 0, unread = 0;
  std::vector<ValueExample> examples;    ///< up to three different values that are read
  std::vector<ValueCount> not_read;      ///< up to `listed_values` different ones, most first
  std::uint64_t different_not_read = 0;  ///< how many different ones there are
};
inline constexpr std::size_t listed_values = 8;

/// Reads every cell of a column as a field. `as_in_file`: what is shown of the cells, where a value
/// list stands between the file and `column`.
ColumnReport report_of(Role role, const Field& field, Unit unit, const Column& column,
                       const Column* as_in_file = nullptr);
/// A column that is no field: which cells have content, and three of them.
ColumnReport report_of(const Column& column);

}  // namespace firebreak
