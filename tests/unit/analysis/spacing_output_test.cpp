#include <gtest/gtest.h>

#include "core/analysis/city_tables.hpp"
#include "core/analysis/hydrant_spacing.hpp"
#include "core/geo/measure.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

SpacingReason gap_of(double length_m, Verdict verdict = Verdict::fail) {
  return {"H1", "H2", length_m, 120, 0, false, verdict};
}

TEST(SpacingReasons, TellWhatStandsHowFarApartAndWhatIsAllowed) {
  EXPECT_EQ(
      reason_sentence(gap_of(160), Language::en),
      "Along the street the way from hydrant H1 through this stretch to hydrant H2 is 160.0 m; "
      "at most 120 m is allowed.");
  EXPECT_EQ(reason_sentence(gap_of(160), Language::zh),
            "沿道路由消火栓 H1 经本路段至消火栓 H2 为 160.0 m，限值 120 m。");
  EXPECT_EQ(reason_sentence({"H1", {}, 90, 60, 30, false, Verdict::fail}, Language::en),
            "From hydrant H1 it is 90.0 m to the end of the street; at most 60 m is allowed.");
  EXPECT_EQ(
      reason_sentence({{}, {}, std::nullopt, 120, 310, true, Verdict::fail}, Language::en),
      "No hydrant can be reached along the streets from 310 m of this street. It is one side of a "
      "wide street, judged by itself.");
}

TEST(SpacingReasons, WhatIsBeyondTheLimitReadsSo) {
  EXPECT_NE(reason_sentence(gap_of(120.01), Language::en).find("is 120.1 m;"), std::string::npos);
}

TEST(SpacingReasons, SayWhyTheVerdictIsOpen) {
  EXPECT_NE(reason_sentence(gap_of(121, Verdict::marginal), Language::en).find("measure on site"),
            std::string::npos);
  EXPECT_NE(reason_sentence(gap_of(160, Verdict::unknown), Language::zh).find("状态不明"),
            std::string::npos);
}

/// Two streets 1 km apart, each in a unit of its own below one town; one hydrant defective.
City two_streets() {
  test::CityBuilder town;
  town.road({{0, 0}, {500, 0}});
  town.road({{0, 1000}, {500, 1000}});
  for (int i = 0; i < 2; ++i)
    for (int x = 0; x < 500; x += 20) town.rectangle(x, i * 1000 + 8.0, x + 12, i * 1000 + 18.0);
  for (const double x : {0.0, 100.0, 260.0, 380.0, 500.0}) town.hydrant(x, 3);
  Hydrant defective;
  defective.status = HydrantStatus::defective;
  town.hydrant(180, 3, defective);
  town.hydrant(250, 1003);
  City city = test::with_network(town);
  auto units = std::make_shared<Table<ManagementUnit>>();
  const auto add = [&](const char* id, double y0, double y1, std::uint8_t level,
                       std::optional<Id<ManagementUnit>> parent) {
    ManagementUnit unit;
    unit.level = level;
    unit.parent = parent;
    units->rows.push_back(unit);
    units->shapes.add(PartKind::outer,
                      std::vector<Xy>{{-50, y0}, {550, y0}, {550, y1}, {-50, y1}, {-50, y0}});
    units->ids.push_back(id);
    units->names.push_back(id);
  };
  add("town", -100, 1100, 1, std::nullopt);
  add("south", -100, 500, 2, Id<ManagementUnit>{0});
  add("north", 500, 1100, 2, Id<ManagementUnit>{0});
  units->index = SpatialIndex(units->shapes.boxes);
  city.units = units;
  return city;
}

TEST(SpacingArrears, AUnitLacksWhatItsOwnStreetsLackAndTheTownBoth) {
  HydrantSpacing::Params params;
  params.ignore_accuracy = true;
  const City city = two_streets();
  const auto result = HydrantSpacing::run(city, params, Job{});
  ASSERT_EQ(result.units.size(), 4U) << "and what lies in none";
  EXPECT_EQ(result.units[3].street_m, 0);
  EXPECT_EQ(result.lacking_most, 4U) << "the town's";
  const auto& [town, south, north] = std::tie(result.units[0], result.units[1], result.units[2]);
  EXPECT_EQ(south.there, 5U);
  EXPECT_EQ(south.out_of_order, 1U);
  EXPECT_EQ(south.needed_most, 5U) << "500 m, one for each 120 m begun";
  EXPECT_EQ(south.most(), 0U);
  EXPECT_EQ(north.there, 1U);
  EXPECT_EQ(north.out_of_order, 0U);
  EXPECT_EQ(north.needed_most, 5U);
  EXPECT_EQ(north.most(), 4U);
  EXPECT_GE(north.least(), 3U) << "five places of 500 m lie more than 120 m apart";
  EXPECT_LE(north.least(), north.most());
  EXPECT_EQ(town.there, south.there + north.there);
  EXPECT_EQ(town.out_of_order, 1U);
  EXPECT_EQ(town.needed_most, result.city.needed_most);

  std::vector<std::optional<Id<ManagementUnit>>> of(city.buildings->size(), Id<ManagementUnit>{1});
  FeatureTable risk;
  risk.name = "building_risk";
  const FeatureTable summary = unit_summary_table(city, risk, of, {}, result.units, false, {});
  const Column* most = summary.column("hydrant_arrears_most");
  const Column* there = summary.column("hydrants_on_streets");
  ASSERT_NE(most, nullptr);
  ASSERT_NE(there, nullptr);
  ASSERT_EQ(most->size(), 4U) << "three units and what lies in none";
  EXPECT_EQ(most->integers[2], 4);
  EXPECT_EQ(there->integers[1], 5);
  EXPECT_EQ(most->integers[3], 0) << "what lies in no unit";
}

/// A main along the first 300 m of the southern street, and one that crosses it at 400 m.
TEST(StreetsWithoutMain, AreThoseThatNoMainRunsAlong) {
  City city = two_streets();
  HydrantSpacing::Params params;
  params.ignore_accuracy = true;
  const auto unknown = HydrantSpacing::run(city, params, Job{});
  EXPECT_FALSE(unknown.mains_given) << "without a layer of mains nobody knows";
  EXPECT_TRUE(unknown.unpiped.empty());
  Layer mains;
  mains.role = Role::water_mains;
  mains.shapes.add(PartKind::line, std::vector<Xy>{{0, 10}, {300, 10}});
  mains.shapes.add(PartKind::line, std::vector<Xy>{{400, -80}, {400, 80}});
  city.others = std::make_shared<const std::vector<Layer>>(std::vector{mains});

  const auto result = HydrantSpacing::run(city, params, Job{});
  ASSERT_EQ(result.unpiped.size(), 2U);
  EXPECT_NEAR(result.unpiped[0].length_m, 500, 1e-6) << "the northern one, longest first";
  EXPECT_EQ(result.unpiped[0].unit->value, 2U);
  // The main is within 30 m up to 28.3 m past its end, told in steps of 5 m.
  EXPECT_NEAR(result.unpiped[1].length_m, 170, 1e-6);
  EXPECT_NEAR(result.unpiped_shapes.boxes[1].min.x_m, 330, 1e-6);
  EXPECT_NEAR(result.units[0].unpiped_m, 670, 1e-6) << "the town's";
  EXPECT_NEAR(result.units[1].unpiped_m, 170, 1e-6);
  EXPECT_NEAR(result.city.unpiped_m, 670, 1e-6);
  const auto out = HydrantSpacing::output(city, params, result, Profile{});
  ASSERT_EQ(out.tables.size(), 2U);
  EXPECT_EQ(out.tables[1].name, "streets_without_main");
  EXPECT_EQ(out.tables[1].rows(), 2U);

  // A main more leaves less.
  Layer more = mains;
  more.shapes.add(PartKind::line, std::vector<Xy>{{0, 990}, {200, 990}});
  city.others = std::make_shared<const std::vector<Layer>>(std::vector{more});
  EXPECT_NEAR(HydrantSpacing::run(city, params, Job{}).city.unpiped_m, 670 - 230, 1e-6);
}

TEST(SpacingOutput, EveryFailingGapIsLongerThanItsLimitAndAFinding) {
  HydrantSpacing::Params params;
  params.ignore_accuracy = true;
  const City city = two_streets();
  const auto result = HydrantSpacing::run(city, params, Job{});
  const auto out = HydrantSpacing::output(city, params, result, Profile{});
  ASSERT_EQ(out.tables.size(), 1U);
  const FeatureTable& table = out.tables[0];
  EXPECT_EQ(table.name, "hydrant_spacing");
  ASSERT_EQ(table.rows(), result.gaps.size());
  EXPECT_GE(table.rows(), 3U) << "160 m in the south, both ends of the north";
  const Column& length = *table.column("gap_len_m");
  const Column& limit = *table.column("limit_m");
  const Column& red = *table.column("red_m");
  const Column& reason = *table.column("reason");
  std::size_t failing = 0;
  for (std::size_t g = 0; g < table.rows(); ++g) {
    failing += table.column("verdict")->texts[g] == "fail";
    EXPECT_GT(length.reals[g], limit.reals[g]);
    EXPECT_NEAR(line_length_m(table.shapes.only_part(g)), red.reals[g], 1e-6);
    EXPECT_NE(reason.texts[g], "");
  }
  EXPECT_EQ(out.findings.size(), failing);
}

}  // namespace
}  // namespace firebreak
