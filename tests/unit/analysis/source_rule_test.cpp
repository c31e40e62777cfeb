#include "core/analysis/source_rule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/analysis/hydrant_live.hpp"
#include "core/analysis/hydrant_words.hpp"
#include "core/analysis/pipeline.hpp"
#include "core/analysis/story.hpp"
#include "core/analysis/verdict_inputs.hpp"
#include "core/analysis/water_account.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/cells.hpp"
#include "core/model/scenario.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Of = TooLittle::Of;

/// GB 55036-2022 3.0.3.
constexpr SourceRule china{.least_flow_lps = 15, .least_pressure_mpa = 0.1};

Hydrant giving(std::optional<float> lps, std::optional<float> mpa = {}) {
  Hydrant hydrant;
  hydrant.flow_lps = lps;
  hydrant.pressure_mpa = mpa;
  return hydrant;
}

HydrantCoverage::Params exact() {
  HydrantCoverage::Params params;
  params.ignore_accuracy = true;
  params.fire_flow_lps = china.least_flow_lps;
  params.fire_pressure_mpa = china.least_pressure_mpa;
  return params;
}

TEST(SourceRule, AsksForFlowAndPressureAsFarAsTheyAreKnown) {
  EXPECT_EQ(too_little(giving({}), china).of, Of::nothing) << "nobody knows";
  EXPECT_EQ(too_little(giving(15.0F, 0.1F), china).of, Of::nothing);
  EXPECT_EQ(too_little(giving(14.9F, 0.1F), china).of, Of::flow);
  EXPECT_EQ(too_little(giving(20.0F, 0.06F), china).of, Of::pressure);
  EXPECT_EQ(too_little(giving(8.0F, 0.06F), china).of, Of::pressure) << "the pressure first";
  EXPECT_EQ(too_little(giving(8.0F, 0.06F), {}).of, Of::nothing) << "nothing is asked";
}

/// "不足15 L/s" is a bound: it tells where the limit lies no lower.
TEST(SourceRule, ABoundTellsWhereItIsNotAboveTheLimit) {
  Hydrant hydrant;
  hydrant.flow_below_lps = 15.0F;
  const TooLittle little = too_little(hydrant, china);
  EXPECT_EQ(little.of, Of::flow);
  EXPECT_FALSE(little.gives);
  EXPECT_EQ(too_little_words(little, Language::en), "its flow is known to be below 15 L/s");
  hydrant.flow_below_lps = 20.0F;
  EXPECT_EQ(too_little(hydrant, china).of, Of::nothing) << "it may give 18";
}

TEST(SourceRule, OfATankNothingIsAskedAndOfARepairedOneNothingIsKnown) {
  Hydrant tank = giving(5.0F, 0.0F);
  tank.kind = HydrantKind::tank;
  EXPECT_EQ(too_little(tank, china).of, Of::nothing);
  Hydrant repaired = giving(5.0F, 0.0F);
  repaired.repaired = true;
  EXPECT_EQ(too_little(repaired, china).of, Of::nothing);
}

/// GB 55036-2022 3.0.3 speaks of the mains of a town.
TEST(SourceRule, OfAPrivateHydrantNothingIsAsked) {
  Hydrant own = giving(8.0F, 0.06F);
  own.owner = Owner::private_;
  EXPECT_EQ(too_little(own, china).of, Of::nothing);
  EXPECT_TRUE(counts_as_source(own, china));
  own.owner = Owner::public_;
  EXPECT_FALSE(counts_as_source(own, china));
  own.owner = Owner::unknown;
  EXPECT_FALSE(counts_as_source(own, china)) << "one of which no owner is told is municipal";
}

TEST(SourceRule, AHydrantKnownToGiveTooLittleIsNoneWhateverItsState) {
  Hydrant hydrant = giving(8.0F);
  EXPECT_EQ(counts_as(hydrant, china), CountsAs::nothing);
  EXPECT_EQ(counts_as(hydrant, {}), CountsAs::source);
  hydrant.status = HydrantStatus::unknown;
  EXPECT_EQ(counts_as(hydrant, china), CountsAs::nothing) << "if it works it gives too little";
  EXPECT_EQ(counts_as(hydrant, {}), CountsAs::perhaps);
}

/// A house with one hydrant of 0.06 MPa 10 m east and a sound one 50 m east.
test::CityBuilder two_hydrants() {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.hydrant(20, 5, giving({}, 0.06F));
  town.hydrant(60, 5);
  return town;
}

TEST(SourceRule, TheNearestThatCountsIsNamedAndTheNearerOneThatDoesNot) {
  const auto result = HydrantCoverage::run(two_hydrants().build(), exact(), Job{});
  const auto& house = result.buildings[0];
  EXPECT_EQ(house.verdict, Verdict::pass);
  EXPECT_EQ(house.nearest, Id<Hydrant>{1});
  EXPECT_EQ(house.nearest_m, 50);
  EXPECT_EQ(house.in_reach, 1U);
  EXPECT_EQ(house.too_weak, Id<Hydrant>{0});
  EXPECT_EQ(house.too_weak_m, 10);
  EXPECT_EQ(result.usable, (std::vector<std::uint8_t>{0, 1}));
  EXPECT_EQ(result.repair_gains[0], 0U) << "the house passes without it";

  const auto any = HydrantCoverage::run(two_hydrants().build(), {}, Job{});
  EXPECT_EQ(any.buildings[0].nearest_m, 10) << "no rule, no limit";
  EXPECT_FALSE(any.buildings[0].too_weak);
}

TEST(SourceRule, OneThatIsNoNearerOrOutOfReachIsNotSpokenOf) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.hydrant(60, 5);
  town.hydrant(-50, 5, giving(8.0F));  // 50 m away as well
  EXPECT_FALSE(HydrantCoverage::run(town.build(), exact(), Job{}).buildings[0].too_weak);

  test::CityBuilder alone;
  alone.rectangle(0, 0, 10, 10);
  alone.hydrant(161, 5, giving(8.0F));  // 151 m away
  const auto house = HydrantCoverage::run(alone.build(), exact(), Job{}).buildings[0];
  EXPECT_EQ(house.reason, HydrantCoverage::Reason::no_usable_hydrant);
  EXPECT_FALSE(house.too_weak);
}

TEST(SourceRule, ItsRepairGivesTheBuildingsBack) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.hydrant(20, 5, giving(8.0F));
  const City city = town.build();
  const auto result = HydrantCoverage::run(city, exact(), Job{});
  EXPECT_EQ(result.buildings[0].verdict, Verdict::fail);
  EXPECT_EQ(result.buildings[0].too_weak, Id<Hydrant>{0});
  EXPECT_EQ(result.repair_gains[0], 1U);
  EXPECT_EQ(result.repaired_together[0], 1);

  const City planned = apply(city, {"plan", {SwitchHydrant{"h1", false}}}).city;
  EXPECT_EQ(HydrantCoverage::run(planned, exact(), Job{}).buildings[0].verdict, Verdict::pass);
  HydrantLive live(city, city, exact(), Job{});
  EXPECT_EQ(live.switch_off({0}, false), HydrantLive::Changes{0});
  EXPECT_EQ(live.result().buildings[0].verdict, Verdict::pass);
  EXPECT_FALSE(live.result().buildings[0].too_weak);
}

/// A repair lets the water account take what an unmeasured hydrant gives, or what it gave if that
/// is more.
TEST(SourceRule, TheWaterAccountCountsWhatARepairedHydrantGivesAtLeast) {
  const auto at_worst = [](float lps, bool repaired) {
    test::CityBuilder town;
    Building dwelling;
    dwelling.use = Use::house;
    dwelling.storeys = 2.0F;
    town.rectangle(0, 0, 10, 10, dwelling);
    Hydrant hydrant = giving(lps, 0.05F);
    hydrant.main_layout = MainLayout::ring;
    hydrant.repaired = repaired;
    town.hydrant(60, 5, hydrant);
    WaterLedger::Params params;
    params.ignore_accuracy = true;
    return WaterLedger::run(town.build(), params, Job{}).buildings[0].worst.all_lps;
  };
  EXPECT_EQ(at_worst(12, false), 0) << "its pressure is too low";
  EXPECT_EQ(at_worst(12, true), 12);
  EXPECT_EQ(at_worst(6, true), 10);
  EXPECT_EQ(at_worst(40, true), 15) << "no hydrant counts for more";
}

/// What decides a building's verdict is another thing once a hydrant at it is known to be too weak.
TEST(SourceRule, AnOverrideLapsesWhenAHydrantTurnsOutTooWeak) {
  const auto inputs = [](std::optional<float> mpa, const HydrantCoverage::Params& params) {
    test::CityBuilder town;
    town.rectangle(0, 0, 10, 10);
    town.hydrant(60, 5);
    town.hydrant(20, 5, giving({}, mpa));
    const City city = town.build();
    return hydrant_inputs(city, params, CoverSources(city, params), DistanceSlack(city, true), 0);
  };
  EXPECT_NE(inputs({}, exact()), inputs(0.06F, exact()));
  EXPECT_EQ(inputs({}, exact()), inputs(0.3F, exact()));
  EXPECT_EQ(inputs({}, {}), inputs(0.06F, {}));
}

/// A dwelling with a hydrant of 12 L/s and one of 0.06 MPa, under the code of China.
Assessment assessed() {
  test::CityBuilder town;
  Building dwelling;
  dwelling.use = Use::house;
  dwelling.storeys = 2.0F;
  dwelling.fire_grade = 2;
  town.rectangle(0, 0, 10, 10, dwelling);
  town.hydrant(20, 5, giving({}, 0.06F));
  Hydrant poor = giving(12.0F);
  poor.main_layout = MainLayout::ring;
  town.hydrant(60, 5, poor);
  AssessSettings settings;
  settings.title = "town";
  settings.profile = io::profile_named("cn-gb");
  settings.engine = io::vehicle_named("pumper");
  settings.ignore_accuracy = true;
  settings.only = {"hydrants"};
  return Pipeline().assess(town.build(), settings, Job());
}

const FeatureTable& table(const Assessment& run, std::string_view name) {
  const auto found = std::ranges::find(run.tables, name, &FeatureTable::name);
  if (found == run.tables.end()) throw std::out_of_range(std::string(name));
  return *found;
}

TEST(SourceRule, ARunTellsWhichHydrantsGiveTooLittle) {
  const Assessment run = assessed();
  const FeatureTable& reach = table(run, "hydrant_reach");
  EXPECT_EQ(word_in(reach, "verdict", 0), "fail");
  EXPECT_EQ(word_in(reach, "reason_code", 0), "pressure_too_low");
  EXPECT_EQ(word_in(reach, "reason_code", 1), "flow_too_low");
  EXPECT_EQ(number_in(reach, "repair_buildings", 1), 1);
  const auto figure = [&](std::string_view name) {
    const auto found = std::ranges::find(run.record.figures, name, &KeyFigure::name);
    return found == run.record.figures.end() ? -1 : found->value;
  };
  EXPECT_EQ(figure("hydrants_usable"), 0);
  EXPECT_EQ(figure("hydrants_not_usable"), 2);
  EXPECT_EQ(figure("hydrants_pressure_too_low"), 1);
  EXPECT_EQ(figure("hydrants_flow_too_low"), 1);
  EXPECT_EQ(figure("hydrants_to_repair"), 2);
  EXPECT_THAT(run.record.notices,
              Contains("2 hydrants are known to give less than 15 L/s or 0.1 MPa: they do not "
                       "count for the radius (GB 55036-2022 3.0.3). Those of which nobody knows "
                       "what they give count."));
}

TEST(SourceRule, TheHydrantIsExplainedWithTheRuleThatLeavesItOut) {
  const Assessment run = assessed();
  const FeatureTable& reach = table(run, "hydrant_reach");
  const auto english = hydrant_sentences(reach, 0, &run.record, Language::en);
  EXPECT_EQ(english.front(),
            "Hydrant h1 does not count for the protection radius: its pressure of 0.06 MPa is "
            "below 0.1 MPa.");
  EXPECT_THAT(english, Contains("Put right, it keeps 1 building from failing."));
  EXPECT_EQ(hydrant_sentences(reach, 1, &run.record, Language::zh).front(),
            "消火栓 h2 不计入保护半径：流量 12 L/s 低于 15 L/s。");
  EXPECT_THAT(hydrant_rule_keys(reach, 1, &run.record), Contains("hydrants.fire_flow_lps"));
  EXPECT_THAT(cited(run.record, "hydrants.fire_flow_lps", Language::en),
              HasSubstr("H8-CN, GB 55036-2022 3.0.3"));
}

/// The radius and the account of the water ask for the same pressure by the same clause.
TEST(SourceRule, TheFigureThatLeavesItOutIsToldOnceAndSoIsItsRule) {
  const Assessment run = assessed();
  const FeatureTable& reach = table(run, "hydrant_reach");
  const auto of_pressure = hydrant_sentences(reach, 0, &run.record, Language::en);
  EXPECT_THAT(of_pressure, Contains("Nor does it count for the water of any building."));
  EXPECT_EQ(std::ranges::count_if(of_pressure,
                                  [](const std::string& s) { return s.find("0.06") != s.npos; }),
            1);
  EXPECT_THAT(hydrant_rule_keys(reach, 0, &run.record),
              ElementsAre("hydrants.radius_m", "hydrants.fire_pressure_mpa"));
  EXPECT_THAT(hydrant_sentences(reach, 1, &run.record, Language::en),
              Not(Contains(HasSubstr("Flow: 12"))));
  EXPECT_THAT(hydrant_sentences(reach, 1, nullptr, Language::en), Contains("Flow: 12 L/s."))
      << "without a record the reason has no figures";

  RunRecord stricter = run.record;
  for (UsedParameter& parameter : stricter.parameters)
    if (parameter.key == "water.least_pressure_mpa") parameter.value.value = 0.2;
  EXPECT_THAT(hydrant_rule_keys(reach, 0, &stricter), Contains("water.least_pressure_mpa"))
      << "two limits are two rules";
}

TEST(SourceRule, TheStoryOfABuildingNamesTheHydrantThatDoesNotCount) {
  const Assessment run = assessed();
  const FeatureTable& risk = table(run, "building_risk");
  EXPECT_EQ(word_in(risk, "weak_hydrant_id", 0), "h1");
  EXPECT_EQ(number_in(risk, "weak_hydrant_m", 0), 10);
  const std::string said =
      "Hydrant h1, 10.0 m away, does not count: its pressure of 0.06 MPa is below 0.1 MPa.";
  EXPECT_THAT(std::string(*word_in(risk, "reason", 0)), HasSubstr(said));

  StoryRows rows;
  rows.building = risk;
  rows.too_weak = table(run, "hydrant_reach");  // its first row is the one named
  const auto water = [&](Language in) {
    for (StoryPart& part : building_story(rows, run.record, in))
      if (part.topic == "water") return part;
    return StoryPart();
  };
  EXPECT_THAT(water(Language::en).sentences, Contains(HasSubstr(said)));
  EXPECT_THAT(water(Language::en).rules, Contains(HasSubstr("H8-CN")));
  EXPECT_THAT(water(Language::zh).sentences, Contains(HasSubstr("压力 0.06 MPa 低于 0.1 MPa")));
}

/// The radius and the water account are two questions: 12 L/s are water, though not enough for the
/// one, and are counted once.
TEST(SourceRule, TheWaterAccountStillCountsTheFlowThatItKnows) {
  const Assessment run = assessed();
  const FeatureTable& risk = table(run, "building_risk");
  EXPECT_EQ(number_in(risk, "water_sources", 0), 1);
  EXPECT_EQ(number_in(risk, "available_lps", 0), 12);
  const auto account = water_account(risk, 0, table(run, "hydrant_reach"), run.record);
  ASSERT_TRUE(account);
  EXPECT_TRUE(account->adds_up);
  ASSERT_EQ(account->sources.size(), 1U);
  EXPECT_EQ(account->sources[0].doubt, WaterAccount::Doubt::none);
  ASSERT_EQ(account->left_out.size(), 1U);
  EXPECT_EQ(account->left_out[0].why, WaterAccount::LeftOut::Why::pressure);
}

}  // namespace
}  // namespace firebreak
