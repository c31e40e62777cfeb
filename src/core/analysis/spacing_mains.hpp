#pragma once

#include "core/analysis/hydrant_spacing.hpp"
#include "core/analysis/spacing_streets.hpp"
#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// Fills in what a result tells of streets without a main, with the sums of its units, which are
/// there already. Street by street, parted at the borders of units. A main runs along a street
/// where it lies within `near_main_m` and turns no more than 45 degrees from its direction; a part
/// without one that is shorter than that distance is not told. Throws `Cancelled`.
void find_unpiped(const City& city, const SpacingStreets& streets, HydrantSpacing::Result& result,
                  const Job& job);

}  // namespace firebreak
