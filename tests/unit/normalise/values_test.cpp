#include "core/normalise/values.hpp"

#include <gtest/gtest.h>

namespace firebreak {
namespace {

struct Case {
  std::string_view text;
  double value;
  bool assumed = false;
  double upto = 0;  ///< 0: no range
  Bound bound = Bound::exact;
};

void expect_all(Quantity quantity, std::initializer_list<Case> cases, Unit unit = Unit::none) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const Parsed p = parse_quantity(quantity, c.text, unit);
    ASSERT_TRUE(p.value.has_value());
    EXPECT_NEAR(*p.value, c.value, 1e-9 * std::max(1.0, c.value));
    EXPECT_EQ(p.assumed, c.assumed);
    EXPECT_NEAR(p.upto.value_or(0), c.upto, 1e-9);
    EXPECT_EQ(p.bound, c.bound);
  }
}

TEST(Values, Widths) {
  expect_all(Quantity::road_width, {{"3,5", 3.5},
                                    {"3.5 m", 3.5},
                                    {"３．５米", 3.5},
                                    {"\xC2\xA0"
                                     "4\xC2\xA0m",
                                     4},
                                    {"ca. 2", 2, true},
                                    {"~3", 3, true},
                                    {"60cm", 0.6},
                                    {"6'3\"", 6 * 0.3048 + 3 * 0.0254},
                                    {"6′3″", 6 * 0.3048 + 3 * 0.0254},
                                    {"6 ft 3 in", 6 * 0.3048 + 3 * 0.0254},
                                    {"12'", 12 * 0.3048},
                                    {"1.80/2.50", 1.8, true, 2.5},
                                    {"7;5", 5, true, 7},
                                    {"3.5-4", 3.5, true, 4},
                                    {"3.5–4 m", 3.5, true, 4},
                                    {"4m(双向)", 4, true},
                                    {"4（m）", 4},
                                    {"约4米", 4, true},
                                    {"4米左右", 4, true},
                                    {"≥4m", 4, true, 0, Bound::at_least},
                                    {"4米以上", 4, true, 0, Bound::at_least},
                                    {"不足3米", 3, true, 0, Bound::at_most},
                                    {"<3", 3, true, 0, Bound::at_most},
                                    {"宽4米", 4},
                                    {"3米5", 3.5, true},
                                    {"3m50", 3.5, true},
                                    {"3500mm", 3.5},
                                    {"3 500 mm", 3.5},
                                    {"3,500", 3.5, true},
                                    {"4 ± 0.2 m", 4, true},
                                    {"2½", 2.5},
                                    {".9", 0.9},
                                    {"'5", 5}});
}

TEST(Values, ThousandsSeparators) {
  expect_all(Quantity::floor_area, {{"1,234.5", 1234.5},
                                    {"1.234,5", 1234.5},
                                    {"1,234", 1234, true},
                                    {"1 234", 1234},
                                    {"1'234", 1234},
                                    {"1,234,567", 1234567},
                                    {"1.234.567", 1234567},
                                    {"0.3万平方米", 3000},
                                    {"2ha", 20000},
                                    {"1076.391041671 sqft", 100.0}});
  expect_all(Quantity::people, {{"1,234", 1234}, {"1.2万人", 12000}, {"35人", 35}, {"0", 0}});
}

TEST(Values, FlowInManyUnits) {
  expect_all(Quantity::flow, {{"15", 15},
                              {"15 L/s", 15},
                              {"1475 gpm", 1475 * 3.785411784 / 60},
                              {"900 l/min", 15},
                              {"54 m³/h", 15},
                              {"54吨/时", 15}});
  expect_all(Quantity::flow, {{"1,475", 1475 * 3.785411784 / 60, true}}, Unit::us_gpm);
  EXPECT_NEAR(*parse_quantity(Quantity::flow, 1475.0, Unit::us_gpm).value, 93.0580, 1e-3);
}

TEST(Values, LossesCountInTenThousands) {
  expect_all(Quantity::money, {{"3.5万元", 3.5},
                               {"5000元", 0.5},
                               {"1.2万", 1.2},
                               {"0", 0},
                               {"12", 12, true}});  // 元 or 万元: nobody says it
  expect_all(Quantity::money, {{"12000", 1.2}, {"3万元", 3}}, Unit::yuan);
  expect_all(Quantity::money, {{"12", 12}, {"5000元", 0.5}}, Unit::wan_yuan);
  EXPECT_TRUE(parse_quantity(Quantity::money, 12.0).assumed);
  EXPECT_FALSE(parse_quantity(Quantity::money, 12.0, Unit::wan_yuan).assumed);
}

TEST(Values, PressureWithoutUnitFollowsItsSize) {
  expect_all(Quantity::pressure, {{"0.25", 0.25},
                                  {"0.25MPa", 0.25},
                                  {"2.5公斤", 2.5 * 0.0980665},
                                  {"0.2~0.3", 0.2, true, 0.3},
                                  {"2.5", 2.5 * 0.0980665, true},
                                  {"250", 0.25, true},
                                  {"250 kPa", 0.25},
                                  {"2.5 bar", 0.25},
                                  {"20mH2O", 20 * 0.00980665},
                                  {"60 psi", 60 * 0.006894757293168}});
  EXPECT_TRUE(parse_pressure_mpa("25").unreadable);
  EXPECT_TRUE(parse_quantity(Quantity::pressure, 25.0).unreadable);
  EXPECT_NEAR(*parse_quantity(Quantity::pressure, 3.0).value, 3 * 0.0980665, 1e-12);
  EXPECT_NEAR(*parse_pressure_mpa("3", Unit::bar).value, 0.3, 1e-12);
}

TEST(Values, PipeDiameters) {
  expect_all(Quantity::main_diameter, {{"DN150", 150},
                                       {"Φ150", 150},
                                       {"Ф150", 150},  // Cyrillic
                                       {"PE110", 110},
                                       {"PE100mm", 100},
                                       {"4吋", 101.6},
                                       {"φ100", 100},
                                       {"D100", 100},
                                       {"DN 200", 200},
                                       {"de110", 110},
                                       {"150mm", 150},
                                       {"150", 150},
                                       {"6寸", 150},
                                       {"6\"", 152.4},
                                       {"8 in", 203.2},
                                       {"DN100/DN150", 100, true, 150}});
  for (const char* material : {"PE100", "PE80", "PE100级"}) {
    const Parsed p = parse_quantity(Quantity::main_diameter, material);
    EXPECT_TRUE(p.unreadable) << material << " says what the pipe is made of";
    EXPECT_FALSE(p.value);
  }
}

TEST(Values, SpeedAndMass) {
  expect_all(Quantity::speed, {{"30", 30}, {"20 mph", 32.18688}, {"50 km/h", 50}});
  expect_all(
      Quantity::weight_limit,
      {{"3.5", 3.5}, {"7.5t", 7.5}, {"12 吨", 12}, {"3500kg", 3.5}, {"10000 lbs", 4.5359237}});
}

TEST(Values, SayingNothingIsMissing) {
  for (const std::string_view text : {"", " ", "—", "-", "\\", "/", "．", "无", "不详", "见图",
                                      "unknown", "n/a", "NULL", "0", "0.0", "-9999", "　"}) {
    SCOPED_TRACE(text);
    EXPECT_TRUE(parse_quantity(Quantity::road_width, text).missing());
  }
  EXPECT_TRUE(parse_quantity(Quantity::height, 0.0).missing());
  EXPECT_TRUE(parse_quantity(Quantity::height, -9999.0).missing());
  EXPECT_TRUE(parse_quantity(Quantity::height, -1.7976931348623157e308).missing());
}

TEST(Values, WhatCannotBeReadSaysSo) {
  for (const std::string_view text : {"wide", "16A/B", "4x3", "3.5.2", "m", "3 horses", "(", "4..x",
                                      "++", "1,23,4", "4 m wide or so"}) {
    SCOPED_TRACE(text);
    const Parsed p = parse_quantity(Quantity::road_width, text);
    EXPECT_TRUE(p.unreadable);
    EXPECT_FALSE(p.value);
  }
}

TEST(Values, WhatCannotBeTrueIsRefused) {
  EXPECT_TRUE(parse_quantity(Quantity::height, "900 m").impossible);
  EXPECT_TRUE(parse_quantity(Quantity::height, -3.0).impossible);
  EXPECT_TRUE(parse_quantity(Quantity::storeys, "300").impossible);
  EXPECT_TRUE(parse_flow_lps("5000 L/s").impossible);
  EXPECT_TRUE(parse_quantity(Quantity::road_width, "2000").impossible);
  EXPECT_FALSE(parse_quantity(Quantity::height, "900 m").value);
}

TEST(Values, ColumnsOfEveryType) {
  Column real("h", ColumnType::real);
  real.push(7.5);
  real.push_missing();
  Column whole("h", ColumnType::integer);
  whole.push(std::int64_t{12});
  Column words("h", ColumnType::text);
  words.push(std::string_view("约12米"));
  EXPECT_EQ(parse_quantity(Quantity::height, real, 0).value, 7.5);
  EXPECT_TRUE(parse_quantity(Quantity::height, real, 1).missing());
  EXPECT_EQ(parse_quantity(Quantity::height, whole, 0).value, 12);
  EXPECT_EQ(parse_quantity(Quantity::height, words, 0).value, 12);
  EXPECT_EQ(cell_text(real, 0), "7.5");
  EXPECT_EQ(cell_text(real, 1), "");
  EXPECT_EQ(cell_text(whole, 0), "12");
}

TEST(Values, Storeys) {
  struct Row {
    std::string_view text;
    double above, below;  ///< 0: none
    bool assumed = false;
  };
  for (const Row& row : std::initializer_list<Row>{{"6", 6, 0},
                                                   {"6/-1", 6, 1},
                                                   {"-1/6", 6, 1},
                                                   {"6-1", 6, 1, true},
                                                   {"砼6", 6, 0},
                                                   {"砼12/1", 12, 1},
                                                   {"混3", 3, 0},
                                                   {"12F", 12, 0},
                                                   {"12F/B2", 12, 2},
                                                   {"六层", 6, 0},
                                                   {"十二层", 12, 0},
                                                   {"地上6层地下1层", 6, 1},
                                                   {"地上六层，地下一层", 6, 1},
                                                   {"2½", 2.5, 0},
                                                   {"2.25", 2.25, 0},
                                                   {"3-4", 3, 0, true},
                                                   {"7;5", 5, 0, true},
                                                   {"6层(局部7层)", 6, 0, true},
                                                   {"EG+2", 3, 0, true},
                                                   {"约6层", 6, 0, true},
                                                   {"平房", 1, 0, true},
                                                   {"3+1", 3, 0, true},
                                                   {"砖2", 2, 0}}) {
    SCOPED_TRACE(row.text);
    const ParsedStoreys p = parse_storeys(row.text);
    EXPECT_EQ(p.above.value.value_or(0), row.above);
    EXPECT_EQ(p.below.value.value_or(0), row.below);
    EXPECT_EQ(p.above.assumed, row.assumed);
  }
  EXPECT_TRUE(parse_storeys("砼6A").above.unreadable);
  EXPECT_TRUE(parse_storeys("院").above.unreadable);
  EXPECT_TRUE(parse_storeys("300").above.impossible);
  EXPECT_EQ(parse_storeys("7;5").above.upto, 7);
  EXPECT_FALSE(parse_storeys("7;500").above.upto) << "an upper end that cannot be true";
  EXPECT_TRUE(parse_storeys("不详").above.missing());
  EXPECT_TRUE(parse_storeys("0").above.missing());
}

TEST(Values, IssuesAreCompleteSentences) {
  const Origin origin{2, 17};
  const auto doubtful = issue_of(parse_length_m("约4米"), "width_m", "约4米", origin);
  ASSERT_TRUE(doubtful);
  EXPECT_EQ(doubtful->kind, IssueKind::doubtful_value);
  EXPECT_EQ(doubtful->action, Action::assumed);
  EXPECT_EQ(doubtful->origin, origin);
  EXPECT_EQ(doubtful->detail, "width_m: \"约4米\" was read as 4.");
  const auto wrong = issue_of(parse_length_m("wide"), "width_m", "wide", origin);
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->kind, IssueKind::unreadable_value);
  EXPECT_EQ(wrong->detail, "width_m: \"wide\" cannot be read and is taken as unknown.");
  EXPECT_EQ(issue_of(parse_quantity(Quantity::height, "900"), "height_m", "900", origin)->kind,
            IssueKind::impossible_value);
  EXPECT_FALSE(issue_of(parse_length_m("4"), "width_m", "4", origin));
  EXPECT_FALSE(issue_of(parse_length_m(""), "width_m", "", origin));
}

}  // namespace
}  // namespace firebreak
