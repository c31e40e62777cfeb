#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.hpp"
#include "core/model/cells.hpp"
#include "core/model/schedule.hpp"

/// Cells of the planners' tables: what is not known is an empty cell or a word, never a number.
namespace firebreak {

using ScheduleCells = std::vector<ScheduleCell>;

inline ScheduleCell words_or_nothing(std::string_view words) {
  return words.empty() ? ScheduleCell{} : ScheduleCell{std::string(words)};
}

inline ScheduleCell number(const FeatureTable& table, std::string_view column, std::size_t row) {
  const auto value = number_in(table, column, row);
  return value ? ScheduleCell{*value} : ScheduleCell{};
}

/// A number that somebody has to find out where it is missing.
inline ScheduleCell number_wanted(const FeatureTable& table, std::string_view column,
                                  std::size_t row) {
  const auto value = number_in(table, column, row);
  return value ? ScheduleCell{*value} : ScheduleCell{text("to be verified")};
}

}  // namespace firebreak
