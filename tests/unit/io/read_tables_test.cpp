#include <iconv.h>

#include <cmath>

#include "core/io/text_encoding.hpp"
#include "read_fixture.hpp"
#include "support/xls_book.hpp"

namespace firebreak::test {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

class Tables : public testing::Test {
 protected:
  TempDir dir;
  RawLayer csv(std::string_view content) { return read_one(dir.write("t.csv", content)); }
};

bool has_place(const RawLayer& layer, std::size_t row) {
  return layer.shapes.end_part(row) > layer.shapes.first_part(row);
}

Xy at(const RawLayer& layer, std::size_t row) {
  return layer.shapes.only_part(row)[0];
}

TEST_F(Tables, LongitudeAndLatitudeByTheirNames) {
  for (const char* header : {"id,lon,lat", "编号,经度,纬度", "id,Longitude (deg),LATITUDE",
                             "编号,东经,北纬", "id,x,y", "号,X坐标（米）,Y坐标（米）"}) {
    const RawLayer layer =
        csv(std::string(header) + "\nh1,113.125,23.5\nh2,,\nh3,0,0\nh4,113.25,近\n");
    ASSERT_EQ(layer.size(), 4U) << header;
    EXPECT_EQ(layer.driver, "CSV");
    EXPECT_FALSE(layer.crs.known());
    EXPECT_EQ(at(layer, 0), (Xy{113.125, 23.5})) << header;
    EXPECT_FALSE(has_place(layer, 1));
    EXPECT_FALSE(has_place(layer, 2));
    EXPECT_FALSE(has_place(layer, 3));
    EXPECT_EQ(count_issues(layer, IssueKind::bad_coordinates), 1U);
    EXPECT_EQ(count_issues(layer, IssueKind::unreadable_value), 1U);
    EXPECT_EQ(layer.issues[1].origin.fid, 4);
    EXPECT_EQ(layer.columns.size(), 3U);
  }
}

TEST_F(Tables, OneCellWithBothAndWkt) {
  const RawLayer one =
      csv("名称,坐标\na,\"113.125,23.5\"\nb,113.25 23.75\nc,\"113.5，23.25\"\nd,不详\n");
  EXPECT_EQ(at(one, 0), (Xy{113.125, 23.5}));
  EXPECT_EQ(at(one, 1), (Xy{113.25, 23.75}));
  EXPECT_EQ(at(one, 2), (Xy{113.5, 23.25}));
  EXPECT_FALSE(has_place(one, 3));
  const RawLayer wkt =
      csv("id;WKT\n1;POLYGON ((0 0,4 0,4 4,0 0))\n2;LINESTRING (0 0,1 1)\n3;POLY\n");
  EXPECT_EQ(wkt.shapes.part_kind[0], PartKind::outer);
  EXPECT_EQ(wkt.shapes.part_kind[1], PartKind::line);
  EXPECT_FALSE(has_place(wkt, 2));
  EXPECT_EQ(count_issues(wkt, IssueKind::unreadable_value), 1U);
}

TEST_F(Tables, RowsWithOtherCellsThanTheHeaderAreToldAndNotMisread) {
  const RawLayer layer =
      csv("id,lon,lat,width\n1,113.1,23.5,4\n2,113.2,23.5,3,5\n3,113.3,23.5\n4,113.4,23.5,5,\n"
          "5,113.5,23.5,6\n");
  ASSERT_EQ(layer.size(), 5U);
  ASSERT_EQ(layer.columns.size(), 4U);
  ASSERT_EQ(count_issues(layer, IssueKind::ragged_row), 2U);
  const Issue& shifted = layer.issues[0];
  EXPECT_EQ(shifted.origin.fid, 2);
  EXPECT_EQ(shifted.severity, Severity::serious);
  EXPECT_THAT(shifted.detail, HasSubstr("5 cells, the header names 4"));
  EXPECT_FALSE(has_place(layer, 1));
  EXPECT_FALSE(layer.columns[3].has(1));  // 3 would be false, 3.5 a guess
  const Issue& cut = layer.issues[1];
  EXPECT_EQ(cut.origin.fid, 3);
  EXPECT_EQ(cut.severity, Severity::doubtful);
  EXPECT_TRUE(has_place(layer, 2));
  EXPECT_FALSE(layer.columns[3].has(2));
}

TEST_F(Tables, AShortHeaderOrLeftOutEmptyCellsAreNoDefects) {
  const RawLayer more = csv("id,x,y\n1,500001,3,note\n2,500002,3,note\n3,500003,3\n");
  EXPECT_EQ(more.columns.size(), 4U);
  EXPECT_TRUE(has_place(more, 0));
  const RawLayer fewer = csv("id,x,y,note\n1,500001,3\n2,500002,3\n3,500003,3,a\n");
  for (const Issue& issue : fewer.issues) EXPECT_EQ(issue.severity, Severity::info);
}

TEST_F(Tables, DegreesMinutesSecondsAndDecimalCommas) {
  const RawLayer dms =
      csv("编号,经度,纬度\n1,113°30′36″,23°15′0″\n2,113度30分36秒,23度15分\n3,113-30-36,23-15-00\n"
          "4,E113 30 36,S23 15 0\n5,113°75′,23°\n");
  for (const std::size_t row : {0U, 1U, 2U, 3U}) {
    EXPECT_NEAR(at(dms, row).x_m, 113.51, 1e-12) << row;
    EXPECT_NEAR(std::abs(at(dms, row).y_m), 23.25, 1e-12) << row;
  }
  EXPECT_LT(at(dms, 3).y_m, 0);
  EXPECT_FALSE(has_place(dms, 4));
  const RawLayer comma =
      csv("id;x;y\n1;4473521,25;5486001,5\n2;4,473,521.25;5,486,001.5\n3;500,123;1,5\n");
  EXPECT_EQ(at(comma, 0), (Xy{4473521.25, 5486001.5}));
  EXPECT_EQ(at(comma, 1), (Xy{4473521.25, 5486001.5}));
  EXPECT_FALSE(has_place(comma, 2));  // 500.123 or 500123? not clear, not guessed
}

TEST_F(Tables, DegreesMinutesAndSecondsWrittenTogether) {
  const RawLayer together =
      csv("编号,经度,纬度\n1,1133036,231500\n2,1133036.0,231500.00\n3,231500,1133036\n");
  for (const std::size_t row : {0U, 1U}) {
    EXPECT_NEAR(at(together, row).x_m, 113.51, 1e-9) << row;
    EXPECT_NEAR(at(together, row).y_m, 23.25, 1e-9) << row;
  }
  EXPECT_NEAR(at(together, 2).y_m, 113.51, 1e-9) << "turned, as it stands";
  // Near misses: metres under such a heading, 75 minutes, a place that is not in China, and
  // columns that do not speak of degrees.
  const RawLayer metres =
      csv("编号,经度,纬度\n1,640006.5,2660010.5\n2,1137536,231500\n3,203036,381500\n");
  EXPECT_EQ(at(metres, 0), (Xy{640006.5, 2660010.5}));
  EXPECT_EQ(at(metres, 1), (Xy{1137536, 231500}));
  EXPECT_EQ(at(metres, 2), (Xy{203036, 381500}));
  EXPECT_EQ(at(csv("id,x,y\n1,1133036,231500\n"), 0), (Xy{1133036, 231500}));
}

TEST_F(Tables, NumbersThatFillCellsAreNoPlace) {
  const RawLayer filled =
      csv("id,x,y\n1,999999,999999\n2,1,1\n3,0,0\n4,-1,-1\n5,9999,999\n6,999999,2660010.5\n"
          "7,640006.5,999999\n8,99,99\n9,1,2\n");
  for (const std::size_t row : {0U, 1U, 2U, 3U, 4U}) EXPECT_FALSE(has_place(filled, row)) << row;
  for (const std::size_t row : {5U, 6U, 7U, 8U}) EXPECT_TRUE(has_place(filled, row)) << row;
  EXPECT_EQ(count_issues(filled, IssueKind::bad_coordinates), 5U);
}

TEST_F(Tables, TitlesSumsQuotesAndEmptyRows) {
  const RawLayer layer =
      csv("某县消火栓台账,,,\n填报单位:,消防大队,,\n编号,位置,管径,备注\n"
          "1,\"东街, \"\"老\"\"井\",DN100,\n,,,\n2,\"两\n行\",DN150,好\n合计,2,,\n");
  ASSERT_EQ(layer.size(), 2U);
  EXPECT_EQ(text_of(layer, "位置", 0), "东街, \"老\"井");
  EXPECT_EQ(text_of(layer, "位置", 1), "两\n行");
  EXPECT_EQ(text_of(layer, "管径", 1), "DN150");
  EXPECT_EQ(text_of(layer, "备注", 0), "(missing)");
  EXPECT_EQ(layer.fids, (std::vector<std::int64_t>{1, 3}));
}

TEST_F(Tables, NamesThatAreMissingOrTwiceAndNoHeader) {
  const RawLayer names = csv("a,,a\n1,2,3\n");
  EXPECT_EQ(names.columns[1].name, "Field2");
  EXPECT_EQ(names.columns[2].name, "a_2");
  const RawLayer none = csv("1,2.5,3\n4,5,6\n");
  ASSERT_EQ(none.size(), 2U);
  EXPECT_EQ(text_of(none, "Field2", 0), "2.5");
}

TEST_F(Tables, EncodingsAndMarksBetweenCells) {
  const auto encoded = [](const std::string& utf8, const char* encoding) {
    const iconv_t to = iconv_open(encoding, "UTF-8");
    std::string in = utf8;
    std::string out(utf8.size() * 4, '\0');
    char* from = in.data();
    char* into = out.data();
    std::size_t left = in.size();
    std::size_t room = out.size();
    iconv(to, &from, &left, &into, &room);
    iconv_close(to);
    out.resize(out.size() - room);
    return out;
  };
  const std::string table = "编号\t消火栓位置\n1\t人民路与解放路交叉口\n2\t中心小学门口\n";
  const RawLayer gbk = csv(encoded(table, "GB18030"));
  EXPECT_EQ(gbk.encoding, "GB18030");
  EXPECT_TRUE(gbk.encoding_guessed);
  EXPECT_EQ(text_of(gbk, "消火栓位置", 1), "中心小学门口");
  EXPECT_EQ(text_of(csv("\xEF\xBB\xBF" + table), "编号", 0), "1");
  const RawLayer wide = csv("\xFF\xFE" + encoded(table, "UTF-16LE"));
  EXPECT_EQ(wide.encoding, "UTF-16LE");
  EXPECT_EQ(text_of(wide, "消火栓位置", 0), "人民路与解放路交叉口");
  EXPECT_EQ(read_one(dir.write("f.csv", encoded(table, "GB18030")), {.encoding = "gbk"}).encoding,
            "GB18030");
  EXPECT_EQ(read_one(dir / "f.csv", {.where = "编号 = '2'"}).size(), 1U);
}

TEST_F(Tables, TheMarkBetweenCellsIsTheOneThatIsEvenEverywhere) {
  const RawLayer lists = csv("file,parameters,optimum\na,r=5;p=30,1\nb,r=5;p=31,2\nc,r=6;p=1,3\n");
  EXPECT_EQ(lists.columns.size(), 3U);
  EXPECT_EQ(text_of(lists, "parameters", 2), "r=6;p=1");
  const RawLayer commas = csv("id;x;y\n1;4,5;6,5\n2;5,5;7,5\n");
  EXPECT_EQ(commas.columns.size(), 3U);
  EXPECT_EQ(at(commas, 1), (Xy{5.5, 7.5}));
}

TEST_F(Tables, ASheetWithTitlesFindsItsHeader) {
  const auto book = dir / "台账.xlsx";
  write_layer(book, "XLSX", "城关镇", {{"城关镇消火栓台账"}, {""}, {""}, {""}},
              {{"", {"2023年", "NULL", "NULL", "NULL"}},
               {"", {"编号", "位置", "经度", "纬度"}},
               {"", {"1", "东街", "113.125", "23.5"}},
               {"", {"2", "西街", "113.25", "23.625"}},
               {"", {"3", "北街", "NULL", "NULL"}},
               {"", {"合计", "3", "NULL", "NULL"}}},
              0, wkbNone);
  write_layer(book, "XLSX", "plain", {{"name"}, {"x", OFTReal}, {"y", OFTReal}},
              {{"", {"a", "4473521.25", "5486001.5"}}, {"", {"b", "NULL", "NULL"}}}, 0, wkbNone, {},
              true);
  const auto before = checksums(dir.path());
  const auto layers = io::read_source(book, {}, Job{});
  ASSERT_EQ(layers.size(), 2U);
  const RawLayer& ledger = layers[0];
  EXPECT_EQ(ledger.layer, "城关镇");
  ASSERT_EQ(ledger.size(), 3U);
  EXPECT_EQ(text_of(ledger, "位置", 1), "西街");
  EXPECT_EQ(text_of(ledger, "编号", 2), "3");
  EXPECT_EQ(at(ledger, 1), (Xy{113.25, 23.625}));
  EXPECT_FALSE(has_place(ledger, 2));
  EXPECT_EQ(layers[1].layer, "plain");
  ASSERT_EQ(layers[1].size(), 2U);
  EXPECT_EQ(at(layers[1], 0), (Xy{4473521.25, 5486001.5}));
  EXPECT_EQ(layers[1].column("x")->type, ColumnType::real);
  EXPECT_FALSE(has_place(layers[1], 1));
  EXPECT_EQ(checksums(dir.path()), before);
}

TEST_F(Tables, ABookOfExcel97IsReadLikeANewOne) {
  XlsBook book;
  book.sheet(u"城关镇", {{u"市政消火栓台账"},
                         {u"编号", u"位置", u"经度", u"纬度", u"管径(mm)", u"检查日期"},
                         {u"X1", u"人民路与中山路交叉口", u"=115.24003656", u"=24.02510368",
                          u"=150", u"=45056"},
                         {u"X2", u"人民路3号旁", u"", u"", u"DN200", u"2023.5.10"},
                         {u"合计", u"2"}});
  book.sheet(u"东河镇",
             {{u"编号", u"位置", u"经度", u"纬度"}, {u"Y1", u"甲路", u"=115.3", u"=24.1"}});
  dir.write("台账.xls", book.bytes());
  const auto layers = io::read_source(dir / "台账.xls", {}, Job{});
  ASSERT_EQ(layers.size(), 2U);
  const RawLayer& first = layers[0];
  EXPECT_EQ(first.driver, "XLS");
  ASSERT_EQ(first.size(), 2U) << "neither title nor sum";
  EXPECT_EQ(at(first, 0), (Xy{115.24003656, 24.02510368})) << "to the last digit";
  EXPECT_FALSE(has_place(first, 1));
  EXPECT_EQ(text_of(first, "管径(mm)", 0), "150");
  EXPECT_EQ(text_of(first, "管径(mm)", 1), "DN200");
  EXPECT_EQ(text_of(first, "镇街", 1), "城关镇");
  EXPECT_EQ(text_of(layers[1], "镇街", 0), "东河镇");
}

TEST_F(Tables, TextUnderTheEndingOfExcelIsReadAsTextAndAWebPageRefused) {
  const std::string table = "编号\t位置\t经度\t纬度\n1\t东街\t113.125\t23.5\n";
  const RawLayer layer = read_one(dir.write("export.xls", table));
  ASSERT_EQ(layer.size(), 1U);
  EXPECT_EQ(at(layer, 0), (Xy{113.125, 23.5}));
  dir.write("page.xls", "\xEF\xBB\xBF<html><table><tr><td>编号</td></tr></table></html>");
  EXPECT_THAT([&] { io::read_source(dir / "page.xls", {}, Job{}); },
              ThrowsMessage<Error>(HasSubstr("web page")));
}

TEST_F(Tables, AnOdsSheetIsRead) {
  write_layer(dir / "t.ods", "ODS", "s", {{"name"}, {"lon", OFTReal}, {"lat", OFTReal}},
              {{"", {"a", "113.125", "23.5"}}, {"", {"b", "113.25", "23.75"}}}, 0, wkbNone);
  const RawLayer layer = read_one(dir / "t.ods");
  ASSERT_EQ(layer.size(), 2U);
  EXPECT_EQ(at(layer, 1), (Xy{113.25, 23.75}));
}

}  // namespace
}  // namespace firebreak::test
