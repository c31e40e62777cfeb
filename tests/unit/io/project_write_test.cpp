#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "core/base/error.hpp"
#include "core/io/journal.hpp"
#include "core/io/project.hpp"
#include "support/temp_dir.hpp"

namespace firebreak {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A project that says everything, some of it in words that need care.
io::Project full(unsigned seed = 0) {
  std::mt19937 random(seed);
  const auto number = [&] { return std::uniform_real_distribution<>(-1e6, 1e7)(random); };
  io::Project p;
  p.name = "东莞 \"old\" town \\ 1";
  p.path = "/town/city.toml";
  p.profile = "jp";
  p.engine = "aerial";
  p.crs = "EPSG:4547";
  p.study_area = "/town/area.gpkg";
  p.ledger = "/elsewhere/old.gpkg";
  p.public_edition = true;
  p.geodesic = true;
  io::SourceSpec source;
  source.path = "/town/data/建筑.shp";
  source.role = Role::buildings;
  source.layers = {"a", "b \"c\""};
  source.crs = "EPSG:4490";
  source.shift = CoordinateShift::gcj02;
  source.packed_angles = true;
  source.encoding = "GB18030";
  source.where = "h > 'x'";
  source.fields["height_m"] = "HÖHE";
  source.units["height_m"] = Unit::foot;
  source.accuracy_m = 2.5;
  source.relative_accuracy_m = 0.1;
  p.sources = {source, {}};
  p.sources[1].path = "/other/hydrants.csv";
  p.overrides["hydrants.radius_m"] = 120.25;
  p.overrides["accuracy.ignore"] = true;
  p.overrides["lanes.occasion"] = std::string("night");
  p.confirmations = {{"hydrants.radius_m", "Wang", "2026-11-01", "GB 50974-2014"}};
  p.targets = {{"", 8, "2026-12-31", "2025-01-01", std::nullopt, "县办〔2025〕3号"},
               {"东河 \"镇\"", 12, "2027-06-30", {}, 0, {}}};
  p.verdicts = {{"w12 \"a\"", "pass", "Wang", "2026-11-27", "hose \n tried", "0123456789ab"},
                {"w12 \"a\"", "G2", "王", "2026-11-28", "专用水池", {}}};
  p.scenarios = {{"plan A",
                  {AddHydrant{"new-1", {number(), number()}},
                   AddObstacle{"new-2", ObstacleKind::fence, {{number(), 1}, {2, number()}}},
                   SwitchHydrant{"h7", true}, SwitchHydrant{"h8", false},
                   AddStation{"new-3", "North \n station", {number(), number()}},
                   AddHydrant{"new-4",
                              {number(), number()},
                              {HydrantKind::tank, 12.5, 150, MainLayout::ring, "Well \"1\""}},
                   MoveStation{"s1", {number(), number()}}, WidenLane{"w12_a", 4.25}}},
                 {"empty", {}}};
  p.scenarios[0].crs = "EPSG:25832";
  p.scenario = "plan A";
  LayerView& roads = p.view.layer("roads", "Roads");
  roads.shown = false;
  roads.opacity = 0.3;
  roads.min_scale = 5000;
  roads.max_scale = 500;
  roads.labels = false;
  roads.graduated = Graduated{"width_m", "diverging", {-1.5, 3.25, 1e6}};
  p.view.layer("hydrants", "Hydrants").labels = true;
  p.view.ordered = true;
  RuleLook look;
  look.table = "roads";
  look.layer = "Roads";
  look.rule = "All \"roads\"";
  look.fill = Colour{1, 2, 3, 4};
  look.stroke = Colour{255, 254, 253, 255};
  look.stroke_mm = 0.35;
  look.from = -1;
  look.below = 0.1;
  look.hidden = true;
  p.view.looks = {look};
  p.view.bookmarks = {{"old town", {{number(), -5e6}, {2e7, 3e7}}}};
  p.view.unit = "u1";
  p.view.against = "B";
  p.view.background = "/town/ortho.tif";
  p.view.background_raster = "day";
  p.view.background_shown = false;
  p.view.background_opacity = 0.25;
  p.sheet.title = "For the mayor";
  p.sheet.text = "line 1\nline 2\ttab";
  p.sheet.paper = "A4";
  p.sheet.landscape = false;
  p.sheet.logo = "/logos/brigade.png";
  p.sheet.scale = 5000;
  p.sheet.extent = Box{{0, 1}, {number() + 2e6, 1e7}};
  p.sheet.overview = true;
  return p;
}

TEST(ProjectText, ReadsBackAsAnEqualProject) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const io::Project p = full(seed);
    const std::string text = io::project_text(p, p.path);
    EXPECT_EQ(io::read_project_text(text, p.path), p) << text;
  }
}

TEST(ProjectText, SaysOnlyWhatIsSaid) {
  io::Project p;
  p.name = "Lauf";
  p.sources.resize(1);
  p.sources[0].path = "/town/lauf.osm.pbf";
  EXPECT_EQ(io::project_text(p, "/town/city.toml"),
            "name = \"Lauf\"\nprofile = \"cn-gb\"\nengine = \"pumper\"\n\n"
            "[[source]]\npath = \"lauf.osm.pbf\"\n");
}

TEST(ProjectText, PathsOutsideTheFolderAreWhole) {
  const std::string text = io::project_text(full(), "/town/city.toml");
  EXPECT_THAT(text, HasSubstr("path = \"data/建筑.shp\""));
  EXPECT_THAT(text, HasSubstr("path = \"/other/hydrants.csv\""));
  EXPECT_THAT(io::project_text(full(), "/new/city.toml"), HasSubstr("\"/town/data/建筑.shp\""));
}

TEST(ProjectText, EditsThatMakeNoSenseAreRefusedWithTheirLine) {
  const auto refusal = [](const std::string& edit) -> std::string {
    try {
      io::read_project_text(
          "[[source]]\npath = \"a.shp\"\n[[scenario]]\nname = \"A\"\n"
          "[[scenario.edit]]\n" +
              edit,
          "/town/city.toml");
    } catch (const Error& e) {
      return e.what();
    }
    return "taken";
  };
  EXPECT_EQ(refusal("do = \"add_hydrant\"\nid = \"n\"\nat = [1, 2]\n"), "taken");
  EXPECT_THAT(refusal("do = \"add_castle\"\nid = \"n\"\nat = [1, 2]\n"), HasSubstr("add_castle"));
  EXPECT_THAT(refusal("do = \"add_hydrant\"\nid = \"n\"\n"), HasSubstr("line 5"));
  EXPECT_THAT(refusal("do = \"add_hydrant\"\nid = \"n\"\nat = [1, 2, 3]\n"), HasSubstr("line 8"));
  EXPECT_THAT(refusal("do = \"add_hydrant\"\nid = \"n\"\nat = [1, nan]\n"), HasSubstr("line 8"));
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(SaveProject, KeepsTheCommentAtTheHead) {
  const test::TempDir dir;
  const auto file = dir.path() / "city.toml";
  std::ofstream(file) << "# kept by Wang\n# since 2024\n\nname = \"x\"\n# not this one\n";
  io::save_project(full(), file);
  EXPECT_THAT(contents(file), StartsWith("# kept by Wang\n# since 2024\n\nname = "));
  io::save_project(full(), file);
  EXPECT_EQ(contents(file).find("# kept"), contents(file).rfind("# kept")) << "not twice";
}

TEST(SaveProject, AFolderThatIsNotThereIsRefused) {
  const test::TempDir dir;
  EXPECT_THROW(io::save_project(full(), dir.path() / "no" / "city.toml"), Error);
}

TEST(Journal, WhatWasWrittenIsFoundAfterTheProgramIsGone) {
  const test::TempDir dir;
  std::filesystem::path kept;
  {
    io::Journal journal(dir.path());
    journal.write(full(1));
    journal.write(full(2));
    EXPECT_FALSE(io::Journal::find(dir.path(), nullptr)) << "its program lives";
    for (const auto& entry : std::filesystem::directory_iterator(dir.path()))
      if (entry.path().extension() == ".toml") kept = entry.path();
    ASSERT_FALSE(kept.empty());
    std::filesystem::copy_file(kept, dir.path() / "1-0.journal.toml");  // of a killed one
    journal.clear();
  }
  EXPECT_FALSE(std::filesystem::exists(kept)) << "what was saved leaves nothing";
  const auto found = io::Journal::find(dir.path(), nullptr);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->project, full(2));
  io::Journal::forget(*found);
  EXPECT_FALSE(io::Journal::find(dir.path(), nullptr));
}

TEST(Journal, StaysWhenTheProgramEndsWithoutSaving) {
  const test::TempDir dir;
  { io::Journal(dir.path()).write(full(3)); }
  const auto found = io::Journal::find(dir.path(), nullptr);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->project, full(3));
  io::Journal::set_aside(*found);
  EXPECT_FALSE(io::Journal::find(dir.path(), nullptr)) << "not offered again";
  EXPECT_TRUE(std::filesystem::exists(found->journal.string() + ".declined")) << "and not lost";
}

TEST(SaveProject, RefusesWhatCouldNotBeRead) {
  const test::TempDir dir;
  EXPECT_THROW(io::save_project(io::Project(), dir.path() / "city.toml"), Error);
  io::Project own = full();
  own.profile = (dir.path() / "own.toml").string();
  std::ofstream(own.profile) << "[profile]\n";
  EXPECT_THROW(io::save_project(own, own.profile), Error) << "its own profile";
}

TEST(Journal, CorruptedOnesAreMovedAsideAndTold) {
  const test::TempDir dir;
  const auto file = dir.path() / "1-0.journal.toml";
  for (const std::string& bad :
       {std::string("rubbish"), std::string("# firebreak journal of /x\nname = "),
        std::string("# firebreak journal of /x\n\0\xff\xfe", 29), std::string()}) {
    std::ofstream(file, std::ios::binary) << bad;
    std::string why;
    EXPECT_FALSE(io::Journal::find(dir.path(), &why));
    EXPECT_FALSE(why.empty());
    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_TRUE(std::filesystem::exists(file.string() + ".broken"));
  }
}

}  // namespace
}  // namespace firebreak
