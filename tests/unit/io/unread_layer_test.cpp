#include <gmock/gmock.h>

#include <fstream>

#include "core/base/error.hpp"
#include "core/io/layer_source.hpp"
#include "core/io/load.hpp"
#include "core/io/moved_files.hpp"
#include "core/io/rule_file.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

/// Hydrants that can be read beside roads that are not there.
class UnreadLayer : public testing::Test {
 protected:
  UnreadLayer() {
    folder_.write("hydrants.csv", "id,lon,lat\nh1,11.28,49.51\nh2,11.281,49.51\n");
    folder_.write("city.toml",
                  "[[source]]\npath = \"hydrants.csv\"\n[[source]]\npath = \"roads.gpkg\"\n");
  }
  test::TempDir folder_;
};

TEST_F(UnreadLayer, RefusesTheCityAndNamesTheRemedy) {
  const Project project = read_project(folder_ / "city.toml");
  EXPECT_THAT([&] { load(project, Job{}); },
              ThrowsMessage<Error>(AllOf(HasSubstr("roads.gpkg: there is no such file"),
                                         HasSubstr("left_out = true"), HasSubstr("city.toml"))));
}

TEST_F(UnreadLayer, StandsAmongTheOthersWhereItIsSetAside) {
  const Project project = read_project(folder_ / "city.toml");
  const auto layers = read_and_recognise(project, Job{}, Unreadable::set_aside);
  ASSERT_EQ(layers.size(), 2U);
  EXPECT_EQ(layers[0].raw.size(), 2U);
  EXPECT_EQ(layers[1].raw.state, LayerState::unreadable);
  EXPECT_THAT(layers[1].recognition.reason, HasSubstr("there is no such file"));
  const City city = normalise(read_and_recognise(project, Job{}, Unreadable::set_aside),
                              normalise_options(project), Job{});
  EXPECT_EQ(city.hydrants->size(), 2U);
  ASSERT_EQ(city.sources.size(), 2U);
  EXPECT_EQ(city.sources[1].state, LayerState::unreadable);
  EXPECT_TRUE(std::ranges::any_of(city.issues, [](const Issue& issue) {
    return issue.kind == IssueKind::source_not_read && issue.severity == Severity::serious;
  }));
}

TEST_F(UnreadLayer, IsLeftOutWhereTheProjectSaysSo) {
  Project project = read_project(folder_ / "city.toml");
  project.sources[1].left_out = true;
  const Project again =
      read_project_text(project_text(project, folder_ / "city.toml"), folder_ / "city.toml");
  EXPECT_EQ(again.sources, project.sources);
  const City city = load(again, Job{});
  EXPECT_EQ(city.hydrants->size(), 2U);
  EXPECT_EQ(city.sources[1].state, LayerState::left_out);
}

TEST(MovedFiles, FollowTheOneThatWasFound) {
  const test::TempDir folder;
  fs::create_directories(folder / "E/data/maps");
  for (const char* name : {"E/data/roads.gpkg", "E/data/maps/plan.dxf", "E/data/area.gpkg"})
    folder.write(name, "x");
  Project project;
  project.sources.resize(4);
  project.sources[0].path = folder / "D/data/roads.gpkg";
  project.sources[1].path = folder / "D/data/maps/plan.dxf";
  project.sources[2].path = folder / "D/data/lost.gpkg";
  project.sources[3].path = folder.write("here.gpkg", "x");
  project.study_area = folder / "D/data/area.gpkg";
  const Moved moved =
      with_file_moved(project, folder / "D/data/roads.gpkg", folder / "E/data/roads.gpkg");
  EXPECT_EQ(moved.project.sources[0].path, folder / "E/data/roads.gpkg");
  EXPECT_EQ(moved.project.sources[1].path, folder / "E/data/maps/plan.dxf");
  EXPECT_EQ(moved.project.sources[2].path, folder / "D/data/lost.gpkg") << "it is nowhere";
  EXPECT_EQ(moved.project.sources[3].path, folder / "here.gpkg") << "it never moved";
  EXPECT_EQ(moved.project.study_area, folder / "E/data/area.gpkg");
  EXPECT_THAT(moved.also,
              ElementsAre(folder / "E/data/maps/plan.dxf", folder / "E/data/area.gpkg"));
  const Moved renamed =
      with_file_moved(project, folder / "D/data/lost.gpkg", folder.write("E/data/found.gpkg", "x"));
  EXPECT_EQ(renamed.project.sources[2].path, folder / "E/data/found.gpkg");
  EXPECT_EQ(renamed.project.sources[0].path, folder / "E/data/roads.gpkg");
}

TEST(LayerSource, IsFoundInAProjectThatHasChangedSince) {
  Project project;
  project.sources.resize(2);
  project.sources[0].path = project.sources[1].path = "/data/book.xlsx";
  project.sources[1].layers = {"east"};
  const LayersOfFile first{"/data/book.xlsx", {"east"}, {"east", "west", "north"}, 0};
  LayersOfFile second = first;
  second.turn = 1;
  SourceSpec* own = own_source(project, first);
  ASSERT_NE(own, nullptr);
  own->crs = "EPSG:4547";
  ASSERT_EQ(project.sources.size(), 3U);
  EXPECT_THAT(project.sources[0].layers, ElementsAre("west", "north"));
  EXPECT_EQ(own_source(project, first)->crs, "EPSG:4547") << "it is parted once";
  EXPECT_EQ(source_of(project, second), &project.sources[2]);
  EXPECT_TRUE(take_out(project, second));
  EXPECT_FALSE(take_out(project, second));
  EXPECT_EQ(project.sources.size(), 2U);
}

TEST(OwnEngines, AreNamedByFileAndName) {
  const test::TempDir folder;
  const auto file =
      folder.write("fleet.toml", "[wide]\nbody_width_m = 2.6\n[slim]\nbody_width_m = 2.1\n");
  EXPECT_EQ(engine_called(file.string()).name, "slim") << "the narrowest";
  EXPECT_EQ(engine_called(file.string() + "#wide").body_width_m, 2.6);
  EXPECT_EQ(engine_called("aerial").length_m, 10.8);
  EXPECT_THAT([&] { engine_called(file.string() + "#tall"); },
              ThrowsMessage<Error>(HasSubstr("slim")));
}

}  // namespace
}  // namespace firebreak::io
