#pragma once

#include <filesystem>
#include <string_view>

#include "core/normalise/cad.hpp"

namespace firebreak::io {

/// What the names of a survey drawing mean, from a text as data/mapping/cass.toml holds it. Throws
/// `Error` (file) with file and line for anything that is not a list of words for a known use.
CadRules cad_rules_from(std::string_view toml, const std::filesystem::path& file);

/// data/mapping/cass.toml of the data folder.
CadRules shipped_cad_rules();

}  // namespace firebreak::io
