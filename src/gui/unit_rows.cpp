#include "gui/unit_rows.hpp"

#include "core/geo/measure.hpp"

namespace firebreak::gui {

namespace {

Xy middle_of(const FeatureTable& table, std::size_t row) {
  if (table.geometry == TableGeometry::multi_polygon) return interior_point(table.shapes, row);
  const auto points = table.shapes.feature_points(row);
  return points.empty() ? Xy{} : points[points.size() / 2];
}

UnitRows::Rows rows_in(const City& city, const std::string& unit, const FeatureTable& table,
                       const Job& job) {
  constexpr std::size_t rows_between_looks = 1024;
  const auto& units = *city.units;
  std::size_t chosen = 0;
  while (chosen < units.size() && units.ids[chosen] != unit) ++chosen;
  std::vector<std::uint8_t> rows(table.shapes.size(), 1);
  if (chosen < units.size())
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (row % rows_between_looks == 0) job.check();
      const Box& box = table.shapes.boxes[row];
      rows[row] = box.empty() || (box.intersects(units.shapes.boxes[chosen]) &&
                                  contains(units.shapes, chosen, middle_of(table, row)))
                      ? 1
                      : 0;
    }
  return std::make_shared<const std::vector<std::uint8_t>>(std::move(rows));
}

}  // namespace

std::shared_ptr<const UnitRows> unit_rows(const std::shared_ptr<const City>& city,
                                          const std::string& unit,
                                          const std::vector<TablePtr>& tables,
                                          const std::shared_ptr<const UnitRows>& before,
                                          const Job& job) {
  auto rows = std::make_shared<UnitRows>();
  rows->city = city;
  rows->unit = unit;
  const bool same_unit = before && before->made_for(city, unit);
  for (const TablePtr& table : tables) {
    if (table->geometry == TableGeometry::none) continue;
    UnitRows::Rows& mine = rows->of[table];
    if (same_unit)
      if (const auto known = before->of.find(table); known != before->of.end())
        mine = known->second;
    if (!mine) mine = rows_in(*city, unit, *table, job);
  }
  return rows;
}

}  // namespace firebreak::gui
