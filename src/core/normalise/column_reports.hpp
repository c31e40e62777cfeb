#pragma once

#include <vector>

#include "core/base/job.hpp"
#include "core/normalise/cell_meaning.hpp"
#include "core/normalise/intake.hpp"

namespace firebreak {

/// How the cells of every column of a layer come through, in the order of its columns; value lists
/// of the user are applied.
std::vector<ColumnReport> column_reports(const SourceLayer& layer, const Job& job);

}  // namespace firebreak
