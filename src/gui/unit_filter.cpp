#include "gui/unit_filter.hpp"

#include "core/geo/measure.hpp"

namespace firebreak::gui {

namespace {

Xy middle_of(const FeatureTable& table, std::size_t row) {
  if (table.geometry == TableGeometry::multi_polygon) return interior_point(table.shapes, row);
  const auto points = table.shapes.feature_points(row);
  return points.empty() ? Xy{} : points[points.size() / 2];
}

}  // namespace

std::shared_ptr<const std::vector<std::uint8_t>> UnitFilter::rows_in(const City& city,
                                                                     const std::string& unit,
                                                                     const TablePtr& table) {
  Kept& kept = kept_[table->name];
  if (kept.unit == unit && kept.table == table) return kept.rows;
  const auto& units = *city.units;
  std::size_t chosen = 0;
  while (chosen < units.size() && units.ids[chosen] != unit) ++chosen;
  std::vector<std::uint8_t> rows(table->shapes.size(), 1);
  if (chosen < units.size())
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const Box& box = table->shapes.boxes[row];
      rows[row] = box.empty() || (box.intersects(units.shapes.boxes[chosen]) &&
                                  contains(units.shapes, chosen, middle_of(*table, row)))
                      ? 1
                      : 0;
    }
  kept = {unit, table, std::make_shared<const std::vector<std::uint8_t>>(std::move(rows))};
  return kept.rows;
}

}  // namespace firebreak::gui
