#include "core/io/moved_files.hpp"

#include <system_error>
#include <utility>

#include "core/io/project_files.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

/// What is another in both paths, from the root down.
std::pair<fs::path, fs::path> moved_folders(const fs::path& old, const fs::path& now) {
  std::pair<fs::path, fs::path> folders{old.parent_path(), now.parent_path()};
  auto& [from, to] = folders;
  if (old.filename() != now.filename()) return folders;
  while (from.has_relative_path() && from.filename() == to.filename()) {
    from = from.parent_path();
    to = to.parent_path();
  }
  return folders;
}

}  // namespace

Moved with_file_moved(Project project, const fs::path& old, const fs::path& now) {
  const auto [from, to] = moved_folders(old, now);
  Moved moved;
  const auto follow = [&, from = from, to = to](fs::path& path) {
    std::error_code error;
    if (path == old) {
      path = now;
      return;
    }
    if (fs::exists(path, error)) return;
    const fs::path inside = path.lexically_relative(from);
    if (inside.empty() || *inside.begin() == "..") return;
    if (const fs::path there = to / inside; fs::exists(there, error)) {
      path = there;
      moved.also.push_back(there);
    }
  };
  each_file(project, follow);
  moved.project = std::move(project);
  return moved;
}

}  // namespace firebreak::io
