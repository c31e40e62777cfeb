#include "gui/results.hpp"

#include <algorithm>
#include <array>

#include "core/analysis/gap_numbers.hpp"
#include "core/model/columns.hpp"
#include "core/model/lane_ids.hpp"

namespace firebreak::gui {

std::vector<TablePtr> shared_tables(std::vector<FeatureTable> tables) {
  std::vector<TablePtr> shared;
  for (FeatureTable& table : tables)
    shared.push_back(std::make_shared<const FeatureTable>(std::move(table)));
  return shared;
}

void replace_table(std::vector<TablePtr>& tables, const TablePtr& table) {
  const auto found = std::ranges::find_if(
      tables, [&](const TablePtr& other) { return other->name == table->name; });
  if (found == tables.end())
    tables.push_back(table);
  else
    *found = table;
}

std::shared_ptr<Results> results_of(std::shared_ptr<const Assessment> assessment) {
  auto results = std::make_shared<Results>();
  for (const FeatureTable& table : assessment->tables)
    results->tables.emplace_back(assessment, &table);
  results->assessment = std::move(assessment);
  return results;
}

std::shared_ptr<const Results> assessed(Pipeline& pipeline, const std::shared_ptr<const City>& city,
                                        const AssessSettings& settings, const Results* base,
                                        const Job& job, const Pipeline::PartReady& ready) {
  Pipeline::PartReady numbered;
  if (ready)
    numbered = [&](std::string_view analysis, std::vector<FeatureTable>& tables) {
      if (base != nullptr) keep_gap_numbers(*base->assessment, tables);
      ready(analysis, tables);
    };
  Assessment assessment = pipeline.assess(*city, settings, job.part(0, 0.97), numbered);
  if (base != nullptr) keep_gap_numbers(*base->assessment, assessment);
  auto results = results_of(std::make_shared<const Assessment>(std::move(assessment)));
  results->city = city;
  if (const auto* params = pipeline.hydrant_params(); params && results->find("hydrant_reach"))
    results->hydrant_params = *params;
  const TablePtr buildings = results->find("building_risk");
  if (const auto* params = pipeline.water_params();
      params && buildings && buildings->column("water_verdict") != nullptr) {
    results->water = pipeline.water();
    results->water_params = *params;
  }
  if (const auto* params = pipeline.hose_params(); params && results->find("hose_lines")) {
    results->hoses = pipeline.hoses();
    results->hose_params = *params;
  }
  if (const auto lanes = pipeline.lanes(); lanes && results->find("fire_lanes")) {
    // The finder looks into what it was made from: both go together.
    struct Kept {
      std::shared_ptr<const City> city;
      Lanes::Params params;
      std::shared_ptr<const Lanes::Result> lanes;
      std::optional<WayFinder> finder;
    };
    auto kept = std::make_shared<Kept>(Kept{city, *pipeline.lane_params(), lanes, std::nullopt});
    kept->finder.emplace(*kept->city, kept->params, *kept->lanes, job.part(0.97, 1));
    results->lane_ids = lane_ids(*city);
    results->lane_params = kept->params;
    results->ways = std::shared_ptr<const WayFinder>(kept, &*kept->finder);
  }
  return results;
}

std::optional<std::uint32_t> row_with(const FeatureTable& table, std::string_view id_column,
                                      std::string_view id) {
  const Column* column = table.column(id_column);
  if (column == nullptr || column->type != ColumnType::text) return std::nullopt;
  for (std::size_t row = 0; row < column->size(); ++row)
    if (column->has(row) && column->texts[row] == id) return static_cast<std::uint32_t>(row);
  return std::nullopt;
}

FeatureTable one_row(const FeatureTable& table, std::uint32_t row) {
  FeatureTable one;
  one.name = table.name;
  one.title = table.title;
  one.description = table.description;
  one.geometry = table.geometry;
  const std::array rows{row};
  if (!table.shapes.empty()) one.shapes.add_copy(table.shapes, row);
  for (const Column& column : table.columns) one.columns.push_back(picked(column, rows));
  return one;
}

bool covers_wide_areas(std::string_view table) {
  static constexpr std::string_view names[] = {
      "hydrant_gaps",  "hose_gaps",     "geodesic_gaps", "risk_zones", "unit_summary",
      "street_blocks", "fire_clusters", "context",       "open_land",  "water",
      "study_area",    "carriageway",   "built_up"};
  return std::find(std::begin(names), std::end(names), table) != std::end(names);
}

std::string_view id_column_of(const FeatureTable& table) {
  static constexpr std::string_view names[] = {
      "building_id", "hydrant_id",  "lane_id",  "gap_id",    "zone_id",
      "spacing_id",  "cluster_id",  "block_id", "street_id", "unit_id",
      "station_id",  "obstacle_id", "id",
  };
  for (const std::string_view name : names)
    if (table.column(name) != nullptr) return name;
  return {};
}

}  // namespace firebreak::gui
