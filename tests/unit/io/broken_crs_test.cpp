#include "unit/io/read_fixture.hpp"

/// A shapefile whose .prj cannot be read: told in our words, with nothing printed past them.
namespace firebreak {
namespace {

using test::count_issues;
using test::read_one;
using testing::HasSubstr;

class BrokenCrs : public testing::Test {
 protected:
  /// A shapefile with one building, and what its .prj holds.
  std::filesystem::path shapefile(const std::string& prj) {
    test::write_layer(dir / "fw.shp", "ESRI Shapefile", "fw", {{"id"}},
                      {{"POLYGON ((0 0,10 0,10 8,0 8,0 0))", {"a"}}}, 4547, wkbPolygon);
    dir.write("fw.prj", prj);
    return dir / "fw.shp";
  }
  test::TempDir dir;
};

TEST_F(BrokenCrs, IsToldAndNothingIsPrinted) {
  const auto file = shapefile("PROJCS[\"CGCS2000_3_Degree_GK_CM_114E\",GEOGCS[\"GCS_China");
  testing::internal::CaptureStderr();
  const RawLayer layer = read_one(file);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_FALSE(layer.crs.known());
  EXPECT_EQ(layer.size(), 1U) << "the records are there";
  ASSERT_EQ(layer.issues.size(), 1U);
  EXPECT_EQ(layer.issues[0].kind, IssueKind::unreadable_value);
  EXPECT_EQ(layer.issues[0].severity, Severity::doubtful);
  EXPECT_EQ(layer.issues[0].origin.fid, -1) << "of the layer as a whole";
  EXPECT_THAT(layer.issues[0].detail, HasSubstr("the coordinate system of the file"));
  EXPECT_THAT(layer.issues[0].detail, HasSubstr("missing")) << "what GDAL says of it";
}

TEST_F(BrokenCrs, AWholeOneIsRead) {
  test::write_layer(dir / "fw.shp", "ESRI Shapefile", "fw", {{"id"}}, {{"POINT (1 2)", {"a"}}},
                    4547, wkbPoint);
  const RawLayer layer = read_one(dir / "fw.shp");
  EXPECT_TRUE(layer.crs.known());
  EXPECT_EQ(count_issues(layer, IssueKind::unreadable_value), 0U);
}

TEST_F(BrokenCrs, NoneAtAllIsNoDefectOfTheFile) {
  const auto file = shapefile("");
  std::filesystem::remove(dir / "fw.prj");
  const RawLayer layer = read_one(file);
  EXPECT_FALSE(layer.crs.known());
  EXPECT_EQ(count_issues(layer, IssueKind::unreadable_value), 0U);
}

}  // namespace
}  // namespace firebreak
