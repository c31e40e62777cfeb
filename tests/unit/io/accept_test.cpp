#include <gmock/gmock.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/io/control_file.hpp"
#include "core/io/project.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

Project two_files() {
  Project project;
  project.sources.resize(2);
  project.sources[0].path = "/data/ledger.xlsx";
  project.sources[1].path = "/data/plan.dxf";
  return project;
}

Proposal sheet(const std::string& name, const std::string& key, const std::string& value) {
  Proposal proposal;
  proposal.path = "/data/ledger.xlsx";
  for (const std::string each : {"east", "west", "north"})
    (each == name ? proposal.layers : proposal.others).push_back(each);
  proposal.key = key;
  proposal.value = value;
  proposal.evidence = "It fits.";
  return proposal;
}

TEST(AcceptedProposals, AreLinesOfTheSourceThatTheyAreAbout) {
  ASSERT_EQ(setenv("SOURCE_DATE_EPOCH", "1795651200", 1), 0);
  const std::vector<Proposal> proposals{sheet("west", "crs", "EPSG:4547"),
                                        sheet("east", "shift", "gcj02"),
                                        sheet("east", "axes", "turned")};
  const Project after = accepted(two_files(), proposals, "王工");
  ASSERT_EQ(after.sources.size(), 4U);
  EXPECT_THAT(after.sources[0].layers, ElementsAre("north"));
  EXPECT_EQ(after.sources[0].crs, "");
  for (const SourceSpec& spec : after.sources) {
    const bool west = spec.layers == std::vector<std::string>{"west"};
    const bool east = spec.layers == std::vector<std::string>{"east"};
    EXPECT_EQ(spec.crs, west ? "EPSG:4547" : "");
    EXPECT_EQ(spec.shift, east ? CoordinateShift::gcj02 : CoordinateShift::none);
    EXPECT_EQ(spec.turned_axes, east);
    EXPECT_THAT(spec.crs_note,
                testing::StartsWith(west || east ? "Accepted as proposed: It fits." : ""));
    EXPECT_EQ(spec.accepted, west || east ? "2026-11-26" : "");
    EXPECT_EQ(spec.accepted_by, west || east ? "王工" : "");
  }
  EXPECT_EQ(accepted(after, {}, ""), after);
  ASSERT_EQ(unsetenv("SOURCE_DATE_EPOCH"), 0);
  const Project read = read_project_text(project_text(after, "/data/city.toml"), "/data/city.toml");
  EXPECT_TRUE(read.sources == after.sources) << "the project file says it too";
}

/// Records accepted in two rounds stand side by side.
TEST(AcceptedProposals, ShiftedRecordsAreAddedToThoseOfBefore) {
  Project project = two_files();
  for (const std::string value : {"gcj02: 3, 7-9 (5k2m9q0c7xha)", "bd09: 12"}) {
    Proposal rows = sheet("east", "shift_rows", value);
    project = accepted(project, std::span(&rows, 1), "王工");
  }
  const auto east =
      std::ranges::find(project.sources, std::vector<std::string>{"east"}, &SourceSpec::layers);
  ASSERT_NE(east, project.sources.end());
  EXPECT_EQ(row_shifts_text(east->row_shifts), "gcj02: 3, 7-9 (5k2m9q0c7xha); bd09: 12");
  EXPECT_EQ(east->shift, CoordinateShift::none) << "the others are as they are";
  const Project read =
      read_project_text(project_text(project, "/data/city.toml"), "/data/city.toml");
  EXPECT_TRUE(read.sources == project.sources);
}

/// The records are asked about again because the file has other places there now.
TEST(AcceptedProposals, RecordsOfAFileThatHasChangedTakeThePlaceOfThoseOfBefore) {
  Project project = two_files();
  for (const std::string value :
       {"gcj02: 3, 7-9 (5k2m9q0c7xha)", "gcj02: 12 (a)", "gcj02: 7, 14 (b)"}) {
    Proposal rows = sheet("east", "shift_rows", value);
    project = accepted(project, std::span(&rows, 1), "王工");
  }
  const auto east =
      std::ranges::find(project.sources, std::vector<std::string>{"east"}, &SourceSpec::layers);
  ASSERT_NE(east, project.sources.end());
  EXPECT_EQ(row_shifts_text(east->row_shifts), "gcj02: 12 (a); gcj02: 7, 14 (b)");
}

TEST(AcceptedProposals, OrTheLayersAreLeftAsTheyAre) {
  const std::vector<Proposal> proposals{sheet("east", "shift", "gcj02")};
  const Project after = left_as_is(two_files(), proposals);
  for (const SourceSpec& spec : after.sources) {
    EXPECT_EQ(spec.place_settled, spec.layers == std::vector<std::string>{"east"});
    EXPECT_EQ(spec.shift, CoordinateShift::none);
  }
  const Project read = read_project_text(project_text(after, "/data/city.toml"), "/data/city.toml");
  EXPECT_TRUE(read.sources == after.sources) << "the project file says it too";
}

TEST(AcceptedProposals, AWholeFileIsNotParted) {
  Proposal drawing;
  drawing.path = "/data/plan.dxf";
  drawing.key = "crs";
  drawing.value = "EPSG:4547";
  const Project after = accepted(two_files(), std::vector{drawing}, "");
  ASSERT_EQ(after.sources.size(), 2U);
  EXPECT_EQ(after.sources[1].crs, "EPSG:4547");
  EXPECT_TRUE(after.sources[1].layers.empty());
}

TEST(AcceptedProposals, OfTwoThatFitNoneIsTaken) {
  Proposal one = sheet("west", "crs", "EPSG:4547");
  one.only_one = false;
  EXPECT_EQ(accepted(two_files(), std::vector{one}, ""), two_files());
  Proposal elsewhere = sheet("west", "crs", "EPSG:4547");
  elsewhere.path = "/data/other.xlsx";
  EXPECT_EQ(accepted(two_files(), std::vector{elsewhere}, ""), two_files());
}

TEST(ControlPointsOfAProject, StandInPlaceOrInAFile) {
  const test::TempDir dir;
  dir.write("pairs.csv",
            "x,y,E,N\n# measured 2024\n20000,38000,640000,2660000\n\n21000;38000;641000;2660000\n");
  const auto file = dir.write("city.toml", "");
  const std::string head = "[[source]]\npath = \"a.csv\"\ncrs = \"EPSG:4547\"\n";
  const Project in_file = read_project_text(head + "control_points = \"pairs.csv\"\n", file);
  const Project in_place = read_project_text(
      head +
          "control_points = [[20000, 38000, 640000, 2660000], [21000, 38000, 641000.0, "
          "2660000]]\ncontrol_accepted_m = 1.5\ncrs_note = \"survey of 2024\"\n",
      file);
  ASSERT_EQ(in_file.sources[0].control_points.size(), 2U);
  EXPECT_EQ(in_file.sources[0].control_points, in_place.sources[0].control_points);
  EXPECT_EQ(in_place.sources[0].control_accepted_m, 1.5);
  EXPECT_EQ(read_project_text(project_text(in_place, file), file), in_place);
  EXPECT_THAT([&] { read_project_text(head + "control_points = [[1, 2, 3]]\n", file); },
              ThrowsMessage<Error>(HasSubstr("[x, y, E, N]")));
  dir.write("bad.csv", "1,2,3,4\n1,2,three,4\n");
  EXPECT_THAT([&] { read_project_text(head + "control_points = \"bad.csv\"\n", file); },
              ThrowsMessage<Error>(HasSubstr("bad.csv, line 2")));
}

}  // namespace
}  // namespace firebreak::io
