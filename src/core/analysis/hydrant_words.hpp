#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/text.hpp"
#include "core/model/feature_table.hpp"

/// A hydrant's row of `hydrant_reach` in sentences.
namespace firebreak {

/// Whether it counts as a water source and if not, why; whom it serves and what its repair gives
/// back; then `hydrant_facts`. `record` may be null: then no figure of a rule is told.
std::vector<std::string> hydrant_sentences(const FeatureTable& hydrants, std::size_t row,
                                           const RunRecord* record, Language in);

/// State (or that none is on record), flow, pressure and main, as far as they are on record; not
/// the figure for which it does not count, which `hydrant_sentences` tells first. For the table
/// `hydrants` as well.
std::vector<std::string> hydrant_facts(const FeatureTable& hydrants, std::size_t row,
                                       const RunRecord* record, Language in);

/// The parameters that the sentences rest on. Of two by which the same pressure is asked, the one
/// that leaves it out; `record` may be null.
std::vector<std::string> hydrant_rule_keys(const FeatureTable& hydrants, std::size_t row,
                                           const RunRecord* record);

}  // namespace firebreak
