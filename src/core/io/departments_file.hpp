#pragma once

#include <filesystem>
#include <string_view>

#include "core/model/departments.hpp"

namespace firebreak::io {

/// Which department answers for what, from a text as data/departments.toml holds it, in the present
/// language. Throws `Error` (file) with file and line for a word that is no category, kind of
/// finding or kind of obstacle, and for a department without name.
Departments departments_from(std::string_view toml, const std::filesystem::path& file);

/// Those of a file; of data/departments.toml of the data folder where none is named.
Departments departments_named(const std::filesystem::path& file);

}  // namespace firebreak::io
