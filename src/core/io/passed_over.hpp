#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace firebreak::io {

/// A file or folder that nothing was made of.
struct PassedOver {
  std::filesystem::path path;
  std::string_view reason;  ///< English, the key of its translation
};

/// What `project_of_folder` passes over in a folder and its direct subfolders, sorted by name. Not
/// what belongs to a data set (the .dbf of a .shp), hidden files and settings of ours. Nothing for
/// what is no folder, or one with a project of its own.
std::vector<PassedOver> passed_over(const std::filesystem::path& folder);

}  // namespace firebreak::io
