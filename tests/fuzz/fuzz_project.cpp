#include <cstdlib>

#include "core/base/error.hpp"
#include "core/io/project.hpp"
#include "fuzz/targets.hpp"

namespace firebreak::fuzz {

void project(std::string_view bytes) {
  try {
    const io::Project read = io::read_project_text(bytes, "/town/city.toml");
    if (read.sources.empty()) std::abort();
    for (const io::SourceSpec& source : read.sources)
      if (!source.path.is_absolute()) std::abort();
  } catch (const Error& e) {
    if (std::string_view(e.what()).empty()) std::abort();
  }
}

}  // namespace firebreak::fuzz
