#pragma once

#include <filesystem>
#include <string_view>

#include "core/model/style.hpp"

namespace firebreak::io {

/// The style sheet in a TOML file (format: styles/README.md). Throws `Error` (file) that names
/// file, line and key for anything it does not understand: an unknown key is a mistake, never
/// skipped.
StyleSheet read_style_sheet(const std::filesystem::path& path);

/// The same from text; `place` stands for the file in messages.
StyleSheet parse_style_sheet(std::string_view toml, std::string_view place);

/// The sheet `name`.toml of the styles folder (data_folder.hpp) "light", "dark", "print"; or the
/// file itself if `name` ends in ".toml". Throws `Error` (usage) for a name that is not there,
/// listing those that are.
StyleSheet style_sheet(std::string_view name);

}  // namespace firebreak::io
