#pragma once

#include <span>

#include "core/analysis/assessment.hpp"

namespace firebreak {

/// Numbers the coverage gaps of a plan by those of the city without it, in the column `number` of
/// `hydrant_gaps`: a gap bears the number of the one of `base` with which it shares most buildings,
/// and no two bear the same; what is left over gets the next numbers that `base` has not used, in
/// the order of rank. A run without a plan numbers its gaps by rank.
void keep_gap_numbers(const Assessment& base, Assessment& plan);
/// The same in tables of a run that is not done yet. Nothing is changed where `hydrant_gaps` or
/// `building_risk` is not among them.
void keep_gap_numbers(const Assessment& base, std::span<FeatureTable> plan_tables);

}  // namespace firebreak
