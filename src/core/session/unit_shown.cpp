#include "core/session/unit_shown.hpp"

#include "core/base/error.hpp"
#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
#include "core/model/columns.hpp"
#include "core/session/unit_rows.hpp"

namespace firebreak {

namespace {

/// The rows of `unit_summary` that have a shape and this id or, without one, this name.
std::vector<std::size_t> rows_named(const FeatureTable& units, std::string_view wanted) {
  for (const char* column : {"unit_id", "name"}) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < units.rows(); ++row)
      if (word_in(units, column, row) == wanted && !units.shapes.boxes[row].empty())
        rows.push_back(row);
    if (!rows.empty()) return rows;
  }
  return {};
}

/// The rows of a table whose middle lies in a unit.
std::vector<std::uint32_t> rows_within(const FeatureTable& units, std::size_t unit,
                                       const FeatureTable& table) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < table.rows(); ++row)
    if (!table.shapes.boxes[row].empty() &&
        contains(units.shapes, unit, table.shapes.boxes[row].centre()))
      rows.push_back(row);
  return rows;
}

void keep(FeatureTable& table, const std::vector<std::uint32_t>& rows) {
  table.shapes = reordered(table.shapes, rows);
  for (Column& column : table.columns) column = picked(column, rows);
}

}  // namespace

UnitShown show_unit_alone(io::RiskFile& risk, std::string_view wanted, std::string_view input) {
  const FeatureTable* table = risk.find("unit_summary");
  if (table == nullptr)
    throw Error(ErrorKind::usage,
                "{}: the result has no management units. Give their layer to assess.", input);
  const UnitRows units(*table);
  const auto rows = rows_named(*units.table(), wanted);
  if (rows.empty())
    throw Error(ErrorKind::usage, "{} has no unit {}. Take an id or a name from unit_summary.",
                input, wanted);
  if (rows.size() > 1)
    throw Error(ErrorKind::usage,
                "{} has {} units named {}. Take the unit_id of one from unit_summary.", input,
                rows.size(), wanted);
  const std::size_t unit = rows.front();
  for (FeatureTable& layer : risk.tables) {
    if (layer.name == "unit_summary")
      keep(layer, units.within(unit));
    else if (layer.geometry != TableGeometry::none && layer.name != "context")
      keep(layer, rows_within(*units.table(), unit, layer));
  }
  risk.record.figures.clear();
  const Xy origin{risk.record.origin_x_m, risk.record.origin_y_m};
  const Box box = units.table()->shapes.boxes[unit];
  return {units.name(unit), Box{box.min + origin, box.max + origin}};
}

}  // namespace firebreak
