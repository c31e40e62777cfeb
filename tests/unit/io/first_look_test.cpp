#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "core/io/load.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

namespace fs = std::filesystem;

const fs::path monaco = fs::path(FIREBREAK_TEST_DATA) / "reference" / "monaco.gpkg";
constexpr std::array town{Role::buildings, Role::roads};

TEST(FirstLook, HasTheShapesThatTheReadingWillHaveAndNothingElse) {
  const Project project = open_project(monaco);
  const auto look = first_look(project, town, Job{});
  const auto read = read_and_recognise(project, Job{});
  const auto wanted = std::ranges::count_if(read, [](const SourceLayer& layer) {
    return std::ranges::count(town, layer.recognition.role) > 0;
  });
  ASSERT_GE(wanted, 1);
  ASSERT_EQ(look.size(), static_cast<std::size_t>(wanted));
  for (const SourceLayer& seen : look) {
    const auto whole = std::ranges::find_if(
        read, [&](const SourceLayer& layer) { return layer.raw.layer == seen.raw.layer; });
    ASSERT_NE(whole, read.end());
    EXPECT_EQ(seen.recognition.role, whole->recognition.role);
    EXPECT_EQ(seen.raw.crs, whole->raw.crs);
    EXPECT_EQ(seen.raw.fids, whole->raw.fids);
    EXPECT_EQ(seen.raw.shapes.points, whole->raw.shapes.points);
    EXPECT_EQ(seen.raw.shapes.feature_start, whole->raw.shapes.feature_start);
    EXPECT_TRUE(seen.raw.columns.empty());
  }
}

TEST(FirstLook, LeavesOtherFormatsAndBrokenFilesToTheReading) {
  const test::TempDir folder;
  Project project = open_project(monaco);
  const SourceSpec good = project.sources.front();
  SourceSpec torn = good;
  torn.path = folder / "torn.gpkg";
  fs::copy_file(monaco, torn.path);
  fs::resize_file(torn.path, 5000);
  SourceSpec lines = good;
  lines.path = folder / "roads.geojson";
  std::ofstream(lines.path) << R"({"type":"FeatureCollection","features":[]})";
  SourceSpec missing = good;
  missing.path = folder / "missing.gpkg";
  project.sources = {torn, lines, missing};
  EXPECT_TRUE(first_look(project, town, Job{}).empty());
  project.sources.push_back(good);
  EXPECT_FALSE(first_look(project, town, Job{}).empty());
}

TEST(FirstLook, TakesTheRoleThatTheProjectNames) {
  Project project = open_project(monaco);
  project.sources.front().role = Role::water;
  EXPECT_TRUE(first_look(project, town, Job{}).empty());
}

TEST(FirstLook, TakesTheRoleThatIsRemembered) {
  const test::TempDir folder;
  fs::copy_file(monaco, folder / "monaco.gpkg");
  EXPECT_FALSE(first_look(open_project(folder / "monaco.gpkg"), town, Job{}).empty());
  folder.write("mapping.toml", "[[layer]]\nfile = \"monaco.gpkg\"\nrole = \"water\"\n");
  EXPECT_TRUE(first_look(open_project(folder / "monaco.gpkg"), town, Job{}).empty());
}

}  // namespace
}  // namespace firebreak::io
