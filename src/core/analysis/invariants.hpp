#pragma once

#include <span>

#include "core/base/job.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// Checks that the tables of a run do not contradict each other (product.md 4):
/// - full + partly + none + unknown = all buildings, and the five verdicts sum to all;
/// - every building with verdict fail is in exactly one gap, no passing one in any, and each
///   gap's count is the number of its buildings;
/// - no gap and no zone has an area below zero or overlaps another of its kind;
/// - the units without parent, and what lies in no unit, sum up to the total, and the units below
///   one never to more than it holds (arrears are estimates along streets and do not add up);
/// - a count among `figures` is the number of the rows that it counts, where both are there.
/// Throws `Error` (internal) naming the first contradiction: it is our bug, and no file is made.
void check_invariants(std::span<const FeatureTable> tables, std::span<const KeyFigure> figures,
                      const Job& job);

}  // namespace firebreak
