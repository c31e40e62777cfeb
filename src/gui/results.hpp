#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/analysis/assessment.hpp"
#include "core/analysis/lane_reach.hpp"
#include "core/analysis/pipeline.hpp"

namespace firebreak::gui {

using TablePtr = std::shared_ptr<const FeatureTable>;

/// The tables of one assessment, shared with everything that shows them; immutable.
struct Results {
  std::shared_ptr<const Assessment> assessment;
  std::vector<TablePtr> tables;  ///< look into `assessment`, in the order of the file

  /// Finds the way in to a building of `city`; null where the results come from a file.
  std::shared_ptr<const WayFinder> ways;
  std::shared_ptr<const City> city;
  /// The hose to every building of `city`; null where the results come from a file.
  std::shared_ptr<const HoseLay::Result> hoses;
  std::optional<HoseLay::Params> hose_params;  ///< that they were laid by; none: there are none
  /// That the buildings were judged by; none where the results come from a file.
  std::optional<HydrantCoverage::Params> hydrant_params;
  /// The water account of every building of `city`, and what it was kept by; null where the results
  /// come from a file or tell of none.
  std::shared_ptr<const WaterLedger::Result> water;
  std::optional<WaterLedger::Params> water_params;
  Texts lane_ids;  ///< of every segment of the city's network; empty where there are no ways
  std::optional<Lanes::Params> lane_params;  ///< that the lanes were judged by; none: no ways

  const RunRecord& record() const { return assessment->record; }
  TablePtr find(std::string_view name) const {
    for (const TablePtr& table : tables)
      if (table->name == name) return table;
    return nullptr;
  }
};

/// Each table as one that may be shared.
std::vector<TablePtr> shared_tables(std::vector<FeatureTable> tables);
/// Puts a table in the place of the one of its name; at the end if there is none.
void replace_table(std::vector<TablePtr>& tables, const TablePtr& table);

std::shared_ptr<Results> results_of(std::shared_ptr<const Assessment> assessment);
/// Assesses a city; what its ways in were found by is kept with the results. `base`: the city
/// without the plan, whose gaps keep their numbers; null for that city itself.
std::shared_ptr<const Results> assessed(Pipeline& pipeline, const std::shared_ptr<const City>& city,
                                        const AssessSettings& settings, const Results* base,
                                        const Job& job, const Pipeline::PartReady& ready = {});

/// The row whose `id_column` reads `id`; empty if there is none. A scan: for clicks, not for loops.
std::optional<std::uint32_t> row_with(const FeatureTable& table, std::string_view id_column,
                                      std::string_view id);

/// One row as a table of its own.
FeatureTable one_row(const FeatureTable& table, std::uint32_t row);

/// True for tables whose features cover wide areas, over which other things stand: a click or a box
/// means those first.
bool covers_wide_areas(std::string_view table);

/// The column that names the features of a table: "building_id", "lane_id" … ; empty if none does.
std::string_view id_column_of(const FeatureTable& table);

}  // namespace firebreak::gui
