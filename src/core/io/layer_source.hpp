#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/io/project.hpp"

namespace firebreak::io {

/// Layers of a file as they were read, to be found in a project that may have changed since.
struct LayersOfFile {
  std::filesystem::path path;
  std::vector<std::string> layers;  ///< which of them; empty: all
  std::vector<std::string> all;     ///< every one of the file, for a source that names none
  std::size_t turn = 0;  ///< which of the sources that read them, where a file is named twice
};

/// The source that reads these layers; null: none does any more.
SourceSpec* source_of(Project& project, const LayersOfFile& what);

/// The source that reads nothing but these layers: what else it reads is parted from it if need be.
/// Null: none reads them any more.
SourceSpec* own_source(Project& project, const LayersOfFile& what);

/// Takes the layers out of the project; false if none of its sources reads them any more.
bool take_out(Project& project, const LayersOfFile& what);

}  // namespace firebreak::io
