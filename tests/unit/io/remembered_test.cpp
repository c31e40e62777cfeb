#include "core/io/remembered.hpp"

#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "core/io/load.hpp"
#include "core/io/text_encoding.hpp"
#include "support/temp_dir.hpp"

/// Mapping files beside the data: next month's ledger opens with what was settled about this
/// month's, and what does not fit it is told.
namespace firebreak {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr std::string_view ledger =
    "编号,地址,经度,纬度,口子,等级\n"
    "X1,北街1号,113.1001,23.1001,DN150,甲\n"
    "X2,北街2号,113.1002,23.1002,DN100,乙\n"
    "X3,北街3号,113.1003,23.1003,DN200,丙\n";

constexpr std::string_view rule = R"([[layer]]
file = "消火栓台账*.csv"
role = "hydrants"
[layer.fields]
main_mm = "口子"
status = "等级"
[layer.values.status]
"甲" = "working"
"乙" = "defective"
)";

SourceLayer only_layer(const io::Project& project) {
  auto layers = io::read_and_recognise(project, {});
  EXPECT_EQ(layers.size(), 1U);
  return std::move(layers.front());
}

SourceLayer only_layer(const fs::path& city) {
  return only_layer(io::open_project(city));
}

std::string column_of(const SourceLayer& layer, std::string_view field) {
  const FieldMatch* match = layer.recognition.field(field);
  return match == nullptr ? "(none)" : layer.raw.columns[match->column].name;
}

TEST(Remembered, NextMonthsLedgerOpensWithWhatWasSettled) {
  const test::TempDir dir;
  dir.write("mapping.toml", rule);
  const SourceLayer layer = only_layer(dir.write("消火栓台账2026-11.csv", ledger));
  EXPECT_EQ(layer.recognition.role, Role::hydrants);
  EXPECT_EQ(layer.role_from, RoleFrom::mapping);
  EXPECT_EQ(layer.remembered.pattern, "消火栓台账*.csv");
  EXPECT_THAT(layer.recognition.reason, HasSubstr("mapping.toml"));
  EXPECT_EQ(column_of(layer, "main_mm"), "口子");
  EXPECT_EQ(column_of(layer, "status"), "等级");
  EXPECT_THAT(layer.remembered.unfit, IsEmpty());
  EXPECT_THAT(layer.recognition.proposed, IsEmpty()) << "nothing is asked";
}

TEST(Remembered, ValueListsMakeTheCityAndLeaveTheRecordsAsTheyAre) {
  const test::TempDir dir;
  dir.write("mapping.toml", rule);
  const auto file = dir.write("消火栓台账2026-11.csv", ledger);
  const City city = io::load(io::open_project(file), {});
  ASSERT_EQ(city.hydrants->size(), 3U);
  std::map<std::string, HydrantStatus> by_id;
  for (std::uint32_t h = 0; h < 3; ++h)
    by_id[std::string(city.hydrants->ids[h])] = city.hydrants->rows[h].status;
  EXPECT_EQ(by_id["X1"], HydrantStatus::working);
  EXPECT_EQ(by_id["X2"], HydrantStatus::defective);
  EXPECT_EQ(by_id["X3"], HydrantStatus::unknown) << "a word that no list knows is no status";
  EXPECT_EQ(city.hydrants->rows[0].main_mm, 150);
  EXPECT_EQ(only_layer(file).raw.columns[5].texts[0], "甲");
}

TEST(Remembered, AnotherLedgerIsLeftAlone) {
  const test::TempDir dir;
  dir.write("mapping.toml", rule);
  for (const char* name : {"消火栓台账2026-11城关镇.csv", "地下消火栓台账2026-11.csv"}) {
    const SourceLayer layer = only_layer(dir.write(name, ledger));
    EXPECT_FALSE(layer.remembered.any()) << name;
    EXPECT_EQ(column_of(layer, "status"), "(none)") << name;
  }
}

TEST(Remembered, AColumnThatIsGoneIsToldAndTheFieldRecognisedAnew) {
  const test::TempDir dir;
  dir.write("mapping.toml", rule);
  const SourceLayer layer = only_layer(dir.write(
      "消火栓台账2026-12.csv", "编号,经度,纬度,管径,等级\nX1,113.1001,23.1001,DN150,甲\n"));
  EXPECT_THAT(layer.remembered.unfit, testing::ElementsAre(Pair("fields.main_mm", "口子")));
  EXPECT_THAT(layer.recognition.proposed, Contains(AllOf(HasSubstr("口子"), HasSubstr("main_mm"))));
  EXPECT_EQ(column_of(layer, "main_mm"), "管径");
  EXPECT_EQ(column_of(layer, "status"), "等级") << "what fits still holds";
}

TEST(Remembered, WhatTheProjectSaysWinsOverWhatIsRemembered) {
  const test::TempDir dir;
  dir.write("mapping.toml", rule);
  dir.write("消火栓台账2026-11.csv", ledger);
  io::Project project = io::read_project(dir.write(
      "city.toml",
      "[[source]]\npath = \"消火栓台账2026-11.csv\"\n[source.fields]\nform = \"等级\"\n"));
  SourceLayer layer = only_layer(project);
  EXPECT_EQ(column_of(layer, "form"), "等级");
  EXPECT_EQ(column_of(layer, "status"), "(none)");
  EXPECT_EQ(column_of(layer, "main_mm"), "口子") << "for what it does not say the memory holds";

  project.sources[0].remembered = false;
  layer = only_layer(project);
  EXPECT_FALSE(layer.remembered.any());
  EXPECT_EQ(column_of(layer, "main_mm"), "(none)");

  project.sources[0].remembered = true;
  project.sources[0].role = Role::incidents;
  project.sources[0].fields.clear();
  layer = only_layer(project);
  EXPECT_EQ(layer.recognition.role, Role::incidents);
  EXPECT_THAT(layer.remembered.unfit, Contains(Pair("role", "hydrants")));
}

TEST(Remembered, TheNearestMappingFileHoldsAndANamedOneAlone) {
  const test::TempDir dir;
  fs::create_directories(dir / "2026/11");
  dir.write("mapping.toml", "[[layer]]\nfile = \"消火栓台账*.csv\"\nrole = \"incidents\"\n");
  const auto file = dir.write("2026/11/消火栓台账11月.csv", ledger);
  EXPECT_FALSE(only_layer(file).remembered.any()) << "two folders up is too far";
  dir.write("2026/mapping.toml", "[[layer]]\nfile = \"消火栓台账*.csv\"\nrole = \"reports\"\n");
  EXPECT_EQ(only_layer(file).recognition.role, Role::reports);
  dir.write("2026/11/mapping.toml", rule);
  EXPECT_EQ(only_layer(file).recognition.role, Role::hydrants);
  io::Project project = io::open_project(file);
  project.mapping = dir / "mapping.toml";
  EXPECT_EQ(only_layer(project).recognition.role, Role::incidents);
  project.mapping = dir / "nowhere.toml";
  EXPECT_THROW(io::read_and_recognise(project, {}), Error);
}

TEST(Remembered, ColumnsThatAreNoFieldStayAsTheyAre) {
  const test::TempDir dir;
  dir.write(
      "mapping.toml",
      "[[layer]]\nfile = \"消火栓台账*.csv\"\nrole = \"hydrants\"\nkeep = [\"地址\", \"照片\"]\n");
  const SourceLayer layer = only_layer(dir.write("消火栓台账1月.csv", ledger));
  EXPECT_EQ(column_of(layer, "address"), "(none)");
  EXPECT_THAT(layer.remembered.unfit, testing::ElementsAre(Pair("keep", "照片")));
}

TEST(Remembered, AnEncodingIsAppliedUnlessTheContentProvesAnother) {
  const test::TempDir dir;
  // Korean in its own encoding passes for GBK; who knows it says so.
  dir.write("mapping.toml", "[[layer]]\nfile = \"소화전*.csv\"\nencoding = \"EUC-KR\"\n");
  const std::string korean = "번호,주소\nA1,\xBC\xAD\xBF\xEF\n";
  std::string bytes = korean;
  for (const auto& [utf8, euc] :
       {std::pair{"번호", "\xB9\xF8\xC8\xA3"}, std::pair{"주소", "\xC1\xD6\xBC\xD2"}})
    bytes.replace(bytes.find(utf8), std::string_view(utf8).size(), euc);
  SourceLayer layer = only_layer(dir.write("소화전2026-10.csv", bytes));
  EXPECT_EQ(layer.raw.columns[1].name, "주소");
  EXPECT_EQ(layer.raw.columns[1].texts[0], "서울");
  EXPECT_THAT(layer.remembered.unfit, IsEmpty());
  // Next month the file is UTF-8.
  layer = only_layer(dir.write("소화전2026-11.csv", "번호,주소\nA1,서울시 종로구\n"));
  EXPECT_EQ(layer.raw.columns[1].texts[0], "서울시 종로구");
  EXPECT_THAT(layer.remembered.unfit, testing::ElementsAre(Pair("encoding", "EUC-KR")));
}

TEST(Remembered, AHeaderRowIsAppliedUnlessItNamesNoColumns) {
  const test::TempDir dir;
  dir.write("mapping.toml",
            "[[layer]]\nfile = \"栓*.csv\"\nrole = \"hydrants\"\nheader_row = 2\n"
            "[layer.fields]\nid = \"甲栏\"\n");
  const std::string odd = "表一,表二,表三\n甲栏,经度,纬度\nX1,113.1,23.1\nX2,113.2,23.2\n";
  SourceLayer layer = only_layer(dir.write("栓2026-10.csv", odd));
  EXPECT_EQ(column_of(layer, "id"), "甲栏");
  EXPECT_EQ(layer.raw.size(), 2U);
  EXPECT_THAT(layer.remembered.unfit, IsEmpty());
  layer = only_layer(dir.write("栓2026-11.csv", "甲栏,经度,纬度\n7,113.1,23.1\n8,113.2,23.2\n"));
  EXPECT_EQ(layer.raw.size(), 2U) << "no record is taken for a header";
  EXPECT_THAT(layer.remembered.unfit, testing::ElementsAre(Pair("header_row", "2")));
  EXPECT_EQ(column_of(layer, "id"), "甲栏");
  layer = only_layer(dir.write("栓2026-12.csv", "甲栏,经度,纬度\n"));
  EXPECT_THAT(layer.remembered.unfit, testing::ElementsAre(Pair("header_row", "2")));
}

TEST(Remembered, ColumnsOfPlacesAreFoundByWhatTheyWereSaidToBe) {
  const test::TempDir dir;
  dir.write("mapping.toml",
            "[[layer]]\nfile = \"栓*.csv\"\nrole = \"hydrants\"\n"
            "[layer.fields]\nlon = \"甲\"\nlat = \"乙\"\n");
  const SourceLayer layer =
      only_layer(dir.write("栓2026-10.csv", "编号,甲,乙,管径\nX1,113.1,23.1,DN100\n"));
  ASSERT_EQ(layer.raw.shapes.points.size(), 1U);
  EXPECT_EQ(layer.raw.shapes.points[0], (Xy{113.1, 23.1}));
}

TEST(Remembered, CoordinatesThatDoNotFitAreTold) {
  const test::TempDir dir;
  dir.write("mapping.toml",
            "[[layer]]\nfile = \"栓*.csv\"\nrole = \"hydrants\"\ncrs = \"EPSG:4490\"\n"
            "shift = \"gcj02\"\nangles = \"packed\"\n");
  SourceLayer layer =
      only_layer(dir.write("栓2026-10.csv", "编号,经度,纬度\nX1,113.2345,23.1234\n"));
  EXPECT_THAT(layer.remembered.unfit, IsEmpty());
  EXPECT_EQ(layer.crs.epsg(), 4490);
  EXPECT_EQ(layer.shift, CoordinateShift::gcj02);
  EXPECT_TRUE(layer.packed_angles);
  // 0.7 of a degree has 70 minutes: these are no packed angles.
  layer = only_layer(dir.write("栓2026-11.csv", "编号,经度,纬度\nX1,113.7345,23.1234\n"));
  EXPECT_THAT(layer.remembered.unfit, testing::ElementsAre(Pair("angles", "packed")));
  EXPECT_FALSE(layer.packed_angles);
  layer = only_layer(dir.write("栓2026-12.csv", "编号,x,y\nX1,38512345.6,2567890.1\n"));
  EXPECT_THAT(layer.remembered.unfit,
              testing::ElementsAre(Pair("crs", "EPSG:4490"), Pair("shift", "gcj02"),
                                   Pair("angles", "packed")));
  EXPECT_FALSE(layer.crs.known());
  EXPECT_EQ(layer.shift, CoordinateShift::none);
}

TEST(Remembered, ARoleThatTheGeometryCannotHaveIsTold) {
  const test::TempDir dir;
  dir.write(
      "mapping.toml",
      "[[layer]]\nfile = \"图*.geojson\"\nrole = \"buildings\"\n[layer.fields]\nid = \"n\"\n");
  const SourceLayer layer = only_layer(dir.write(
      "图2026-10.geojson",
      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":"1"},)"
      R"("geometry":{"type":"LineString","coordinates":[[113,23],[113.1,23]]}}]})"));
  EXPECT_NE(layer.recognition.role, Role::buildings);
  EXPECT_THAT(layer.remembered.unfit, Contains(Pair("role", "buildings")));
}

TEST(Remembered, AnEmptyFileHasTheRoleThatIsRemembered) {
  const test::TempDir dir;
  dir.write("mapping.toml", rule);
  dir.write("消火栓台账2026-12.csv", "");
  dir.write("消火栓台账2026-11.csv", ledger);
  const auto layers = io::read_and_recognise(io::open_project(dir.path()), {});
  ASSERT_EQ(layers.size(), 2U);
  for (const SourceLayer& layer : layers) {
    EXPECT_EQ(layer.recognition.role, Role::hydrants) << layer.raw.path;
    EXPECT_EQ(layer.role_from, RoleFrom::mapping);
    EXPECT_THAT(layer.recognition.reason, HasSubstr("mapping.toml"));
  }
}

TEST(Remembered, WhereANewMemoryGoes) {
  io::Project project;
  EXPECT_EQ(io::mapping_file_of(project, "/a/b/c.csv"), "/a/b/mapping.toml");
  project.path = "/p/city.toml";
  EXPECT_EQ(io::mapping_file_of(project, "/a/b/c.csv"), "/p/mapping.toml");
  project.mapping = "/m/ours.toml";
  EXPECT_EQ(io::mapping_file_of(project, "/a/b/c.csv"), "/m/ours.toml");
}

}  // namespace
}  // namespace firebreak
