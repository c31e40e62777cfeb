#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "gui/results.hpp"

namespace firebreak::gui {

/// Something that the find box found: rows of a table, or a place alone (a crossing).
struct FoundPlace {
  std::string title;  ///< the text that was found: "Hauptstraße"
  std::string about;  ///< what it is, in the user's language: "Roads"
  std::string table;  ///< empty for a place alone
  std::vector<std::uint32_t> rows;
  Box box;
};

/// Looks for a text in the ids, names and address-like columns of all tables: whole texts first,
/// then those that begin with it, then those with a word that does, then the rest. Pieces of one
/// street are one hit, and a street that was judged is not another one as it was read. "A 与 B", "A
/// 和 B", "A & B" and "A / B" look for the crossings of two streets first. At most `most` hits.
std::vector<FoundPlace> find_places(const std::vector<TablePtr>& tables, std::string_view typed,
                                    std::size_t most, const Job& job);

/// Where two streets named meet: one hit per crossing, or the nearest places of the two if they do
/// not touch (up to 200 m). Empty if one of them is not there.
std::vector<FoundPlace> find_crossings(const std::vector<TablePtr>& tables, std::string_view first,
                                       std::string_view second, const Job& job);

}  // namespace firebreak::gui
