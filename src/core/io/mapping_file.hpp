#pragma once

#include <filesystem>
#include <string_view>

#include "core/normalise/dictionary.hpp"

namespace firebreak::io {

/// Adds the names of a mapping file (data/mapping/*.toml) to `dictionary`, behind those it has.
/// Throws `Error` (file) with file, line and the nearest known word for a role, field or unit that
/// does not exist, and for anything that is not a list of names.
void add_mapping(const std::filesystem::path& file, FieldDictionary& dictionary);
/// The same for a text that stands, or would stand, in `file`.
void add_mapping_text(std::string_view toml, const std::filesystem::path& file,
                      FieldDictionary& dictionary);

/// The names shipped: canonical ones, then generic.toml, then osm.toml of the data folder.
FieldDictionary shipped_dictionary();

}  // namespace firebreak::io
