#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/base/error.hpp"
#include "core/io/rule_file.hpp"
#include "fuzz/targets.hpp"

namespace firebreak::fuzz {

void profile(std::string_view bytes) {
  const auto file = std::filesystem::temp_directory_path() /
                    ("firebreak_profile_" + std::to_string(getpid()) + ".toml");
  std::ofstream(file, std::ios::binary) << bytes;
  try {
    const Profile read = io::read_profile(file);
    for (const auto& [key, value] : read.values)
      if (value.clause.empty() || value.value_mark.empty()) std::abort();
  } catch (const Error& e) {
    if (std::string_view(e.what()).empty()) std::abort();
  }
  std::filesystem::remove(file);
}

}  // namespace firebreak::fuzz
