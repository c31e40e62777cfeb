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

/// A file of two layers, of which one has a column that the other has not.
void write_two_layers(const std::filesystem::path& file) {
  const auto point = [](const std::string& layer, const std::string& id, const std::string& more) {
    return "<gml:featureMember><ogr:" + layer + " fid=\"" + id +
           "\"><ogr:geometryProperty><gml:Point srsName=\"EPSG:4326\"><gml:coordinates>11.28,49.51"
           "</gml:coordinates></gml:Point></ogr:geometryProperty>" +
           more + "</ogr:" + layer + "></gml:featureMember>\n";
  };
  std::ofstream(file) << "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ogr:FeatureCollection "
                         "xmlns:ogr=\"http://ogr.maptools.org/\" "
                         "xmlns:gml=\"http://www.opengis.net/gml\">\n"
                      << point("east", "e1", "<ogr:durchfluss>12</ogr:durchfluss>")
                      << point("west", "w1", "<ogr:note>x</ogr:note>")
                      << "</ogr:FeatureCollection>\n";
}

TEST_F(UnreadLayer, TheOthersOfItsFileAreReadThoughAColumnOfOneIsNamed) {
  write_two_layers(folder_ / "town.gml");
  Project project;
  SourceSpec& spec = project.sources.emplace_back();
  spec.path = folder_ / "town.gml";
  spec.role = Role::hydrants;
  spec.fields["flow_lps"] = "durchfluss";
  const auto states = [&](std::vector<std::string> layers) {
    project.sources[0].layers = std::move(layers);
    std::vector<std::pair<std::string, LayerState>> found;
    for (const SourceLayer& layer : read_and_recognise(project, Job{}, Unreadable::set_aside))
      found.emplace_back(layer.raw.layer, layer.raw.state);
    return found;
  };
  using testing::Pair;
  EXPECT_THAT(states({"east", "west"}),
              ElementsAre(Pair("east", LayerState::read), Pair("west", LayerState::read)));
  EXPECT_THAT(states({"east", "west", "north"}),
              ElementsAre(Pair("east", LayerState::read), Pair("west", LayerState::read),
                          Pair("north", LayerState::unreadable)));
  EXPECT_THAT(states({"west", "north"}),
              ElementsAre(Pair("west", LayerState::read), Pair("north", LayerState::unreadable)))
      << "the column may be one of the lost layer";
  project.sources[0].fields["flow_lps"] = "nowhere";
  EXPECT_THAT(states({"east", "west"}), ElementsAre(Pair("east", LayerState::unreadable),
                                                    Pair("west", LayerState::unreadable)));
}

TEST(MovedFiles, FollowTheOneThatWasFound) {
  const test::TempDir folder;
  fs::create_directories(folder / "E/data/maps");
  for (const char* name :
       {"E/data/roads.gpkg", "E/data/maps/plan.dxf", "E/data/area.gpkg", "E/data/map.toml",
        "E/data/old.gpkg", "E/data/checks.csv", "E/data/rules.toml", "E/data/fleet.toml",
        "E/data/ortho.tif", "E/data/logo.png"})
    folder.write(name, "x");
  Project project;
  project.sources.resize(4);
  project.sources[0].path = folder / "D/data/roads.gpkg";
  project.sources[1].path = folder / "D/data/maps/plan.dxf";
  project.sources[2].path = folder / "D/data/lost.gpkg";
  project.sources[3].path = folder.write("here.gpkg", "x");
  project.study_area = folder / "D/data/area.gpkg";
  project.mapping = folder / "D/data/map.toml";
  project.ledger = folder / "D/data/old.gpkg";
  project.field_checks = folder / "D/data/checks.csv";
  project.profile = (folder / "D/data/rules.toml").string();
  project.engine = (folder / "D/data/fleet.toml#rescue").string();
  project.view.background = (folder / "D/data/ortho.tif").string();
  project.sheet.logo = (folder / "D/data/logo.png").string();
  const Moved moved =
      with_file_moved(project, folder / "D/data/roads.gpkg", folder / "E/data/roads.gpkg");
  EXPECT_EQ(moved.project.sources[0].path, folder / "E/data/roads.gpkg");
  EXPECT_EQ(moved.project.sources[1].path, folder / "E/data/maps/plan.dxf");
  EXPECT_EQ(moved.project.sources[2].path, folder / "D/data/lost.gpkg") << "it is nowhere";
  EXPECT_EQ(moved.project.sources[3].path, folder / "here.gpkg") << "it never moved";
  EXPECT_EQ(moved.project.study_area, folder / "E/data/area.gpkg");
  EXPECT_EQ(moved.project.profile, (folder / "E/data/rules.toml").string());
  EXPECT_EQ(moved.project.engine, (folder / "E/data/fleet.toml#rescue").string());
  EXPECT_EQ(moved.project.view.background, (folder / "E/data/ortho.tif").string());
  EXPECT_EQ(moved.project.sheet.logo, (folder / "E/data/logo.png").string());
  EXPECT_THAT(moved.also, ElementsAre(folder / "E/data/maps/plan.dxf", folder / "E/data/area.gpkg",
                                      folder / "E/data/map.toml", folder / "E/data/old.gpkg",
                                      folder / "E/data/checks.csv", folder / "E/data/rules.toml",
                                      folder / "E/data/fleet.toml", folder / "E/data/ortho.tif",
                                      folder / "E/data/logo.png"));
  Project shipped;
  shipped.sources = project.sources;
  const Moved named =
      with_file_moved(shipped, folder / "D/data/roads.gpkg", folder / "E/data/roads.gpkg");
  EXPECT_EQ(named.project.profile, shipped.profile) << "a shipped one is no file";
  EXPECT_EQ(named.project.engine, shipped.engine);
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
