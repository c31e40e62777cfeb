#include "core/model/raw.hpp"

namespace firebreak {

RawLayer selected(const RawLayer& layer, std::span<const std::uint32_t> rows) {
  RawLayer out;
  out.path = layer.path;
  out.layer = layer.layer;
  out.driver = layer.driver;
  out.encoding = layer.encoding;
  out.encoding_guessed = layer.encoding_guessed;
  out.crs = layer.crs;
  out.issues = layer.issues;
  out.role_hint = layer.role_hint;
  out.attribution = layer.attribution;
  out.shapes = reordered(layer.shapes, rows);
  out.fids.reserve(rows.size());
  for (const auto row : rows) out.fids.push_back(layer.fids[row]);
  for (const Column& column : layer.columns) {
    Column picked(column.name, column.type, column.title, column.unit);
    picked.reserve(rows.size());
    for (const auto row : rows) {
      if (!column.has(row))
        picked.push_missing();
      else if (column.type == ColumnType::integer)
        picked.push(column.integers[row]);
      else if (column.type == ColumnType::real)
        picked.push(column.reals[row]);
      else
        picked.push(column.texts[row]);
    }
    out.columns.push_back(std::move(picked));
  }
  return out;
}

}  // namespace firebreak
