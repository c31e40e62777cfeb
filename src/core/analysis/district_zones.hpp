#pragma once

#include "core/analysis/district_risk.hpp"

namespace firebreak {

/// Fills the indicators and the index of every block. `needs` as in `DistrictRisk::run`; the parts
/// of `result` made before (exposure, classes, gaps, clusters, streets) must stand. `pairs` holds
/// at least all pairs of gap 0. Throws `Cancelled`.
std::vector<DistrictRisk::Block> judged_blocks(const City& city, const DistrictRisk::Params& params,
                                               const DistrictRisk::Needs& needs,
                                               const DistrictRisk::Result& result,
                                               std::span<const GapPair> pairs, const Job& job);

/// Unions of adjoining blocks at or above the threshold and not thinly built, worst first; those
/// under the smallest size only with a key site. Blocks lie centre line to centre line, so a street
/// between two of them needs no rule of its own. Fills `zones`, `zone_shapes` and the zone of each
/// block. Throws `Cancelled`.
void form_zones(const DistrictRisk::Params& params, DistrictRisk::Result& result, const Job& job);

}  // namespace firebreak
