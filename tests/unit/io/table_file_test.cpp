#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "core/geo/crs.hpp"
#include "core/io/read.hpp"
#include "core/io/table_file.hpp"
#include "core/io/xlsx_book.hpp"
#include "support/temp_dir.hpp"

/// Rows of a table written for other programs, and read again.
namespace firebreak {
namespace {

FeatureTable houses() {
  FeatureTable table;
  table.name = "houses";
  table.geometry = TableGeometry::multi_polygon;
  Column id("fid", ColumnType::text);
  Column phone("phone", ColumnType::text);
  Column name("Name", ColumnType::text, "name");
  Column again("NAME", ColumnType::text);
  Column height("height_m", ColumnType::real, "height", "m");
  Column year("year", ColumnType::integer);
  for (int i = 0; i < 4; ++i) {
    const double x = 20.0 * i;
    const std::vector<Xy> ring{{x, 0}, {x + 10, 0}, {x + 10, 8}, {x, 8}, {x, 0}};
    table.shapes.add(PartKind::outer, ring);
    id.push(std::string_view(i % 2 == 0 ? "even" : "odd"));
    phone.push(std::string_view("110"));
    name.push(std::string_view(i == 2 ? "解放路 \"3\", 旧" : "x"));
    again.push(std::string_view("y"));
    if (i == 1) {
      height.push_missing();
      year.push_missing();
    } else {
      height.push(0.1 + i);
      year.push(std::int64_t{1990} + i);
    }
  }
  table.columns = {id, phone, name, again, height, year};
  return table;
}

io::TablePlace place() {
  return {Crs("EPSG:25832").wkt(), {665000, 5486000}, false};
}

RawLayer written(const test::TempDir& dir, const char* name, const FeatureTable& table,
                 const std::vector<std::uint32_t>& rows, const io::TablePlace& where) {
  io::write_table(dir / name, table, rows, where, io::Existing::refuse, Job());
  auto layers = io::read_source(dir / name, {}, Job());
  EXPECT_EQ(layers.size(), 1U);
  return layers.front();
}

TEST(TableFile, HoldsTheRowsNamedInTheirOrder) {
  const test::TempDir dir;
  for (const char* name : {"a.csv", "a.gpkg", "a.geojson"}) {
    SCOPED_TRACE(name);
    const RawLayer layer = written(dir, name, houses(), {3, 1, 2}, place());
    ASSERT_EQ(layer.size(), 3U);
    const Column* title = layer.column("Name");
    ASSERT_NE(title, nullptr);
    EXPECT_EQ(title->texts[2], "解放路 \"3\", 旧");
    const Column* year = layer.column("year");
    ASSERT_NE(year, nullptr);
    EXPECT_FALSE(year->has(1) && !year->texts[1].empty()) << "unknown stays unknown";
    EXPECT_EQ(layer.shapes.end_part(0) - layer.shapes.first_part(0), 1U);
    EXPECT_EQ(layer.shapes.only_part(0).size(), 5U);
  }
}

TEST(TableFile, CoordinatesAreThoseOfTheCrsOrDegrees) {
  const test::TempDir dir;
  const RawLayer metres = written(dir, "a.gpkg", houses(), {1}, place());
  EXPECT_EQ(metres.shapes.boxes[0], (Box{{665020, 5486000}, {665030, 5486008}}));
  EXPECT_EQ(metres.crs.epsg(), 25832);
  const RawLayer degrees = written(dir, "a.geojson", houses(), {1}, place());
  const Transform back(Crs("EPSG:4326"), Crs("EPSG:25832"));
  EXPECT_LT(distance_m(back(degrees.shapes.only_part(0)[0]), Xy{665020, 5486000}), 12);
  double nearest_m = 1e9;
  for (const Xy corner : degrees.shapes.only_part(0))
    nearest_m = std::min(nearest_m, distance_m(back(corner), Xy{665020, 5486000}));
  EXPECT_LT(nearest_m, 0.05);
}

TEST(TableFile, PublicEditionNamesNobody) {
  const test::TempDir dir;
  io::TablePlace where = place();
  EXPECT_NE(written(dir, "internal.gpkg", houses(), {0}, where).column("phone"), nullptr);
  where.public_edition = true;
  EXPECT_EQ(written(dir, "public.gpkg", houses(), {0}, where).column("phone"), nullptr);
}

TEST(TableFile, PointsAreTwoColumnsOfCsvAndMixedLayersStayMixed) {
  const test::TempDir dir;
  FeatureTable points = houses();
  points.geometry = TableGeometry::point;
  points.shapes = Shapes();
  for (int i = 0; i < 4; ++i)
    points.shapes.add(PartKind::point, std::vector<Xy>{{double(i), 2.0 * i}});
  io::write_table(dir / "p.csv", points, std::vector<std::uint32_t>{2}, place(),
                  io::Existing::refuse, Job());
  EXPECT_THAT(test::read_file(dir / "p.csv"), testing::HasSubstr("\n665002,5486004,"));
  points.shapes = Shapes();
  points.shapes.add(PartKind::point, std::vector<Xy>{{1, 1}});
  points.shapes.add(PartKind::line, std::vector<Xy>{{1, 1}, {2, 2}});
  points.shapes.finish_feature();
  points.shapes.add(PartKind::point, std::vector<Xy>{{5, 5}});
  const RawLayer mixed = written(dir, "m.gpkg", points, {0, 1, 2, 3}, place());
  ASSERT_EQ(mixed.size(), 4U);
  EXPECT_EQ(mixed.shapes.part(1).kind, PartKind::line);
  EXPECT_TRUE(mixed.shapes.boxes[2].empty());
}

TEST(TableFile, ASpreadsheetHasTitlesNumbersWordsAndPlaces) {
  const test::TempDir dir;
  const auto shouted = [](const Column& column, std::size_t row) {
    return column.name == "NAME" ? std::string("Y!") : std::string(column.texts[row]);
  };
  io::TablePlace where = place();
  where.public_edition = true;
  io::write_table(dir / "s.xlsx", houses(), std::vector<std::uint32_t>{2, 1}, where,
                  io::Existing::refuse, Job(), shouted);
  const auto layers = io::read_source(dir / "s.xlsx", {}, Job());
  ASSERT_EQ(layers.size(), 1U);
  const RawLayer& sheet = layers.front();
  EXPECT_EQ(sheet.layer, "houses");
  ASSERT_EQ(sheet.size(), 2U);
  EXPECT_EQ(sheet.column("phone"), nullptr);
  ASSERT_NE(sheet.column("name"), nullptr);
  EXPECT_EQ(sheet.column("name")->texts[0], "解放路 \"3\", 旧");
  EXPECT_EQ(sheet.column("NAME")->texts[0], "Y!");
  const Column* height = sheet.column("height (m)");
  ASSERT_NE(height, nullptr);
  ASSERT_EQ(height->type, ColumnType::real);
  EXPECT_NEAR(height->reals[0], 2.1, 1e-12);
  EXPECT_FALSE(height->has(1)) << "what is not known stays empty";
  const Column* east = sheet.column("East (m)");
  ASSERT_NE(east, nullptr);
  const double there =
      east->type == ColumnType::integer ? static_cast<double>(east->integers[0]) : east->reals[0];
  EXPECT_NEAR(there, 665000 + 45, 5.01);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()), {}), 1);
}

TEST(Spreadsheet, ALongTitleEndsWithAWholeCharacter) {
  std::string county;
  for (int i = 0; i < 200; ++i) county += "县";
  EXPECT_EQ(io::property_words(county), county.substr(0, 128 * 3));
  EXPECT_EQ(io::property_words("某县"), "某县");
}

TEST(TableFile, WritesAllOrNothing) {
  const test::TempDir dir;
  dir.write("old.csv", "old");
  EXPECT_THROW(io::write_table(dir / "old.csv", houses(), std::vector<std::uint32_t>{0}, place(),
                               io::Existing::refuse, Job()),
               Error);
  EXPECT_EQ(test::read_file(dir / "old.csv"), "old");
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(io::write_table(dir / "old.csv", houses(), std::vector<std::uint32_t>{0}, place(),
                               io::Existing::replace, Job(stop.get_token(), {})),
               Cancelled);
  EXPECT_EQ(test::read_file(dir / "old.csv"), "old");
  io::write_table(dir / "old.csv", houses(), std::vector<std::uint32_t>{0}, place(),
                  io::Existing::replace, Job());
  EXPECT_NE(test::read_file(dir / "old.csv"), "old");
  try {
    io::write_table(dir / "a.docx", houses(), std::vector<std::uint32_t>{0}, place(),
                    io::Existing::refuse, Job());
    FAIL();
  } catch (const Error& e) {
    EXPECT_THAT(e.what(), testing::HasSubstr(".geojson"));
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()), {}), 1)
      << "no leftovers";
}

}  // namespace
}  // namespace firebreak
