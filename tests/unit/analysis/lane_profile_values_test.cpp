#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "core/analysis/lane_reason.hpp"
#include "core/analysis/lanes.hpp"
#include "core/analysis/settings.hpp"
#include "core/base/text.hpp"
#include "core/io/rule_file.hpp"
#include "support/lane_town.hpp"

/// The widths that only some profiles ask for: at a gate, and between walls on both sides.
namespace firebreak {
namespace {

using test::gate;
using test::judged;
using test::street;
using test::with_network;
using Reason = Lanes::Reason;

Lanes::Params params_of(const std::string& profile, bool ignore_accuracy = true) {
  Lanes::Params params;
  std::vector<UsedParameter> used;
  apply_profile(params, Lanes::id, io::profile_named(profile), used);
  params.ignore_accuracy = ignore_accuracy;
  return params;
}

/// A street 6 m wide, 100 m long, that walls on both sides, 0.2 m thick, narrow to `gap_m` over
/// `length_m`.
City walled(double gap_m, double length_m) {
  test::CityBuilder town = street(6);
  for (const double side : {-1.0, 1.0})
    town.barrier({{50 - length_m / 2, side * (gap_m / 2 + 0.1)},
                  {50 + length_m / 2, side * (gap_m / 2 + 0.1)}});
  return with_network(town);
}

City gated(double width_m, ObstacleKind kind = ObstacleKind::gate) {
  test::CityBuilder town = street(6);
  Obstacle o = gate(Opening::open);
  o.kind = kind;
  o.clear_width_m = static_cast<float>(width_m);
  town.obstacle_point(50, 0, o);
  return with_network(town);
}

const ProfileValue* value_of_rule(const Profile& profile, const Lanes::Lane& lane) {
  const auto found = profile.values.find(std::string(lane_rule_of(lane)));
  return found == profile.values.end() ? nullptr : &found->second;
}

TEST(LaneProfileValues, DeadEndsAreJudgedByWhatTheProfileNames) {
  const auto cn = params_of("cn-gb");
  EXPECT_EQ(cn.dead_end_m, 35);
  EXPECT_EQ(cn.turnaround_m, 12);
  EXPECT_EQ(cn.turnaround_circle_m, 0);
  const auto us = params_of("us-ifc");
  EXPECT_EQ(us.dead_end_m, 45.7);
  EXPECT_EQ(us.turnaround_m, 0);
  EXPECT_EQ(us.turnaround_circle_m, 29.3);
  EXPECT_EQ(params_of("de").dead_end_m, 0) << "no rule";
}

TEST(LaneProfileValues, AStreetBetweenHousesIsJudgedByTheWalledWidth) {
  const auto params = params_of("de");
  const auto lane = judged(with_network(street(3.2)), params).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::fail);
  EXPECT_EQ(lane.reason, Reason::walled);
  EXPECT_EQ(lane_reason_code(lane.reason), "walled");
  EXPECT_EQ(lane_rule_of(lane), "lanes.walled_width_m");
  EXPECT_FLOAT_EQ(*lane.walled_m, 3.2F);
  EXPECT_EQ(lane.engine_verdict, Verdict::pass) << "the engine needs 3.0 m";
  EXPECT_EQ(judged(with_network(street(3.6)), params).lanes[0].verdict, Verdict::pass);
  EXPECT_EQ(judged(with_network(street(2.9)), params).lanes[0].reason, Reason::too_narrow);
}

TEST(LaneProfileValues, WallsCountBeyondTwelveMetres) {
  const auto params = params_of("de");
  EXPECT_EQ(judged(walled(3.2, 10), params).lanes[0].verdict, Verdict::pass);
  EXPECT_EQ(judged(walled(3.2, 11.5), params).lanes[0].verdict, Verdict::pass);
  EXPECT_EQ(judged(walled(3.2, 13), params).lanes[0].reason, Reason::walled);
  EXPECT_EQ(judged(walled(3.2, 13), params).lanes[0].verdict, Verdict::fail);
  EXPECT_EQ(judged(walled(3.6, 40), params).lanes[0].verdict, Verdict::pass);
}

TEST(LaneProfileValues, AWallOnOneSideIsNone) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}}, {});
  town.rectangle(-20, 1.6, 120, 12);
  town.rectangle(40, -12, 50, -1.6);
  const auto lane = judged(with_network(town), params_of("de")).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::pass);
  EXPECT_FALSE(lane.walled_m);
}

TEST(LaneProfileValues, TheAccuracyLeavesTheWalledWidthOpen) {
  // 1.5 times 0.7 m between two points of one source = 1.05 m.
  const auto params = params_of("de", false);
  City city = with_network(street(4.2));
  const auto lane = judged(city, params).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::marginal);
  EXPECT_EQ(lane.reason, Reason::walled_unclear);
  EXPECT_EQ(judged(with_network(street(4.6)), params).lanes[0].verdict, Verdict::pass);
}

TEST(LaneProfileValues, OtherProfilesAskForNothingBetweenWalls) {
  Lanes::Params params = test::bare();
  params.clear_width_m = 3;
  const auto lane = judged(with_network(street(3.2)), params).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::pass);
  EXPECT_FALSE(lane.walled_m);
}

TEST(LaneProfileValues, AGateHasItsOwnWidth) {
  const auto params = params_of("uk");
  EXPECT_EQ(judged(gated(3.4), params).lanes[0].verdict, Verdict::pass);
  EXPECT_EQ(judged(gated(3.1), params).lanes[0].verdict, Verdict::pass) << "just what is asked for";
  const auto narrow = judged(gated(3.0), params).lanes[0];
  EXPECT_EQ(narrow.verdict, Verdict::fail);
  EXPECT_EQ(narrow.reason, Reason::width_limit);
  EXPECT_EQ(lane_rule_of(narrow), "lanes.gate_width_m");
  EXPECT_EQ(asked_width_m(params, narrow.asked), 3.1);
}

City checked_on_site(City city, double width_m) {
  auto checks = std::make_shared<FieldChecks>();
  checks->lanes.push_back({0, width_m, {}});
  city.checks = checks;
  return city;
}

TEST(LaneProfileValues, WhatWasMeasuredOnALaneWithAGateMayBeTheGate) {
  const auto params = params_of("uk");
  const auto lane = judged(checked_on_site(gated(3.0), 3.4), params).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::unknown);
  EXPECT_EQ(lane.reason, Reason::gate_or_lane);
  EXPECT_EQ(lane_reason_code(lane.reason), "gate_or_lane");
  EXPECT_EQ(judged(checked_on_site(gated(3.0), 3.0), params).lanes[0].verdict, Verdict::fail);
  EXPECT_EQ(judged(checked_on_site(gated(3.0), 3.8), params).lanes[0].verdict, Verdict::pass);
  EXPECT_EQ(judged(checked_on_site(with_network(street(6)), 3.4), params).lanes[0].verdict,
            Verdict::fail)
      << "without a gate it is the lane";
}

TEST(LaneProfileValues, AMeasureOnSiteDecidesBetweenWalls) {
  const auto params = params_of("de", false);
  const auto narrow = judged(checked_on_site(with_network(street(4.2)), 3.4), params).lanes[0];
  EXPECT_EQ(narrow.verdict, Verdict::fail);
  EXPECT_EQ(narrow.reason, Reason::walled);
  EXPECT_EQ(judged(checked_on_site(with_network(street(4.2)), 3.6), params).lanes[0].verdict,
            Verdict::pass);
}

TEST(LaneProfileValues, AGateIsToldByItsOwnRuleThoughItAsksForTheSameWidth) {
  const auto params = params_of("us-ifc");
  test::CityBuilder town = street(7.5);
  Obstacle o = gate(Opening::open);
  o.clear_width_m = 5;
  town.obstacle_point(50, 0, o);
  const auto lane = judged(with_network(town), params).lanes[0];
  EXPECT_EQ(lane.reason, Reason::width_limit);
  EXPECT_EQ(lane_rule_of(lane), "lanes.gate_width_m");
}

TEST(LaneProfileValues, ASignIsNoGate) {
  const auto lane = judged(gated(3.4, ObstacleKind::limit), params_of("uk")).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::fail);
  EXPECT_EQ(lane_rule_of(lane), "lanes.clear_width_m");
}

TEST(LaneProfileValues, WithoutAValueAGateLeavesTheWidthOfTheLane) {
  const auto lane = judged(gated(3.4), params_of("cn-gb")).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::fail);
  EXPECT_EQ(lane_rule_of(lane), "lanes.clear_width_m");
}

TEST(LaneProfileValues, SentencesNameTheWidthThatWasAskedFor) {
  const auto words = [](const City& city, const std::string& name) {
    const auto params = params_of(name);
    const auto lane = judged(city, params).lanes[0];
    const Profile profile = io::profile_named(name);
    return lane_reason_words(lane, {}, params, value_of_rule(profile, lane));
  };
  EXPECT_EQ(words(gated(3.0), "uk"), "a gate, sign or limit leaves 3.0 m, 3.1 m wanted");
  EXPECT_EQ(words(with_network(street(3.2)), "de"),
            "3.2 m between buildings or walls on both sides for more than 12 m, 3.5 m wanted "
            "there: too narrow");
}

TEST(LaneProfileValues, AHeightWithoutANormIsToldAsTheProgramsDefault) {
  Lanes::Lane lane;
  lane.reason = Reason::too_low;
  lane.height_m = 3.6F;
  const Profile jp = io::profile_named("jp");
  ASSERT_EQ(value_of_rule(jp, lane), nullptr) << "Japan has no norm for the clear height";
  EXPECT_EQ(lane_reason_words(lane, {}, params_of("jp"), value_of_rule(jp, lane)),
            "clear height 3.6 m, 4.0 m wanted by the default of the program: the profile sets no "
            "clear height");
  const Profile cn = io::profile_named("cn-gb");
  EXPECT_EQ(lane_reason_words(lane, {}, params_of("cn-gb"), value_of_rule(cn, lane)),
            "clear height 3.6 m, 4.0 m wanted");
}

TEST(LaneProfileValues, TheLayerAndTheFindingCarryTheRule) {
  const auto params = params_of("de");
  const City city = with_network(street(3.2));
  const auto out = Lanes::output(city, params, judged(city, params), io::profile_named("de"));
  const Column* rule = out.tables[0].column("rule_key");
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->texts[0], "lanes.walled_width_m");
  EXPECT_EQ(out.tables[1].column("rule_key")->texts[0], "lanes.walled_width_m");
  EXPECT_EQ(out.tables[1].column("limit")->reals[0], 3.5);
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_EQ(out.findings[0].rule_key, "lanes.walled_width_m");
  EXPECT_EQ(out.findings[0].limit, 3.5);
  EXPECT_NEAR(*out.findings[0].measured, 3.2, 1e-6);
}

}  // namespace
}  // namespace firebreak
