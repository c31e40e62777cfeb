#include "core/analysis/compounds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/analysis/compound_entrances.hpp"
#include "support/compound_town.hpp"

namespace firebreak {
namespace {

using testing::ElementsAre;
using Grade = Compounds::Grade;
using Reason = Compounds::EntranceReason;
using Ring = Compounds::Ring;
using Why = Compounds::Reason;

using test::declared;

Obstacle gate_of(Opening opening, std::optional<float> width_m) {
  Obstacle gate = test::gate(opening);
  gate.clear_width_m = width_m;
  return gate;
}

struct Told {
  City city;
  Lanes::Params judged = test::compound_params();
  Lanes::Result lanes;
  Compounds::Result result;
  explicit Told(const test::CityBuilder& town, const std::vector<Xy>& outline = test::garden())
      : city(test::with_compounds(town, {outline})),
        lanes(test::judged(city, judged)),
        result(Compounds::run(city, {}, judged, lanes, Job({}, {}, 1))) {}
  const Compounds::Compound& compound() const { return result.compounds.at(0); }
  const Compounds::Entrance& entrance(std::size_t e) const { return result.entrances.at(e); }
  std::vector<Why> why() const {
    std::vector<Why> reasons;
    for (std::size_t r = 0; r < Compounds::reason_count; ++r)
      if (compound().has(static_cast<Why>(r))) reasons.push_back(static_cast<Why>(r));
    return reasons;
  }
};

/// Two wide gates, a hydrant, both houses reached.
TEST(Compounds, IsGreenWhereNothingIsFound) {
  test::CityBuilder town = test::garden_town();
  town.obstacle_point(100, 0, gate_of(Opening::open, 6.0F));
  town.obstacle_point(0, 50, gate_of(Opening::key, 4.0F));
  town.hydrant(100, 40);
  town.hydrant(100, -150);  // as near as a hydrant may be
  town.hydrant(100, -150.5);
  const Told told(town);
  ASSERT_EQ(told.result.compounds.size(), 1U);
  ASSERT_EQ(told.result.entrances.size(), 2U);
  EXPECT_EQ(told.compound().entrances_pass, 2U);
  EXPECT_EQ(told.compound().gates, 2U);
  EXPECT_EQ(told.compound().locked, 0U);
  EXPECT_EQ(told.compound().narrowest_m, 4.0);
  EXPECT_EQ(told.compound().ring, Ring::no_lanes);
  EXPECT_EQ(told.compound().buildings, 2U);
  EXPECT_EQ(told.compound().reached, 2U);
  EXPECT_EQ(told.compound().cut_off, 0U);
  EXPECT_EQ(told.compound().hydrants_inside, 1U);
  EXPECT_EQ(told.compound().hydrants_near, 1U);
  EXPECT_THAT(told.why(), ElementsAre());
  EXPECT_EQ(told.compound().grade, Grade::green);
  EXPECT_THAT(told.result.of_building, ElementsAre(0U, 0U, std::nullopt));
}

/// Wanted are 4 m by the rule and 3 m by the engine.
TEST(Compounds, JudgesGatesByWidthOpeningAndHeight) {
  test::CityBuilder town = test::garden_town();
  town.obstacle_point(20, 0, gate_of(Opening::open, 3.2F));  // the engine passes
  town.obstacle_point(40, 0, gate_of(Opening::open, 2.9F));
  town.obstacle_point(60, 0, gate_of(Opening::locked, 6.0F));
  town.obstacle_point(80, 0, gate_of(Opening::open, {}));   // how wide?
  town.obstacle_point(100, 0, gate_of(Opening::none, {}));  // does it open?
  Obstacle below = gate_of(Opening::open, {});
  below.width_below_m = 3.3F;
  town.obstacle_point(120, 0, below);
  Obstacle low = gate_of(Opening::open, 6.0F);
  low.clear_height_m = 3.5F;
  town.obstacle_point(140, 0, low);
  town.obstacle_point(160, 0, gate_of(Opening::open, 6.0F));
  Obstacle arch;
  arch.kind = ObstacleKind::arch;
  arch.clear_height_m = 3.0F;
  town.obstacle_point(160, 3, arch);
  const Told told(town);
  ASSERT_EQ(told.result.entrances.size(), 8U);
  const auto is = [&](std::size_t e, Verdict rule, Verdict engine, Reason reason) {
    EXPECT_EQ(told.entrance(e).verdict, rule) << e;
    EXPECT_EQ(told.entrance(e).engine_verdict, engine) << e;
    EXPECT_EQ(told.entrance(e).reason, reason) << e;
  };
  is(0, Verdict::fail, Verdict::pass, Reason::too_narrow);
  is(1, Verdict::fail, Verdict::fail, Reason::too_narrow);
  is(2, Verdict::fail, Verdict::fail, Reason::locked);
  is(3, Verdict::unknown, Verdict::unknown, Reason::width_unknown);
  is(4, Verdict::unknown, Verdict::unknown, Reason::opening_unknown);
  is(5, Verdict::fail, Verdict::unknown, Reason::too_narrow);
  is(6, Verdict::fail, Verdict::pass, Reason::too_low);  // the engine is 3.4 m high
  is(7, Verdict::fail, Verdict::fail, Reason::too_low);
  EXPECT_EQ(told.compound().entrances_pass, 2U);
  EXPECT_EQ(told.compound().locked, 1U);
  EXPECT_NEAR(told.compound().narrowest_m.value_or(0), 2.9, 1e-9);
  EXPECT_NEAR(told.compound().lowest_m.value_or(0), 3.0, 1e-9);
  EXPECT_THAT(told.why(), ElementsAre(Why::entrance_fails, Why::entrance_unsure));
  EXPECT_EQ(told.compound().grade, Grade::yellow);
  const auto out = Compounds::output(told.city, told.judged, told.result);
  EXPECT_EQ(out.tables[1].column("reason")->texts[5], "width at most 3.3 m, 4.0 m wanted");
}

TEST(Compounds, AGateBeyondReachOfTheBoundaryIsNone) {
  test::CityBuilder town = test::garden_town();
  town.obstacle_point(100, -2, gate_of(Opening::open, 6.0F));
  town.obstacle_point(100, -2.1, gate_of(Opening::open, 6.0F));
  town.obstacle_point(100, 2.1, gate_of(Opening::open, 6.0F));
  const Told told(town);
  ASSERT_EQ(told.result.entrances.size(), 1U);
  EXPECT_EQ(told.entrance(0).at, (Xy{100, -2}));
  EXPECT_THAT(told.why(), ElementsAre(Why::one_entrance));
}

TEST(Compounds, IsRedWithoutAWayInAHydrantOrForACutOffBuilding) {
  test::CityBuilder town = test::garden_town();
  town.obstacle_point(100, 0, gate_of(Opening::locked, 6.0F));
  town.obstacle_point(0, 50, gate_of(Opening::open, 2.0F));
  town.hydrant(900, 900);
  town.rectangle(95, 85, 105, 95);  // farther than 60 m from every street
  const Told told(town);
  EXPECT_EQ(told.compound().cut_off, 1U);
  EXPECT_THAT(told.why(), ElementsAre(Why::no_way_in, Why::buildings_cut_off, Why::no_hydrant,
                                      Why::entrance_fails));
  EXPECT_EQ(told.compound().grade, Grade::red);
}

TEST(Compounds, SaysWhenNoEntranceIsDrawn) {
  const Told told(test::garden_town());
  EXPECT_THAT(told.why(), ElementsAre(Why::no_entrance_known));
  EXPECT_EQ(told.compound().grade, Grade::yellow);
  EXPECT_EQ(told.compound().narrowest_m, std::nullopt);
}

/// A lane that leads in is an entrance; with a gate on it the gate is.
TEST(Compounds, LanesLeadInWhereTheyCrossTheBoundary) {
  test::CityBuilder town = test::garden_town();
  town.road({{100, -20}, {100, 60}}, declared(5));
  town.road({{50, -20}, {50, 60}}, declared(3.5));
  town.obstacle_point(50, 0, gate_of(Opening::open, 4.5F));
  const Told told(town);
  ASSERT_EQ(told.result.entrances.size(), 2U);
  EXPECT_TRUE(told.entrance(0).gate);
  EXPECT_TRUE(told.entrance(0).lane);
  EXPECT_EQ(told.entrance(0).verdict, Verdict::pass) << "by the gate, not the lane";
  EXPECT_FALSE(told.entrance(1).gate);
  EXPECT_EQ(told.entrance(1).at, (Xy{100, 0}));
  EXPECT_EQ(told.entrance(1).width_m, 5.0);
  EXPECT_EQ(told.entrance(1).verdict, Verdict::pass);
  EXPECT_EQ(told.compound().ring, Ring::no) << "both lanes end inside";
}

/// The rule wants 4 m, the engine is 3.4 m high; the arch stands too far from the lane to limit it.
TEST(Compounds, AnArchLowersAnEntranceWithoutAGateToo) {
  test::CityBuilder town = test::garden_town();
  town.road({{100, -20}, {100, 60}}, declared(5));
  Obstacle arch;
  arch.kind = ObstacleKind::arch;
  arch.clear_height_m = 3.8F;
  town.obstacle_point(103, 0, arch);
  const Told told(town);
  ASSERT_EQ(told.result.entrances.size(), 1U);
  EXPECT_FALSE(told.entrance(0).gate);
  EXPECT_NEAR(told.entrance(0).height_m.value_or(0), 3.8, 1e-9);
  EXPECT_EQ(told.entrance(0).verdict, Verdict::fail);
  EXPECT_EQ(told.entrance(0).reason, Reason::too_low);
  EXPECT_EQ(told.entrance(0).engine_verdict, Verdict::pass);
}

/// A street along the boundary leads nowhere, a junction on the boundary leads in.
TEST(Compounds, StreetsAlongTheBoundaryAreNoEntrances) {
  test::CityBuilder town = test::garden_town();
  town.road({{-30, 0}, {50, 1}, {120, -1}, {220, 0}}, declared(8));
  EXPECT_TRUE(Told(town).result.entrances.empty());
  town.road({{50, 1}, {50, 70}}, declared(5));
  const Told told(town);
  ASSERT_EQ(told.result.entrances.size(), 1U);
  EXPECT_EQ(told.entrance(0).at, (Xy{50, 1}));
  EXPECT_FALSE(told.entrance(0).gate);
}

TEST(Compounds, AGateOnAFootwayIsNone) {
  test::CityBuilder town = test::garden_town();
  Road footway;
  footway.road_class = RoadClass::footway;
  town.road({{100, -20}, {100, 60}}, footway);
  town.obstacle_point(100, 0, gate_of(Opening::open, 1.2F));
  EXPECT_TRUE(Told(town).result.entrances.empty());
}

TEST(Compounds, ARingMeetsOtherLanesTwice) {
  const auto ring_by = [](const Road& second) {
    test::CityBuilder town = test::garden_town();
    town.road({{50, -20}, {50, 60}, {150, 60}}, declared(5));
    town.road({{150, 60}, {150, -20}}, second);
    return Told(town).compound().ring;
  };
  EXPECT_EQ(ring_by(declared(5)), Ring::yes);
  EXPECT_EQ(ring_by(declared(2)), Ring::no);
  EXPECT_EQ(ring_by(Road{}), Ring::unknown);
}

TEST(Compounds, ARingThatHangsOnOneLaneHasOneConnection) {
  test::CityBuilder town = test::garden_town();
  town.road({{50, -20}, {50, 30}}, declared(5));
  town.road({{50, 30}, {150, 30}, {150, 70}, {50, 70}, {50, 30}}, declared(5));
  const Told told(town);
  EXPECT_EQ(told.compound().ring, Ring::one_connection);
  EXPECT_THAT(told.why(), ElementsAre(Why::one_entrance));
}

TEST(Compounds, HydrantsThatDoNotWorkAreNone) {
  test::CityBuilder town = test::garden_town();
  Hydrant broken;
  broken.status = HydrantStatus::defective;
  town.hydrant(100, 40, broken);
  const Told told(town);
  EXPECT_EQ(told.compound().hydrants_inside, 0U);
  EXPECT_TRUE(told.compound().has(Why::no_hydrant));
}

TEST(Compounds, LayersTellEntrancesAndReasons) {
  test::CityBuilder town = test::garden_town();
  town.obstacle_point(100, 0, gate_of(Opening::open, 3.2F));
  town.obstacle_point(0, 50, gate_of(Opening::locked, 6.0F));
  const Told told(town);
  const auto out = Compounds::output(told.city, told.judged, told.result);
  ASSERT_EQ(out.tables.size(), 2U);
  const FeatureTable& grades = out.tables[0];
  ASSERT_EQ(grades.rows(), 1U);
  const auto word = [](const FeatureTable& table, const char* column, std::size_t row) {
    return std::string(table.column(column)->texts[row]);
  };
  EXPECT_EQ(word(grades, "compound_id", 0), "K1");
  EXPECT_EQ(word(grades, "name", 0), "Garden");
  EXPECT_EQ(word(grades, "grade", 0), "yellow");
  EXPECT_EQ(word(grades, "reason_code", 0), "entrance_fails one_entrance");
  EXPECT_EQ(word(grades, "reason", 0),
            "an entrance falls short of the rule; a single entrance surely lets the engine "
            "through");
  EXPECT_EQ(word(grades, "ring_lane", 0), "no_lanes");
  EXPECT_EQ(grades.column("buildings")->integers[0], 2);
  EXPECT_EQ(grades.column("hydrants_inside"), nullptr) << "no hydrants are given";
  EXPECT_EQ(grades.column("parking")->reals[0], 120);
  EXPECT_EQ(grades.column("households"), nullptr) << "no source tells them";
  const FeatureTable& entrances = out.tables[1];
  ASSERT_EQ(entrances.rows(), 2U);
  EXPECT_EQ(word(entrances, "gate_id", 0), "o1");
  EXPECT_EQ(word(entrances, "reason", 0), "width 3.2 m, 4.0 m wanted");
  EXPECT_EQ(word(entrances, "opening", 1), "locked");
  EXPECT_EQ(word(entrances, "reason", 1), "the gate is locked");
  EXPECT_EQ(word(entrances, "compound_id", 1), "K1");
  ASSERT_EQ(out.building_columns.size(), 1U);
  EXPECT_EQ(out.building_columns[0].texts[0], "K1");
  EXPECT_FALSE(out.building_columns[0].has(2));
  ASSERT_EQ(out.figures.size(), 4U);
  EXPECT_EQ(out.figures[0].value, 1);
  EXPECT_EQ(out.figures[2].value, 1) << "yellow";
}

TEST(Compounds, ALaneThatComesInTwiceHasTwoEntrances) {
  test::CityBuilder town = test::garden_town();
  town.road({{50, -20}, {50, 30}, {100, 30}, {100, -20}}, declared(5));
  const Told told(town);
  const auto out = Compounds::output(told.city, told.judged, told.result);
  const Column* ids = out.tables[1].column("entrance_id");
  ASSERT_EQ(ids->size(), 2U);
  EXPECT_EQ(std::string(ids->texts[1]), std::string(ids->texts[0]) + "-2");
}

TEST(Compounds, ReasonsAndMeasuresAreSaidInBothLanguages) {
  EXPECT_EQ(compound_measure_words("no_way_in no_hydrant", Language::en),
            "widen, raise or unlock an entrance for engines; set up a hydrant");
  EXPECT_EQ(compound_reason_words("one_entrance", Language::zh), "仅一处出入口可确认通行消防车");
  EXPECT_EQ(compound_reason_words("", Language::en), "");
}

}  // namespace
}  // namespace firebreak
