#include "core/normalise/moments.hpp"

#include <gtest/gtest.h>

namespace firebreak {
namespace {

TEST(Moments, OfTheManyWaysToWriteADay) {
  for (const char* day :
       {"2023-05-10", "2023.5.10", "2023/5/10", "2023年5月10日", "2023 年 5 月 10 号", "20230510",
        "45056", "２０２３－０５－１０", "23年5月10日", "2023-05-10 "})
    EXPECT_EQ(iso_moment(day), "2023-05-10") << day;
  EXPECT_EQ(iso_moment("98年5月10日"), "1998-05-10") << "30 to 99 are of the last century";
  EXPECT_EQ(iso_moment("98年"), "1998");
  EXPECT_EQ(iso_moment("43831"), "2020-01-01");
  EXPECT_EQ(iso_moment("2023.5"), "2023-05");
  EXPECT_EQ(iso_moment("2023年"), "2023");
  EXPECT_EQ(iso_moment("2024-02-29"), "2024-02-29");
}

TEST(Moments, WithTheTimeOfDay) {
  for (const char* moment :
       {"2023-05-10 13:20", "2023-05-10T13:20", "2023年5月10日13时20分", "2023.5.10 13：20",
        "202305101320", "2023年5月10日下午1时20分", "2023-5-10 下午 1:20", "45056.5555555556"})
    EXPECT_EQ(iso_moment(moment), "2023-05-10 13:20") << moment;
  EXPECT_EQ(iso_moment("20230510132005"), "2023-05-10 13:20:05");
  EXPECT_EQ(iso_moment("2023/5/10 1:02:03"), "2023-05-10 01:02:03");
  EXPECT_EQ(iso_moment("2023年5月10日13时"), "2023-05-10 13:00");
  EXPECT_EQ(iso_moment("13:20"), "13:20");
  EXPECT_EQ(iso_moment("13时20分"), "13:20");
  EXPECT_EQ(iso_moment("下午1:20"), "13:20");
}

TEST(Moments, NearMissesAreNone) {
  for (const char* words : {"",
                            "-",
                            "不详",
                            "去年",
                            "2023-13-10",
                            "2023-02-29",
                            "20231310",
                            "5/10/2023",
                            "10.5.23",
                            "25:20",
                            "13:75",
                            "123456",
                            "2023-05-10 25:00",
                            "约2023年",
                            "150",
                            "12",
                            "3.5",
                            "95000",
                            "2023-05-10 13:20:05 +08:00",
                            "13900000000"})
    EXPECT_EQ(iso_moment(words), "") << words;
}

TEST(Moments, OfNumbersInCells) {
  Column serial("t", ColumnType::real);
  serial.push(45056.5);
  Column date("t", ColumnType::integer);
  date.push(std::int64_t{20230510});
  date.push_missing();
  EXPECT_EQ(iso_moment(serial, 0), "2023-05-10 12:00");
  EXPECT_EQ(iso_moment(date, 0), "2023-05-10");
  EXPECT_EQ(iso_moment(date, 1), "");
}

}  // namespace
}  // namespace firebreak
