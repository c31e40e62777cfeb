#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "fuzz/targets.hpp"
#include "support/temp_dir.hpp"

namespace firebreak {
namespace {

/// Runs a target over every file of its corpus, in the order of their names.
void replay(const char* folder, void (*target)(std::string_view)) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(FIREBREAK_SOURCE) / "tests/fuzz/corpus" / folder))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  EXPECT_FALSE(files.empty());
  for (const auto& file : files) {
    SCOPED_TRACE(file.filename());
    target(test::read_file(file));
  }
}

TEST(FuzzReplay, Project) {
  replay("project", fuzz::project);
}
TEST(FuzzReplay, Mapping) {
  replay("mapping", fuzz::mapping);
}
TEST(FuzzReplay, SavedMapping) {
  replay("saved_mapping", fuzz::saved_mapping);
}
TEST(FuzzReplay, Profile) {
  replay("profile", fuzz::profile);
}
TEST(FuzzReplay, Values) {
  replay("values", fuzz::values);
}

}  // namespace
}  // namespace firebreak
