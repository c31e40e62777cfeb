#include "core/io/project.hpp"

#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "support/temp_dir.hpp"

namespace firebreak {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::ThrowsMessage;

constexpr std::string_view full = R"(name = "Lauf"
crs = "EPSG:25832"
profile = "de"
engine = "aerial"
study_area = "area.geojson"
ledger = "../old/RISK.gpkg"
public = true
reach = "geodesic"

[[source]]
path = "data/town.gpkg"
layer = "bldg"
role = "buildings"
accuracy_m = 2.5
relative_accuracy_m = 0.7
where = "height > 0"
[source.fields]
height_m = "HOEHE"
[source.units]
height_m = "ft"

[[source]]
path = "/abs/hydrants.shp"
role = "hydrants"
crs = "EPSG:4490"
shift = "gcj02"
encoding = "GB18030"
layers = ["a", "b"]

[set]
"hydrants.radius_m" = 120
lanes.exact = true
lanes.mode = "strict"

[[confirm]]
key = "hydrants.radius_m"
by = "Wang"
date = 2026-11-01
document = "GB 50974-2014"

[[scenario]]
name = "plan A"
[[scenario.edit]]
do = "clear_obstacle"
id = "o7"
)";

TEST(Project, ReadsEverything) {
  const test::TempDir dir;
  const auto file = dir.write("city.toml", full);
  const io::Project p = io::read_project(file);
  EXPECT_EQ(p.name, "Lauf");
  EXPECT_EQ(p.path, file);
  EXPECT_EQ(p.crs, "EPSG:25832");
  EXPECT_EQ(p.profile, "de");
  EXPECT_EQ(p.engine, "aerial");
  EXPECT_EQ(p.study_area, dir / "area.geojson");
  EXPECT_EQ(p.ledger, (dir / "../old/RISK.gpkg").lexically_normal());
  EXPECT_TRUE(p.public_edition);
  EXPECT_TRUE(p.geodesic);
  ASSERT_EQ(p.sources.size(), 2U);
  const io::SourceSpec& b = p.sources[0];
  EXPECT_EQ(b.path, dir / "data/town.gpkg");
  EXPECT_THAT(b.layers, ElementsAre("bldg"));
  EXPECT_EQ(b.role, Role::buildings);
  EXPECT_EQ(b.accuracy_m, 2.5);
  EXPECT_EQ(b.relative_accuracy_m, 0.7);
  EXPECT_EQ(b.where, "height > 0");
  EXPECT_THAT(b.fields, ElementsAre(Pair("height_m", "HOEHE")));
  EXPECT_THAT(b.units, ElementsAre(Pair("height_m", Unit::foot)));
  const io::SourceSpec& h = p.sources[1];
  EXPECT_EQ(h.path, "/abs/hydrants.shp");
  EXPECT_EQ(h.shift, CoordinateShift::gcj02);
  EXPECT_EQ(h.encoding, "GB18030");
  EXPECT_EQ(h.crs, "EPSG:4490");
  EXPECT_THAT(h.layers, ElementsAre("a", "b"));
  EXPECT_EQ(p.overrides.at("hydrants.radius_m"), ParamValue(120.0));
  EXPECT_EQ(p.overrides.at("lanes.exact"), ParamValue(true));
  EXPECT_EQ(p.overrides.at("lanes.mode"), ParamValue(std::string("strict")));
  ASSERT_EQ(p.confirmations.size(), 1U);
  EXPECT_EQ(p.confirmations[0].by, "Wang");
  EXPECT_EQ(p.confirmations[0].date, "2026-11-01");
  EXPECT_THAT(p.scenarios, ElementsAre(Scenario{"plan A", {ClearObstacle{"o7"}}}));
}

TEST(Project, DefaultsAreTheProducts) {
  const test::TempDir dir;
  const io::Project p =
      io::read_project(dir.write("muster.toml", "[[source]]\npath = \"a.shp\"\n"));
  EXPECT_EQ(p.name, "muster");
  EXPECT_EQ(p.profile, "cn-gb");
  EXPECT_EQ(p.engine, "pumper");
  EXPECT_TRUE(p.crs.empty());
  EXPECT_FALSE(p.public_edition);
  EXPECT_FALSE(p.geodesic);
  EXPECT_FALSE(p.sources[0].role);
}

TEST(Project, RefusalsNameFileLineAndRemedy) {
  const test::TempDir dir;
  const auto refused = [&](std::string_view text) {
    const auto file = dir.write("city.toml", text);
    return [file] { io::read_project(file); };
  };
  const std::string_view source = "[[source]]\npath = \"a\"\n";
  EXPECT_THAT(refused("nmae = \"x\"\n"),
              ThrowsMessage<Error>(AllOf(HasSubstr("city.toml, line 1: nmae is not known here"),
                                         HasSubstr("did you mean name?"))));
  EXPECT_THAT(refused(std::string(source) + "rolle = \"roads\"\n"),
              ThrowsMessage<Error>(
                  HasSubstr("line 3: source.rolle is not known here; did you mean source.role?")));
  EXPECT_THAT(refused(std::string(source) + "role = \"building\"\n"),
              ThrowsMessage<Error>(HasSubstr("did you mean buildings?")));
  EXPECT_THAT(refused(std::string(source) + "shift = \"mars\"\n"),
              ThrowsMessage<Error>(HasSubstr("source.shift should be none, gcj02 or bd09")));
  EXPECT_THAT(refused(std::string(source) + "crs = \"EPSG:999999\"\n"),
              ThrowsMessage<Error>(HasSubstr("is not a CRS that PROJ knows")));
  EXPECT_THAT(refused(std::string(source) + "accuracy_m = -1\n"),
              ThrowsMessage<Error>(HasSubstr("a number of metres from 0 to 1000")));
  EXPECT_THAT(refused(std::string(source) + "role = \"roads\"\n[source.fields]\nwidth = \"W\"\n"),
              ThrowsMessage<Error>(HasSubstr("line 5: width is not known here; did you mean "
                                             "width_m?")));
  EXPECT_THAT(refused(std::string(source) + "role = \"roads\"\n[source.units]\nwidth_m = \"kg\"\n"),
              ThrowsMessage<Error>(HasSubstr("kg is not a unit of width_m")));
  EXPECT_THAT(refused(std::string(source) + "[[confirm]]\nkey = \"a\"\n"),
              ThrowsMessage<Error>(HasSubstr("needs key, by, date and document")));
  EXPECT_THAT(refused("public = 1\n" + std::string(source)),
              ThrowsMessage<Error>(HasSubstr("public should be true or false")));
  EXPECT_THAT(refused("source = 3\n"), ThrowsMessage<Error>(HasSubstr("a list of tables")));
  EXPECT_THAT(refused("[[source]]\nrole = \"roads\"\n"),
              ThrowsMessage<Error>(HasSubstr("line 1: this [[source]] needs a path")));
  EXPECT_THAT(refused("name = \"x\"\n"), ThrowsMessage<Error>(HasSubstr("no [[source]]")));
  EXPECT_THAT(refused("name = \n"),
              ThrowsMessage<Error>(HasSubstr("line 1: this is not valid TOML")));
}

TEST(Project, KindsOfErrors) {
  const test::TempDir dir;
  try {
    io::read_project(dir.write("a.toml", "x = 1\n"));
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::usage);
  }
  try {
    io::open_project(dir / "none.gpkg");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind(), ErrorKind::file);
  }
}

TEST(Project, FolderDatasetAndRoles) {
  const test::TempDir dir;
  dir.write("b.gpkg", "");
  dir.write("a.shp", "");
  dir.write("a.dbf", "");
  dir.write("notes.txt", "");
  dir.write(".hidden.gpkg", "");
  const io::Project folder = io::open_project(dir.path());
  ASSERT_EQ(folder.sources.size(), 2U);
  EXPECT_EQ(folder.sources[0].path, dir / "a.shp");
  EXPECT_EQ(folder.sources[1].path, dir / "b.gpkg");
  EXPECT_TRUE(folder.path.empty());

  const io::Project dataset = io::open_project(dir / "b.gpkg");
  EXPECT_EQ(dataset.name, "b");
  EXPECT_EQ(dataset.sources.size(), 1U);
  const test::TempDir osm;
  osm.write("town.osm.pbf", "");
  EXPECT_EQ(io::open_project(osm / "town.osm.pbf").name, "town");

  const std::pair<Role, std::filesystem::path> files[] = {{Role::buildings, dir / "b.gpkg"},
                                                          {Role::roads, dir / "a.shp"}};
  const io::Project roles = io::project_of_roles(files);
  ASSERT_EQ(roles.sources.size(), 2U);
  EXPECT_EQ(roles.sources[1].role, Role::roads);

  dir.write("city.toml", "name = \"here\"\n[[source]]\npath = \"b.gpkg\"\n");
  EXPECT_EQ(io::open_project(dir.path()).name, "here");
  EXPECT_EQ(io::open_project(dir / "city.toml").name, "here");

  const test::TempDir empty;
  EXPECT_THAT([&] { io::open_project(empty.path()); },
              ThrowsMessage<Error>(HasSubstr("no data set in this folder")));
}

}  // namespace
}  // namespace firebreak
