#include "core/session/unit_shown.hpp"
#include "core/model/summary_row.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
#include "core/model/columns.hpp"
#include "core/session/unit_tree.hpp"

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

Xy middle_of(const FeatureTable& table, std::size_t row) {
  if (table.geometry == TableGeometry::multi_polygon) return interior_point(table.shapes, row);
  const auto points = table.shapes.feature_points(row);
  return points[points.size() / 2];
}

std::vector<std::uint32_t> placed_rows(const std::vector<std::uint8_t>& in_unit,
                                       const FeatureTable& table) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < in_unit.size(); ++row)
    if (in_unit[row] != 0 && !table.shapes.boxes[row].empty()) rows.push_back(row);
  return rows;
}

void keep(FeatureTable& table, const std::vector<std::uint32_t>& rows) {
  table.shapes = reordered(table.shapes, rows);
  for (Column& column : table.columns) column = picked(column, rows);
}

}  // namespace

std::vector<std::uint8_t> rows_in_unit(const UnitPlaces& places, const Shapes& units,
                                       std::optional<std::size_t> unit, const FeatureTable& table,
                                       const Job& job) {
  constexpr std::size_t rows_between_looks = 1024;
  const auto inside = unit ? places.within(*unit) : std::vector<std::uint8_t>();
  const Box box = unit ? places.box(units, *unit) : Box();
  const auto belongs = [&](std::size_t row) {
    const Box& own = table.shapes.boxes[row];
    if (own.empty()) return true;
    if (unit && !own.intersects(box)) return false;
    const auto at = places.at(units, middle_of(table, row));
    return unit ? at && inside[*at] != 0 : !at;
  };
  std::vector<std::uint8_t> rows(table.shapes.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (row % rows_between_looks == 0) job.check();
    rows[row] = belongs(row) ? 1 : 0;
  }
  return rows;
}

UnitShown show_unit_alone(std::vector<FeatureTable>& tables, RunRecord& record,
                          std::string_view wanted, std::string_view input, const Job& job) {
  const auto table = std::ranges::find(tables, "unit_summary", &FeatureTable::name);
  if (table == tables.end())
    throw Error(ErrorKind::usage,
                "{}: the result has no management units. Give their layer to assess.", input);
  const UnitTree units(*table);
  const auto rows = rows_named(*units.table(), wanted);
  const bool outside = rows.empty() && wanted == outside_all_units;
  if (rows.empty() && !outside)
    throw Error(ErrorKind::usage, "{} has no unit {}. Take an id or a name from unit_summary.",
                input, wanted);
  if (rows.size() > 1)
    throw Error(ErrorKind::usage,
                "{} has {} units named {}. Take the unit_id of one from unit_summary.", input,
                rows.size(), wanted);
  const auto unit = outside ? std::nullopt : std::optional(rows.front());
  Box box = unit ? units.box(*unit) : Box();
  Box buildings;
  for (FeatureTable& layer : tables) {
    if (layer.name == "unit_summary") {
      const auto row = summary_row(layer, outside_all_units);
      keep(layer, unit  ? units.within(*unit)
                  : row ? std::vector{static_cast<std::uint32_t>(*row)}
                        : std::vector<std::uint32_t>());
    } else if (layer.geometry != TableGeometry::none && layer.name != "context") {
      keep(layer, placed_rows(rows_in_unit(units.places(), units.table()->shapes, unit, layer, job),
                              layer));
      if (outside)
        for (const Box& own : layer.shapes.boxes)
          (layer.name == "building_risk" ? buildings : box).add(own);
    }
  }
  if (!buildings.empty()) box = buildings;
  if (box.empty()) throw Error(ErrorKind::no_answer, "{}: nothing lies outside all units.", input);
  record.figures.clear();
  const Xy origin{record.origin_x_m, record.origin_y_m};
  return {unit ? units.name(*unit) : text("Outside all units"),
          Box{box.min + origin, box.max + origin}};
}

}  // namespace firebreak
