#include "core/analysis/water_ledger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/geo/measure.hpp"
#include "core/model/scenario.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

using testing::HasSubstr;
using Result = WaterLedger::Result;

WaterLedger::Params exact() {
  WaterLedger::Params params;
  params.ignore_accuracy = true;
  return params;
}

Hydrant hydrant_of(double lps, MainLayout layout = MainLayout::ring) {
  Hydrant hydrant;
  if (lps > 0) hydrant.flow_lps = static_cast<float>(lps);
  hydrant.main_layout = layout;
  return hydrant;
}

/// One house of 100 m2 and two storeys at the origin.
test::CityBuilder town() {
  test::CityBuilder builder;
  Building house;
  house.use = Use::house;
  house.storeys = 2.0F;
  house.fire_grade = 2;
  builder.rectangle(0, 0, 10, 10, house);
  return builder;
}

WaterLedger::Account account(const test::CityBuilder& builder) {
  return WaterLedger::run(builder.build(), exact(), Job{}).buildings.at(0);
}

TEST(WaterLedger, CountsWhatStandsNeitherTooNearNorTooFar) {
  test::CityBuilder builder = town();
  builder.hydrant(10 + 4.9, 5, hydrant_of(15));
  builder.hydrant(10 + 150.1, 5, hydrant_of(15));
  EXPECT_EQ(account(builder).at_worst, WaterClass::g0);
  EXPECT_EQ(account(builder).verdict, Verdict::fail);
  builder.hydrant(10 + 150, 5, hydrant_of(15));
  EXPECT_EQ(account(builder).sources, 1U);
  EXPECT_EQ(account(builder).at_worst, WaterClass::g2) << "none remains if it fails";
  EXPECT_EQ(account(builder).verdict, Verdict::marginal);
  builder.hydrant(10 + 5, 5, hydrant_of(15));
  const auto both = account(builder);
  EXPECT_EQ(both.required.least_lps, 15);
  EXPECT_EQ(both.required.most_lps, 15);
  EXPECT_EQ(both.worst, (WaterSupply{30, 15}));
  EXPECT_EQ(both.at_worst, WaterClass::g3);
  EXPECT_EQ(both.verdict, Verdict::pass);
}

TEST(WaterLedger, AHydrantCountsForNoMoreThanTheRuleAllows) {
  test::CityBuilder builder = town();
  builder.hydrant(50, 5, hydrant_of(60));
  EXPECT_EQ(account(builder).worst.all_lps, 15);
}

TEST(WaterLedger, OnABranchOneHydrantCounts) {
  test::CityBuilder builder = town();
  builder.hydrant(50, 5, hydrant_of(8, MainLayout::branch));
  builder.hydrant(70, 5, hydrant_of(8, MainLayout::branch));
  EXPECT_EQ(account(builder).at_best, WaterClass::g1);
  EXPECT_EQ(account(builder).worst.all_lps, 8);
}

TEST(WaterLedger, OnTwoBranchesOneOfEachCounts) {
  test::CityBuilder builder = town();
  for (const std::uint32_t number : {4U, 7U, 7U}) {
    Hydrant hydrant = hydrant_of(15, MainLayout::branch);
    hydrant.branch_main = number;
    builder.hydrant(60.0 + number, 5, hydrant);
  }
  const auto told = account(builder);
  EXPECT_EQ(told.worst, (WaterSupply{30, 15}));
  EXPECT_EQ(told.on_branch, 2U);
  EXPECT_EQ(told.verdict, Verdict::pass);
}

TEST(WaterLedger, AStateNobodyKnowsLeavesItOpen) {
  test::CityBuilder builder = town();
  builder.hydrant(50, 5, hydrant_of(15));
  Hydrant doubtful = hydrant_of(15);
  doubtful.status = HydrantStatus::unknown;
  builder.hydrant(60, 5, doubtful);
  const auto open = account(builder);
  EXPECT_EQ(open.at_worst, WaterClass::g2);
  EXPECT_EQ(open.at_best, WaterClass::g3);
  EXPECT_EQ(open.verdict, Verdict::unknown);

  test::CityBuilder broken = town();
  Hydrant defective = hydrant_of(15);
  defective.status = HydrantStatus::defective;
  broken.hydrant(50, 5, hydrant_of(15));
  broken.hydrant(60, 5, defective);
  EXPECT_EQ(account(broken).at_best, WaterClass::g2) << "it gives to nobody";
}

TEST(WaterLedger, WithoutAnyFlowNumberAndDiameterTell) {
  test::CityBuilder builder = town();
  builder.hydrant(50, 5, hydrant_of(0, MainLayout::unknown));
  builder.hydrant(60, 5, hydrant_of(0, MainLayout::unknown));
  const City plain = builder.build();
  const Result result = WaterLedger::run(plain, exact(), Job{});
  EXPECT_TRUE(result.simplified);
  EXPECT_EQ(result.buildings[0].worst, (WaterSupply{20, 10})) << "mains count as a ring";
  EXPECT_EQ(result.buildings[0].verdict, Verdict::unknown);
  EXPECT_EQ(WaterLedger::output(plain, exact(), result, {}, {}).notices.size(), 1U);

  test::CityBuilder large = town();
  Hydrant on_large = hydrant_of(0, MainLayout::unknown);
  on_large.main_mm = 200.0F;
  large.hydrant(50, 5, on_large);
  large.hydrant(60, 5, on_large);
  EXPECT_EQ(account(large).at_worst, WaterClass::g3);

  test::CityBuilder small = town();
  Hydrant on_small = hydrant_of(0, MainLayout::unknown);
  on_small.main_mm = 75.0F;
  small.hydrant(50, 5, on_small);
  EXPECT_EQ(account(small).at_worst, WaterClass::g0);
  EXPECT_EQ(account(small).at_best, WaterClass::g1);
  EXPECT_EQ(account(small).verdict, Verdict::fail);
  const City few = small.build();
  const auto out = WaterLedger::output(few, exact(), WaterLedger::run(few, exact(), Job{}), {}, {});
  EXPECT_EQ(out.building_columns[0].texts[0], "G1") << "it gives something at best";
  EXPECT_EQ(out.figures[0].value, 0);
  EXPECT_EQ(out.figures[1].value, 1);
}

/// The city with towns from west to east, each from one of the bounds to the next.
City with_towns(const test::CityBuilder& builder, const std::vector<double>& bounds) {
  City city = builder.build();
  Table<ManagementUnit> units;
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
    const double west = bounds[i], east = bounds[i + 1];
    units.rows.emplace_back();
    units.shapes.add(
        PartKind::outer,
        std::vector<Xy>{{west, -200}, {east, -200}, {east, 200}, {west, 200}, {west, -200}});
    units.ids.push_back(std::to_string(i));
    units.names.push_back(std::to_string(i));
  }
  units.index = SpatialIndex(units.shapes.boxes);
  city.units = std::make_shared<const Table<ManagementUnit>>(std::move(units));
  return city;
}

TEST(WaterLedger, ASourceThatIsAloneIsNotOneOfThem) {
  WaterReason figures{"unknown"};
  figures.required_least_lps = figures.required_lps = 15;
  figures.available_lps = 10;
  figures.available_most_lps = 15;
  figures.sources = figures.simplified = 1;
  EXPECT_EQ(reason_sentence(figures, Language::en),
            "1 source gives 10 to 15 L/s, none if it fails; 15 L/s are wanted: flow, main, state "
            "and distance of the source or use, height and grade of the building have to be known "
            "better to tell. It stands where no hydrant has a flow: it counts in the simplified "
            "way, by its state and its main alone.");
  EXPECT_EQ(reason_sentence(figures, Language::zh),
            "1 处水源可供 10–15 L/s，失效则无水可用；所需 15 L/s：须进一步查明该水源的流量、"
            "管网、状态、距离，或建筑的用途、高度、耐火等级方能判定。该水源所在乡镇没有任何消火栓"
            "流量记录，按简化核算：只看状态和管径。");
  figures.water_class = "G2";
  figures.available_lps = 15;
  EXPECT_THAT(reason_sentence(figures, Language::en),
              HasSubstr("1 source gives at least 15 L/s, none if it fails; 15 L/s are wanted. It "
                        "stands where"));
  figures.sources = 3;
  figures.remaining_lps = 5;
  EXPECT_THAT(reason_sentence(figures, Language::en),
              HasSubstr("3 sources give at least 15 L/s, 5 without the largest; 15 L/s are wanted. "
                        "1 of them stands where"));
}

/// Two towns; a hydrant of the east was measured, none of the west.
TEST(WaterLedger, ATownWithoutAnyFlowIsReckonedInTheSimplifiedWay) {
  test::CityBuilder builder = town();
  builder.hydrant(50, 5, hydrant_of(0, MainLayout::unknown));
  builder.hydrant(60, 5, hydrant_of(0, MainLayout::unknown));
  builder.hydrant(700, 5, hydrant_of(15, MainLayout::unknown));
  const City city = with_towns(builder, {-200, 300, 900});
  const Result result = WaterLedger::run(city, exact(), Job{});
  EXPECT_FALSE(result.simplified);
  EXPECT_TRUE(result.simplified_towns);
  EXPECT_EQ(result.buildings[0].worst, (WaterSupply{20, 10})) << "as if the east were not there";
  EXPECT_EQ(result.buildings[0].simplified, 2U);
  const auto out = WaterLedger::output(city, exact(), result, {}, {});
  EXPECT_EQ(out.notices.size(), 1U);
  const auto column = std::ranges::find(out.building_columns, "water_reason", &Column::name);
  EXPECT_THAT(std::string(column->texts[0]),
              HasSubstr("2 of them stand where no hydrant has a flow"));

  // In the town of the measured one an unknown layout stays unknown.
  const City together = with_towns(builder, {-200, 900});
  const Result strict = WaterLedger::run(together, exact(), Job{});
  EXPECT_EQ(strict.buildings[0].worst, (WaterSupply{10, 10})) << "of a branch one counts";
  EXPECT_EQ(strict.buildings[0].simplified, 0U);
}

/// How a town is reckoned is told by its data: a plan for one place leaves the others alone.
TEST(WaterLedger, APlanDoesNotChangeHowItsTownIsReckoned) {
  test::CityBuilder unmeasured = town();
  unmeasured.hydrant(50, 5, hydrant_of(0, MainLayout::unknown));
  unmeasured.hydrant(60, 5, hydrant_of(0, MainLayout::unknown));
  const City plain = unmeasured.build();
  const auto before = WaterLedger::run(plain, exact(), Job{});
  const auto add = AddHydrant{"new", {400, 5}, {.flow_lps = 15}};
  const auto added = WaterLedger::run(apply(plain, {"more", {add}}).city, exact(), Job{});
  EXPECT_TRUE(added.simplified);
  EXPECT_EQ(added.buildings[0].worst, before.buildings[0].worst) << "it stands out of reach";

  test::CityBuilder measured = unmeasured;
  measured.hydrant(70, 5, hydrant_of(15, MainLayout::unknown));
  const City strict = measured.build();
  const auto off = SwitchHydrant{std::string(strict.hydrants->ids[2]), true};
  const auto less = WaterLedger::run(apply(strict, {"less", {off}}).city, exact(), Job{});
  EXPECT_FALSE(less.simplified);
  EXPECT_EQ(less.buildings[0].worst, (WaterSupply{10, 10})) << "no ring is known because of it";

  Hydrant broken = hydrant_of(15);
  broken.status = HydrantStatus::defective;
  unmeasured.hydrant(400, 5, broken);
  const City waiting = unmeasured.build();
  const auto on = SwitchHydrant{std::string(waiting.hydrants->ids[2]), false};
  EXPECT_EQ(WaterLedger::run(apply(waiting, {"on", {on}}).city, exact(), Job{}).buildings[0].worst,
            WaterLedger::run(waiting, exact(), Job{}).buildings[0].worst);
}

TEST(WaterLedger, KnownLowPressureOrNoFlowCountsNothing) {
  test::CityBuilder builder = town();
  Hydrant weak = hydrant_of(15);
  weak.pressure_mpa = 0.05F;
  builder.hydrant(50, 5, weak);
  Hydrant dry;
  dry.flow_lps = 0.0F;
  builder.hydrant(60, 5, dry);
  EXPECT_EQ(account(builder).sources, 0U);
  EXPECT_EQ(account(builder).at_best, WaterClass::g0);
  const City city = builder.build();
  const auto out =
      WaterLedger::output(city, exact(), WaterLedger::run(city, exact(), Job{}), {}, {});
  const auto low = std::ranges::find(out.figures, "hydrants_low_pressure", &KeyFigure::name);
  ASSERT_NE(low, out.figures.end());
  EXPECT_EQ(low->value, 1);
  EXPECT_NE(translate(low->title, Language::zh), low->title);
}

/// "不足10 L/s", "不足0.1 MPa": what is known of them is an upper bound.
TEST(WaterLedger, WhatIsKnownToBeLessIsNoFigureToCountOn) {
  test::CityBuilder builder = town();
  Hydrant less = hydrant_of(0);
  less.flow_below_lps = 12.0F;
  builder.hydrant(50, 5, less);
  EXPECT_EQ(account(builder).worst.all_lps, 0);
  EXPECT_EQ(account(builder).best.all_lps, 12);
  EXPECT_EQ(account(builder).verdict, Verdict::fail) << "15 are wanted";

  test::CityBuilder weak = town();
  Hydrant low = hydrant_of(15);
  low.pressure_below_mpa = 0.1F;
  weak.hydrant(50, 5, low);
  EXPECT_EQ(account(weak).sources, 0U);
  low.pressure_below_mpa = 0.2F;
  weak.hydrant(60, 5, low);
  EXPECT_EQ(account(weak).sources, 1U) << "it may have enough";
}

TEST(WaterLedger, LeastIsNeverMoreThanMost) {
  test::CityBuilder builder = town();
  builder.hydrant(50, 5, hydrant_of(0));
  WaterLedger::Params params = exact();
  params.hydrant_flow_lps = 20;
  const auto one = WaterLedger::run(builder.build(), params, Job{}).buildings[0];
  EXPECT_EQ(one.worst.all_lps, 15);
  EXPECT_EQ(one.best.all_lps, 15);
}

TEST(WaterLedger, AHydrantInAPondCountsNotEvenPerhapsWhereSuchAreLeftOut) {
  test::CityBuilder builder = town();
  Hydrant doubtful = hydrant_of(15);
  doubtful.status = HydrantStatus::unknown;
  doubtful.doubtful_position = true;
  builder.hydrant(50, 5, doubtful);
  EXPECT_EQ(account(builder).sources, 1U);
  WaterLedger::Params params = exact();
  params.exclude_doubtful = true;
  EXPECT_EQ(WaterLedger::run(builder.build(), params, Job{}).buildings[0].sources, 0U);
}

/// Three shops of grade III and 2,400 m3 each share their party walls: two are 4,800 m3.
TEST(WaterLedger, WhatAdjoinsMayCountAsOne) {
  test::CityBuilder builder;
  Building shop;
  shop.use = Use::retail;
  shop.height_m = 6.0F;
  shop.fire_grade = 3;
  builder.rectangle(0, 0, 20, 20, shop);
  builder.rectangle(20.3, 0, 40, 20, shop);
  builder.rectangle(42, 0, 62, 20, shop);
  builder.hydrant(30, 60, hydrant_of(15));
  builder.hydrant(40, 60, hydrant_of(15));
  const Result result = WaterLedger::run(builder.build(), exact(), Job{});
  EXPECT_EQ(result.buildings[0].required.least_lps, 15);
  EXPECT_EQ(result.buildings[0].required.most_lps, 20);
  EXPECT_EQ(result.buildings[0].verdict, Verdict::unknown);
  EXPECT_EQ(result.buildings[2].required.most_lps, 15) << "two metres off it stands alone";
  EXPECT_EQ(result.buildings[2].verdict, Verdict::pass);
}

TEST(WaterReasons, SayWhatIsThereAndWhatIsWantedInBothLanguages) {
  WaterReason reason;
  reason.water_class = "G0";
  reason.required_least_lps = reason.required_lps = 15;
  reason.on_branch = 3;
  EXPECT_EQ(reason_sentence(reason, Language::en),
            "No source of water counts for it; 15 L/s are wanted.");
  reason.water_class = "G2";
  reason.sources = 4;
  reason.available_lps = 20;
  reason.remaining_lps = 12.5;
  EXPECT_EQ(reason_sentence(reason, Language::en),
            "4 sources give at least 20 L/s, 12.5 without the largest; 15 L/s are wanted. 3 of "
            "them may hang on one branch main; of those 1 counts at worst.");
  reason.on_branch = 0;
  reason.confirmed = false;
  EXPECT_EQ(reason_sentence(reason, Language::zh),
            "4 处水源至少可供 20 L/s，缺最大一处时 12.5 L/s；所需 15 L/s。所需流量条文待核对。");
  reason.water_class = "unknown";
  reason.required_lps = 25;
  reason.available_most_lps = 30;
  reason.confirmed = true;
  reason.use_known = false;
  const std::string open = reason_sentence(reason, Language::en);
  EXPECT_THAT(open, HasSubstr("4 sources give 20 to 30 L/s, at worst 12.5 without the largest; 15 "
                              "to 25 L/s are wanted"));
  EXPECT_THAT(open, HasSubstr("Its use is not known"));
}

TEST(WaterLedger, WithinTheAccuracyADistanceCountsAtBestOnly) {
  test::CityBuilder builder = town();
  builder.hydrant(10 + 149.5, 5, hydrant_of(15));
  City city = builder.build();
  city.sources.resize(1);
  city.sources[0].accuracy_m = 2;
  city.sources[0].relative_accuracy_m = 0.7;
  const auto open = WaterLedger::run(city, {}, Job{}).buildings[0];
  EXPECT_EQ(open.at_worst, WaterClass::g0);
  EXPECT_EQ(open.at_best, WaterClass::g2);
  EXPECT_EQ(WaterLedger::run(city, exact(), Job{}).buildings[0].at_worst, WaterClass::g2);
}

TEST(WaterLedger, TellsColumnsLedgerAndSentences) {
  test::CityBuilder builder = town();
  Building works;
  works.use = Use::industrial;
  works.height_m = 10.0F;
  works.fire_grade = 3;
  builder.rectangle(300, 0, 340, 50, works);  // 20,000 m3
  builder.hydrant(60, 5, hydrant_of(15));
  builder.hydrant(70, 5, hydrant_of(15));
  Hydrant own = hydrant_of(15);
  own.owner = Owner::private_;
  builder.hydrant(360, 5, own);
  const City city = builder.build();
  const Result result = WaterLedger::run(city, exact(), Job{});
  const AnalysisOutput out = WaterLedger::output(city, exact(), result, {}, {});
  const auto column = [&](std::string_view name) -> const Column& {
    for (const Column& c : out.building_columns)
      if (c.name == name) return c;
    throw std::out_of_range(std::string(name));
  };
  EXPECT_EQ(column("water_verdict").texts[0], "G3");
  EXPECT_EQ(column("water_verdict").texts[1], "G1");
  EXPECT_EQ(column("required_rule").texts[1], "water.flow_works_bc_iii");
  EXPECT_EQ(column("required_lps").reals[1], 40);
  EXPECT_EQ(column("required_least_lps").reals[1], 20);
  EXPECT_EQ(column("water_sources_private").integers[1], 1);
  EXPECT_THAT(column("water_reason").texts[1], HasSubstr("1 source gives 15 L/s"));
  EXPECT_TRUE(out.notices.empty());
  const FeatureTable& ledger = out.tables.at(0);
  ASSERT_EQ(ledger.rows(), 1U) << "of buildings that pass nothing is listed";
  EXPECT_EQ(ledger.column("hydrant_id")->texts[0], city.hydrants->ids[2]);
  EXPECT_NEAR(ledger.column("distance_m")->reals[0], 20, 1e-6);
  for (const Column& c : out.building_columns)
    EXPECT_NE(translate(c.title, Language::zh), c.title) << c.name;
  for (const auto& p : WaterLedger::Params::schema())
    EXPECT_NE(translate(p.help, Language::zh), p.help) << p.help;
}

TEST(WaterLedger, MovedTurnedOrInThreadsItStaysTheSameAndAHydrantMoreNeverHarms) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const auto before = WaterLedger::run(test::random_town(seed).build(), exact(), Job{});
    test::CityBuilder moved = test::random_town(seed);
    moved.moved(0.6, 5000, -300);
    const auto after = WaterLedger::run(moved.build(), exact(), Job(std::stop_token{}, {}, 3));
    ASSERT_EQ(before.buildings.size(), after.buildings.size());
    test::CityBuilder more = test::random_town(seed);
    more.hydrant(150, 150, hydrant_of(15));
    const auto with_more = WaterLedger::run(more.build(), exact(), Job{});
    for (std::size_t b = 0; b < before.buildings.size(); ++b) {
      EXPECT_EQ(before.buildings[b].at_worst, after.buildings[b].at_worst) << seed << ' ' << b;
      EXPECT_EQ(before.buildings[b].sources, after.buildings[b].sources) << seed << ' ' << b;
      EXPECT_GE(with_more.buildings[b].sources, before.buildings[b].sources);
    }
  }
}

}  // namespace
}  // namespace firebreak
