#pragma once

#include <span>
#include <vector>

#include "core/io/load.hpp"
#include "core/io/saved_mapping.hpp"
#include "core/normalise/cell_meaning.hpp"

namespace firebreak::io {

/// The rule that takes layers of this kind as this one was taken: role and fields as recognised,
/// the rest as it was settled. `only_layer`: the file has no other, so its name does not matter.
MappingRule rule_of(const SourceLayer& layer, const SourceSettings& settings, bool only_layer);

/// The rules for everything that was read, with remarks about what was recognised, what was kept as
/// it is and which values are not understood. Layers and files that were taken alike share a rule;
/// files of one pattern that were not are named each by itself. `reports`: one list for each layer.
std::vector<MappingRule> mapping_of(const ReadLayers& read,
                                    std::span<const std::vector<ColumnReport>> reports);

}  // namespace firebreak::io
