#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gui/document.hpp"
#include "gui/map_canvas.hpp"

namespace firebreak::gui {

/// Rows of a table by what stands in a text column.
struct RowsMeant {
  const char* table;
  const char* column;  ///< empty: every row
  std::vector<std::string_view> words;
};

/// Those rows, in the unit shown; none where there is no such table or column.
std::vector<std::uint32_t> rows_of(const Document& document, const RowsMeant& meant);
/// How many they are; counted once while nothing changes.
std::size_t count_of(const Document& document, const RowsMeant& meant);

/// How many they were in the city as it is, where a plan is shown; empty where that is not known.
std::optional<std::size_t> base_count_of(const Document& document, const RowsMeant& meant);

/// Narrows map and table to those rows, selects them and goes there; the same `name` once more
/// shows everything again.
void narrow_to(Document& document, MapCanvas& canvas, const std::string& name,
               const RowsMeant& meant);

/// Whose figures a list shows, short enough for a narrow column: the whole city, the unit shown, or
/// what lies in none.
QString figures_heading(const Document& document);

/// Shows a unit alone, or what lies in none (`outside_all_units`), or everything (empty), and goes
/// there.
void show_unit(Document& document, MapCanvas& canvas, const std::string& id);

}  // namespace firebreak::gui
