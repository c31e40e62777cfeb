#include "core/model/columns.hpp"

namespace firebreak {

Column picked(const Column& column, std::span<const std::uint32_t> rows) {
  Column out(column.name, column.type, column.title, column.unit);
  out.reserve(rows.size());
  for (const auto row : rows) {
    if (!column.has(row))
      out.push_missing();
    else if (column.type == ColumnType::integer)
      out.push(column.integers[row]);
    else if (column.type == ColumnType::real)
      out.push(column.reals[row]);
    else
      out.push(column.texts[row]);
  }
  return out;
}

}  // namespace firebreak
