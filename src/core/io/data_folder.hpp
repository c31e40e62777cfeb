#pragma once

#include <filesystem>

namespace firebreak::io {

/// The folder with rules, mapping and vehicles: FIREBREAK_DATA_DIR if set, else
/// ../share/firebreak beside the program, else the source tree it was built from. Throws `Error`
/// (file) with the remedy if there is none.
std::filesystem::path data_folder();

/// The folder with the style sheets: FIREBREAK_STYLES_DIR if set, else ../share/firebreak/styles
/// beside the program, else the source tree.
std::filesystem::path styles_folder();

/// The folder with the sample towns, in `data_folder()`.
std::filesystem::path sample_folder();

}  // namespace firebreak::io
