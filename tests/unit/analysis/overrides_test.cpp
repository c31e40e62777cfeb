#include "core/analysis/overrides.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "core/analysis/comparison.hpp"
#include "core/analysis/pipeline.hpp"
#include "core/analysis/story.hpp"
#include "core/analysis/verdict_inputs.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/cells.hpp"
#include "core/model/scenario.hpp"
#include "support/city_builder.hpp"

/// A person sets a verdict: it holds while what decided the computed one stays as it was.
namespace firebreak {
namespace {

using State = OverrideOutcome::State;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

HydrantCoverage::Params exact() {
  HydrantCoverage::Params params;
  params.ignore_accuracy = true;
  return params;
}

Building house() {
  Building house;
  house.use = Use::house;
  house.storeys = 2.0F;
  house.fire_grade = 2;
  return house;
}

/// The house 140 m east of a hydrant, of which 49 % of the facade lies within 150 m.
test::CityBuilder town(double x = 0, double y = 0) {
  test::CityBuilder builder;
  builder.rectangle(x + 140, y - 10, x + 160, y + 10, house());
  builder.hydrant(x, y);
  return builder;
}

City with(City city, std::vector<VerdictOverride> overrides) {
  city.overrides = std::make_shared<const std::vector<VerdictOverride>>(std::move(overrides));
  return city;
}

VerdictOverride forced(const City& city, std::string verdict, std::string inputs = {}) {
  return {std::string(city.buildings->ids[0]), std::move(verdict), "Wang", "2026-11-27",
          "tried with a hose through No. 12",  std::move(inputs)};
}

std::string radius_inputs(const City& city, const HydrantCoverage::Params& params = exact(),
                          std::uint32_t building = 0) {
  return hydrant_inputs(city, params, CoverSources(city, params),
                        DistanceSlack(city, params.ignore_accuracy), building);
}

TEST(Overrides, OneWithoutTheInputsItWasDecidedBySetsNothing) {
  const City city = town().build();
  const auto result = HydrantCoverage::run(with(city, {forced(city, "pass")}), exact(), Job());
  ASSERT_EQ(result.overrides.size(), 1U);
  EXPECT_EQ(result.overrides[0].state, State::no_inputs);
  EXPECT_EQ(result.overrides[0].inputs_now, radius_inputs(city));
  EXPECT_EQ(result.overrides[0].inputs_now.size(), 12U);
  EXPECT_EQ(result.buildings[0].verdict, Verdict::fail);
  EXPECT_EQ(result.gaps.gaps.size(), 1U);
}

TEST(Overrides, OneInForceSetsTheVerdictAndLeavesTheFigures) {
  const City city = town().build();
  const auto result =
      HydrantCoverage::run(with(city, {forced(city, "pass", radius_inputs(city))}), exact(), Job());
  EXPECT_EQ(result.overrides[0].state, State::in_force);
  EXPECT_EQ(result.overrides[0].computed, "fail");
  EXPECT_EQ(result.buildings[0].verdict, Verdict::pass);
  EXPECT_EQ(result.buildings[0].computed, Verdict::fail);
  EXPECT_NEAR(result.buildings[0].covered_share, 0.491657, 1e-6) << "algorithms 2.11, case 1";
  EXPECT_THAT(result.gaps.gaps, IsEmpty());
}

TEST(Overrides, ABuildingThatAPersonSetToFailIsInAGapAndNoRepairHelpsIt) {
  test::CityBuilder builder = town();
  builder.hydrant(130, 0);
  Hydrant broken;
  broken.status = HydrantStatus::defective;
  builder.hydrant(130, 5, broken);
  const City city = builder.build();
  ASSERT_EQ(HydrantCoverage::run(city, exact(), Job()).buildings[0].verdict, Verdict::pass);
  const auto result =
      HydrantCoverage::run(with(city, {forced(city, "fail", radius_inputs(city))}), exact(), Job());
  EXPECT_EQ(result.buildings[0].verdict, Verdict::fail);
  EXPECT_EQ(result.gaps.gaps.size(), 1U);
  EXPECT_EQ(result.repair_gains[2], 0U);
  EXPECT_THAT(result.repaired_together, ElementsAre(0));
}

TEST(Overrides, AnIdThatIsNoBuildingOrOfASliverSetsNothing) {
  test::CityBuilder builder = town();
  Building sliver;
  sliver.obstacle_only = true;
  builder.rectangle(200, 0, 200.5, 1, sliver);
  const City city = builder.build();
  VerdictOverride gone = forced(city, "pass", "0123456789ab");
  gone.building = "gone";
  VerdictOverride thin = forced(city, "pass", "0123456789ab");
  thin.building = city.buildings->ids[1];
  const auto result = HydrantCoverage::run(with(city, {gone, thin}), exact(), Job());
  ASSERT_EQ(result.overrides.size(), 2U);
  EXPECT_EQ(result.overrides[0].state, State::not_found);
  EXPECT_EQ(result.overrides[1].state, State::not_found);
}

TEST(Overrides, WhatDoesNotDecideLeavesTheFingerprintAsItWas) {
  const std::string before = radius_inputs(town().build());
  test::CityBuilder more;  // in another order, and with things that are too far away to decide
  Hydrant broken;
  broken.status = HydrantStatus::defective;
  more.hydrant(130, 30, broken);
  more.hydrant(-151, 0);
  more.hydrant(0, 0);
  more.rectangle(161, -10, 170, 10);  // 1 m away: no party wall
  more.building({{160, 10}, {160, -10}, {140, -10}, {140, 10}}, {}, house());
  City city = more.build();
  city.sources[0].path = "/elsewhere/data.gpkg";
  EXPECT_EQ(radius_inputs(city, exact(), 1), before);

  City moved = town(-5000.125, 77.115).build();
  moved.origin = {5000.125, -77.115};
  EXPECT_EQ(radius_inputs(moved), before) << "the origin is one of the run alone";
  HydrantCoverage::Params other = exact();
  other.minor_gap_m2 = 1;
  EXPECT_EQ(radius_inputs(town().build(), other), before) << "gaps are made of verdicts";
}

TEST(Overrides, WhatDecidesChangesTheFingerprint) {
  const std::string before = radius_inputs(town().build());
  const auto changed = [&](const test::CityBuilder& builder) {
    return radius_inputs(builder.build()) != before;
  };
  test::CityBuilder near = town();
  near.hydrant(150, 100);
  EXPECT_TRUE(changed(near)) << "one more hydrant in reach";
  test::CityBuilder unknown;
  unknown.rectangle(140, -10, 160, 10, house());
  Hydrant nobody_knows;
  nobody_knows.status = HydrantStatus::unknown;
  unknown.hydrant(0, 0, nobody_knows);
  EXPECT_TRUE(changed(unknown)) << "it may not work";
  test::CityBuilder shifted;
  shifted.rectangle(140, -10, 160, 10, house());
  shifted.hydrant(0.1, 0);
  EXPECT_TRUE(changed(shifted)) << "it stands elsewhere";
  test::CityBuilder adjoined = town();
  adjoined.rectangle(160, -10, 170, 10);
  EXPECT_TRUE(changed(adjoined)) << "a wall is a party wall now";
  test::CityBuilder longer;
  longer.rectangle(140, -10, 161, 10, house());
  longer.hydrant(0, 0);
  EXPECT_TRUE(changed(longer));

  HydrantCoverage::Params params = exact();
  params.radius_m = 149;
  EXPECT_NE(radius_inputs(town().build(), params), before);
  params = exact();
  params.rule = "any";
  EXPECT_NE(radius_inputs(town().build(), params), before);
  params.ignore_accuracy = false;
  EXPECT_NE(radius_inputs(town().build(), params), before) << "distances have a margin";

  City found = town().build();
  auto checks = std::make_shared<FieldChecks>();
  BuildingCheck check;
  check.hydrant_ok = true;
  checks->buildings = {check};
  found.checks = checks;
  EXPECT_NE(radius_inputs(found), before) << "somebody was there";
}

/// The same house with one hydrant 10 m away on a ring main: 15 L/s are wanted.
City watered(double lps) {
  test::CityBuilder builder;
  builder.rectangle(140, -10, 160, 10, house());
  Hydrant hydrant;
  hydrant.flow_lps = static_cast<float>(lps);
  hydrant.main_layout = MainLayout::ring;
  builder.hydrant(130, 0, hydrant);
  return builder.build();
}

WaterLedger::Params exact_water() {
  WaterLedger::Params params;
  params.ignore_accuracy = true;
  return params;
}

TEST(Overrides, AClassOfWaterIsSetAsTheVerdictIs) {
  const City city = watered(15);
  const auto before = WaterLedger::run(city, exact_water(), Job());
  ASSERT_EQ(told_class(before.buildings[0]), WaterClass::g2) << "nothing remains if it fails";
  const std::string inputs = water_inputs(city, exact_water(), before.buildings[0], before.of(0));
  const std::vector<VerdictOverride> overrides{forced(city, "G3", inputs),
                                               forced(city, "pass", "not about the water")};
  const auto set = WaterLedger::run(with(city, overrides), exact_water(), Job());
  ASSERT_EQ(set.overrides.size(), 1U) << "the other one is about the radius";
  EXPECT_EQ(set.overrides[0].state, State::in_force);
  EXPECT_EQ(set.overrides[0].computed, "G2");
  EXPECT_EQ(told_class(set.buildings[0]), WaterClass::g3);
  EXPECT_EQ(computed_class(set.buildings[0]), WaterClass::g2);
  EXPECT_EQ(set.buildings[0].verdict, Verdict::pass);

  const auto weaker = WaterLedger::run(with(watered(14), overrides), exact_water(), Job());
  EXPECT_EQ(weaker.overrides[0].state, State::lapsed);
  EXPECT_EQ(told_class(weaker.buildings[0]), WaterClass::g1) << "14 of 15 L/s";
}

TEST(Overrides, ABranchIsKnownByItsHydrantsAndNotByItsNumber) {
  const auto inputs = [](std::uint32_t near, std::uint32_t far) {
    test::CityBuilder builder;
    builder.rectangle(140, -10, 160, 10, house());
    Hydrant hydrant;
    hydrant.flow_lps = 15.0F;
    hydrant.main_layout = MainLayout::branch;
    for (const auto& [x, number] : {std::pair(130.0, near), std::pair(120.0, far)}) {
      hydrant.branch_main = number;
      builder.hydrant(x, 0, hydrant);
    }
    const City city = builder.build();
    const auto result = WaterLedger::run(city, exact_water(), Job());
    return water_inputs(city, exact_water(), result.buildings[0], result.of(0));
  };
  EXPECT_EQ(inputs(3, 3), inputs(8, 8));
  EXPECT_EQ(inputs(3, 4), inputs(9, 2));
  EXPECT_NE(inputs(3, 3), inputs(3, 4)) << "two branches give more than one";
}

Assessment assessed(const City& city, bool public_edition = false) {
  AssessSettings settings;
  settings.title = "town";
  settings.profile = io::profile_named("cn-gb");
  settings.engine = io::vehicle_named("pumper");
  settings.ignore_accuracy = true;
  settings.public_edition = public_edition;
  return Pipeline().assess(city, settings, Job());
}

const FeatureTable& table(const Assessment& run, std::string_view name) {
  const auto found = std::ranges::find(run.tables, name, &FeatureTable::name);
  if (found == run.tables.end()) throw std::out_of_range(std::string(name));
  return *found;
}

double figure(const Assessment& run, std::string_view name) {
  const auto found = std::ranges::find(run.record.figures, name, &KeyFigure::name);
  return found == run.record.figures.end() ? -1 : found->value;
}

std::string story_of(const Assessment& run, Language in = Language::en) {
  const StoryRows rows =
      story_rows(table(run, "building_risk"),
                 [&](const char* name, const char* key, const std::string& id) -> FeatureTable {
                   const auto found =
                       std::ranges::find(run.tables, std::string_view(name), &FeatureTable::name);
                   const bool there = found != run.tables.end() && found->rows() == 1 &&
                                      word_in(*found, key, 0) == std::string_view(id);
                   return there ? *found : FeatureTable();
                 });
  std::string all;
  for (const StoryPart& part : building_story(rows, run.record, in))
    if (part.topic == "water")
      for (const std::string& sentence : part.sentences) all += sentence + "\n";
  return all;
}

TEST(Overrides, ARunTellsOfOneInForceWhereverItTellsTheVerdict) {
  const City city = town().build();
  const Assessment run = assessed(with(city, {forced(city, "pass", radius_inputs(city))}));
  const FeatureTable& risk = table(run, "building_risk");
  EXPECT_EQ(word_in(risk, "hydrant_verdict", 0), "pass");
  EXPECT_EQ(word_in(risk, "hydrant_override", 0), "1");
  EXPECT_EQ(word_in(risk, "hydrant_computed", 0), "fail");
  EXPECT_EQ(word_in(risk, "reason_code", 0), "overridden");
  EXPECT_EQ(word_in(risk, "hydrant_computed_reason", 0), "partly_in_reach");
  EXPECT_THAT(std::string(*word_in(risk, "reason", 0)),
              HasSubstr("A person set this verdict on 2026-11-27 (override). As computed: below "
                        "the value. Only 49.1 % of its facade"));
  EXPECT_EQ(figure(run, "hydrant_pass"), 1);
  EXPECT_EQ(figure(run, "hydrant_pass_overridden"), 1) << "apart from those that were computed";
  EXPECT_EQ(figure(run, "hydrant_fail"), 0);
  EXPECT_EQ(figure(run, "hydrant_fail_overridden"), -1);
  EXPECT_EQ(figure(run, "overrides_in_force"), 1);
  EXPECT_EQ(figure(run, "overrides_idle"), 0);

  const FeatureTable& list = table(run, "overrides");
  ASSERT_EQ(list.rows(), 1U);
  EXPECT_EQ(word_in(list, "by", 0), "Wang");
  EXPECT_EQ(word_in(list, "date", 0), "2026-11-27");
  EXPECT_EQ(word_in(list, "reason", 0), "tried with a hose through No. 12");
  EXPECT_EQ(word_in(list, "state", 0), "in_force");
  const std::string id(city.buildings->ids[0]);
  EXPECT_THAT(run.record.notices,
              Contains(HasSubstr("1 verdict was set by a person and not computed (override): "
                                 "building " +
                                 id)));
  EXPECT_THAT(story_of(run),
              HasSubstr("Wang set this verdict on 2026-11-27 (override). Reason given: tried with "
                        "a hose through No. 12. As computed: below the value. Only 49.1 %"));
  EXPECT_THAT(story_of(run, Language::zh), HasSubstr("Wang 于 2026-11-27 人工认定"));
}

TEST(Overrides, ThePublicEditionNamesNobody) {
  const City city = town().build();
  const Assessment run = assessed(with(city, {forced(city, "pass", radius_inputs(city))}), true);
  for (const FeatureTable& one : run.tables)
    for (const Column& column : one.columns) {
      EXPECT_EQ(column.texts.bytes().find("Wang"), std::string_view::npos) << one.name;
      EXPECT_EQ(column.texts.bytes().find("No. 12"), std::string_view::npos) << one.name;
    }
  EXPECT_THAT(story_of(run), HasSubstr("A person set this verdict on 2026-11-27 (override)."));
}

TEST(Overrides, OneThatLapsedIsNamedWithWhatWouldSetItAgain) {
  const City city = town().build();
  const Assessment run = assessed(with(city, {forced(city, "pass", "0123456789ab")}));
  EXPECT_EQ(word_in(table(run, "building_risk"), "hydrant_verdict", 0), "fail");
  EXPECT_EQ(word_in(table(run, "building_risk"), "hydrant_override", 0), std::nullopt);
  EXPECT_EQ(word_in(table(run, "overrides"), "state", 0), "lapsed");
  ASSERT_EQ(run.overrides.size(), 1U);
  EXPECT_EQ(run.overrides[0].state, State::lapsed);
  EXPECT_EQ(run.overrides[0].inputs_now, hydrant_inputs(city, exact(), 0));
  EXPECT_THAT(run.record.notices, Contains(idle_notice({std::string(city.buildings->ids[0]), "pass",
                                                        "Wang", "2026-11-27", "", "0123456789ab"},
                                                       run.overrides[0], Language::en)));
  EXPECT_EQ(figure(run, "overrides_idle"), 1);
  const std::string id(city.buildings->ids[0]);
  EXPECT_THAT(run.record.notices,
              Contains(testing::AllOf(HasSubstr("The override of building " + id +
                                                " (meets the value, set on "
                                                "2026-11-27) has lapsed"),
                                      HasSubstr("The computed verdict counts: below the value."),
                                      HasSubstr("inputs = \"" + radius_inputs(city) + "\""),
                                      Not(HasSubstr("Wang")))));
}

TEST(Overrides, WithoutAnyNothingIsToldOfThem) {
  const Assessment run = assessed(town().build());
  EXPECT_EQ(std::ranges::count(run.tables, "overrides", &FeatureTable::name), 0);
  EXPECT_EQ(table(run, "building_risk").column("hydrant_override"), nullptr);
  EXPECT_EQ(figure(run, "overrides_in_force"), -1);
}

TEST(Overrides, APlanThatChangesWhatDecidesLetsOneLapse) {
  const City city = town().build();
  const City now = with(city, {forced(city, "pass", radius_inputs(city))});
  const Scenario elsewhere{"A", {AddHydrant{"new", {5000, 5000}}}};
  EXPECT_EQ(HydrantCoverage::run(apply(now, elsewhere).city, exact(), Job()).overrides[0].state,
            State::in_force);
  // From the west 150 m reach to x = 149.7, from the east to x = 155.3: a part stays out of reach.
  const Scenario here{"B", {AddHydrant{"new", {305, 0}}}};
  const City plan = apply(now, here).city;
  const auto result = HydrantCoverage::run(plan, exact(), Job());
  EXPECT_EQ(result.overrides[0].state, State::lapsed);
  const Assessment before = assessed(now), after = assessed(plan);
  ASSERT_EQ(word_in(table(after, "building_risk"), "hydrant_verdict", 0), "fail");
  const FeatureTable changed =
      changed_buildings({before, &now, nullptr}, {after, &plan, &here}, Language::en, Job());
  ASSERT_GT(changed.rows(), 0U);
  bool told = false;
  for (std::size_t row = 0; row < changed.rows(); ++row)
    for (const Column& column : changed.columns)
      told =
          told || (column.type == ColumnType::text &&
                   std::string(column.texts[row]).find("so that has lapsed") != std::string::npos);
  EXPECT_TRUE(told);
}

}  // namespace
}  // namespace firebreak
