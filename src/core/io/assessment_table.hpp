#pragma once

#include "core/base/text.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak::io {

/// The table `assessment`: key figures, parameters with clause and mark, inputs with SHA-256,
/// versions and the facts of the run, one row each, told apart by `section`. Titles are in
/// `language`.
FeatureTable assessment_table(const RunRecord& record, Language language);

}  // namespace firebreak::io
