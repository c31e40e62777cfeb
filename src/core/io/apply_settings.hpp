#pragma once

#include <string>
#include <vector>

#include "core/io/project.hpp"
#include "core/io/read.hpp"
#include "core/normalise/intake.hpp"

namespace firebreak::io {

/// What a reader has to know of the settings of a layer.
ReadOptions options_of(const SourceSettings& settings, std::vector<std::string> layers);

/// Puts fields, units and value lists of a recognised layer where the settings say they are. What
/// belongs to other layers of the source is taken out of `settings`; columns that a mapping file
/// remembers and the layer does not have go to `layer.remembered.unfit`.
void apply_settings(SourceLayer& layer, SourceSettings& settings);

/// Throws `Error` (file) for a column that the project names and no layer of the source has.
void require_columns(const std::vector<SourceLayer*>& layers, const SourceSpec& spec);

}  // namespace firebreak::io
