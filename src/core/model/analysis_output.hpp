#pragma once

#include <vector>

#include "core/model/feature_table.hpp"
#include "core/model/finding.hpp"

namespace firebreak {

/// What an analysis hands on for files, maps and lists. Sentences are in the language of the run.
struct AnalysisOutput {
  std::vector<FeatureTable> tables;      ///< layers of its own
  std::vector<Column> building_columns;  ///< its part of `building_risk`: one row per building of
                                         ///< the city, in the city's order
  std::vector<Finding> findings;         ///< for the ledger
  std::vector<KeyFigure> figures;        ///< for `assessment`, `--json` and the headline
  std::vector<std::string> notices;      ///< for `RunRecord::notices`
};

}  // namespace firebreak
