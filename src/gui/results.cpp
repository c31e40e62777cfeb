#include "gui/results.hpp"

namespace firebreak::gui {

std::optional<std::uint32_t> row_with(const FeatureTable& table, std::string_view id_column,
                                      std::string_view id) {
  const Column* column = table.column(id_column);
  if (column == nullptr || column->type != ColumnType::text) return std::nullopt;
  for (std::size_t row = 0; row < column->size(); ++row)
    if (column->has(row) && column->texts[row] == id) return static_cast<std::uint32_t>(row);
  return std::nullopt;
}

std::string_view id_column_of(const FeatureTable& table) {
  static constexpr std::string_view names[] = {
      "building_id", "hydrant_id", "lane_id", "gap_id",     "zone_id",
      "cluster_id",  "block_id",   "unit_id", "station_id", "id",
  };
  for (const std::string_view name : names)
    if (table.column(name) != nullptr) return name;
  return {};
}

}  // namespace firebreak::gui
