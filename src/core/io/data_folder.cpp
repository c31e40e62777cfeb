#include "core/io/data_folder.hpp"

#include <cstdlib>
#include <system_error>

#include "core/base/error.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

fs::path found(const char* variable, const fs::path& installed, const fs::path& source_tree) {
  // The environment is read before any thread could change it.
  if (const char* given = std::getenv(variable); given != nullptr && *given != '\0') return given;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path beside = program.parent_path().parent_path() / "share/firebreak" / installed;
  if (!error && fs::exists(beside, error)) return beside;
  if (fs::exists(source_tree, error)) return source_tree;
  throw Error(ErrorKind::file, "{}: no such folder. Set {} to the folder of the program's data.",
              source_tree.string(), variable);
}

}  // namespace

fs::path data_folder() {
  return found("FIREBREAK_DATA_DIR", "data", fs::path(FIREBREAK_SOURCE_TREE) / "data");
}

fs::path styles_folder() {
  return found("FIREBREAK_STYLES_DIR", "styles", fs::path(FIREBREAK_SOURCE_TREE) / "styles");
}

fs::path sample_folder() {
  return data_folder() / "samples";
}

}  // namespace firebreak::io
