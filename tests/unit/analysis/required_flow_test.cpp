#include "core/analysis/required_flow.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/analysis/water_ledger.hpp"
#include "core/base/error.hpp"

namespace firebreak {
namespace {

const FlowTable& china() {
  static const FlowTable table = flow_table({});
  return table;
}

RequiredFlow whole(Use use, double volume_m3, std::optional<std::uint8_t> grade = 2,
                   std::optional<double> height_m = {}) {
  return required_flow(china(), {use, volume_m3, volume_m3, height_m, grade, 0});
}

/// Least and most, whatever row they come from.
std::pair<double, double> between(const RequiredFlow& flow) {
  return {flow.least_lps, flow.most_lps};
}
std::pair<double, double> exactly(double lps) {
  return {lps, lps};
}
std::pair<double, double> flow(Use use, double volume_m3, std::optional<std::uint8_t> grade = 2,
                               std::optional<double> height_m = {}) {
  return between(whole(use, volume_m3, grade, height_m));
}

TEST(RequiredFlow, IsTheCellOfTheTable) {
  EXPECT_EQ(flow(Use::house, 800), exactly(15));
  EXPECT_EQ(flow(Use::residential, 60000), exactly(15)) << "dwellings of any height";
  EXPECT_EQ(flow(Use::office, 5000), exactly(15));
  EXPECT_EQ(flow(Use::office, 5000.1), exactly(25)) << "the bound belongs to the smaller class";
  EXPECT_EQ(flow(Use::office, 30000), exactly(30));
  EXPECT_EQ(flow(Use::office, 60000), exactly(40));
  EXPECT_EQ(flow(Use::school, 4000, 3), exactly(20));
  EXPECT_EQ(flow(Use::school, 10000, 4), exactly(25));
}

TEST(RequiredFlow, AHighRiseHasARowOfItsOwn) {
  EXPECT_EQ(flow(Use::office, 60000, 1, 60), exactly(40));
  EXPECT_EQ(flow(Use::office, 30000, 1, 24), exactly(30));
  EXPECT_EQ(flow(Use::office, 4000, 1, 30), exactly(25)) << "the row's first cell stands in";
}

TEST(RequiredFlow, WhereTheTableEndsTheLastCellStandsIn) {
  EXPECT_EQ(flow(Use::school, 60000, 3), exactly(30));
  EXPECT_EQ(flow(Use::school, 60000, 4), exactly(25));
}

TEST(RequiredFlow, WhatIsNotKnownSpansWhatMayBe) {
  EXPECT_EQ(flow(Use::industrial, 10000), (std::pair{15.0, 25.0})) << "hazard class not given";
  EXPECT_EQ(flow(Use::storage, 4000), (std::pair{15.0, 25.0}));
  EXPECT_EQ(flow(Use::unknown, 2000, {}), exactly(15)) << "dwelling or public, of any grade";
  EXPECT_EQ(flow(Use::unknown, 10000, {}), (std::pair{15.0, 25.0}));
  EXPECT_EQ(between(required_flow(china(), {Use::office, 1000, 6000, {}, 1, 0})),
            (std::pair{15.0, 25.0}));
  EXPECT_EQ(flow(Use::house, 4000, {}), (std::pair{15.0, 20.0})) << "grade III wants 20";
}

TEST(RequiredFlow, TellsTheRowAndDoublesForTheLargest) {
  EXPECT_EQ(whole(Use::house, 800).most_row, FlowRow::dwelling);
  EXPECT_EQ(whole(Use::house, 4000, {}).most_row, FlowRow::civil_iii);
  EXPECT_EQ(whole(Use::industrial, 4000, 3).most_row, FlowRow::works_bc_iii);
  EXPECT_EQ(between(required_flow(china(), {Use::office, 2e6, 2e6, 20.0, 1, 500001})), exactly(80));
}

TEST(RequiredFlow, IsNeverLessForALargerBuilding) {
  for (const Use use : {Use::house, Use::office, Use::industrial, Use::storage, Use::unknown})
    for (const std::uint8_t grade : {std::uint8_t{1}, std::uint8_t{3}, std::uint8_t{4}}) {
      RequiredFlow before{};
      for (double volume = 500; volume < 2e5; volume *= 1.7) {
        const RequiredFlow now = whole(use, volume, grade);
        EXPECT_GE(now.least_lps, before.least_lps) << volume;
        EXPECT_GE(now.most_lps, before.most_lps) << volume;
        EXPECT_LE(now.least_lps, now.most_lps);
        before = now;
      }
    }
}

TEST(RequiredFlow, ARowThatIsNoneIsRefusedByItsName) {
  for (const char* wrong : {"", "15 15 15", "15 15 15 15 15 15 15", "15 15 x 15 15 15",
                            "- - - - - -", "15 15 15 15 15 -5", "0 15 15 15 15 15"}) {
    try {
      parse_flow_line(wrong, "water.flow_civil");
      ADD_FAILURE() << wrong;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage);
      EXPECT_THAT(error.what(), testing::HasSubstr("water.flow_civil")) << wrong;
    }
  }
  EXPECT_FALSE(parse_flow_line(" 15  20 30 40 45 - ", "k")[5]);
}

TEST(RequiredFlow, ARowIsToldWithTheHeadsOfTheTable) {
  EXPECT_EQ(flow_line_words("15 15 20 25 30 -", Language::en),
            "L/s by volume of the building: up to 1500 m³: 15, up to 3000 m³: 15, up to 5000 m³: "
            "20, up to 20000 m³: 25, up to 50000 m³: 30, above 50000 m³: none in the table");
  EXPECT_EQ(flow_line_words("much", Language::en), "much");
}

}  // namespace
}  // namespace firebreak
