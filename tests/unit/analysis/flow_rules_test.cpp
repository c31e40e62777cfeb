#include "core/analysis/flow_rules.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "core/analysis/account_words.hpp"
#include "core/analysis/pipeline.hpp"
#include "core/analysis/settings.hpp"
#include "core/analysis/water_account.hpp"
#include "core/base/error.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/cells.hpp"
#include "support/city_builder.hpp"

/// The flow wanted by codes other than the GB, reckoned by hand.
namespace firebreak {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr double gpm = 3.785411784 / 60;

FlowRules of(const char* profile, const char* method = nullptr) {
  Profile rules = io::profile_named(profile);
  if (method != nullptr) rules.values.at("water.flow_method").value = std::string(method);
  return flow_rules(rules);
}

FlowCase building(Use use, Structure structure, double footprint_m2, double storeys) {
  FlowCase asked;
  asked.use = use;
  asked.structure = structure;
  asked.footprint_m2 = footprint_m2;
  asked.storeys_least = asked.storeys_most = storeys;
  return asked;
}

void expect_gpm(const FlowNeed& need, double least, double most, std::string_view key) {
  EXPECT_NEAR(need.least_lps / gpm, least, 1e-6);
  EXPECT_NEAR(need.most_lps / gpm, most, 1e-6);
  EXPECT_EQ(need.key, key);
}

TEST(FlowRules, IfcGoesByFloorAreaAndTheTypesThatTheMaterialAllows) {
  const FlowRules us = of("us-ifc");
  // 300 m2 are 3,229 ft2: within 8,200 of IV and VA and 3,600 of VB.
  expect_gpm(flow_need(us, building(Use::office, Structure::timber, 300, 1)), 1500, 1500,
             "water.ifc_area_iv_va_ft2");
  // 6,458 ft2: still the first row of IV and VA, beyond 6,200 and within 9,400 of VB.
  expect_gpm(flow_need(us, building(Use::office, Structure::timber, 300, 2)), 1500, 2500,
             "water.ifc_area_vb_ft2");
  // Ten floors of 1,000 m2: three of them, 32,292 ft2, for IA and IB; all, 107,639 ft2, for IIA.
  expect_gpm(flow_need(us, building(Use::office, Structure::rc, 1000, 10)), 1500, 5000,
             "water.ifc_area_iia_iiia_ft2");
  // 107,639 ft2 of light metal: beyond the last limit of IIB, 83,700.
  expect_gpm(flow_need(us, building(Use::storage, Structure::sheet_sandwich, 10000, 1)), 6000, 8000,
             "water.ifc_area_iib_iiib_ft2");
  // Declared floor area counts before footprint and storeys.
  FlowCase declared = building(Use::office, Structure::timber, 300, 2);
  declared.floor_area_m2 = 300;
  EXPECT_NEAR(flow_need(us, declared).most_lps / gpm, 1500, 1e-6);
}

TEST(FlowRules, IfcHasAFlowOfItsOwnForSmallDwellings) {
  const FlowRules us = of("us-ifc");
  FlowCase small = building(Use::house, Structure::timber, 150, 2);  // 3,229 ft2
  expect_gpm(flow_need(us, small), 1000, 1000, "water.ifc_house_gpm");
  small.sprinklered = true;
  expect_gpm(flow_need(us, small), 500, 500, "water.ifc_house_sprinklered_gpm");
  FlowCase large = building(Use::house, Structure::timber, 200, 2);  // 4,306 ft2
  expect_gpm(flow_need(us, large), 1500, 2000, "water.ifc_area_vb_ft2");
  large.sprinklered = true;
  expect_gpm(flow_need(us, large), 750, 1000, "water.ifc_area_vb_ft2");
  // One or two storeys of 200 m2: 2,153 or 4,306 ft2.
  large.sprinklered = false;
  large.storeys_least = 1;
  expect_gpm(flow_need(us, large), 1000, 2000, "water.ifc_area_vb_ft2");
  // A use that may be a small dwelling or not.
  expect_gpm(flow_need(us, building(Use::unknown, Structure::timber, 150, 2)), 1000, 1500,
             "water.ifc_area_iv_va_ft2");
}

TEST(FlowRules, IfcLessensAFlowForSprinklersDownToItsFloors) {
  const FlowRules us = of("us-ifc");
  FlowCase office = building(Use::office, Structure::timber, 300, 2);  // 1,500 to 2,500
  office.sprinklered = true;
  expect_gpm(flow_need(us, office), 1000, 1500, "water.ifc_area_vb_ft2");
  FlowCase hall = building(Use::storage, Structure::sheet_sandwich, 10000, 1);  // 6,000 to 8,000
  hall.sprinklered = true;
  expect_gpm(flow_need(us, hall), 1500, 2000, "water.ifc_area_iib_iiib_ft2");
}

TEST(FlowRules, IsoGoesByTheDistanceToTheNextBuilding) {
  const FlowRules iso = of("us-ifc", "iso_residential");
  FlowCase house = building(Use::house, Structure::timber, 400, 2);
  const auto wanted = [&](std::optional<double> separation_m) {
    house.separation_m = separation_m;
    return flow_need(iso, house).most_lps / gpm;
  };
  EXPECT_NEAR(wanted(0), 1500, 1e-6);
  EXPECT_NEAR(wanted(3.048), 1500, 1e-6) << "10 ft";
  EXPECT_NEAR(wanted(3.1), 1000, 1e-6);
  EXPECT_NEAR(wanted(9.144), 1000, 1e-6) << "30 ft";
  EXPECT_NEAR(wanted(9.2), 750, 1e-6);
  EXPECT_NEAR(wanted(31), 500, 1e-6);
  EXPECT_NEAR(wanted({}), 500, 1e-6);
  expect_gpm(flow_need(iso, building(Use::office, Structure::timber, 300, 1)), 1500, 1500,
             "water.ifc_area_iv_va_ft2");
}

TEST(FlowRules, GermanyGoesByTheKindOfBuilding) {
  const FlowRules de = of("de");
  const auto wanted = [&](const FlowCase& asked) {
    const FlowNeed need = flow_need(de, asked);
    return std::pair(need.least_lps, need.most_lps);
  };
  FlowCase house = building(Use::house, Structure::unknown, 100, 2);
  EXPECT_EQ(wanted(house), std::pair(13.333, 13.333));
  house.separation_m = 0;
  EXPECT_EQ(wanted(house), std::pair(26.667, 26.667)) << "it is not detached";
  EXPECT_EQ(wanted(building(Use::house, Structure::unknown, 100, 4)), std::pair(26.667, 26.667));
  EXPECT_EQ(wanted(building(Use::office, Structure::unknown, 100, 1)), std::pair(26.667, 26.667));
  EXPECT_EQ(wanted(building(Use::industrial, Structure::unknown, 100, 1)),
            std::pair(26.667, 53.333));
  EXPECT_EQ(wanted(building(Use::unknown, Structure::unknown, 100, 2)), std::pair(13.333, 26.667));
}

TEST(FlowRules, JapanWantsOneSource) {
  EXPECT_EQ(flow_need(of("jp"), building(Use::office, Structure::rc, 5000, 30)),
            (FlowNeed{16.667, 16.667, "water.source_flow_lps"}));
}

TEST(FlowRules, ASourceCountsForLessTheFartherItIs) {
  const auto steps = credit_steps("300 600 1000", "1000 670 250");
  const auto counted = [&](double at_best_ft, double at_worst_ft) {
    WaterSource source;
    source.least_lps = source.most_lps = 2000 * gpm;
    grade_credit(steps, at_best_ft * 0.3048, at_worst_ft * 0.3048, source);
    return std::pair(std::round(source.least_lps / gpm), std::round(source.most_lps / gpm));
  };
  EXPECT_EQ(counted(100, 299), std::pair(1000.0, 1000.0));
  EXPECT_EQ(counted(250, 400), std::pair(670.0, 1000.0));
  EXPECT_EQ(counted(700, 1100), std::pair(0.0, 250.0));
  EXPECT_EQ(counted(1001, 1001), std::pair(0.0, 0.0));
  WaterSource weak;
  weak.least_lps = weak.most_lps = 5;
  grade_credit(steps, 10, 20, weak);
  EXPECT_EQ(weak.most_lps, 5) << "no source counts for more than it gives";
}

TEST(FlowRules, AProfileThatDoesNotFitIsRefusedByItsKey) {
  Profile us = io::profile_named("us-ifc");
  us.values.at("water.ifc_area_vb_ft2").value = std::string("3600 2000");
  EXPECT_THAT([&] { flow_rules(us); },
              testing::ThrowsMessage<Error>(HasSubstr("water.ifc_area_vb_ft2")));
  us = io::profile_named("us-ifc");
  us.values.erase("water.ifc_house_gpm");
  EXPECT_THAT([&] { flow_rules(us); },
              testing::ThrowsMessage<Error>(HasSubstr("water.ifc_house_gpm")));
  us = io::profile_named("us-ifc");
  us.values.at("water.flow_method").value = std::string("iso");
  EXPECT_THAT([&] { flow_rules(us); }, testing::ThrowsMessage<Error>(HasSubstr("iso_residential")));
  EXPECT_EQ(flow_rules(io::profile_named("cn-gb")), FlowRules{});
}

WaterLedger::Params params_of(const char* profile) {
  WaterLedger::Params params;
  std::vector<UsedParameter> used;
  const Profile rules = io::profile_named(profile);
  apply_profile(params, WaterLedger::id, rules, used);
  params.rules = flow_rules(rules);
  params.ignore_accuracy = true;
  return params;
}

Hydrant measured(double lps) {
  Hydrant hydrant;
  hydrant.flow_lps = static_cast<float>(lps);
  return hydrant;
}

/// One timber house of 300 m2 floor at the origin.
test::CityBuilder house() {
  test::CityBuilder builder;
  Building house;
  house.use = Use::house;
  house.storeys = 2.0F;
  house.structure = Structure::timber;
  builder.rectangle(0, 0, 15, 10, house);
  return builder;
}

TEST(FlowRules, AnAmericanAccountAddsUpGradedCredits) {
  test::CityBuilder builder = house();
  builder.hydrant(15 + 50, 5, measured(1500 * gpm));   // at worst 78.5 m of hose: 1,000 gpm
  builder.hydrant(15 + 80, 5, measured(1500 * gpm));   // at worst 125.6 m: 670, at best 1,000
  builder.hydrant(15 + 200, 5, measured(1500 * gpm));  // at worst 314 m: nothing, at best 250
  builder.hydrant(15 + 310, 5, measured(1500 * gpm));  // beyond 304.8 m
  const auto result = WaterLedger::run(builder.build(), params_of("us-ifc"), Job());
  const auto& account = result.buildings[0];
  EXPECT_EQ(account.sources, 3U);
  EXPECT_NEAR(account.required.most_lps, 1000 * gpm, 1e-6);
  EXPECT_NEAR(account.worst.all_lps, 63.09 + 670 * gpm, 1e-3);
  EXPECT_NEAR(account.best.all_lps, 2 * 63.09 + 250 * gpm, 1e-3);
  EXPECT_EQ(account.at_worst, WaterClass::g2) << "670 gpm remain";
  EXPECT_EQ(account.at_best, WaterClass::g3);
  EXPECT_EQ(account.verdict, Verdict::unknown);
}

TEST(FlowRules, AJapaneseSourceThatGivesLessCountsForNothing) {
  test::CityBuilder builder = house();
  builder.hydrant(15 + 50, 5, measured(10));
  builder.hydrant(15 + 60, 5, measured(10));
  const auto params = params_of("jp");
  EXPECT_EQ(WaterLedger::run(builder.build(), params, Job()).buildings[0].at_best, WaterClass::g0)
      << "two that are too weak make no whole one";
  builder.hydrant(15 + 119, 5, measured(1000.0 / 60));
  EXPECT_EQ(WaterLedger::run(builder.build(), params, Job()).buildings[0].at_worst, WaterClass::g2);
  Hydrant by_main;
  by_main.main_mm = 150.0F;
  builder.hydrant(15 + 30, 5, by_main);
  EXPECT_EQ(WaterLedger::run(builder.build(), params, Job()).buildings[0].at_worst, WaterClass::g3)
      << "a main of 150 mm stands for the flow";
}

TEST(FlowRules, AGermanAccountAddsUpWithinThreeHundredMetres) {
  test::CityBuilder builder = house();  // detached, two storeys: 13.333 L/s
  builder.hydrant(15 + 299, 5, measured(800.0 / 60));
  builder.hydrant(15 + 301, 5, measured(800.0 / 60));
  builder.hydrant(15 + 100, 5, measured(6));  // less than 400 L/min
  const auto result = WaterLedger::run(builder.build(), params_of("de"), Job());
  EXPECT_EQ(result.buildings[0].sources, 1U);
  EXPECT_EQ(told_class(result.buildings[0]), WaterClass::g2);
}

Assessment assessed(const char* profile) {
  test::CityBuilder builder = house();
  builder.hydrant(15 + 50, 5, measured(1500 * gpm));
  AssessSettings settings;
  settings.title = "town";
  settings.profile = io::profile_named(profile);
  settings.engine = io::vehicle_named("pumper");
  settings.ignore_accuracy = true;
  settings.only = {"hydrants"};
  return Pipeline().assess(builder.build(), settings, Job());
}

/// 400 L/min count if two points at most supply the total (DVGW W 405).
TEST(FlowRules, InGermanyMoreThanTwoPointsAreToldAndLowerNoClass) {
  const auto output = [](int hydrants) {
    test::CityBuilder builder = house();  // wants 13.333 L/s
    for (int h = 0; h < hydrants; ++h)
      builder.hydrant(15 + 50 + 10 * h, 5, measured(h == 0 ? 6.667 : 400.0 / 60));
    const City city = builder.build();
    const auto params = params_of("de");
    return WaterLedger::output(city, params, WaterLedger::run(city, params, Job()),
                               io::profile_named("de"), {});
  };
  const auto many = [](const AnalysisOutput& out) {
    return std::ranges::count(out.figures, "water_many_points", &KeyFigure::name);
  };
  const auto points = [](const AnalysisOutput& out) {
    const auto column = std::ranges::find(out.building_columns, "water_points", &Column::name);
    return column->has(0) ? std::optional(column->integers[0]) : std::nullopt;
  };
  EXPECT_EQ(points(output(1)), std::nullopt) << "too little";
  EXPECT_EQ(points(output(3)), 2);
  EXPECT_EQ(many(output(3)), 0);

  test::CityBuilder builder;
  builder.rectangle(0, 0, 15, 10, [] {
    Building office;
    office.use = Use::office;
    return office;
  }());  // wants 26.667 L/s
  for (int h = 0; h < 4; ++h) builder.hydrant(15 + 50 + 10 * h, 5, measured(8));
  const City city = builder.build();
  AssessSettings settings;
  settings.title = "town";
  settings.profile = io::profile_named("de");
  settings.engine = io::vehicle_named("pumper");
  settings.ignore_accuracy = true;
  settings.only = {"hydrants"};
  const Assessment run = Pipeline().assess(city, settings, Job());
  const auto table = [&](std::string_view name) -> const FeatureTable& {
    return *std::ranges::find(run.tables, name, &FeatureTable::name);
  };
  const FeatureTable& risk = table("building_risk");
  EXPECT_EQ(number_in(risk, "water_points", 0), 4) << "24 of three are too little";
  EXPECT_EQ(word_in(risk, "water_verdict", 0), "G2") << "24 L/s remain";
  EXPECT_EQ(std::ranges::count(run.record.figures, "water_many_points", &KeyFigure::name), 1);
  EXPECT_THAT(run.record.notices, Contains(HasSubstr("more sources together")));
  const auto account = water_account(risk, 0, table("hydrant_reach"), run.record);
  ASSERT_TRUE(account);
  std::vector<std::string> lines;
  for (const AccountLine& line : account_lines(*account, run.record, Language::zh))
    lines.push_back(line.words);
  EXPECT_THAT(lines, Contains("需 4 处水源合计才能满足；水源较弱时至多 2 处。"));
}

TEST(FlowRules, ARunNamesTheRowAndListsTheNumbersOfItsMethodAlone) {
  const Assessment run = assessed("us-ifc");
  const auto& risk =
      *std::ranges::find(run.tables, std::string_view("building_risk"), &FeatureTable::name);
  EXPECT_EQ(word_in(risk, "required_rule", 0), "water.ifc_house_gpm");
  EXPECT_EQ(word_in(risk, "water_verdict", 0), "G2");
  EXPECT_EQ(number_in(risk, "water_confirmed", 0), 1);
  EXPECT_NE(run.record.parameter("water.ifc_house_gpm"), nullptr);
  EXPECT_EQ(run.record.parameter("water.flow_dwelling"), nullptr) << "a row of the GB table";
  EXPECT_EQ(run.record.parameter("water.iso_flows_gpm"), nullptr);
  EXPECT_THAT(run.record.notices, Contains(HasSubstr("IFC appendix B")));
  EXPECT_EQ(assessed("cn-gb").record.parameter("water.flow_method"), nullptr);
  EXPECT_THAT(assessed("cn-gb").record.notices, Not(Contains(HasSubstr("IFC appendix B"))));
}

}  // namespace
}  // namespace firebreak
