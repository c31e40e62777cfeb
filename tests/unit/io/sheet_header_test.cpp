#include "core/io/sheet_header.hpp"

#include "core/io/mapping_file.hpp"
#include "read_fixture.hpp"

namespace firebreak::test {
namespace {

using io::find_header;
using io::is_closing_row;
using io::town_in;
using Rows = std::vector<std::vector<std::string>>;

const io::HeaderWords& words() {
  static const io::HeaderWords known(io::shipped_dictionary());
  return known;
}

TEST(SheetHeader, TheRowWithMostKnownNamesWins) {
  const Rows top{{"某县市政消火栓台账", "", "", ""},
                 {"填报单位：消防大队", "", "填报时间：", "2023年5月"},
                 {"编号", "位置", "管径(mm)", "状态"},
                 {"1", "人民路", "150", "完好"}};
  const auto header = find_header(top, words());
  ASSERT_TRUE(header);
  EXPECT_EQ(header->row, 2U);
  EXPECT_EQ(header->rows, 1U);
  EXPECT_THAT(header->names, testing::ElementsAre("编号", "位置", "管径(mm)", "状态"));
}

TEST(SheetHeader, GroupsAboveTheirPartsAreJoined) {
  // Merged cells: the group stands in its first cell, a name over both rows in the upper one.
  const Rows top{{"编号", "坐标", "", "消火栓", "", "检查", ""},
                 {"", "经度", "纬度", "类型", "管径", "时间", "人员"},
                 {"1", "113.1", "23.4", "地上", "DN100", "2023", "张"}};
  const auto header = find_header(top, words());
  ASSERT_TRUE(header);
  EXPECT_EQ(header->row, 0U);
  EXPECT_EQ(header->rows, 2U);
  EXPECT_THAT(header->names, testing::ElementsAre("编号", "经度", "纬度", "消火栓类型", "管径",
                                                  "检查时间", "人员"));
}

TEST(SheetHeader, ARowOfUnitsBelongsToTheHeader) {
  const Rows top{
      {"编号", "位置", "管径", "压力"}, {"", "", "（mm）", "MPa"}, {"1", "a", "100", "1"}};
  const auto header = find_header(top, words());
  ASSERT_TRUE(header);
  EXPECT_EQ(header->rows, 2U);
  EXPECT_THAT(header->names, testing::ElementsAre("编号", "位置", "管径（mm）", "压力(MPa)"));
}

TEST(SheetHeader, AFirstRecordOfWordsIsNoPartOfTheHeader) {
  const Rows top{{"编号", "位置", "状态", "形式"}, {"栓A", "人民路", "完好", "地上"}};
  const auto header = find_header(top, words());
  ASSERT_TRUE(header);
  EXPECT_EQ(header->rows, 1U);
}

TEST(SheetHeader, ThreeKnownNamesAndAKeyAreNeeded) {
  EXPECT_FALSE(find_header(Rows{{"编号", "位置", "其他内容"}}, words())) << "two names";
  EXPECT_FALSE(find_header(Rows{{"状态", "管径", "压力"}}, words())) << "no key";
  EXPECT_FALSE(find_header(Rows{{"编号", "位置", "3", "状态"}}, words())) << "a number is a record";
  EXPECT_FALSE(find_header(Rows{{"状态", "状态", "编号"}}, words())) << "one name twice";
  EXPECT_TRUE(find_header(Rows{{"编号", "状态", "管径"}}, words()));
}

TEST(SheetHeader, SumsAndSignaturesAreNoRecords) {
  for (const char* first : {"合计", "合 计", "小计：", "总计(具)", "共计210具", "平均", "备注：",
                            "填报人：张三", "制表人:李四", "审核：", "注：坐标为GCJ-02", "说明："})
    EXPECT_TRUE(is_closing_row(first, 4)) << first;
  EXPECT_TRUE(is_closing_row("注", 1));
  EXPECT_TRUE(is_closing_row("说明本表由各镇填写", 1));
  for (const char* first :
       {"说明路3号", "注水站门口", "日期大道", "平原路", "备用栓1", "合作路", "1"})
    EXPECT_FALSE(is_closing_row(first, 4)) << first;
}

TEST(SheetHeader, TownsInNamesAndTitles) {
  for (const auto& [text, town] : std::initializer_list<std::pair<const char*, const char*>>{
           {"城关镇", "城关镇"},
           {"某县城关镇消火栓台账", "城关镇"},
           {"2023年城关镇", "城关镇"},
           {"番禺区市桥街道消火栓统计表", "市桥街道"},
           {"东关社区", "东关社区"},
           {"城关镇东关社区消火栓", "城关镇东关社区"},
           {"李村", "李村"},
           {"填报单位：石桥乡人民政府", "石桥乡"},
           {"1-河西街道（新）", "河西街道"}})
    EXPECT_EQ(town_in(text), town) << text;
  for (const char* text : {"Sheet1", "乡镇消火栓台账", "各乡镇", "镇街汇总", "村镇", "城镇消火栓",
                           "街道", "社区消火栓", "城中村消火栓", "美丽乡村", "特色小镇", "汇总表",
                           "消火栓台账", "全镇合计", "农村消火栓", ""})
    EXPECT_EQ(town_in(text), "") << text;
}

class Ledgers : public testing::Test {
 protected:
  TempDir dir;
};

/// A workbook as a township hands it in: titles, two header rows, sums, signatures.
TEST_F(Ledgers, ABookWithATownPerSheet) {
  const auto book = dir / "消火栓台账.xlsx";
  const std::vector<FieldSpec> blank{{"市政消火栓台账"}, {""}, {""}, {""}, {""}};
  write_layer(book, "XLSX", "城关镇", blank,
              {{"", {"填报单位：城关镇", "NULL", "NULL", "2023年", "NULL"}},
               {"", {"编号", "位置", "坐标", "NULL", "管径"}},
               {"", {"NULL", "NULL", "经度", "纬度", "mm"}},
               {"", {"1", "东街", "113.125", "23.5", "DN150"}},
               {"", {"NULL", "NULL", "NULL", "NULL", "NULL"}},
               {"", {"2", "西街", "113.25", "23.625", "DN100"}},
               {"", {"编号", "位置", "经度", "纬度", "NULL"}},
               {"", {"3", "说明路3号", "NULL", "NULL", "100"}},
               {"", {"合计", "3", "NULL", "NULL", "NULL"}},
               {"", {"制表：张三", "NULL", "审核：李四", "NULL", "NULL"}}},
              0, wkbNone);
  write_layer(book, "XLSX", "石桥", {{"石桥乡消火栓登记表"}, {""}, {""}},
              {{"", {"编号", "地址", "状态"}}, {"", {"1", "中学门口", "完好"}}}, 0, wkbNone, {},
              true);
  write_layer(book, "XLSX", "表3", {{"编号"}, {"地址"}, {"所属单位"}},
              {{"", {"1", "医院门口", "大队"}}}, 0, wkbNone, {}, true);
  const auto layers = io::read_source(book, {}, Job{});
  ASSERT_EQ(layers.size(), 3U);
  const RawLayer& first = layers[0];
  ASSERT_EQ(first.size(), 3U);
  EXPECT_EQ(text_of(first, "编号", 2), "3");
  EXPECT_EQ(text_of(first, "管径(mm)", 1), "DN100");
  EXPECT_EQ(text_of(first, "镇街", 0), "城关镇");
  EXPECT_EQ(first.shapes.only_part(1)[0], (Xy{113.25, 23.625}));
  EXPECT_EQ(first.shapes.first_part(2), first.shapes.end_part(2));
  ASSERT_EQ(count_issues(first, IssueKind::left_out_row), 1U);
  EXPECT_EQ(first.issues[0].records, 3U) << "the header once more, the sum, the signatures";
  EXPECT_EQ(text_of(layers[1], "镇街", 0), "石桥乡") << "from the title";
  EXPECT_EQ(layers[1].size(), 1U);
  EXPECT_EQ(text_of(layers[2], "镇街", 0), "(no column)") << "it has such a column";
}

TEST_F(Ledgers, TenEmptyRowsEndATable) {
  std::string nine = "编号,位置,状态\n1,a,完好\n";
  std::string ten = nine;
  for (int i = 0; i < 9; ++i) nine += ",,\n";
  for (int i = 0; i < 10; ++i) ten += ",,\n";
  const RawLayer kept = read_one(dir.write("nine.csv", nine + "2,b,完好\n"));
  EXPECT_EQ(kept.size(), 2U);
  const RawLayer cut = read_one(dir.write("ten.csv", ten + "2,b,完好\n3,c,完好\n"));
  EXPECT_EQ(cut.size(), 1U);
  ASSERT_EQ(count_issues(cut, IssueKind::left_out_row), 1U);
  EXPECT_EQ(cut.issues[0].records, 2U);
}

TEST_F(Ledgers, TheSameRulesHoldForTextTables) {
  const RawLayer layer = read_one(
      dir.write("t.csv",
                "石桥乡消火栓,,,,\n编号,位置,坐标,,压力\n,,X,Y,(MPa)\n1,街口,500001,2500001,0.25\n"
                "平均,,,,0.25\n注：X为东,,,,\n"));
  ASSERT_EQ(layer.size(), 1U);
  EXPECT_EQ(text_of(layer, "坐标X", 0), "500001");
  EXPECT_EQ(text_of(layer, "压力(MPa)", 0), "0.25");
  EXPECT_EQ(text_of(layer, "镇街", 0), "石桥乡");
  EXPECT_EQ(layer.shapes.only_part(0)[0], (Xy{500001, 2500001}));
}

TEST_F(Ledgers, AColumnOfVillagesDoesNotTellTheTown) {
  const RawLayer villages = read_one(
      dir.write("v.csv", "石桥乡消火栓,,,\n编号,位置,村（社区）,状态\n1,街口,东村,完好\n"));
  ASSERT_EQ(villages.size(), 1U);
  EXPECT_EQ(text_of(villages, "镇街", 0), "石桥乡");
  const RawLayer both =
      read_one(dir.write("b.csv", "石桥乡消火栓,,,\n编号,位置,乡镇,行政村\n1,街口,河口乡,东村\n"));
  EXPECT_EQ(text_of(both, "镇街", 0), "(no column)") << "a column tells it row by row";
}

}  // namespace
}  // namespace firebreak::test
