#include "core/analysis/hydrant_coverage.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

using Coverage = HydrantCoverage::Coverage;
using Reason = HydrantCoverage::Reason;

HydrantCoverage::Params bare() {
  HydrantCoverage::Params params;
  params.ignore_accuracy = true;
  return params;
}

HydrantCoverage::Result run(const test::CityBuilder& builder,
                            const HydrantCoverage::Params& params = bare()) {
  return HydrantCoverage::run(builder.build(), params, Job{});
}

/// Golden case 1 of algorithms 2.11: hydrant at the origin, a square 140 to 160 m east of it.
TEST(HydrantCoverage, CoversTheNearFacadeOfAFreeStandingSquare) {
  test::CityBuilder builder;
  builder.rectangle(140, -10, 160, 10);
  builder.hydrant(0, 0);
  const auto result = run(builder);
  const auto& cover = result.buildings[0];
  EXPECT_NEAR(cover.covered_share, 0.491657, 1e-6);
  EXPECT_NEAR(cover.covered_share, (20 + 2 * (std::sqrt(150.0 * 150 - 100) - 140)) / 80, 1e-12);
  EXPECT_EQ(cover.coverage, Coverage::partly);
  EXPECT_EQ(cover.verdict, Verdict::fail);
  EXPECT_EQ(cover.reason, Reason::partly_in_reach);
  EXPECT_DOUBLE_EQ(cover.nearest_m.value(), 140);
  EXPECT_EQ(cover.in_reach, 1U);
  EXPECT_EQ(result.served[0], 1U);
  EXPECT_EQ(result.sole_source[0], 1U);
  ASSERT_TRUE(cover.gap);
  EXPECT_EQ(result.gaps.gaps.size(), 1U);
}

TEST(HydrantCoverage, AHydrantWhoseStateNobodyKnowsLeavesTheVerdictOpen) {
  test::CityBuilder town;
  Hydrant unclear;
  unclear.status = HydrantStatus::unknown;
  unclear.status_basis = Basis::declared;
  town.hydrant(0, 0, unclear);
  Hydrant broken;
  broken.status = HydrantStatus::defective;
  town.hydrant(600, 0, broken);
  const auto near = town.rectangle(10, -5, 20, 5);
  const auto far = town.rectangle(300, -5, 310, 5);
  const auto by_broken = town.rectangle(610, -5, 620, 5);
  auto result = HydrantCoverage::run(town.build(), {}, Job{});
  EXPECT_EQ(result.buildings[near].verdict, Verdict::unknown);
  EXPECT_EQ(reason_code(result.buildings[near].reason), "state_unknown");
  EXPECT_EQ(result.buildings[near].coverage, HydrantCoverage::Coverage::none) << "surely";
  EXPECT_FALSE(result.buildings[near].gap);
  EXPECT_EQ(result.buildings[far].verdict, Verdict::fail);
  EXPECT_EQ(result.buildings[by_broken].verdict, Verdict::fail);
  EXPECT_EQ(result.sole_source[0], 1U) << "checking it decides one building";
  EXPECT_EQ(result.usable[0], 0);
  // One that surely works decides; then the unclear one is of no matter.
  town.hydrant(30, 0);
  result = HydrantCoverage::run(town.build(), {}, Job{});
  EXPECT_EQ(result.buildings[near].verdict, Verdict::pass);
  EXPECT_EQ(result.served[0], 0U);
}

/// Golden case 6: a duplicate record one metre away counts once.
TEST(HydrantCoverage, ADuplicateHydrantChangesNothing) {
  test::CityBuilder builder;
  builder.rectangle(140, -10, 160, 10);
  builder.hydrant(0, 0);
  const auto before = run(builder).buildings[0];
  Hydrant twin;
  twin.duplicate_of = Id<Hydrant>{0};
  builder.hydrant(1, 0, twin);
  const auto after = run(builder).buildings[0];
  EXPECT_EQ(after.in_reach, 1U);
  EXPECT_EQ(after.covered_share, before.covered_share);
  EXPECT_EQ(after.nearest, before.nearest);
}

TEST(HydrantCoverage, TheRadiusItselfIsInReach) {
  test::CityBuilder builder;
  builder.rectangle(150, -1, 160, 1);
  builder.rectangle(-160, -1, -150.001, 1);
  builder.hydrant(0, 0);
  const auto result = run(builder);
  EXPECT_EQ(result.buildings[0].in_reach, 1U);
  EXPECT_EQ(result.buildings[1].in_reach, 0U);
  EXPECT_EQ(result.buildings[1].coverage, Coverage::none);
  EXPECT_EQ(result.buildings[1].reason, Reason::out_of_reach);
}

TEST(HydrantCoverage, AHydrantInsideIsAtDistanceZero) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.building({{100, 0}, {160, 0}, {160, 60}, {100, 60}},
                   {{{110, 10}, {150, 10}, {150, 50}, {110, 50}}});
  builder.hydrant(5, 5);
  builder.hydrant(130, 30);
  const auto result = run(builder);
  EXPECT_EQ(result.buildings[0].nearest_m.value(), 0);
  EXPECT_DOUBLE_EQ(result.buildings[1].nearest_m.value(), 20);  // in the courtyard
  EXPECT_EQ(result.buildings[1].verdict, Verdict::pass);
}

TEST(HydrantCoverage, OnlyWorkingHydrantsOfTrustedPositionCount) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  for (const auto status :
       {HydrantStatus::defective, HydrantStatus::no_water, HydrantStatus::blocked,
        HydrantStatus::missing, HydrantStatus::disused, HydrantStatus::planned}) {
    Hydrant out;
    out.status = status;
    builder.hydrant(20, 5, out);
  }
  Hydrant doubtful;
  doubtful.doubtful_position = true;
  builder.hydrant(60, 5, doubtful);
  auto params = bare();
  EXPECT_EQ(run(builder, params).buildings[0].in_reach, 1U);
  EXPECT_DOUBLE_EQ(run(builder, params).buildings[0].nearest_m.value(), 50);
  params.exclude_doubtful = true;
  const auto cover = run(builder, params).buildings[0];
  EXPECT_EQ(cover.reason, Reason::no_usable_hydrant);
  EXPECT_EQ(cover.verdict, Verdict::fail);
  EXPECT_FALSE(cover.nearest_m);
}

TEST(HydrantCoverage, WithoutHydrantDataNothingIsKnown) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  const auto result = run(builder);
  EXPECT_EQ(result.buildings[0].verdict, Verdict::unknown);
  EXPECT_EQ(result.buildings[0].coverage, Coverage::unknown);
  EXPECT_TRUE(result.gaps.gaps.empty());
}

TEST(HydrantCoverage, AccuracyOpensAMarginalBand) {
  // Sources 0 and 1 differ: sigma = sqrt(2 x 2.5^2), slack = 1.5 sigma = 5.303 m.
  const auto verdict_at = [](double far_side_m, std::string rule) {
    test::CityBuilder builder;
    builder.rectangle(far_side_m - 20, -0.001, far_side_m, 0.001);
    Hydrant h;
    h.origin.source = 1;
    builder.hydrant(0, 0, h);
    City city = builder.build();
    city.sources.resize(2);
    HydrantCoverage::Params params;
    params.rule = std::move(rule);
    return HydrantCoverage::run(city, params, Job{}).buildings[0].verdict;
  };
  const double slack = 1.5 * std::sqrt(12.5);
  EXPECT_EQ(verdict_at(150 - slack - 0.01, "all"), Verdict::pass);
  EXPECT_EQ(verdict_at(150 - slack + 0.01, "all"), Verdict::marginal);
  EXPECT_EQ(verdict_at(150 + slack - 0.01, "all"), Verdict::marginal);
  EXPECT_EQ(verdict_at(150 + slack + 0.01, "all"), Verdict::fail);
  EXPECT_EQ(verdict_at(170 - slack - 0.01, "any"), Verdict::pass);
  EXPECT_EQ(verdict_at(170 - slack + 0.01, "any"), Verdict::marginal);
  EXPECT_EQ(verdict_at(170 + slack - 0.01, "any"), Verdict::marginal);
  EXPECT_EQ(verdict_at(170 + slack + 0.01, "any"), Verdict::fail);
}

TEST(HydrantCoverage, EachHydrantHasTheAccuracyOfItsOwnSource) {
  // A long wall that two discs just cover: the phone survey's disc decides.
  const auto verdict_with = [](double accuracy_m) {
    test::CityBuilder builder;
    builder.rectangle(-250, -1, 250, 1);
    Hydrant h;
    h.origin.source = 1;
    builder.hydrant(-120, 0, h);
    h.origin.source = 2;
    builder.hydrant(120, 0, h);
    City city = builder.build();
    city.sources.resize(3);
    for (auto& source : city.sources) source.accuracy_m = 0.25;
    city.sources[2].accuracy_m = accuracy_m;
    return HydrantCoverage::run(city, {}, Job{}).buildings[0].verdict;
  };
  EXPECT_EQ(verdict_with(0.25), Verdict::pass);
  EXPECT_EQ(verdict_with(20), Verdict::marginal);
}

TEST(HydrantCoverage, TwoDiscsMayCoverABuildingTogether) {
  test::CityBuilder builder;
  builder.rectangle(-200, -5, 200, 5);
  builder.hydrant(-100, 0);
  builder.hydrant(100, 0);
  const auto result = run(builder);
  EXPECT_EQ(result.buildings[0].verdict, Verdict::pass);
  EXPECT_EQ(result.buildings[0].covered_share, 1);
  EXPECT_EQ(result.buildings[0].in_reach, 2U);
  EXPECT_EQ(result.sole_source[0] + result.sole_source[1], 0U);
}

TEST(HydrantCoverage, TheFarPartyWallNeedsNoHose) {
  // The second house's far wall is the third house's: its free front and back are covered.
  test::CityBuilder builder;
  builder.rectangle(100, 0, 149.9, 10);
  builder.rectangle(149.9, 2, 151, 8);
  builder.hydrant(0, 5);
  const auto alone = run(builder);
  EXPECT_LT(alone.buildings[1].covered_share, 1);
  builder.rectangle(150.2, -20, 180, 30);
  const auto result = run(builder);
  EXPECT_TRUE(result.buildings[1].through_adjoining);
}

TEST(HydrantCoverage, AnEnclosedBuildingIsJudgedThroughTheOneItAdjoins) {
  test::CityBuilder builder;
  builder.building({{0, 0}, {30, 0}, {30, 30}, {0, 30}},
                   {{{20, 10}, {28, 10}, {28, 20}, {20, 20}}});
  builder.rectangle(20, 10, 28, 20);
  builder.hydrant(-125, 15);
  const auto result = run(builder);
  EXPECT_TRUE(result.buildings[1].through_adjoining);
  EXPECT_EQ(result.buildings[1].in_reach, 1U);
  EXPECT_NEAR(result.buildings[1].covered_share, result.buildings[0].covered_share, 1e-12);
  EXPECT_FALSE(result.buildings[0].through_adjoining);
}

TEST(HydrantCoverage, SliversAreNotJudged) {
  test::CityBuilder builder;
  Building sliver;
  sliver.obstacle_only = true;
  builder.rectangle(500, 0, 501, 2, sliver);
  builder.hydrant(0, 0);
  const auto result = run(builder);
  EXPECT_EQ(result.buildings[0].verdict, Verdict::not_applicable);
  EXPECT_TRUE(result.gaps.gaps.empty());
}

TEST(HydrantCoverage, OutsideTheStudyAreaIsFlagged) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.rectangle(100, 0, 110, 10);
  builder.hydrant(0, 0);
  City city = builder.build();
  EXPECT_FALSE(HydrantCoverage::run(city, bare(), Job{}).buildings[1].outside_study_area);
  Shapes area;
  area.add(PartKind::outer, std::vector<Xy>{{-5, -5}, {50, -5}, {50, 50}, {-5, 50}, {-5, -5}});
  city.study_area = std::make_shared<Shapes>(area);
  const auto result = HydrantCoverage::run(city, bare(), Job{});
  EXPECT_FALSE(result.buildings[0].outside_study_area);
  EXPECT_TRUE(result.buildings[1].outside_study_area);
  EXPECT_EQ(result.buildings[1].verdict, Verdict::pass);
}

TEST(HydrantCoverage, RefusesARadiusOutOfRange) {
  auto params = bare();
  params.radius_m = 0;
  EXPECT_THROW(HydrantCoverage::run({}, params, Job{}), Error);
  params.radius_m = 150;
  params.rule = "most";
  EXPECT_THROW(HydrantCoverage::run({}, params, Job{}), Error);
}

TEST(HydrantCoverage, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(HydrantCoverage::run(test::random_town(1).build(), {}, Job(stop.get_token(), {}, 1)),
               Cancelled);
}

TEST(HydrantCoverage, AnEmptyCityHasAnEmptyResult) {
  const auto result = HydrantCoverage::run({}, {}, Job{});
  EXPECT_TRUE(result.buildings.empty());
  EXPECT_TRUE(result.gaps.gaps.empty());
}

TEST(HydrantCoverage, ARuleThatMeasuresTheRouteNeverPassesByTheStraightLine) {
  test::CityBuilder town;
  town.hydrant(0, 0);
  const auto near = town.rectangle(10, -5, 20, 5);
  const auto far = town.rectangle(300, -5, 310, 5);
  HydrantCoverage::Params params;
  params.metric = "hose_route";
  const auto result = HydrantCoverage::run(town.build(), params, Job{});
  EXPECT_EQ(result.buildings[near].verdict, Verdict::unknown);
  EXPECT_EQ(reason_code(result.buildings[near].reason), "route_not_computed");
  EXPECT_EQ(result.buildings[near].coverage, HydrantCoverage::Coverage::full);
  EXPECT_EQ(result.buildings[far].verdict, Verdict::fail) << "the route is longer still";
  // The reader is told before the figures that no building can pass.
  EXPECT_EQ(HydrantCoverage::output(town.build(), params, result, {}).notices.size(), 1U);
  EXPECT_TRUE(HydrantCoverage::output(town.build(), {}, result, {}).notices.empty());
}

}  // namespace
}  // namespace firebreak
