#include "gui/narrow.hpp"

#include <algorithm>

namespace firebreak::gui {

std::vector<std::uint32_t> rows_of(const Document& document, const RowsMeant& meant) {
  std::vector<std::uint32_t> rows;
  const TablePtr table = document.table(meant.table);
  if (!table) return rows;
  const auto in_unit = document.rows_in_unit(table);
  const bool every = *meant.column == '\0';
  const Column* column = every ? nullptr : table->column(meant.column);
  if (!every && (column == nullptr || column->type != ColumnType::text)) return rows;
  for (std::uint32_t row = 0; row < table->rows(); ++row) {
    if (in_unit && (*in_unit)[row] == 0) continue;
    if (every || (column->has(row) &&
                  std::ranges::find(meant.words, column->texts[row]) != meant.words.end()))
      rows.push_back(row);
  }
  return rows;
}

std::size_t count_of(const Document& document, const RowsMeant& meant) {
  const TablePtr table = document.table(meant.table);
  if (!table) return 0;
  const auto& counts = document.counts_in_unit(table, meant.column);
  if (*meant.column == '\0') return counts.rows;
  std::size_t count = 0;
  for (const std::string_view word : meant.words) count += counts.of(word);
  return count;
}

void narrow_to(Document& document, MapCanvas& canvas, const std::string& name,
               const RowsMeant& meant) {
  if (document.filter() && document.filter()->name == name) {
    document.select({});
    return document.set_filter(std::nullopt);
  }
  const TablePtr table = document.table(meant.table);
  if (!table) return;
  const auto rows = rows_of(document, meant);
  std::vector<std::uint8_t> shown(table->rows());
  Box box;
  for (const std::uint32_t row : rows) {
    shown[row] = 1;
    box.add(table->shapes.boxes[row]);
  }
  document.set_filter(Document::Filter{
      name, table, std::make_shared<const std::vector<std::uint8_t>>(std::move(shown))});
  document.select({meant.table, rows, std::nullopt});
  if (!box.empty()) canvas.zoom_to(box, 1.1);
}

}  // namespace firebreak::gui
