#pragma once

#include <filesystem>
#include <string_view>

#include "core/model/land_class.hpp"

namespace firebreak::io {

/// The codes of the land survey, from a text as data/land_classes.toml holds it. Throws `Error`
/// (file) with file and line for a word that is no class of land and a code that stands twice.
LandClasses land_classes_from(std::string_view toml, const std::filesystem::path& file);

/// Those of a file; of data/land_classes.toml of the data folder where none is named.
LandClasses land_classes_named(const std::filesystem::path& file);

}  // namespace firebreak::io
