#pragma once

#include <span>

#include "core/model/city.hpp"
#include "core/normalise/issue_log.hpp"

namespace firebreak {

/// Tells of sources whose roads run beside those of another source for a good part of their length,
/// within what both positions leave open: a drawing and a layer of centre lines of one town. Roads
/// that never part further than a metre are one already (`merge_duplicate_roads`, and in the
/// network stretch by stretch); what is left is kept, as which of the two lies right is a person's
/// word. Throws `Cancelled`.
void report_doubled_roads(const Table<Road>& roads, const RoadNetwork& network,
                          std::span<const Source> sources, IssueLog& log, const Job& job);

}  // namespace firebreak
