#include "core/io/file_pattern.hpp"

#include <gtest/gtest.h>

namespace firebreak {
namespace {

using io::fits_pattern;
using io::generalised_name;

TEST(FilePattern, DatesBecomeAStar) {
  for (const char* name :
       {"消火栓台账2026-10.xlsx", "消火栓台账_2026.10.31.xlsx", "消火栓台账202610.xlsx",
        "消火栓台账20261031.xlsx", "消火栓台账2026年10月.xlsx", "消火栓台账（2026年10月5日）.xlsx",
        "消火栓台账10月.xlsx", "消火栓台账十月.xlsx", "消火栓台账第三季度.xlsx",
        "消火栓台账2026年上半年.xlsx", "消火栓台账 (2).xlsx", "消火栓台账-3.xlsx"})
    EXPECT_EQ(generalised_name(name), "消火栓台账*.xlsx") << name;
  EXPECT_EQ(generalised_name("2026-10消火栓.xlsx"), "*消火栓.xlsx");
  EXPECT_EQ(generalised_name("2026-10_消火栓_终稿.csv"), "*消火栓_终稿.csv");
  EXPECT_EQ(generalised_name("Hydrants Oct 2026.csv"), "Hydrants*.csv");
  EXPECT_EQ(generalised_name("ledger_2026Q3.csv"), "ledger*.csv");
  EXPECT_EQ(generalised_name("消火栓台账2026-10城关镇.xlsx"), "消火栓台账*城关镇.xlsx");
}

TEST(FilePattern, NumbersThatAreNamesStay) {
  for (const char* name :
       {"1中队.xlsx", "消火栓3号片区.xlsx", "DN300管网.shp", "G107.dxf", "119警情.csv", "二期.dxf",
        "一中队台账.xlsx", "消火栓.xlsx", "town.gdb", "110kv.shp", "2026.csv", "Sheet1"})
    EXPECT_EQ(generalised_name(name), name);
}

TEST(FilePattern, APatternFitsTheOtherMonths) {
  const std::string pattern = generalised_name("消火栓台账2026-10.xlsx");
  for (const char* name : {"消火栓台账2026-11.xlsx", "消火栓台账2027年1月.xlsx", "消火栓台账.xlsx",
                           "消火栓台账_20261130.XLSX", "消火栓台账2026-11 (1).xlsx",
                           "消火栓台账（2026年11月）.xlsx", "消火栓台账２０２６年１１月.xlsx"})
    EXPECT_TRUE(fits_pattern(pattern, name)) << name;
}

TEST(FilePattern, APatternDoesNotFitAnotherLedger) {
  const std::string pattern = generalised_name("消火栓台账2026-10.xlsx");
  for (const char* name : {"消火栓台账城关镇2026-11.xlsx", "消火栓台账2026-11城关镇.xlsx",
                           "地下消火栓台账2026-11.xlsx", "消火栓2026-11.xlsx",
                           "消火栓台账2026-11.csv", "消火栓台账二期.xlsx", "消火栓台账1中队.xlsx",
                           "消火栓台账日.xlsx", "消火栓台账2026-11.xlsx.bak", "消火栓台账B.xlsx"})
    EXPECT_FALSE(fits_pattern(pattern, name)) << name;
}

TEST(FilePattern, WithoutAStarOnlyTheNameItself) {
  EXPECT_TRUE(fits_pattern("消火栓2026-10.xlsx", "消火栓2026-10.xlsx"));
  EXPECT_FALSE(fits_pattern("消火栓2026-10.xlsx", "消火栓2026-11.xlsx"));
  EXPECT_TRUE(fits_pattern("ROADS.shp", "roads.SHP"));
}

TEST(FilePattern, TwoStarsAreAnything) {
  EXPECT_TRUE(fits_pattern("**消火栓**.xlsx", "城关镇消火栓台账.xlsx"));
  EXPECT_TRUE(fits_pattern("**", "x"));
  EXPECT_FALSE(fits_pattern("**消火栓**.xlsx", "城关镇.xlsx"));
}

TEST(FilePattern, ManyStarsCostNoMoreThanTheLengths) {
  std::string pattern;
  std::string name;
  for (int i = 0; i < 40; ++i) {
    pattern += i % 2 == 0 ? "**a" : "*a";
    name += "aa";
  }
  EXPECT_TRUE(fits_pattern(pattern, name));
  EXPECT_FALSE(fits_pattern(pattern + "b", name)) << "without memory this would take for ever";
}

TEST(FilePattern, EveryNameFitsItsOwnPattern) {
  for (const char* name : {"消火栓台账（2026年10月）.xlsx", "2026-10_消火栓_终稿.csv",
                           "a 1 b 2 (3).csv", "第三季度.xlsx", "x-.csv", "-.csv", "…2026…10.csv",
                           "台账10月5号.xlsx", "\xff\xfe.csv", "", "2026.csv"})
    EXPECT_TRUE(fits_pattern(generalised_name(name), name)) << name;
}

}  // namespace
}  // namespace firebreak
