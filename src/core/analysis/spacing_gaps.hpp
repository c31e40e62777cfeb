#pragma once

#include <vector>

#include "core/analysis/spacing_graph.hpp"

namespace firebreak {

/// A stretch of an edge, within one piece, that is farther than half the spacing from a hydrant.
struct RedPart {
  std::uint32_t edge = 0;
  double from_m = 0;
  double to_m = 0;
  std::uint32_t stroke = 0;  ///< its street
  std::uint32_t gap = 0;     ///< position in `RedGaps::gaps`
};

/// Red parts of one street that touch make one gap.
struct RedGaps {
  std::vector<RedPart> parts;             ///< by edge, then along it
  std::vector<HydrantSpacing::Gap> gaps;  ///< without id, road, side, buildings and unit
};

RedGaps red_gaps(const City& city, const HydrantSpacing::Params& params,
                 const SpacingStreets& streets, const SpacingGraph& graph,
                 const NearestHydrants& nearest);

/// A gap of `sure` that fails, but whose parts do not fail in `perhaps`, where hydrants of unknown
/// state work too, becomes unknown.
void doubt_gaps(RedGaps& sure, const RedGaps& perhaps);

}  // namespace firebreak
