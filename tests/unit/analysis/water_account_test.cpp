#include "core/analysis/water_account.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "core/analysis/account_words.hpp"
#include "core/analysis/assessment.hpp"
#include "core/analysis/water_ledger.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/cells.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

AssessSettings settings() {
  AssessSettings out;
  out.profile = io::profile_named("cn-gb");
  out.engine = io::vehicle_named("pumper");
  out.only = {"hydrants"};
  return out;
}

Hydrant of(double lps, MainLayout layout) {
  Hydrant hydrant;
  hydrant.origin.source = 1;
  hydrant.flow_lps = static_cast<float>(lps);
  hydrant.main_layout = layout;
  return hydrant;
}

/// Buildings come from one survey, hydrants from a ledger and from phones.
City with_sources(City city) {
  city.sources.resize(3);
  city.sources[0].role = Role::buildings;
  city.sources[0].accuracy_m = 1;
  city.sources[1].role = city.sources[2].role = Role::hydrants;
  city.sources[1].accuracy_m = 2;
  city.sources[2].accuracy_m = 8;
  Table<Hydrant> hydrants = *city.hydrants;
  for (Hydrant& hydrant : hydrants.rows)
    hydrant.origin.source = std::max(1U, hydrant.origin.source);
  city.hydrants = std::make_shared<const Table<Hydrant>>(std::move(hydrants));
  return city;
}

const FeatureTable& table_of(const Assessment& result, std::string_view name) {
  for (const FeatureTable& table : result.tables)
    if (table.name == name) return table;
  throw std::out_of_range(std::string(name));
}

/// A dwelling that wants 15 L/s, with one hydrant on a ring, two on branches, and three that do not
/// count.
test::CityBuilder house() {
  test::CityBuilder builder;
  Building dwelling;
  dwelling.use = Use::house;
  dwelling.storeys = 2.0F;
  dwelling.fire_grade = 2;
  builder.rectangle(0, 0, 10, 10, dwelling);
  Hydrant first = of(15, MainLayout::ring);
  first.main_mm = 200.0F;
  builder.hydrant(60, 5, first);
  builder.hydrant(90, 5, of(15, MainLayout::branch));
  builder.hydrant(100, 5, of(15, MainLayout::branch));
  Hydrant low = of(15, MainLayout::ring);
  low.pressure_mpa = 0.05F;
  builder.hydrant(130, 5, low);
  Hydrant broken = of(15, MainLayout::ring);
  broken.status = HydrantStatus::defective;
  builder.hydrant(40, 5, broken);
  builder.hydrant(12, 5, of(15, MainLayout::ring));
  return builder;
}

std::vector<std::string> lines_in(const Assessment& result, Language in) {
  const auto account = water_account(table_of(result, "building_risk"), 0,
                                     table_of(result, "hydrant_reach"), result.record);
  std::vector<std::string> told;
  if (account)
    for (const AccountLine& line : account_lines(*account, result.record, in)) {
      EXPECT_TRUE(line.words.starts_with(line.hydrant_words)) << line.words;
      told.push_back(line.words);
    }
  return told;
}

TEST(WaterAccount, TellsABuildingThatPassesSourceBySourceInBothLanguages) {
  AssessSettings exact = settings();
  exact.ignore_accuracy = true;
  const Assessment result = assess(with_sources(house().build()), exact, Job());
  EXPECT_EQ(word_in(table_of(result, "building_risk"), "water_verdict", 0), "G3");
  EXPECT_THAT(
      lines_in(result, Language::en),
      ElementsAre(
          "Wanted: 15 L/s.",
          "Hydrant h1: 50 m, on a ring main, DN 200; gives 15 L/s, with the nearer ones 15 L/s.",
          "Hydrant h2: 80 m, on a branch main; gives 15 L/s, with the nearer ones 30 L/s.",
          "Hydrant h3: 90 m, on a branch main; gives 15 L/s, with the nearer ones 30 L/s (it adds "
          "nothing: 1 hydrant of a branch main counts).",
          "So it is G3: even without h1, which is missed most, 15 L/s remain of the 15 L/s wanted.",
          "Hydrant h6: 2 m, does not count: it stands nearer than 5 m.",
          "Hydrant h5: 30 m, does not count: it is defective.",
          "Hydrant h4: 120 m, does not count: its pressure of 0.05 MPa is below 0.1 MPa."));
  EXPECT_THAT(
      lines_in(result, Language::zh),
      ElementsAre("所需流量：15 L/s。",
                  "消火栓 h1：50 m，接环状管，DN 200；可供 15 L/s，连同更近者共 15 L/s。",
                  "消火栓 h2：80 m，接枝状管；可供 15 L/s，连同更近者共 30 L/s。",
                  "消火栓 h3：90 m，接枝状管；可供 15 L/s，连同更近者共 30 L/s（不增加：枝状管"
                  "上只计 1 具）。",
                  "因此为 G3：即使影响最大的 h1 失效仍余 15 L/s，所需 15 L/s。",
                  "消火栓 h6：2 m，不计入：距建筑小于 5 m。", "消火栓 h5：30 m，不计入：已损坏。",
                  "消火栓 h4：120 m，不计入：压力 0.05 MPa 低于 0.1 MPa。"));
}

TEST(WaterAccount, OneOfABranchThatGivesMoreThanTheNearerOneAddsTheRest) {
  AssessSettings exact = settings();
  exact.ignore_accuracy = true;
  test::CityBuilder builder;
  Building dwelling;
  dwelling.use = Use::house;
  dwelling.storeys = 2.0F;
  dwelling.fire_grade = 2;
  builder.rectangle(0, 0, 10, 10, dwelling);
  builder.hydrant(60, 5, of(10, MainLayout::branch));
  builder.hydrant(90, 5, of(15, MainLayout::branch));
  const Assessment result = assess(with_sources(builder.build()), exact, Job());
  EXPECT_THAT(lines_in(result, Language::en),
              Contains("Hydrant h2: 80 m, on a branch main; gives 15 L/s, with the nearer ones 15 "
                       "L/s (it adds less than it gives: 1 hydrant of a branch main counts, that "
                       "which gives most)."));
}

TEST(WaterAccount, SaysWhatTheAccuracyAndTheStateLeaveOpen) {
  test::CityBuilder builder = house();
  Hydrant vague = of(15, MainLayout::ring);
  vague.origin.source = 2;
  builder.hydrant(10 + 140, 5, vague);  // by phone: give or take 12 m
  Hydrant perhaps = of(15, MainLayout::ring);
  perhaps.status = HydrantStatus::unknown;
  builder.hydrant(80, 5, perhaps);
  const Assessment result = assess(with_sources(builder.build()), settings(), Job());
  const auto lines = lines_in(result, Language::en);
  EXPECT_THAT(lines, testing::Contains(HasSubstr(
                         "h7: 140 m, on a ring main; gives 0 to 15 L/s, with the nearer ones 30 to "
                         "75 L/s (at worst it lies beyond the 150 m).")));
  EXPECT_THAT(lines, testing::Contains(HasSubstr("at worst it does not work")));
  EXPECT_THAT(lines, testing::Contains(HasSubstr("h6: 2 m, on a ring main; gives 0 to 15 L/s")));
  EXPECT_THAT(lines, testing::Contains(HasSubstr("(at worst it stands nearer than 5 m).")));
}

TEST(WaterAccount, SaysWhenTheFileHasNotWhatTheRunCounted) {
  Assessment result = assess(with_sources(house().build()), settings(), Job());
  EXPECT_THAT(lines_in(result, Language::en), Each(testing::Not(HasSubstr("do not add up"))));
  for (FeatureTable& table : result.tables)
    for (Column& column : table.columns)
      if (table.name == "hydrant_reach" && column.name == "credit_lps") column.reals[0] = 3;
  EXPECT_THAT(lines_in(result, Language::en), testing::Contains(HasSubstr("do not add up")));
}

TEST(WaterAccount, AResultOfAnOlderVersionHasNone) {
  Assessment result = assess(with_sources(house().build()), settings(), Job());
  for (FeatureTable& table : result.tables)
    std::erase_if(table.columns, [](const Column& c) { return c.name.starts_with("credit_"); });
  EXPECT_TRUE(lines_in(result, Language::en).empty());
}

/// The rows of a result tell of every building what the run counted.
TEST(WaterAccount, IsThatOfTheRunForEveryBuilding) {
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U}) {
    test::CityBuilder builder = test::random_town(seed);
    for (int h = 0; h < 12; ++h) {
      Hydrant hydrant = of(5.0 + h, std::array{MainLayout::ring, MainLayout::branch,
                                               MainLayout::unknown}[std::size_t(h) % 3]);
      hydrant.origin.source = h % 2 == 0 ? 1 : 2;
      if (hydrant.main_layout == MainLayout::branch && h != 4)
        hydrant.branch_main = static_cast<std::uint32_t>(h % 2);
      if (h % 4 == 1) hydrant.status = HydrantStatus::unknown;
      if (h % 5 == 2) hydrant.flow_lps.reset();
      if (h == 7) hydrant.kind = HydrantKind::tank;
      if (h == 8) hydrant.pressure_mpa = 0.02F;
      builder.hydrant(23.0 * h, 300 - 21.0 * h, hydrant);
    }
    const City city = with_sources(test::with_network(builder));
    const Assessment result = assess(city, settings(), Job());
    const FeatureTable& buildings = table_of(result, "building_risk");
    const FeatureTable& hydrants = table_of(result, "hydrant_reach");
    const auto counted = WaterLedger::run(city, {}, Job());
    ASSERT_EQ(buildings.rows(), counted.buildings.size());
    for (std::uint32_t b = 0; b < buildings.rows(); ++b) {
      const auto account = water_account(buildings, b, hydrants, result.record);
      ASSERT_TRUE(account) << seed << ' ' << b;
      EXPECT_TRUE(account->adds_up) << seed << ' ' << b;
      ASSERT_EQ(account->sources.size(), counted.of(b).size()) << seed << ' ' << b;
      for (std::size_t s = 0; s < account->sources.size(); ++s) {
        EXPECT_EQ(account->sources[s].row, counted.of(b)[s].hydrant.value);
        EXPECT_EQ(account->sources[s].gives.least_lps, counted.of(b)[s].source.least_lps);
      }
    }
  }
}

}  // namespace
}  // namespace firebreak
