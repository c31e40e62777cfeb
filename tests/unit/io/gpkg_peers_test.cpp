#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "core/io/gpkg_write.hpp"
#include "risk_sample.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

/// What a command prints (both streams), with "exit N" as its last line.
std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return "exit 127";
  std::array<char, 4096> block;
  for (std::size_t n = 0; (n = std::fread(block.data(), 1, block.size(), pipe)) > 0;)
    out.append(block.data(), n);
  return out + fmt::format("exit {}", ::pclose(pipe) / 256);
}

/// Distribution packages are installed for the distribution's own interpreter.
std::string python() {
  return std::filesystem::exists("/usr/bin/python3") ? "/usr/bin/python3 " : "python3 ";
}

bool python_knows(const std::string& module) {
  return output_of(python() + "-c 'import " + module + "'").ends_with("exit 0");
}

/// Our result in the eyes of other programs.
class Peers : public testing::Test {
 protected:
  void SetUp() override {
    write_risk_file(file_, test::sample_tables(), test::sample_record(), test::sample_ledger(),
                    test::sample_styles(), Existing::refuse, Job{});
  }
  test::TempDir folder_;
  std::filesystem::path file_ = folder_ / "RISK.gpkg";
};

TEST_F(Peers, PassesTheGeoPackageValidator) {
  if (!python_knows("osgeo_utils.samples.validate_gpkg"))
    GTEST_SKIP() << "NOT TESTED: the GeoPackage validator (install python3-gdal)";
  const std::string said =
      output_of(python() + "-m osgeo_utils.samples.validate_gpkg --extra " + file_.string());
  EXPECT_THAT(said, testing::EndsWith("exit 0"));
  EXPECT_THAT(said, testing::Not(testing::HasSubstr("rror")));
}

TEST_F(Peers, GdalListsEveryLayer) {
  if (!output_of("ogrinfo --version").ends_with("exit 0"))
    GTEST_SKIP() << "NOT TESTED: ogrinfo (install gdal-bin)";
  const std::string said = output_of("ogrinfo -so -al " + file_.string());
  for (const char* layer : {"building_risk", "hydrant_reach", "fire_lanes", "response_log",
                            "assessment", "findings", "projects", "targets", "layer_styles"})
    EXPECT_THAT(said, testing::HasSubstr("Layer name: " + std::string(layer) + "\n"));
  EXPECT_THAT(said, testing::HasSubstr("Extent: (667000.250000, 5486000.500000)"));
  EXPECT_THAT(said, testing::Not(testing::HasSubstr("Warning")));
}

TEST_F(Peers, GdalEditsKeepTheTreeTrue) {
  if (!python_knows("osgeo.ogr"))
    GTEST_SKIP() << "NOT TESTED: editing through GDAL (install python3-gdal)";
  const auto script = folder_.write("edit.py", R"py(
import sys
from osgeo import ogr
ogr.UseExceptions()
f = ogr.Open(sys.argv[1], 1)
layer = f.GetLayerByName('findings')
new = ogr.Feature(layer.GetLayerDefn())
new.SetGeometry(ogr.CreateGeometryFromWkt('POINT (667500 5486500)'))
new['finding_id'] = 'own-1'
layer.CreateFeature(new)
moved = layer.GetFeature(1)
moved.SetGeometry(ogr.CreateGeometryFromWkt('POINT (667600 5486600)'))
layer.SetFeature(moved)
layer.DeleteFeature(2)
f = None
)py");
  EXPECT_EQ(output_of(python() + script.string() + " " + file_.string()), "exit 0");
  const test::Database db(file_);
  EXPECT_EQ(db.text("SELECT rtreecheck('rtree_findings_geom')"), "ok");
  EXPECT_EQ(db.list("SELECT id||':'||CAST(minx AS INTEGER) FROM rtree_findings_geom ORDER BY id"),
            "1:667600,3:667500");
}

TEST_F(Peers, StylesAreWellFormed) {
  if (!python_knows("sqlite3")) GTEST_SKIP() << "NOT TESTED: styles as XML (install python3)";
  const auto script = folder_.write("styles.py", R"py(
import sqlite3, sys, xml.dom.minidom
for name, qml, sld in sqlite3.connect(sys.argv[1]).execute(
        'SELECT f_table_name, styleQML, styleSLD FROM layer_styles'):
    assert xml.dom.minidom.parseString(qml).documentElement.tagName == 'qgis', name
    assert not sld or xml.dom.minidom.parseString(sld).documentElement.tagName == \
        'StyledLayerDescriptor', name
)py");
  EXPECT_EQ(output_of(python() + script.string() + " " + file_.string()), "exit 0");
}

}  // namespace
}  // namespace firebreak::io
