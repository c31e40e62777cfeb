#include "core/analysis/hydrant_live.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/analysis/verdict_inputs.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Id<Hydrant> the_first{0};
constexpr Id<Hydrant> the_second{1};

HydrantCoverage::Params exact() {
  HydrantCoverage::Params params;
  params.ignore_accuracy = true;
  return params;
}

/// The house of algorithms 2.11, case 1, beyond a hydrant at the origin.
City far_house() {
  test::CityBuilder town;
  town.rectangle(140, -10, 160, 10);
  town.hydrant(0, 0);
  return town.build();
}

TEST(HydrantLive, ADraggedHydrantCoversMoreOfAHouse) {
  const City city = far_house();
  HydrantLive live(city, city, exact(), Job{});
  const auto& house = live.result().buildings[0];
  EXPECT_NEAR(house.covered_share, 0.491657, 1e-6);
  EXPECT_EQ(live.tally()[Verdict::fail], 1U);

  // 20 m of the west side and twice sqrt(150² - 10²) - 130 = 19.6663 m of 80 m: still partly.
  EXPECT_THAT(live.move(the_first, {10, 0}), IsEmpty());
  EXPECT_NEAR(house.covered_share, 0.741657, 1e-6);
  EXPECT_EQ(house.nearest_m, 130);

  // Its far corners lie sqrt(140² + 10²) = 140.4 m away.
  EXPECT_THAT(live.move(the_first, {20, 0}), ElementsAre(0U));
  EXPECT_EQ(house.verdict, Verdict::pass);
  EXPECT_EQ(live.tally()[Verdict::fail], 0U);
  EXPECT_EQ(live.tally()[Verdict::pass], 1U);
}

TEST(HydrantLive, WithoutAHydrantThatCountsNothingIsNear) {
  const City city = far_house();
  HydrantLive live(city, city, exact(), Job{});
  EXPECT_THAT(live.switch_off(the_first, true), ElementsAre(0U));
  const auto& house = live.result().buildings[0];
  EXPECT_EQ(house.reason, HydrantCoverage::Reason::no_usable_hydrant);
  EXPECT_EQ(house.nearest_m, std::nullopt);
  EXPECT_EQ(live.result().usable[0], 0);
  EXPECT_THAT(live.switch_off(the_first, false), ElementsAre(0U));
  EXPECT_EQ(house.reason, HydrantCoverage::Reason::partly_in_reach);
}

TEST(HydrantLive, CountsWhomEachHydrantServes) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.rectangle(300, 0, 310, 10);
  town.hydrant(155, 5);  // 145 m from either house
  const City city = town.build();
  HydrantLive live(city, city, exact(), Job{});
  EXPECT_THAT(live.result().served, ElementsAre(2U));
  EXPECT_THAT(live.result().sole_source, ElementsAre(2U));

  EXPECT_THAT(live.add("new-1", {20, 5}, {}), ElementsAre(0U));  // now wholly in reach
  EXPECT_THAT(live.result().served, ElementsAre(2U, 1U));
  EXPECT_THAT(live.result().sole_source, ElementsAre(1U, 0U));
  EXPECT_EQ(live.result().buildings[0].nearest, the_second);

  live.move(the_first, {400, 5});
  EXPECT_THAT(live.result().served, ElementsAre(1U, 1U));
  EXPECT_THAT(live.take_back_last(), ElementsAre(0U));
  EXPECT_THAT(live.result().served, ElementsAre(1U));
  EXPECT_EQ(live.result().buildings[0].nearest_m, 390);
  EXPECT_EQ(live.tally().within, 1U);
}

/// A house walled in by its neighbours is judged by their walls, however far its own are.
TEST(HydrantLive, AnEnclosedHouseFollowsItsNeighbours) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.rectangle(-20, -20, 0, 30);
  town.rectangle(10, -20, 160, 30);
  town.rectangle(0, -20, 10, 0);
  town.rectangle(0, 10, 10, 30);
  town.hydrant(170, 5);
  const City city = town.build();
  HydrantLive live(city, city, exact(), Job{});
  const auto& inner = live.result().buildings[0];
  ASSERT_TRUE(inner.through_adjoining);
  const double before = inner.covered_share;
  EXPECT_GT(before, 0);
  live.move(the_first, {230, 5});  // 220 m from it, 70 m from its long neighbour
  EXPECT_LT(inner.covered_share, before);
  EXPECT_GT(inner.covered_share, 0);
  live.move(the_first, {170, 5});
  EXPECT_EQ(inner.covered_share, before);
}

/// A person set the house to pass for the one hydrant: the verdict lapses while that one is away.
TEST(HydrantLive, AnOverrideLapsesWithWhatItWasDecidedByAndComesBack) {
  City city = far_house();
  const HydrantCoverage::Params params = exact();
  const std::string inputs =
      hydrant_inputs(city, params, CoverSources(city, params), DistanceSlack(city, true), 0);
  city.overrides = std::make_shared<const std::vector<VerdictOverride>>(
      std::vector<VerdictOverride>{{std::string(city.buildings->ids[0]), "pass", "Wang",
                                    "2026-11-27", "tried with a hose", inputs}});
  HydrantLive live(city, city, params, Job{});
  const auto& house = live.result().buildings[0];
  const auto& outcome = live.result().overrides.at(0);
  EXPECT_EQ(house.verdict, Verdict::pass);
  EXPECT_EQ(house.computed, Verdict::fail);
  EXPECT_EQ(live.tally()[Verdict::pass], 1U);

  EXPECT_THAT(live.move(the_first, {5, 0}), ElementsAre(0U));
  EXPECT_EQ(house.verdict, Verdict::fail);
  EXPECT_EQ(house.computed, std::nullopt);
  EXPECT_EQ(outcome.state, OverrideOutcome::State::lapsed);
  EXPECT_EQ(live.tally()[Verdict::fail], 1U);

  EXPECT_THAT(live.move(the_first, {0, 0}), ElementsAre(0U));
  EXPECT_EQ(house.computed, Verdict::fail);
  EXPECT_EQ(outcome.state, OverrideOutcome::State::in_force);
  EXPECT_EQ(outcome.inputs_now, inputs);

  // 151 m from its nearest wall: it decides nothing.
  EXPECT_THAT(live.add("far", {-11, 0}, {}), IsEmpty());
  EXPECT_EQ(house.verdict, Verdict::pass);
}

/// Set to fail, a building is no repair's, before and after an edit that leaves the override be.
TEST(HydrantLive, NoRepairHelpsABuildingThatAPersonSetToFail) {
  test::CityBuilder town;
  town.rectangle(140, -10, 160, 10);
  town.hydrant(130, 0);
  Hydrant broken;
  broken.status = HydrantStatus::defective;
  town.hydrant(130, 5, broken);
  City city = town.build();
  const HydrantCoverage::Params params = exact();
  const std::string inputs =
      hydrant_inputs(city, params, CoverSources(city, params), DistanceSlack(city, true), 0);
  city.overrides = std::make_shared<const std::vector<VerdictOverride>>(
      std::vector<VerdictOverride>{{std::string(city.buildings->ids[0]), "fail", "Wang",
                                    "2026-11-27", "walled off", inputs}});
  HydrantLive live(city, city, params, Job{});
  EXPECT_EQ(live.tally()[Verdict::fail], 1U);
  EXPECT_EQ(live.result().repair_gains[1], 0U);
  live.move(the_second, {130, 6});
  EXPECT_EQ(live.tally()[Verdict::fail], 1U);
  EXPECT_EQ(live.result().repair_gains[1], 0U);
  EXPECT_THAT(live.result().repaired_together, ElementsAre(0));
}

}  // namespace
}  // namespace firebreak
