#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "core/io/data_folder.hpp"
#include "core/io/load.hpp"
#include "unit/io/read_fixture.hpp"

/// The demo county as it is shipped: data/samples/demo-county.
namespace firebreak {
namespace {

namespace fs = std::filesystem;

const fs::path made_county = FIREBREAK_DEMO_COUNTY;

fs::path shipped() {
  return io::sample_folder() / "demo-county";
}

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder))
    names.insert(entry.path().filename().string());
  return names;
}

/// Equal values, and coordinates but for what another PROJ makes of them.
void expect_equal(const RawLayer& a, const RawLayer& b) {
  EXPECT_EQ(a.layer, b.layer);
  EXPECT_EQ(a.encoding, b.encoding);
  EXPECT_EQ(a.crs.definition(), b.crs.definition());
  ASSERT_EQ(a.size(), b.size());
  ASSERT_EQ(a.columns.size(), b.columns.size());
  for (std::size_t c = 0; c < a.columns.size(); ++c) {
    EXPECT_EQ(a.columns[c].name, b.columns[c].name);
    for (std::size_t row = 0; row < a.size(); ++row)
      EXPECT_EQ(test::text_of(a, a.columns[c].name, row), test::text_of(b, b.columns[c].name, row));
  }
  ASSERT_EQ(a.shapes.points.size(), b.shapes.points.size());
  for (std::size_t p = 0; p < a.shapes.points.size(); ++p) {
    const Xy one = a.shapes.points[p], other = b.shapes.points[p];
    EXPECT_NEAR(one.x_m, other.x_m, 1e-12 * std::abs(one.x_m));
    EXPECT_NEAR(one.y_m, other.y_m, 1e-12 * std::abs(one.y_m));
  }
}

class SampleCounty : public testing::TestWithParam<const char*> {};

TEST_P(SampleCounty, IsWhatTheGeneratorMakes) {
  const fs::path made = made_county / GetParam();
  const fs::path folder = shipped() / GetParam();
  EXPECT_EQ(names_in(folder), names_in(made));
  for (const std::string& name : names_in(made)) {
    SCOPED_TRACE(name);
    const fs::path file = name;
    if (file.extension() == ".csv" || file.extension() == ".dxf" || file.extension() == ".txt" ||
        file.extension() == ".geojson") {
      EXPECT_EQ(test::read_file(folder / file), test::read_file(made / file));
    } else if (file.extension() == ".shp" || file.extension() == ".xlsx" ||
               file.extension() == ".gpkg") {
      const auto here = io::read_source(folder / file, {}, Job{});
      const auto there = io::read_source(made / file, {}, Job{});
      ASSERT_EQ(here.size(), there.size());
      for (std::size_t i = 0; i < here.size(); ++i) expect_equal(here[i], there[i]);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, SampleCounty, testing::Values("演示县", "后补资料"),
                         [](const auto& folder) {
                           return folder.index == 0 ? "TheFolder" : "WhatComesInLater";
                         });

TEST(SampleCountyProject, ItsProjectTakesWhatTheFolderProposesAndNothingElse) {
  io::Project asked = io::open_project(shipped() / "演示县");
  EXPECT_FALSE(io::accept_proposals(asked, "", Job{}).empty());
  const City accepted = io::load(asked, Job{});
  const City sample = io::load(io::open_project(shipped()), Job{});
  EXPECT_TRUE(sample.proposals.empty());
  ASSERT_EQ(sample.sources.size(), accepted.sources.size());
  for (const Source& source : sample.sources) {
    SCOPED_TRACE(source.layer);
    const auto same = std::ranges::find_if(accepted.sources, [&](const Source& other) {
      return other.layer == source.layer &&
             fs::path(other.path).filename() == fs::path(source.path).filename();
    });
    ASSERT_NE(same, accepted.sources.end());
    EXPECT_EQ(source.crs, same->crs);
    EXPECT_EQ(source.place_steps, same->place_steps);
    EXPECT_EQ(source.read, same->read);
    EXPECT_EQ(source.set_aside, same->set_aside);
  }
  EXPECT_EQ(sample.buildings->size(), accepted.buildings->size());
  EXPECT_EQ(sample.hydrants->size(), accepted.hydrants->size());
}

}  // namespace
}  // namespace firebreak
