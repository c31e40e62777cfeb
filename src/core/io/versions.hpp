#pragma once

#include <ctime>
#include <string>

#include "core/model/feature_table.hpp"

namespace firebreak::io {

/// The moment that goes into files: SOURCE_DATE_EPOCH when set, else now. Throws `Error` (usage) if
/// the variable is no number.
std::time_t moment();

/// Completes a run record: the program's name and version, the versions of GDAL, GEOS, PROJ and
/// SQLite, and the date, from SOURCE_DATE_EPOCH when set (product.md 7.14), else from the clock.
void stamp(RunRecord& record, const std::string& program);

}  // namespace firebreak::io
