#include "core/analysis/lane_clearing.hpp"

#include <gmock/gmock.h>

#include "core/analysis/lane_widening.hpp"
#include "core/model/scenario.hpp"
#include "support/lane_town.hpp"

/// What a plan can do about a lane that is too narrow: take away, or make wider.
namespace firebreak {
namespace {

using test::bare;
using test::judged;
using test::street;
using test::with_network;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Obstacle parked() {
  Obstacle o;
  o.kind = ObstacleKind::parked;
  o.removable = true;
  return o;
}

TEST(LaneClearing, FindsWhatMakesTheLaneNarrowAndNothingElse) {
  auto town = street(6);
  town.obstacle_point(30, 2.2, parked());   // leaves 4.3 m to the south wall: enough
  town.obstacle_point(50, 0, parked());     // on the line
  town.obstacle_point(60, -1.5, parked());  // 3.6 m to the north wall, and see the next
  town.obstacle_point(60, 1.5, parked());   // 1.2 m apart: both narrow it
  town.obstacle_point(50, 40, parked());    // in another place
  const LaneClearing found = clearing_of(with_network(town), 0, bare());
  EXPECT_THAT(found.removable, ElementsAre(1U, 2U, 3U));
  EXPECT_THAT(found.fixed, IsEmpty());
}

TEST(LaneClearing, WallsStayAndAreNamed) {
  auto town = street(3);
  Obstacle pole;
  pole.kind = ObstacleKind::pole;
  const LaneClearing found = clearing_of(with_network(town), 0, bare());
  EXPECT_THAT(found.removable, IsEmpty());
  EXPECT_THAT(found.fixed, ElementsAre(ObstacleRef{LaneThing::building, 0},
                                       ObstacleRef{LaneThing::building, 1}));
  auto wide = street(8);
  wide.obstacle_point(50, 0, pole);
  EXPECT_THAT(clearing_of(with_network(wide), 0, bare()).fixed,
              ElementsAre(ObstacleRef{LaneThing::obstacle, 0}));
}

TEST(LaneClearing, WhatStandsBeyondItsEndsOrAtAnotherLevelIsLeftAlone) {
  auto town = street(6);
  town.road({{100, 0}, {100, 60}});
  town.road({{100, 0}, {100, -60}});
  town.obstacle_point(100, 20, parked());   // on the street it meets
  town.obstacle_point(101.5, 0, parked());  // in the junction
  Obstacle above = parked();
  above.level = 1;
  town.obstacle_point(50, 0, above);  // on a bridge over it
  const LaneClearing found = clearing_of(with_network(town), 0, bare());
  EXPECT_THAT(found.removable, IsEmpty());
  EXPECT_THAT(found.fixed, IsEmpty());
}

TEST(LaneClearing, OnlyWhatStandsInTheWayOfAnEngineStays) {
  auto town = street(6);
  Barrier rail;
  rail.kind = BarrierKind::rail;
  town.barrier({{50, -40}, {50, 40}}, rail);
  EXPECT_THAT(clearing_of(with_network(town), 0, bare()).fixed, IsEmpty()) << "crossed at grade";
  town.obstacle_point(50, 0, test::gate(Opening::locked));
  EXPECT_THAT(clearing_of(with_network(town), 0, bare()).fixed,
              ElementsAre(ObstacleRef{LaneThing::obstacle, 0}));
}

TEST(LaneClearing, OneThingOnBothSidesIsSeenOnBoth) {
  // A house around the lane's end leaves 5 m, a row of goods on its south side 2 m.
  test::CityBuilder town;
  town.road({{0, 0}, {60, 0}});
  town.building({{0, 2.5},
                 {60, 2.5},
                 {90, 2.5},
                 {90, -2.5},
                 {0, -2.5},
                 {0, -12},
                 {100, -12},
                 {100, 12},
                 {0, 12}});
  Obstacle goods;
  goods.kind = ObstacleKind::goods;
  goods.removable = true;
  town.obstacle_line({{20, -0.5}, {30, -0.5}}, goods);
  const LaneClearing found = clearing_of(with_network(town), 0, bare());
  EXPECT_THAT(found.removable, ElementsAre(0U));
  EXPECT_THAT(found.fixed, IsEmpty());
}

TEST(LaneClearing, AClearedObstacleCountsNoMore) {
  auto town = street(6);
  town.obstacle_point(50, 0, parked());
  const City city = with_network(town);
  const City cleared =
      apply(city, {"plan", {ClearObstacle{std::string(city.obstacles->ids[0])}}}).city;
  EXPECT_THAT(clearing_of(cleared, 0, bare()).removable, IsEmpty());
  EXPECT_EQ(judged(cleared).lanes[0].verdict, Verdict::pass);
}

TEST(WidenLane, IsJudgedLikeADeclaredWidthWithNothingInTheWay) {
  auto town = street(2.5);
  town.obstacle_point(50, 0, test::gate(Opening::locked));
  const City city = with_network(town);
  ASSERT_EQ(judged(city).lanes[0].verdict, Verdict::fail);
  const std::string id(lane_ids(city)[0]);
  const auto lane_at = [&](double width_m) {
    return judged(apply(city, {"plan", {WidenLane{id, width_m}}}).city, Lanes::Params()).lanes[0];
  };
  EXPECT_EQ(lane_at(4).verdict, Verdict::pass) << "exactly the limit, no margin";
  EXPECT_EQ(lane_at(4).engine_verdict, Verdict::pass);
  EXPECT_EQ(lane_at(4).source, Lanes::Source::plan);
  EXPECT_EQ(lane_at(4).basis, Basis::declared);
  EXPECT_FALSE(lane_at(4).doubt);
  EXPECT_EQ(lane_at(3.5).verdict, Verdict::fail);
  EXPECT_EQ(lane_at(3.5).engine_verdict, Verdict::pass);
}

TEST(WidenLane, APostedLimitStaysAndTheReasonTellsThePlan) {
  Road posted;
  posted.max_width_m = 2;
  const City city = with_network(street(2.5, posted));
  const std::string id(lane_ids(city)[0]);
  const City limited = apply(city, {"plan", {WidenLane{id, 5}}}).city;
  EXPECT_EQ(judged(limited).lanes[0].reason, Lanes::Reason::width_limit);

  const City plain = with_network(street(2.5));
  const City wide = apply(plain, {"plan", {WidenLane{id, 5}}}).city;
  const Lanes::Params params;
  const auto output = Lanes::output(wide, params, judged(wide, params), Profile());
  const Column* reason = output.tables[0].column("reason");
  ASSERT_TRUE(reason->has(0));
  EXPECT_THAT(std::string(reason->texts[0]), HasSubstr("the plan widens the lane"));
  EXPECT_EQ(output.tables[0].column("width_source")->texts[0], "plan");
}

TEST(WidenLane, WhereTheWidthIsNotTheMatterItSaysWhatIs) {
  Road posted;
  posted.max_width_m = 2;
  const City limited = with_network(street(6, posted));
  const City plain = with_network(street(6));
  using Why = Lanes::Reason;
  const auto bar = [&](Why reason) { return widening_bar(plain, 0, reason, false, 4); };
  EXPECT_EQ(bar(Why::too_narrow), WideningBar::none);
  EXPECT_EQ(bar(Why::walled), WideningBar::none);
  EXPECT_EQ(bar(Why::wide_enough), WideningBar::none) << "not for a wider engine";
  EXPECT_EQ(widening_bar(plain, 0, Why::wide_enough, true, 4), WideningBar::wide_enough);
  EXPECT_EQ(bar(Why::gate_locked), WideningBar::gate);
  EXPECT_EQ(bar(Why::barrier_across), WideningBar::crossed);
  EXPECT_EQ(bar(Why::no_data), WideningBar::no_data);
  EXPECT_EQ(bar(Why::too_low), WideningBar::height);
  EXPECT_EQ(bar(Why::no_fire_lane), WideningBar::not_judged);
  EXPECT_EQ(widening_bar(limited, 0, Why::too_narrow, false, 4), WideningBar::posted);
  posted.max_width_m = 3.6F;
  EXPECT_EQ(widening_bar(with_network(street(6, posted)), 0, Why::too_narrow, false, 3.6),
            WideningBar::none)
      << "the sign allows just that";
  for (int r = 0; r <= static_cast<int>(Why::no_fire_lane); ++r)
    EXPECT_EQ(lane_reason_from_code(lane_reason_code(static_cast<Why>(r))), static_cast<Why>(r));
  EXPECT_FALSE(lane_reason_from_code("no such"));
}

TEST(WidenLane, ALaneThatIsGoneIsTold) {
  const City city = with_network(street(3));
  const Applied done = apply(city, {"plan", {WidenLane{"gone", 4}}});
  ASSERT_EQ(done.lost.size(), 1U);
  EXPECT_THAT(done.lost[0], HasSubstr("gone"));
}

}  // namespace
}  // namespace firebreak
