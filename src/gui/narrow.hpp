#pragma once

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

/// Narrows map and table to those rows, selects them and goes there; the same `name` once more
/// shows everything again.
void narrow_to(Document& document, MapCanvas& canvas, const std::string& name,
               const RowsMeant& meant);

}  // namespace firebreak::gui
