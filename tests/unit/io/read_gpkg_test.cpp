#include "core/io/read_gpkg.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include <cmath>
#include <cstring>

#include "read_fixture.hpp"

namespace firebreak::test {
namespace {

using testing::HasSubstr;

/// A database connection for fixtures; GDAL cannot be asked for what must be odd.
class Sql {
 public:
  explicit Sql(const std::filesystem::path& path) { sqlite3_open(path.c_str(), &db_); }
  ~Sql() { sqlite3_close(db_); }
  void run(const std::string& sql) {
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
        << sql << ": " << (message == nullptr ? "" : message);
    sqlite3_free(message);
  }

 private:
  sqlite3* db_ = nullptr;
};

std::string hex(const std::vector<unsigned char>& bytes) {
  std::string out;
  for (const unsigned char b : bytes) out += fmt::format("{:02X}", b);
  return "X'" + out + "'";
}

struct Blob {
  std::vector<unsigned char> bytes;
  bool big = false;
  Blob& byte(unsigned v) { return bytes.push_back(static_cast<unsigned char>(v)), *this; }
  template <class T>
  Blob& add(T value) {
    unsigned char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    if (big) std::reverse(raw, raw + sizeof(T));
    bytes.insert(bytes.end(), raw, raw + sizeof(T));
    return *this;
  }
  Blob& u32(std::uint32_t v) { return add(v); }
  Blob& reals(std::initializer_list<double> list) {
    for (const double v : list) add(v);
    return *this;
  }
};

/// A GeoPackage header with the flags given and `envelope` doubles of zeros.
Blob header(unsigned flags, int envelope) {
  Blob blob;
  blob.byte('G').byte('P').byte(0).byte(flags).u32(25832);
  for (int i = 0; i < envelope; ++i) blob.add(0.0);
  return blob;
}

class GeoPackage : public testing::Test {
 protected:
  TempDir dir;
  std::filesystem::path file = dir / "town.gpkg";

  void write_houses() {
    write_layer(
        file, "GPKG", "houses",
        {{"name", OFTString}, {"storeys", OFTInteger}, {"height", OFTReal}, {"built", OFTDate}},
        {{"POLYGON ((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 4,2 2))",
          {"东街1号", "3", "9.5", "1965/12/31"}},
         {"", {"no place", "NULL", "NULL", "NULL"}},
         {"MULTIPOLYGON (((20 0,30 0,30 10,20 0)),((40 0,50 0,50 10,40 0)))",
          {"NULL", "-2", "0", "NULL"}},
         {"POINT Z (5 6 7)", {"a", "1", "1", "NULL"}},
         {"LINESTRING (1 2,3 4,5 6)", {"b", "1", "1", "NULL"}}},
        25832, wkbUnknown, {"SPATIAL_INDEX=NO"});
  }
};

TEST_F(GeoPackage, IsReadWithTypesAndGeometry) {
  write_houses();
  const RawLayer layer = read_one(file);
  EXPECT_EQ(layer.path, file.string());
  EXPECT_EQ(layer.layer, "houses");
  EXPECT_EQ(layer.driver, "GPKG");
  EXPECT_EQ(layer.crs.epsg(), 25832);
  EXPECT_EQ(layer.encoding, "UTF-8");
  EXPECT_EQ(layer.fids, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
  ASSERT_EQ(layer.shapes.size(), 5U);
  EXPECT_EQ(layer.shapes.end_part(0) - layer.shapes.first_part(0), 2U);
  EXPECT_EQ(layer.shapes.part(0).kind, PartKind::outer);
  EXPECT_EQ(layer.shapes.part(1).kind, PartKind::hole);
  EXPECT_EQ(layer.shapes.end_part(1), layer.shapes.first_part(1));
  EXPECT_EQ(layer.shapes.boxes[2], (Box{{20, 0}, {50, 10}}));
  EXPECT_EQ(layer.shapes.only_part(3)[0], (Xy{5, 6}));
  EXPECT_EQ(layer.shapes.only_part(4).size(), 3U);
  EXPECT_EQ(layer.column("storeys")->type, ColumnType::integer);
  EXPECT_EQ(layer.column("height")->type, ColumnType::real);
  EXPECT_EQ(text_of(layer, "name", 0), "东街1号");
  EXPECT_EQ(text_of(layer, "name", 2), "(missing)");
  EXPECT_EQ(text_of(layer, "storeys", 2), "-2");
  EXPECT_EQ(text_of(layer, "height", 0), "9.5");
  EXPECT_EQ(text_of(layer, "built", 0), "1965-12-31");
  EXPECT_EQ(count_issues(layer, IssueKind::mixed_geometry), 2U);  // kinds, and a height
}

TEST_F(GeoPackage, KeepsToLayersAndFilter) {
  write_houses();
  write_layer(file, "GPKG", "trees", {{"kind"}}, {{"POINT (1 1)", {"oak"}}}, 4326, wkbPoint, {},
              true);
  write_layer(file, "GPKG", "people", {{"who"}}, {{"", {"somebody"}}}, 0, wkbNone, {}, true);
  EXPECT_EQ(io::read_source(file, {}, Job{}).size(), 3U);
  const RawLayer trees = read_one(file, {.layers = {"trees"}});
  EXPECT_EQ(trees.crs.epsg(), 4326);
  const RawLayer people = read_one(file, {.layers = {"people"}});
  EXPECT_EQ(text_of(people, "who", 0), "somebody");
  const RawLayer some = read_one(file, {.layers = {"houses"}, .where = "storeys > 0"});
  EXPECT_EQ(some.fids, (std::vector<std::int64_t>{1, 4, 5}));
  EXPECT_THAT(refusal(file, {.layers = {"house"}}),
              testing::AllOf(HasSubstr("layer \"house\" does not exist"), HasSubstr("\"houses\""),
                             HasSubstr("\"trees\"")));
  EXPECT_THAT(refusal(file, {.layers = {"houses"}, .where = "stories > 0"}),
              testing::AllOf(HasSubstr("houses"), HasSubstr("stories")));
  const auto infos = io::list_layers(file, Job{});
  ASSERT_EQ(infos.size(), 3U);
  EXPECT_EQ(infos[0].features, 5);
  EXPECT_EQ(infos[0].geometry, "Unknown (any)");
  EXPECT_EQ(infos[1].geometry, "Point");
  EXPECT_EQ(infos[2].geometry, "None");
}

TEST_F(GeoPackage, ReadsEveryKindOfBlob) {
  write_layer(file, "GPKG", "odd", {}, {}, 25832, wkbUnknown, {"SPATIAL_INDEX=NO"});
  Blob big_polygon = header(0, 0);  // big-endian header, no envelope
  big_polygon.big = true;
  big_polygon.byte(0).u32(3).u32(1).u32(4).reals({0, 0, 4, 0, 4, 4, 0, 0});
  Blob xyzm_line = header(1U | (4U << 1U), 8);
  xyzm_line.byte(1).u32(3002).u32(2).reals({1, 2, 9, 9, 3, 4, 9, 9});
  Blob old_z_point = header(1U | (1U << 1U), 4);
  old_z_point.byte(1).u32(0x80000001U).reals({7, 8, 9});
  Blob empty_point = header(1U | 0x10U, 0);
  empty_point.byte(1).u32(1).reals({NAN, NAN});
  Blob infinite = header(1U, 0);
  infinite.byte(1).u32(2).u32(2).reals({0, 0, INFINITY, 1});
  Blob cut = header(1U, 0);
  cut.byte(1).u32(3).u32(1).u32(400).reals({0, 0});
  Blob open_ring = header(1U | (2U << 1U), 6);
  open_ring.byte(1).u32(3).u32(1).u32(3).reals({0, 0, 4, 0, 4, 4});
  Blob two_points = header(1U | (3U << 1U), 6);
  two_points.byte(1).u32(3).u32(1).u32(2).reals({0, 0, 4, 0});
  Blob collection = header(1U, 0);
  collection.byte(1).u32(7).u32(2);
  collection.byte(1).u32(1).reals({1, 1});
  collection.byte(1).u32(4).u32(2);
  collection.byte(1).u32(1).reals({2, 2});
  collection.byte(1).u32(1).reals({3, 3});
  {
    Sql sql(file);
    for (const Blob& b : {big_polygon, xyzm_line, old_z_point, empty_point, infinite, cut,
                          open_ring, two_points, collection})
      sql.run("INSERT INTO odd (geom) VALUES (" + hex(b.bytes) + ")");
  }
  const RawLayer layer = read_one(file);
  ASSERT_EQ(layer.size(), 9U);
  const Shapes& s = layer.shapes;
  EXPECT_EQ(s.boxes[0], (Box{{0, 0}, {4, 4}}));
  EXPECT_EQ(s.only_part(1)[1], (Xy{3, 4}));
  EXPECT_EQ(s.only_part(2)[0], (Xy{7, 8}));
  for (const std::size_t none : {3U, 4U, 5U, 7U}) EXPECT_EQ(s.end_part(none), s.first_part(none));
  EXPECT_EQ(s.only_part(6).size(), 4U);  // closed for it
  EXPECT_EQ(s.end_part(8) - s.first_part(8), 3U);
  EXPECT_EQ(count_issues(layer, IssueKind::bad_coordinates), 1U);
  EXPECT_EQ(count_issues(layer, IssueKind::invalid_geometry), 3U);  // cut, open, two points
  EXPECT_EQ(layer.issues[0].origin.fid, 5);
}

TEST_F(GeoPackage, CurvesComeThroughGdalWithinACentimetre) {
  write_layer(file, "GPKG", "round", {{"name"}},
              {{"CURVEPOLYGON (CIRCULARSTRING (0 0,10 10,20 0,10 -10,0 0))", {"silo"}}}, 25832,
              wkbCurvePolygon);
  const RawLayer layer = read_one(file);
  ASSERT_EQ(layer.size(), 1U);
  EXPECT_EQ(text_of(layer, "name", 0), "silo");
  EXPECT_EQ(count_issues(layer, IssueKind::curve_linearised), 1U);
  const auto ring = layer.shapes.only_part(0);
  ASSERT_GT(ring.size(), 20U);
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const Xy middle = 0.5 * (ring[i - 1] + ring[i]);
    EXPECT_NEAR(distance_m(middle, {10, 0}), 10, 0.0101);
  }
}

TEST_F(GeoPackage, AValueThatDoesNotFitItsColumnWidensIt) {
  write_layer(file, "GPKG", "t", {{"n", OFTInteger}, {"r", OFTReal}, {"m", OFTInteger}},
              {{"POINT (0 0)", {"1", "1.5", "7"}}}, 25832, wkbUnknown, {"SPATIAL_INDEX=NO"});
  Sql(file).run("UPDATE t SET n = '3-5', m = 2.5; INSERT INTO t (n, r, m) VALUES (4, 2, 1);");
  const RawLayer layer = read_one(file);
  EXPECT_EQ(text_of(layer, "n", 0), "3-5");
  EXPECT_EQ(text_of(layer, "n", 1), "4");
  EXPECT_EQ(text_of(layer, "m", 0), "2.5");
  EXPECT_EQ(layer.column("r")->type, ColumnType::real);
}

TEST_F(GeoPackage, IsTheSameOnAnyNumberOfThreads) {
  std::vector<Row> rows;
  for (int i = 0; i < 21000; ++i)
    rows.push_back({i % 97 == 0 ? "" : fmt::format("POLYGON (({0} 0,{0} 1,{1} 1,{0} 0))", i, i + 1),
                    {fmt::format("house {}", i), std::to_string(i * 3)}});
  write_layer(file, "GPKG", "many", {{"name"}, {"n", OFTInteger}}, rows, 25832, wkbPolygon,
              {"SPATIAL_INDEX=NO"});
  Sql(file).run("DELETE FROM many WHERE fid BETWEEN 5000 AND 5100");
  const auto with = [&](unsigned threads) { return read_one(file, {}, Job({}, {}, threads)); };
  const RawLayer one = with(1);
  ASSERT_EQ(one.size(), 20899U);
  for (const unsigned threads : {2U, 3U, 7U}) {
    const RawLayer other = with(threads);
    EXPECT_EQ(other.fids, one.fids);
    EXPECT_EQ(other.shapes.points, one.shapes.points);
    EXPECT_EQ(other.shapes.part_start, one.shapes.part_start);
    EXPECT_EQ(other.shapes.feature_start, one.shapes.feature_start);
    EXPECT_EQ(other.shapes.boxes.size(), one.shapes.boxes.size());
    EXPECT_EQ(other.column("name")->texts, one.column("name")->texts);
    EXPECT_EQ(other.column("n")->integers, one.column("n")->integers);
  }
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(io::read_source(file, {}, Job(stop.get_token(), {}, 2)), Cancelled);
}

TEST_F(GeoPackage, RowsInTheWriteAheadLogAreReadAndNothingChanges) {
  write_houses();
  sqlite3* writer = nullptr;
  sqlite3_open(file.c_str(), &writer);
  sqlite3_exec(writer, "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;", nullptr, nullptr,
               nullptr);
  sqlite3_exec(writer, "UPDATE houses SET name = 'from the log' WHERE fid = 1", nullptr, nullptr,
               nullptr);
  ASSERT_GT(std::filesystem::file_size(file.string() + "-wal"), 0U);
  const auto before = checksums(dir.path());
  ASSERT_EQ(before.size(), 3U);  // the file, its -wal and -shm
  EXPECT_EQ(text_of(read_one(file), "name", 0), "from the log");
  EXPECT_EQ(checksums(dir.path()), before);
  sqlite3_close(writer);
  // In write-ahead mode, but with its log written back and gone.
  const auto after = checksums(dir.path());
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(text_of(read_one(file), "name", 0), "from the log");
  EXPECT_EQ(checksums(dir.path()), after);
}

TEST_F(GeoPackage, RowNumbersMaySpanSixtyFourBits) {
  write_layer(file, "GPKG", "t", {{"n", OFTInteger}}, {{"POINT (0 0)", {"1"}}}, 25832, wkbUnknown,
              {"SPATIAL_INDEX=NO"});
  Sql(file).run(
      "INSERT INTO t (fid, n) VALUES (-9223372036854775808, 2), (9223372036854775807, 3)");
  const RawLayer layer = read_one(file, {}, Job({}, {}, 2));
  EXPECT_EQ(layer.fids, (std::vector<std::int64_t>{INT64_MIN, 1, INT64_MAX}));
}

TEST_F(GeoPackage, AnInterruptedWriteIsUndoneInTheCopyOnly) {
  write_houses();
  sqlite3* writer = nullptr;
  sqlite3_open(file.c_str(), &writer);
  sqlite3_exec(writer, "PRAGMA cache_size=1; PRAGMA cache_spill=1; BEGIN;", nullptr, nullptr,
               nullptr);
  sqlite3_exec(writer, "CREATE TABLE bulk (x); UPDATE houses SET name = 'half done';", nullptr,
               nullptr, nullptr);
  for (int i = 0; i < 50; ++i)
    sqlite3_exec(writer, "INSERT INTO bulk VALUES (zeroblob(4000))", nullptr, nullptr, nullptr);
  ASSERT_TRUE(std::filesystem::exists(file.string() + "-journal"));
  const TempDir crashed;
  for (const char* suffix : {"", "-journal"})
    std::filesystem::copy_file(file.string() + suffix, (crashed / "town.gpkg").string() + suffix);
  sqlite3_exec(writer, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(writer);
  const auto before = checksums(crashed.path());
  EXPECT_EQ(text_of(read_one(crashed / "town.gpkg"), "name", 0), "东街1号");
  EXPECT_EQ(checksums(crashed.path()), before);
}

TEST_F(GeoPackage, AReadOnlyFolderIsEnoughAndOddNamesToo) {
  const auto odd = dir / "区 #1%20?.d";
  std::filesystem::create_directory(odd);
  file = odd / "town 100%.gpkg";
  write_houses();
  ::chmod(file.c_str(), 0444);
  ::chmod(odd.c_str(), 0555);
  const auto before = checksums(dir.path());
  EXPECT_EQ(read_one(file).size(), 5U);
  EXPECT_EQ(checksums(dir.path()), before);
  ::chmod(odd.c_str(), 0755);
}

TEST_F(GeoPackage, BadFilesAreRefusedWithAReason) {
  EXPECT_THAT(refusal(dir / "none.gpkg"), HasSubstr("there is no such file"));
  EXPECT_THAT(refusal(dir.write("empty.gpkg", "")), HasSubstr("the file is empty"));
  EXPECT_THAT(refusal(dir.write("text.gpkg", "just some text\n")),
              HasSubstr("this is not a GeoPackage"));
  {
    Sql sql(dir / "other.gpkg");
    sql.run("CREATE TABLE t (x)");
  }
  EXPECT_THAT(refusal(dir / "other.gpkg"), HasSubstr("not a GeoPackage"));
  write_houses();
  const std::string whole = read_file(file);
  const std::string half = whole.substr(0, whole.size() / 2);
  EXPECT_THAT(refusal(dir.write("half.gpkg", half)), HasSubstr("Restore the file from a copy"));
}

}  // namespace
}  // namespace firebreak::test
