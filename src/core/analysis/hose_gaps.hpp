#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/analysis/coverage_gaps.hpp"
#include "core/base/text.hpp"
#include "core/model/column.hpp"
#include "core/model/feature_table.hpp"

/// Areas around the buildings that a hose does not get to in one of the models of how it is laid
/// (algorithms 2.7), ranked by what they expose.
namespace firebreak {

enum class HoseModel : std::uint8_t { along_roads, round_obstacles };

/// What a model says of one building.
struct HoseSaid {
  GapRole role = GapRole::outside;
  double open_share = 0;        ///< of the facade that surely no hose gets to
  bool unreached = false;       ///< none gets to any of it
  std::optional<double> lay_m;  ///< the shortest hose to it
};

/// What the buildings of a gap are to the model.
struct HoseGapCounts {
  std::size_t unreached = 0;  ///< that no hose gets to
  std::size_t in_part = 0;
  std::size_t compliant = 0;  ///< of both: within the radius in a straight line
};
/// Why it is a gap, with its figures.
std::string hose_gap_reason(HoseModel model, double hose_m, const HoseGapCounts& counts,
                            Language in);

/// As `coverage_gaps`; the ids name the model too, for gaps of two models may be of the same
/// buildings.
CoverageGaps hose_gaps(const City& city, HoseModel model, std::span<const HoseSaid> said,
                       const GapRule& rule, const Job& job);

/// What the table of gaps is made of beside them.
struct HoseGapsTold {
  HoseModel model = HoseModel::along_roads;
  double hose_m = 0;                     ///< so long a hose is laid
  std::span<const HoseSaid> said;        ///< one per building
  std::span<const std::uint8_t> passes;  ///< one per building: within the radius; empty: none
};
/// The layer `hose_gaps` or `geodesic_gaps`, worst first.
FeatureTable hose_gap_table(const CoverageGaps& gaps, const HoseGapsTold& told);
/// The column `hose_gap_id` or `geodesic_gap_id` of `building_risk`.
Column hose_gap_column(std::size_t buildings, HoseModel model, const CoverageGaps& gaps);
/// How many gaps there are, and the people in them as far as they are known.
std::vector<KeyFigure> hose_gap_figures(HoseModel model, const CoverageGaps& gaps);

}  // namespace firebreak
