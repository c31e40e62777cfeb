#pragma once

#include <filesystem>
#include <vector>

#include "core/io/project.hpp"

namespace firebreak::io {

/// A project whose files stand at their new places.
struct Moved {
  Project project;
  std::vector<std::filesystem::path> also;  ///< what else was found there, at its new place
};

/// The project with a file where it is now. Every other file that it names and that is no longer
/// there follows, if it is found beside that one as it stood beside the old one: when a drive has
/// another letter, or a folder another name, one file shows the way to all.
Moved with_file_moved(Project project, const std::filesystem::path& old,
                      const std::filesystem::path& now);

}  // namespace firebreak::io
