#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <sys/stat.h>

#include <cmath>

#include "core/io/source_files.hpp"
#include "core/io/text_encoding.hpp"
#include "read_fixture.hpp"

namespace firebreak::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<Row> two_houses{
    {"POLYGON ((500000 3400000,500010 3400000,500010 3400010,500000 3400000))", {"砖木结构", "2"}},
    {"POLYGON ((500020 3400000,500030 3400000,500030 3400010,500020 3400000))",
     {"人民路8号", "3"}}};

class Formats : public testing::Test {
 protected:
  TempDir dir;

  /// A shapefile whose texts are in `encoding`, with a .cpg that says `cpg` (empty: none).
  std::filesystem::path shapefile(const std::string& name, const char* encoding,
                                  const std::string& cpg) {
    const auto path = dir / (name + ".shp");
    const std::string option = std::string("ENCODING=") + encoding;
    write_layer(path, "ESRI Shapefile", name.c_str(), {{"结构类型"}, {"层数", OFTInteger}},
                two_houses, 4547, wkbPolygon, {option.c_str()});
    std::filesystem::remove(dir / (name + ".cpg"));
    if (!cpg.empty()) dir.write(name + ".cpg", cpg);
    return path;
  }
};

TEST_F(Formats, ShapefileTextIsDecodedWithOrWithoutACpg) {
  struct Case {
    const char* written;
    const char* cpg;
    const char* read_as;
    bool guessed;
  };
  int number = 0;
  for (const Case& c :
       {Case{"CP936", "", "GB18030", true}, Case{"UTF-8", "", "UTF-8", true},
        Case{"CP936", "UTF-8", "GB18030", true}, Case{"CP936", "GBK", "GB18030", false},
        Case{"UTF-8", "UTF-8", "UTF-8", false}, Case{"UTF-8", "936", "UTF-8", true},
        Case{"CP936", "ISO-8859-1", "GB18030", true}}) {
    const auto path = shapefile(fmt::format("s{}", ++number), c.written, c.cpg);
    const RawLayer layer = read_one(path);
    EXPECT_EQ(layer.encoding, c.read_as) << number;
    EXPECT_EQ(layer.encoding_guessed, c.guessed) << number;
    // Ten bytes hold five characters of GBK, three and a rest of UTF-8; the rest is left out.
    const std::string name = std::string(c.written) == "UTF-8" ? "结构类" : "结构类型";
    EXPECT_EQ(text_of(layer, name, 0), "砖木结构") << number;
    EXPECT_EQ(text_of(layer, name, 1), "人民路8号") << number;
    EXPECT_EQ(text_of(layer, "层数", 1), "3") << number;
    EXPECT_EQ(layer.crs.epsg(), 4547) << number;
    EXPECT_TRUE(layer.crs.metric());
    EXPECT_EQ(layer.fids, (std::vector<std::int64_t>{0, 1}));
    EXPECT_NEAR(layer.shapes.boxes[0].min.x_m, 500000, 1e-6);  // easting first
  }
  EXPECT_EQ(read_one(shapefile("forced", "CP936", ""), {.encoding = "Big5"}).encoding, "Big5");
}

TEST_F(Formats, BigFiveAndShiftJisShapefilesAreRecognised) {
  write_layer(dir / "tw.shp", "ESRI Shapefile", "tw", {{"名稱"}},
              {{"POINT (1 1)", {"臺北市大安區"}}, {"POINT (2 2)", {"國民小學"}}}, 0, wkbPoint,
              {"ENCODING=BIG5"});
  std::filesystem::remove(dir / "tw.cpg");
  EXPECT_EQ(text_of(read_one(dir / "tw.shp"), "名稱", 0), "臺北市大安區");
  write_layer(dir / "jp.shp", "ESRI Shapefile", "jp", {{"名称"}},
              {{"POINT (1 1)", {"ひばりが丘消火栓"}}, {"POINT (2 2)", {"コミュニティセンター"}}}, 0,
              wkbPoint, {"ENCODING=CP932"});
  std::filesystem::remove(dir / "jp.cpg");
  const RawLayer jp = read_one(dir / "jp.shp");
  EXPECT_EQ(jp.encoding, "Shift_JIS");
  EXPECT_EQ(text_of(jp, "名称", 1), "コミュニティセンター");
}

TEST_F(Formats, AShapefileWithoutItsIndexIsReadAndNotTouched) {
  const auto path = shapefile("lost", "UTF-8", "UTF-8");
  std::filesystem::remove(dir / "lost.shx");
  const auto before = checksums(dir.path());
  EXPECT_EQ(read_one(path).size(), 2U);
  EXPECT_EQ(checksums(dir.path()), before);
}

TEST_F(Formats, AShapefileCutShortIsRefusedWithItsIndexAndWithout) {
  const auto path = shapefile("cut", "UTF-8", "UTF-8");
  const std::string shp = read_file(path);
  dir.write("cut.shp", shp.substr(0, shp.size() - 8));
  EXPECT_EQ(test::refusal(path), path.string() + ": the shapefile is cut short: cut.shp has " +
                                     std::to_string(shp.size() - 8) + " of " +
                                     std::to_string(shp.size()) +
                                     " bytes, 1 of its 2 records are not in it. Copy or export it "
                                     "again.");
  std::filesystem::remove(dir / "cut.shx");
  EXPECT_THAT(test::refusal(path), testing::HasSubstr("the shapefile is cut short"));
}

TEST_F(Formats, AShapefileWithoutItsTableIsReadAndTold) {
  const auto path = shapefile("bare", "UTF-8", "UTF-8");
  std::filesystem::remove(dir / "bare.dbf");
  const RawLayer layer = read_one(path);
  EXPECT_EQ(layer.size(), 2U);
  EXPECT_EQ(test::count_issues(layer, IssueKind::missing_attribute), 1U);
}

TEST_F(Formats, ADeletedRecordIsNoDamage) {
  const auto path = shapefile("gone", "UTF-8", "UTF-8");
  std::string dbf = read_file(dir / "gone.dbf");
  const auto header = static_cast<std::size_t>(static_cast<unsigned char>(dbf[8])) +
                      256 * static_cast<std::size_t>(static_cast<unsigned char>(dbf[9]));
  dbf[header] = '*';  // the mark of a deleted record
  dir.write("gone.dbf", dbf);
  const RawLayer layer = read_one(path);
  EXPECT_EQ(layer.fids, (std::vector<std::int64_t>{1}));
  EXPECT_TRUE(layer.issues.empty());
}

TEST_F(Formats, NoReaderLeavesATraceEvenInAReadOnlyFolder) {
  const std::vector<FieldSpec> fields{{"name"}, {"n", OFTInteger}};
  const std::vector<Row> rows{{"POINT (11.1 49.5)", {"a", "1"}}, {"POINT (11.2 49.6)", {"b", "2"}}};
  const std::vector<std::pair<const char*, const char*>> kinds{
      {"p.geojson", "GeoJSON"},  {"p.geojsonl", "GeoJSONSeq"},
      {"p.fgb", "FlatGeobuf"},   {"p.kml", "KML"},
      {"p.gml", "GML"},          {"p.gdb", "OpenFileGDB"},
      {"p.gpkg", "GPKG"},        {"p.shp", "ESRI Shapefile"},
      {"p.tab", "MapInfo File"}, {"p.sqlite", "SQLite"}};
  for (const auto& [name, driver] : kinds)
    write_layer(dir / name, driver, "p", fields, rows, 4326, wkbPoint,
                std::string_view(driver) == "FlatGeobuf"
                    ? std::vector<const char*>{"SPATIAL_INDEX=NO"}
                    : std::vector<const char*>{});
  std::filesystem::remove(dir / "p.xsd");  // then GDAL would like to write a .gfs
  dir.write("p.csv", "name,n,lon,lat\na,1,11.1,49.5\nb,2,11.2,49.6\n");
  const auto before = checksums(dir.path());
  ::chmod(dir.path().c_str(), 0555);
  for (const auto& path : io::data_files(dir.path())) {
    const RawLayer layer = read_one(path);
    ASSERT_EQ(layer.size(), 2U) << path;
    ASSERT_EQ(layer.shapes.part_kind.size(), 2U) << path;
    EXPECT_EQ(layer.shapes.part_kind[0], PartKind::point) << path;
    EXPECT_NEAR(layer.shapes.only_part(0)[0].x_m, 11.1, 1e-6) << path;
    EXPECT_NEAR(layer.shapes.only_part(0)[0].y_m, 49.5, 1e-6) << path;
    EXPECT_EQ(text_of(layer, layer.driver == "LIBKML" ? "Name" : "name", 1), "b") << path;
    if (path.extension() != ".csv") {
      EXPECT_TRUE(layer.crs.geographic()) << path;
      EXPECT_NE(layer.crs.epsg() == 4326, path.extension() == ".tab") << path;
    }
  }
  EXPECT_EQ(io::data_files(dir.path()).size(), kinds.size() + 1);
  ::chmod(dir.path().c_str(), 0755);
  EXPECT_EQ(checksums(dir.path()), before);
}

TEST_F(Formats, GeoJsonKeepsNumbersDatesAndItsCrs) {
  const auto path = dir.write("h.geojson", R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"tested":-86400000,"day":"2020-01-15","w":3.5,"name":"é"},
     "geometry":{"type":"Point","coordinates":[-71.1,42.37]}},
    {"type":"Feature","properties":{"tested":1577836800000,"day":"2019-12-31","w":null,"name":null},
     "geometry":null}]})");
  const RawLayer layer = read_one(path);
  EXPECT_EQ(layer.driver, "GeoJSON");
  EXPECT_EQ(layer.crs.epsg(), 4326);
  EXPECT_EQ(layer.column("tested")->type, ColumnType::integer);
  EXPECT_EQ(text_of(layer, "tested", 0), "-86400000");
  EXPECT_EQ(text_of(layer, "tested", 1), "1577836800000");
  EXPECT_EQ(text_of(layer, "day", 0), "2020-01-15");
  EXPECT_EQ(text_of(layer, "w", 0), "3.5");
  EXPECT_EQ(text_of(layer, "w", 1), "(missing)");
  EXPECT_EQ(text_of(layer, "name", 0), "é");
  EXPECT_FALSE(layer.encoding_guessed);
  EXPECT_EQ(layer.shapes.end_part(1), layer.shapes.first_part(1));
  const RawLayer some = read_one(path, {.where = "w > 3"});
  EXPECT_EQ(some.size(), 1U);
  EXPECT_THAT(refusal(path, {.where = "width > 3"}), HasSubstr("width"));
}

TEST_F(Formats, TopoJsonIsRead) {
  const auto path = dir.write("t.topojson", R"({"type":"Topology","transform":{"scale":[1,1],
    "translate":[0,0]},"arcs":[[[0,0],[2,0],[0,2],[-2,-2]]],"objects":{"zone":{"type":
    "GeometryCollection","geometries":[{"type":"Polygon","arcs":[[0]],"properties":{"a":1}}]}}})");
  const RawLayer layer = read_one(path);
  ASSERT_EQ(layer.size(), 1U);
  EXPECT_EQ(layer.shapes.part_kind[0], PartKind::outer);
  EXPECT_EQ(layer.crs.epsg(), 4326);
}

TEST_F(Formats, DxfKeepsLayersAndTexts) {
  const auto path = dir.write("plan.dxf",
                              "0\nSECTION\n2\nENTITIES\n"
                              "0\nLWPOLYLINE\n8\nJMD\n90\n4\n70\n1\n10\n0\n20\n0\n10\n10\n20\n0\n"
                              "10\n10\n20\n8\n10\n0\n20\n8\n"
                              "0\nTEXT\n8\nZJ\n10\n5\n20\n4\n40\n1\n1\n\\U+783C6\n"
                              "0\nENDSEC\n0\nEOF\n");
  // The outline is a building, and the text in it says which; read_dxf_test.cpp has the rest.
  const RawLayer layer = read_one(path);
  ASSERT_EQ(layer.size(), 1U);
  EXPECT_EQ(layer.layer, "JMD");
  EXPECT_EQ(layer.shapes.part_kind[0], PartKind::outer);
  EXPECT_EQ(layer.shapes.only_part(0).size(), 5U);
  EXPECT_EQ(text_of(layer, "cad_text", 0), "砼6");
  EXPECT_FALSE(layer.crs.known());
}

TEST_F(Formats, AZipOfShapefilesIsRead) {
  shapefile("房屋", "CP936", "");
  shapefile("more", "UTF-8", "UTF-8");
  const auto zip = dir / "package.zip";
  void* out = CPLCreateZip(zip.c_str(), nullptr);
  for (const char* name : {"房屋", "more"})
    for (const char* end : {".shp", ".shx", ".dbf", ".prj"}) {
      const std::string bytes = read_file(dir / (std::string(name) + end));
      CPLCreateFileInZip(out, ("数据/" + std::string(name) + end).c_str(), nullptr);
      CPLWriteFileInZip(out, bytes.data(), static_cast<int>(bytes.size()));
      CPLCloseFileInZip(out);
    }
  CPLCloseZip(out);
  const auto layers = io::read_source(zip, {}, Job{});
  ASSERT_EQ(layers.size(), 2U);
  EXPECT_EQ(layers[0].layer, "more");
  EXPECT_EQ(layers[1].layer, "房屋");
  EXPECT_EQ(layers[1].path, zip.string());
  EXPECT_EQ(text_of(layers[1], "结构类型", 0), "砖木结构");
  EXPECT_EQ(read_one(zip, {.layers = {"房屋"}}).size(), 2U);
  EXPECT_THAT(refusal(zip, {.layers = {"roads"}}), HasSubstr("\"more\""));
  EXPECT_THAT(refusal(dir.write("no.zip", "PK nothing")), HasSubstr("zip"));
}

TEST_F(Formats, AShapefileInAZipIsHeldToTheSame) {
  shapefile("town", "UTF-8", "UTF-8");
  const auto zipped = [&](const char* zip, std::size_t lost, bool table) {
    void* out = CPLCreateZip((dir / zip).c_str(), nullptr);
    for (const char* end : {".shp", ".shx", ".dbf"}) {
      if (!table && std::string_view(end) == ".dbf") continue;
      std::string bytes = read_file(dir / (std::string("town") + end));
      if (std::string_view(end) == ".shp") bytes.resize(bytes.size() - lost);
      CPLCreateFileInZip(out, (std::string("town") + end).c_str(), nullptr);
      CPLWriteFileInZip(out, bytes.data(), static_cast<int>(bytes.size()));
      CPLCloseFileInZip(out);
    }
    CPLCloseZip(out);
    return dir / zip;
  };
  EXPECT_EQ(
      test::count_issues(read_one(zipped("whole.zip", 0, true)), IssueKind::missing_attribute), 0U);
  EXPECT_EQ(
      test::count_issues(read_one(zipped("bare.zip", 0, false)), IssueKind::missing_attribute), 1U);
  EXPECT_THAT(refusal(zipped("cut.zip", 6, true)), HasSubstr("the shapefile is cut short"));
}

TEST_F(Formats, TablesAndGeoPackagesInAZipAreUnpackedElsewhere) {
  write_layer(dir / "h.gpkg", "GPKG", "hydrants", {{"id"}}, {{"POINT (1 2)", {"a"}}}, 25832);
  const auto zip = dir / "mixed.zip";
  void* out = CPLCreateZip(zip.c_str(), nullptr);
  const auto put = [&](const char* name, const std::string& bytes) {
    CPLCreateFileInZip(out, name, nullptr);
    CPLWriteFileInZip(out, bytes.data(), static_cast<int>(bytes.size()));
    CPLCloseFileInZip(out);
  };
  put("a/ledger.csv", "id,lon,lat\n1,11.5,49.5\n");
  put("b/h.gpkg", read_file(dir / "h.gpkg"));
  put("b/readme.md", "not data");
  CPLCloseZip(out);
  const auto before = checksums(dir.path());
  const auto layers = io::read_source(zip, {}, Job{});
  ASSERT_EQ(layers.size(), 2U);
  EXPECT_EQ(layers[0].layer, "ledger");
  EXPECT_EQ(layers[1].layer, "hydrants");
  EXPECT_EQ(layers[1].crs.epsg(), 25832);
  EXPECT_EQ(layers[1].path, zip.string());
  EXPECT_EQ(checksums(dir.path()), before);
}

TEST_F(Formats, DataFilesOfAFolder) {
  shapefile("town", "UTF-8", "UTF-8");
  dir.write("town.qml", "style");
  dir.write("README.md", "read me");
  dir.write("city.toml", "title = ''");
  dir.write(".hidden.csv", "x");
  dir.write("~$book.xlsx", "lock");
  dir.write("book.xlsx", "x");
  dir.write("lonely.dbf", "x");
  dir.write("a.gdb/a00000001.gdbtable", "x");
  dir.write("sub/roads.geojson", "{}");
  dir.write("sub/deeper/no.geojson", "{}");
  dir.write("map.osm.pbf", "x");
  std::vector<std::string> names;
  for (const auto& path : io::data_files(dir.path()))
    names.push_back(path.lexically_relative(dir.path()).string());
  EXPECT_THAT(names, ElementsAre("a.gdb", "book.xlsx", "lonely.dbf", "map.osm.pbf",
                                 "sub/roads.geojson", "town.shp"));
  EXPECT_THROW(io::data_files(dir / "none"), Error);
}

TEST_F(Formats, WhatCannotBeReadIsRefusedWithAReason) {
  EXPECT_THAT(refusal(dir / "none.shp"), HasSubstr("there is no such file"));
  EXPECT_THAT(refusal(dir.write("a.geojson", "{\"type\": \"Feat")), HasSubstr("a.geojson"));
  EXPECT_THAT(refusal(dir.write("a.xyz", "what is this")), HasSubstr("GeoPackage, Shapefile"));
  EXPECT_THAT(refusal(dir.write("a.shp", "text")), HasSubstr("a.shp"));
  EXPECT_THAT(refusal(dir.write("plan.dwg", "AC1015")), HasSubstr("save it as DXF"));
  EXPECT_THAT(refusal(dir.write("bin.csv", std::string("a,b\0c\n1,2,3", 11))),
              HasSubstr("not a text table"));
  std::filesystem::create_directory(dir / "folder");
  EXPECT_THAT(refusal(dir / "folder"), HasSubstr("this is a folder"));
  const auto path = shapefile("cut", "UTF-8", "UTF-8");
  const std::string shp = read_file(path);
  dir.write("cut.shp", shp.substr(0, shp.size() - 60));
  try {
    const RawLayer layer = read_one(path);
    EXPECT_GT(layer.issues.size(), 0U);  // the damaged record is listed
    EXPECT_EQ(layer.size(), 2U);
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("cut"));
  }
}

}  // namespace
}  // namespace firebreak::test
