#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "core/io/project.hpp"

namespace firebreak::io {

/// Shows `visit` every file that the project names, one after the other, sources first; what it
/// makes of the path is what the project names from then on. The one list of them: a key that names
/// a file belongs here.
void each_file(Project& project, const std::function<void(std::filesystem::path&)>& visit);

/// Every file that the project names.
std::vector<std::filesystem::path> files_named(Project project);

}  // namespace firebreak::io
