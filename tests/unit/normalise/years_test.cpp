#include <gtest/gtest.h>

#include "core/normalise/values.hpp"

namespace firebreak {
namespace {

struct Row {
  std::string_view text;
  int from, to;  ///< 0: open
  bool assumed = false;
};

TEST(Years, Texts) {
  for (const Row& row : std::initializer_list<Row>{{"1912", 1912, 1912},
                                                   {"~1912", 1912, 1912, true},
                                                   {"c. 1912", 1912, 1912, true},
                                                   {"2012?", 2012, 2012, true},
                                                   {"before 1939", 0, 1939},
                                                   {"<1939", 0, 1939},
                                                   {"2000年以前", 0, 2000},
                                                   {"after 1905", 1905, 0},
                                                   {"after 1905..1908", 1905, 0, true},
                                                   {"before 1905..1908", 0, 1908, true},
                                                   {"1908..1939", 1908, 1939},
                                                   {"1908-1939", 1908, 1939},
                                                   {"1998-99", 1998, 1999},
                                                   {"1890s", 1890, 1899},
                                                   {"late 1920s", 1926, 1929, true},
                                                   {"C18", 1701, 1800},
                                                   {"18世纪", 1701, 1800},
                                                   {"20世纪80年代", 1980, 1989},
                                                   {"31.12.1965", 1965, 1965},
                                                   {"12/31/1965", 1965, 1965},
                                                   {"1911-12-11", 1911, 1911},
                                                   {"1911-12", 1911, 1911},
                                                   {"1965/12/31 00:00:00", 1965, 1965},
                                                   {"1965-12-31T23:00:00+08:00", 1965, 1965},
                                                   {"2023.5.10", 2023, 2023},
                                                   {"20230510", 2023, 2023},
                                                   {"1865;1890", 1865, 1890, true},
                                                   {"1998年", 1998, 1998},
                                                   {"1998年5月3日", 1998, 1998},
                                                   {"约1998年", 1998, 1998, true},
                                                   {"98年", 1998, 1998, true},
                                                   {"05年", 2005, 2005, true},
                                                   {"80年代", 1980, 1989, true},
                                                   {"1980年代", 1980, 1989},
                                                   {"九十年代", 1990, 1999, true},
                                                   {"上世纪80年代", 1980, 1989},
                                                   {"上世纪八十年代", 1980, 1989},
                                                   {"二十世纪七十年代", 1970, 1979},
                                                   {"一九八五年", 1985, 1985},
                                                   {"二〇〇八", 2008, 2008},
                                                   {"民国", 1912, 1948},
                                                   {"民国25年", 1936, 1936},
                                                   {"解放前", 0, 1948, true},
                                                   {"清代", 1644, 1911, true},
                                                   {"昭和50年", 1975, 1975},
                                                   {"Dec 1965", 1965, 1965},
                                                   {"31 December 1965", 1965, 1965},
                                                   {"-3029443200000", 1874, 1874},
                                                   {"1146614400000", 2006, 2006},
                                                   {"36526", 2000, 2000, true},
                                                   {"１９９８", 1998, 1998}}) {
    SCOPED_TRACE(row.text);
    const ParsedYear y = parse_year(row.text);
    EXPECT_EQ(y.from.value_or(0), row.from);
    EXPECT_EQ(y.to.value_or(0), row.to);
    EXPECT_EQ(y.assumed, row.assumed);
    EXPECT_FALSE(y.unreadable || y.impossible);
  }
}

TEST(Years, Numbers) {
  EXPECT_EQ(parse_year(1912.0).from, 1912);
  EXPECT_EQ(parse_year(-3029443200000.0).from, 1874);
  EXPECT_EQ(parse_year(1146614400000.0).from, 2006);
  EXPECT_EQ(parse_year(19651231.0).from, 1965);
  EXPECT_EQ(parse_year(36526.0).from, 2000);
  EXPECT_TRUE(parse_year(36526.0).assumed);
  EXPECT_FALSE(parse_year(36526.0, Unit::excel_day).assumed);
  EXPECT_EQ(parse_year(-86400000.0, Unit::epoch_ms).from, 1969);
  EXPECT_EQ(parse_year(0.0, Unit::epoch_ms).from, std::nullopt);
  EXPECT_EQ(parse_year(98.0).from, 1998);
  EXPECT_TRUE(parse_year(0.0).missing());
  EXPECT_TRUE(parse_year(2950.0).impossible);
  EXPECT_TRUE(parse_year(1e15).impossible);
  EXPECT_TRUE(parse_year(5.0).unreadable);
}

TEST(Years, NothingAndNonsense) {
  for (const std::string_view text : {"", "0", "0000", "0000-00-00", "unknown", "不详", "—"})
    EXPECT_TRUE(parse_year(text).missing()) << text;
  EXPECT_TRUE(parse_year("2950").impossible);
  for (const std::string_view text : {"old", "19xx", "1912 or so", "1965-12-31 noon", "古"})
    EXPECT_TRUE(parse_year(text).unreadable) << text;
}

TEST(Angles, DegreesMinutesSeconds) {
  const double wanted = 113 + 23.0 / 60 + 45.6 / 3600;
  for (const std::string_view text :
       {"113°23′45.6″", "113度23分45.6秒", "113-23-45.6", "113 23 45.6", "1132345.6",
        "东经113°23'45.6\"", "113°23'45.6\"E", "E113°23'45.6\"", "113:23:45.6"}) {
    SCOPED_TRACE(text);
    const Parsed p = parse_angle_deg(text);
    ASSERT_TRUE(p.value);
    EXPECT_NEAR(*p.value, wanted, 1e-9);
  }
  EXPECT_NEAR(*parse_angle_deg("南纬23.5").value, -23.5, 1e-12);
  EXPECT_NEAR(*parse_angle_deg("71.5W").value, -71.5, 1e-12);
  EXPECT_NEAR(*parse_angle_deg("-71.5").value, -71.5, 1e-12);
  EXPECT_TRUE(parse_angle_deg("113°75′00″").unreadable);
  EXPECT_TRUE(parse_angle_deg("400").impossible);
  EXPECT_TRUE(parse_angle_deg("—").missing());
}

TEST(Angles, PackedAngles) {
  EXPECT_NEAR(*packed_angle_deg(113.23456), 113 + 23.0 / 60 + 45.6 / 3600, 1e-8);
  EXPECT_NEAR(*packed_angle_deg(113.30), 113.5, 1e-8);
  EXPECT_FALSE(packed_angle_deg(113.75));
  std::vector<double> packed, decimal;
  for (int i = 0; i < 30; ++i) {
    packed.push_back(113 + (i % 60) / 100.0 + (i * 7 % 60) / 10000.0);
    decimal.push_back(113 + i * 0.0317);
  }
  EXPECT_TRUE(looks_packed(packed, packed));
  EXPECT_FALSE(looks_packed(packed, decimal));
  EXPECT_FALSE(looks_packed(decimal, packed));
  const auto rows = [&](std::size_t count) {
    const auto some = std::span(packed).first(count);
    return looks_packed(some, some);
  };
  EXPECT_TRUE(rows(18)) << "the key sites of three towns";
  EXPECT_FALSE(rows(14)) << "two columns of 14 may be so by chance";
}

TEST(Angles, PlacesInOneCell) {
  for (const std::string_view text :
       {"113.12,23.45", "23.45,113.12", "113.12 23.45", "(113.12, 23.45)", "N23.45 E113.12",
        "北纬23.45 东经113.12", "东经113.12，北纬23.45", "23.45N,113.12E", "113.12；23.45"}) {
    SCOPED_TRACE(text);
    const ParsedPlace p = parse_lonlat(text);
    ASSERT_TRUE(p.place);
    EXPECT_NEAR(p.place->lon_deg, 113.12, 1e-12);
    EXPECT_NEAR(p.place->lat_deg, 23.45, 1e-12);
    EXPECT_FALSE(p.assumed);
  }
  const ParsedPlace far = parse_lonlat("-71.1,42.4");
  ASSERT_TRUE(far.place);
  EXPECT_EQ(*far.place, (LonLat{-71.1, 42.4}));
  EXPECT_TRUE(far.assumed);
  EXPECT_TRUE(parse_lonlat("somewhere").unreadable);
  EXPECT_TRUE(parse_lonlat("113.12").unreadable);
  EXPECT_TRUE(parse_lonlat("E113.12 E23.45").unreadable);
}

}  // namespace
}  // namespace firebreak
