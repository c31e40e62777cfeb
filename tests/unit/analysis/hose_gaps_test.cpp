#include "core/analysis/hose_gaps.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/analysis/hose_geodesic.hpp"
#include "core/analysis/hose_lay.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

using testing::StartsWith;

const Column& column(const std::vector<Column>& columns, std::string_view name) {
  const auto found = std::ranges::find(columns, name, &Column::name);
  if (found == columns.end()) throw std::out_of_range(std::string(name));
  return *found;
}

double figure(const AnalysisOutput& out, std::string_view name) {
  const auto found = std::ranges::find(out.figures, name, &KeyFigure::name);
  return found == out.figures.end() ? -1 : found->value;
}

/// A street of 400 m with a hydrant 3 m beside its beginning; a house 300 m along it, and a long
/// one that a hose of 150 m gets to in part.
City street() {
  test::CityBuilder town;
  town.road({{0, 0}, {400, 0}});
  town.hydrant(0, 3);
  town.rectangle(300, 10, 310, 20);
  town.rectangle(140, 5, 220, 9);
  return test::with_network(town);
}

TEST(HoseGaps, AreDrawnAroundWhatTheHoseDoesNotGetTo) {
  const City city = street();
  const HoseLay::Params params;
  const auto result = HoseLay::run(city, params, Job{});
  const std::vector<std::uint8_t> passes{0, 1};
  const AnalysisOutput out = HoseLay::output(city, params, result, passes);
  const FeatureTable& gaps = out.tables.at(1);
  EXPECT_EQ(gaps.name, "hose_gaps");
  ASSERT_EQ(gaps.rows(), 2U) << "80 m lie between them";
  ASSERT_EQ(gaps.shapes.size(), 2U);
  // 320 m2 of which more than half is out of reach weigh more than 100 m2 that are wholly.
  EXPECT_EQ(gaps.column("buildings")->integers[0], 1);
  EXPECT_EQ(gaps.column("unreached_buildings")->integers[0], 0);
  EXPECT_EQ(gaps.column("compliant_buildings")->integers[0], 1);
  EXPECT_EQ(gaps.column("unreached_buildings")->integers[1], 1);
  EXPECT_EQ(gaps.column("compliant_buildings")->integers[1], 0);
  EXPECT_NEAR(gaps.column("worst_lay_m")->reals[1], 3 + 255 + std::hypot(45, 10), 1e-9);
  EXPECT_EQ(gaps.column("model")->texts[0], "along_roads");
  EXPECT_THAT(std::string(gaps.column("gap_id")->texts[0]), StartsWith("hose-gap-"));
  EXPECT_EQ(gaps.column("reason")->texts[1],
            "Buildings that a hose of 150 m laid along the roads does not get to: 1; gets to in "
            "part: 0. Of both within the radius in a straight line: 0.");
  const Column& gap_of = column(out.building_columns, "hose_gap_id");
  EXPECT_EQ(gap_of.texts[1], gaps.column("gap_id")->texts[0]);
  EXPECT_EQ(gap_of.texts[0], gaps.column("gap_id")->texts[1]);
  EXPECT_EQ(figure(out, "hose_gaps"), 2);
  EXPECT_EQ(figure(out, "hose_gap_people"), -1) << "of no building is the use known";
}

TEST(HoseGaps, WhatCompliesOnPaperAloneIsMarked) {
  const City city = street();
  const HoseLay::Params params;
  const auto result = HoseLay::run(city, params, Job{});
  const std::vector<std::uint8_t> passes{0, 1};
  const AnalysisOutput out = HoseLay::output(city, params, result, passes);
  const Column& on_paper = column(out.building_columns, "hose_on_paper");
  EXPECT_FALSE(on_paper.has(0)) << "it does not comply";
  EXPECT_EQ(on_paper.texts[1], "partly");
  EXPECT_EQ(figure(out, "hose_on_paper"), 1);
  EXPECT_EQ(figure(HoseLay::output(city, params, result, {}), "hose_on_paper"), 0);
}

TEST(HoseGaps, WhereAnyPointIsEnoughAPartIsToo) {
  HoseLay::Params params;
  params.any_part = true;
  const auto result = HoseLay::run(street(), params, Job{});
  ASSERT_EQ(result.gaps.gaps.size(), 1U);
  EXPECT_EQ(result.gaps.gaps[0].buildings, std::vector<std::uint32_t>{0});
}

/// No road sees the house behind the row: whether a hose gets there is not known.
TEST(HoseGaps, WhatIsHiddenFromTheRoadsIsInNone) {
  test::CityBuilder town;
  town.road({{0, 0}, {400, 0}});
  town.hydrant(0, 3);
  town.rectangle(0, 5, 200, 15);
  town.rectangle(60, 30, 84, 40);
  const City city = test::with_network(town);
  const auto result = HoseLay::run(city, {}, Job{});
  ASSERT_EQ(result.buildings[1].reach, HoseLay::Reach::hidden);
  for (const CoverageGap& gap : result.gaps.gaps)
    EXPECT_EQ(std::ranges::count(gap.buildings, 1U), 0);
}

TEST(HoseGaps, TellWhatTheyExpose) {
  test::CityBuilder town;
  town.road({{0, 0}, {400, 0}});
  town.hydrant(0, 3);
  Building house;
  house.use = Use::house;
  house.storeys = 3.0F;
  town.rectangle(300, 10, 310, 20, house);
  City city = test::with_network(town);
  Layer sites;
  sites.role = Role::key_sites;
  sites.shapes.add(PartKind::point, std::vector<Xy>{{305, 15}});
  city.others = std::make_shared<std::vector<Layer>>(std::vector<Layer>{sites});
  const HoseLay::Params params;
  const AnalysisOutput out = HoseLay::output(city, params, HoseLay::run(city, params, Job{}), {});
  const FeatureTable& gaps = out.tables.at(1);
  ASSERT_EQ(gaps.rows(), 1U);
  EXPECT_DOUBLE_EQ(gaps.column("floor_area_m2")->reals[0], 300);
  EXPECT_DOUBLE_EQ(gaps.column("people")->reals[0], 10) << "30 m2 a person";
  EXPECT_EQ(gaps.column("key_sites")->integers[0], 1);
  EXPECT_EQ(figure(out, "hose_gap_people"), 10);
}

/// Gaps of both models may be of the same buildings: they are told apart, in any run alike.
TEST(HoseGaps, IdsNameTheModelAndStay) {
  const City city = street();
  const auto roads = HoseLay::run(city, {}, Job{});
  const auto again = HoseLay::run(city, {}, Job({}, {}, 3));
  ASSERT_EQ(roads.gaps.gaps.size(), again.gaps.gaps.size());
  for (std::size_t g = 0; g < roads.gaps.gaps.size(); ++g)
    EXPECT_EQ(roads.gaps.gaps[g].id, again.gaps.gaps[g].id);
  const std::vector<HoseSaid> said{{GapRole::failing, 1, true, {}},
                                   {GapRole::failing, 0.5, false, {}}};
  const auto one = hose_gaps(city, HoseModel::along_roads, said, {}, Job{});
  const auto other = hose_gaps(city, HoseModel::round_obstacles, said, {}, Job{});
  ASSERT_EQ(one.gaps.size(), 2U);
  for (std::size_t g = 0; g < 2; ++g) {
    EXPECT_EQ(one.gaps[g].buildings, other.gaps[g].buildings);
    EXPECT_NE(one.gaps[g].id, other.gaps[g].id);
  }
}

}  // namespace
}  // namespace firebreak
