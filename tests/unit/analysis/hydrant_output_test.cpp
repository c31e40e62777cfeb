#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_words.hpp"
#include "core/io/rule_file.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

using Reason = HydrantCoverage::Reason;

const Column& column(const std::vector<Column>& columns, std::string_view name) {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
  if (found == columns.end()) throw std::out_of_range(std::string(name));
  return *found;
}

double figure(const AnalysisOutput& out, std::string_view name) {
  for (const KeyFigure& f : out.figures)
    if (f.name == name) return f.value;
  throw std::out_of_range(std::string(name));
}

/// Three houses: covered, half covered, out of reach beside a blocked hydrant; and a sliver.
struct Street {
  City city;
  HydrantCoverage::Params params;
  HydrantCoverage::Result result;
  AnalysisOutput out;

  explicit Street(const std::string& mark = "V2") {
    test::CityBuilder builder;
    Building house;
    house.use = Use::house;
    house.storeys = 2.0F;
    builder.rectangle(20, 0, 40, 10, house);
    builder.rectangle(140, -10, 160, 10, house);
    builder.rectangle(400, 0, 420, 10, house);
    Building sliver;
    sliver.obstacle_only = true;
    builder.rectangle(60, 0, 61, 2, sliver);
    Hydrant working;
    working.flow_lps = 15.0F;
    builder.hydrant(0, 0, working);
    Hydrant blocked;
    blocked.status = HydrantStatus::blocked;
    builder.hydrant(430, 0, blocked);
    city = builder.build();
    params.ignore_accuracy = true;
    Profile profile;
    ProfileValue radius;
    radius.clause = "GB 50974-2014 7.2.5";
    radius.value_mark = mark;
    profile.values["hydrants.radius_m"] = radius;
    result = HydrantCoverage::run(city, params, Job{});
    out = HydrantCoverage::output(city, params, result, profile);
  }
};

TEST(HydrantOutput, HasARowPerBuilding) {
  const Street street;
  const auto& columns = street.out.building_columns;
  for (const Column& c : columns) {
    EXPECT_EQ(c.size(), 4U) << c.name;
    EXPECT_FALSE(c.title.empty()) << c.name;
    EXPECT_NE(translate(c.title, Language::zh), c.title) << c.name << " lacks Chinese";
  }
  EXPECT_EQ(column(columns, "coverage").texts[0], "full");
  EXPECT_EQ(column(columns, "coverage").texts[1], "partly");
  EXPECT_EQ(column(columns, "coverage").texts[2], "none");
  EXPECT_FALSE(column(columns, "coverage").has(3));
  EXPECT_EQ(column(columns, "hydrant_verdict").texts[0], "pass");
  EXPECT_EQ(column(columns, "hydrant_verdict").texts[1], "fail");
  EXPECT_EQ(column(columns, "hydrant_verdict").texts[3], "not_applicable");
  EXPECT_EQ(column(columns, "hydrants_in_reach").integers[1], 1);
  EXPECT_DOUBLE_EQ(column(columns, "nearest_hydrant_m").reals[2], 400);
  EXPECT_EQ(column(columns, "nearest_hydrant_id").texts[2], "h1");
  EXPECT_NEAR(column(columns, "covered_share").reals[1], 0.491657, 1e-6);
  EXPECT_EQ(column(columns, "hydrant_confirmed").integers[0], 1);
  EXPECT_FALSE(column(columns, "gap_id").has(0));
  EXPECT_TRUE(column(columns, "gap_id").has(1));
  EXPECT_EQ(column(columns, "reason").texts[1],
            "Only 49.1 % of its facade is within 150 m of usable hydrants; the nearest, h1, is "
            "140.0 m away.");
}

TEST(HydrantOutput, GapsAreRowsAndFindings) {
  const Street street;
  const FeatureTable& gaps = street.out.tables[0];
  EXPECT_EQ(gaps.name, "hydrant_gaps");
  ASSERT_EQ(gaps.rows(), 2U);
  EXPECT_EQ(gaps.shapes.size(), 2U);
  // 400 m2 of house score half of theirs and more than 200 m2 wholly out of reach.
  EXPECT_EQ(gaps.column("rank")->integers[0], 1);
  EXPECT_EQ(gaps.column("number")->integers, (std::vector<std::int64_t>{1, 2}));
  EXPECT_DOUBLE_EQ(gaps.column("worst_distance_m")->reals[0], 140);
  EXPECT_DOUBLE_EQ(gaps.column("people")->reals[1], 400.0 / 30);
  EXPECT_NEAR(gaps.column("score")->reals[0], (0.8 + 80.0 / 30) * (1 - 39.332591 / 80), 1e-6);
  EXPECT_EQ(gaps.column("unreached_buildings")->integers, (std::vector<std::int64_t>{0, 1}));
  EXPECT_EQ(gaps.column("partly_buildings")->integers, (std::vector<std::int64_t>{1, 0}));
  EXPECT_EQ(gaps.column("repaired_buildings")->integers, (std::vector<std::int64_t>{0, 1}));
  EXPECT_EQ(
      gaps.column("reason")->texts[0],
      "Buildings of which no part lies within 150 m of a hydrant that counts: 0; a part only: "
      "1.");
  EXPECT_EQ(
      gaps.column("reason")->texts[1],
      "Buildings of which no part lies within 150 m of a hydrant that counts: 1; a part only: "
      "0. Of all, those that fail no more once hydrants are repaired: 1.");
  ASSERT_EQ(street.out.findings.size(), 2U);
  const Finding& far = street.out.findings[1];
  EXPECT_EQ(far.kind, "hydrant_gap");
  EXPECT_EQ(far.rule_key, "hydrants.radius_m");
  EXPECT_DOUBLE_EQ(far.measured.value(), 400);
  EXPECT_DOUBLE_EQ(far.limit.value(), 150);
  EXPECT_EQ(far.impact_buildings, 1);
  EXPECT_EQ(far.key, gaps.column("gap_id")->texts[1]);
  EXPECT_NE(far.measure.find("Repair"), std::string::npos);
  EXPECT_NE(street.out.findings[0].measure.find("Place"), std::string::npos);
  for (const Finding& f : street.out.findings)
    EXPECT_NE(translate(f.measure, Language::zh), f.measure);
}

/// A hall of 300 m: the hydrants at its two ends serve it together, neither does alone.
TEST(HydrantOutput, ARepairIsProposedWhereItLetsABuildingPassAloneOrWithOthers) {
  test::CityBuilder builder;
  Building hall;
  hall.storeys = 1.0F;
  builder.rectangle(400, 0, 690, 4, hall);
  builder.hydrant(0, 0, Hydrant{});
  Hydrant blocked;
  blocked.status = HydrantStatus::blocked;
  builder.hydrant(400, -5, blocked);
  const auto assessed = [&] {
    const City city = builder.build();
    HydrantCoverage::Params params;
    params.ignore_accuracy = true;
    const auto result = HydrantCoverage::run(city, params, Job{});
    return HydrantCoverage::output(city, params, result, Profile());
  };
  const auto one = assessed();
  ASSERT_EQ(one.findings.size(), 1U);
  EXPECT_NE(one.findings[0].measure.find("Place"), std::string::npos)
      << "it stands within reach, but serves a part of the hall only";
  EXPECT_EQ(figure(one, "repair_all_buildings"), 0);

  builder.hydrant(690, -5, blocked);
  const auto both = assessed();
  ASSERT_EQ(both.findings.size(), 1U);
  EXPECT_NE(both.findings[0].measure.find("Repair"), std::string::npos);
  EXPECT_EQ(figure(both, "hydrants_worth_repair"), 0) << "neither alone";
  EXPECT_EQ(figure(both, "repair_all_buildings"), 1);
  EXPECT_EQ(figure(both, "repair_all_gaps"), 1);
}

/// Two houses in one gap, a broken hydrant at one of them and none near the other.
TEST(HydrantOutput, WhereRepairsAreNotEnoughAHydrantMoreIsProposedToo) {
  test::CityBuilder builder;
  builder.rectangle(400, 0, 410, 10);
  builder.rectangle(415, 0, 690, 10);
  builder.hydrant(0, 0, Hydrant{});
  Hydrant blocked;
  blocked.status = HydrantStatus::blocked;
  builder.hydrant(405, -5, blocked);
  const City city = builder.build();
  HydrantCoverage::Params params;
  params.ignore_accuracy = true;
  const auto result = HydrantCoverage::run(city, params, Job{});
  const auto out = HydrantCoverage::output(city, params, result, Profile());
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_NE(out.findings[0].measure.find("Repair"), std::string::npos);
  EXPECT_NE(out.findings[0].measure.find("place one"), std::string::npos);
  EXPECT_NE(translate(out.findings[0].measure, Language::zh), out.findings[0].measure);
  EXPECT_EQ(figure(out, "repair_all_buildings"), 1);
  EXPECT_EQ(figure(out, "repair_all_gaps"), 0);
}

/// A gap across the edge of the study area is closed where all its buildings are covered again;
/// the building outside is no figure of the area.
TEST(HydrantOutput, AGapAcrossTheEdgeOfTheStudyAreaClosesAsAWhole) {
  test::CityBuilder builder;
  builder.rectangle(400, 0, 410, 10);
  builder.rectangle(415, 0, 425, 10);
  builder.hydrant(0, 0, Hydrant{});
  Hydrant blocked;
  blocked.status = HydrantStatus::blocked;
  builder.hydrant(412, -5, blocked);
  City city = builder.build();
  auto area = std::make_shared<Shapes>();
  area->add(PartKind::outer,
            std::vector<Xy>{{-10, -50}, {412, -50}, {412, 50}, {-10, 50}, {-10, -50}});
  city.study_area = area;
  HydrantCoverage::Params params;
  params.ignore_accuracy = true;
  const auto result = HydrantCoverage::run(city, params, Job{});
  const auto out = HydrantCoverage::output(city, params, result, Profile());
  EXPECT_EQ(figure(out, "repair_all_buildings"), 1);
  EXPECT_EQ(figure(out, "repair_all_gaps"), 1);
}

TEST(HydrantOutput, HydrantsSayWhatTheyServe) {
  const Street street;
  const FeatureTable& hydrants = street.out.tables[1];
  EXPECT_EQ(hydrants.name, "hydrant_reach");
  ASSERT_EQ(hydrants.rows(), 2U);
  EXPECT_EQ(hydrants.column("buildings_served")->integers[0], 2);
  EXPECT_EQ(hydrants.column("sole_source_buildings")->integers[0], 2);
  // 200 and 400 m2 of two storeys, 30 m2 a person.
  EXPECT_DOUBLE_EQ(hydrants.column("sole_source_floor_m2")->reals[0], 1200);
  EXPECT_DOUBLE_EQ(hydrants.column("sole_source_people")->reals[0], 40);
  EXPECT_EQ(hydrants.column("sole_source_key_sites")->integers[0], 0);
  EXPECT_EQ(hydrants.column("sole_source_floor_m2")->reals[1], 0);
  EXPECT_EQ(hydrants.column("buildings_served")->integers[1], 0);
  EXPECT_EQ(hydrants.column("verdict")->texts[0], "pass");
  EXPECT_EQ(hydrants.column("verdict")->texts[1], "fail");
  EXPECT_EQ(hydrants.column("reason_code")->texts[1], "blocked");
  EXPECT_DOUBLE_EQ(hydrants.column("flow_lps")->reals[0], 15);
  EXPECT_FALSE(hydrants.column("flow_lps")->has(1));
}

TEST(HydrantOutput, AHydrantIsToldWithWhatOnlyItServes) {
  const Street street;
  const FeatureTable& hydrants = street.out.tables[1];
  EXPECT_THAT(
      hydrant_sentences(hydrants, 0, nullptr, Language::en),
      testing::Contains("In the buildings that have no other: 1,200 m² of floor, 40 people."));
  EXPECT_THAT(hydrant_sentences(hydrants, 0, nullptr, Language::en).front(),
              testing::HasSubstr("2 buildings lie within 0 m, 2 with no other hydrant."))
      << "no record, no radius";
  EXPECT_THAT(hydrant_sentences(hydrants, 0, nullptr, Language::zh),
              testing::Contains("别无其他水源的建筑内有：建筑面积1,200平方米，40人。"));
  EXPECT_THAT(hydrant_sentences(hydrants, 1, nullptr, Language::en),
              testing::Not(testing::Contains(testing::HasSubstr("no other:"))));
}

TEST(HydrantOutput, AStateThatNobodyRecordedIsNotToldAsOneOnRecord) {
  const Street street;
  FeatureTable hydrants = street.out.tables[1];
  const auto basis_is = [&](std::string_view basis) {
    for (Column& column : hydrants.columns) {
      if (column.name != "status_basis") continue;
      column = Column("status_basis", ColumnType::text);
      column.push(basis);
      column.push(basis);
    }
  };
  basis_is("declared");
  EXPECT_THAT(hydrant_facts(hydrants, 0, nullptr, Language::en),
              testing::Contains("State: working."));
  basis_is("default");
  EXPECT_THAT(hydrant_facts(hydrants, 0, nullptr, Language::en),
              testing::Contains("Its state is not on record: it is taken as working."));
  EXPECT_THAT(hydrant_facts(hydrants, 0, nullptr, Language::zh),
              testing::Contains("状态未登记，按完好计。"));
}

TEST(HydrantOutput, EveryTitleHasChinese) {
  const Street street;
  for (const FeatureTable& table : street.out.tables) {
    EXPECT_NE(translate(table.title, Language::zh), table.title);
    EXPECT_NE(translate(table.description, Language::zh), table.description);
    for (const Column& c : table.columns)
      EXPECT_NE(translate(c.title, Language::zh), c.title) << c.title;
  }
  for (const KeyFigure& f : street.out.figures)
    EXPECT_NE(translate(f.title, Language::zh), f.title) << f.title;
  for (const auto& p : HydrantCoverage::Params::schema())
    EXPECT_NE(translate(p.help, Language::zh), p.help) << p.help;
}

TEST(HydrantOutput, FiguresAddUp) {
  const Street street;
  const auto& out = street.out;
  EXPECT_EQ(figure(out, "buildings_checked"), 3);
  EXPECT_EQ(figure(out, "hydrant_pass"), 1);
  EXPECT_EQ(figure(out, "hydrant_fail"), 2);
  EXPECT_EQ(figure(out, "hydrant_marginal") + figure(out, "hydrant_unknown"), 0);
  EXPECT_EQ(figure(out, "coverage_full") + figure(out, "coverage_partly") +
                figure(out, "coverage_none") + figure(out, "coverage_unknown"),
            3);
  EXPECT_EQ(figure(out, "within_radius"), 2);
  EXPECT_DOUBLE_EQ(figure(out, "nearest_hydrant_median_m"), 140);
  EXPECT_DOUBLE_EQ(figure(out, "nearest_hydrant_max_m"), 400);
  EXPECT_EQ(figure(out, "hydrant_gaps"), 2);
  EXPECT_EQ(figure(out, "hydrants_usable"), 1);
  EXPECT_EQ(figure(out, "hydrants_not_usable"), 1);
  EXPECT_EQ(figure(out, "hydrants_blocked"), 1) << "what keeps them out adds up";
  EXPECT_EQ(out.figures[0].clause, "GB 50974-2014 7.2.5");
}

TEST(HydrantOutput, PeopleInTheGapsSayInHowManyTheyAreKnown) {
  test::CityBuilder builder;
  builder.hydrant(0, 0);
  Building house;
  house.use = Use::house;
  house.storeys = 2.0F;
  builder.rectangle(400, 0, 420, 10, house);
  builder.rectangle(800, 0, 820, 10);  // of unknown use
  builder.rectangle(1200, 0, 1220, 10);
  const City city = builder.build();
  const auto result = HydrantCoverage::run(city, {}, Job{});
  const auto out = HydrantCoverage::output(city, {}, result, {});
  EXPECT_EQ(figure(out, "hydrant_gaps"), 3);
  EXPECT_EQ(figure(out, "hydrant_gaps_people_known"), 1);
}

TEST(HydrantOutput, ALongerLimitForDwellingsIsSaidWhereVerdictsHangOnIt) {
  test::CityBuilder builder;
  builder.hydrant(0, 0);
  Building house;
  house.use = Use::house;
  Building shop;
  shop.use = Use::retail;
  builder.rectangle(150, 0, 160, 10);         // between the limits, use unknown
  builder.rectangle(0, 150, 10, 160, house);  // between the limits, a dwelling
  builder.rectangle(-160, 0, -150, 10, shop);
  Building some_dwelling;
  some_dwelling.use = Use::residential;
  Building flats;
  flats.use = Use::apartments;
  builder.rectangle(0, -160, 10, -150, some_dwelling);
  builder.rectangle(20, 150, 30, 160, flats);
  builder.rectangle(0, -310, 10, -300);  // beyond both
  const City city = builder.build();
  HydrantCoverage::Params params;
  params.radius_m = 122;
  params.metric = "hose_route";
  const auto result = HydrantCoverage::run(city, params, Job{});
  Profile profile;
  EXPECT_EQ(HydrantCoverage::output(city, params, result, profile).notices.size(), 1U);
  profile.values["hydrants.dwelling_radius_m"].value = 183.0;
  const auto notices = HydrantCoverage::output(city, params, result, profile).notices;
  ASSERT_EQ(notices.size(), 2U);
  EXPECT_EQ(notices[1].find_first_of("0123456789"), std::string::npos) << "translated as it is";
  const auto out = HydrantCoverage::output(city, params, result, profile);
  EXPECT_EQ(figure(out, "hydrant_dwelling_radius_m"), 183);
  EXPECT_EQ(figure(out, "hydrant_fail_dwellings"), 1);
  EXPECT_EQ(figure(out, "hydrant_fail_use_open"), 2) << "unknown and residential; no apartments";
}

/// Article 4 of the Water Source Standard of Japan: 120 m, but 100 m in zones of trade and industry
/// and 140 m outside built-up areas.
TEST(HydrantOutput, LimitsByZoneAreSaidWhereVerdictsHangOnThem) {
  test::CityBuilder builder;
  builder.hydrant(0, 0);
  builder.rectangle(110, -5, 120, 5);    // passes, beyond 100 m: in a zone of trade
  builder.rectangle(-120, -5, -110, 5);  // the same in a quasi-industrial zone
  builder.rectangle(-5, 110, 5, 120);    // the same, no zone known
  builder.rectangle(90, -40, 98, -35);   // passes within 100 m, in the zone of trade
  builder.rectangle(-5, -140, 5, -130);  // fails, within 140 m and outside built-up land
  builder.rectangle(95, 95, 105, 105);   // fails at 134 m, in built-up land
  builder.rectangle(-5, 150, 5, 160);    // fails by both
  City city = builder.build();
  const auto square = [](Shapes& shapes, double left, double bottom, double right, double top) {
    const std::array<Xy, 5> ring{Xy{left, bottom}, Xy{right, bottom}, Xy{right, top}, Xy{left, top},
                                 Xy{left, bottom}};
    shapes.add(PartKind::outer, ring);
  };
  Layer zones;
  zones.role = Role::land_use;
  Column kind("kind", ColumnType::text, "Kind");
  square(zones.shapes, 80, -50, 200, 50);
  kind.push(std::string_view("近隣商業地域"));
  square(zones.shapes, -200, -50, -80, 50);
  kind.push(std::string_view("準工業地域"));
  zones.columns.push_back(std::move(kind));
  city.others = std::make_shared<const std::vector<Layer>>(std::vector{std::move(zones)});
  const auto judged = [&] {
    HydrantCoverage::Params params;
    params.radius_m = 120;
    params.rule = "any";
    params.ignore_accuracy = true;
    const Profile profile = io::profile_named("jp");
    return HydrantCoverage::output(city, params, HydrantCoverage::run(city, params, Job{}),
                                   profile);
  };
  const auto told = [](const AnalysisOutput& out, std::string_view words) {
    return std::ranges::any_of(out.notices,
                               [&](const std::string& n) { return n.find(words) != n.npos; });
  };
  const AnalysisOutput unmapped = judged();
  EXPECT_EQ(figure(unmapped, "hydrant_trade_radius_m"), 100);
  EXPECT_EQ(figure(unmapped, "hydrant_pass_trade_zones"), 1);
  EXPECT_EQ(figure(unmapped, "hydrant_pass_zone_open"), 1);
  EXPECT_EQ(figure(unmapped, "hydrant_outside_radius_m"), 140);
  EXPECT_EQ(figure(unmapped, "hydrant_fail_outside"), 0);
  EXPECT_EQ(figure(unmapped, "hydrant_fail_outside_open"), 2) << "no built-up land is given";
  EXPECT_TRUE(told(unmapped, "a shorter one in zones of trade and industry"));
  EXPECT_TRUE(told(unmapped, "a longer one outside built-up areas"));

  Shapes town;
  square(town, -100, -100, 200, 200);
  city.built_up = std::make_shared<const Shapes>(std::move(town));
  const AnalysisOutput mapped = judged();
  EXPECT_EQ(figure(mapped, "hydrant_fail_outside"), 1);
  EXPECT_EQ(figure(mapped, "hydrant_fail_outside_open"), 0);

  Layer in_english = city.others->front();
  Column& english_kind = in_english.columns.front();
  english_kind = Column("kind", ColumnType::text, "Kind");
  english_kind.push(std::string_view("Commercial"));
  english_kind.push(std::string_view("Residential"));
  city.others = std::make_shared<const std::vector<Layer>>(std::vector{std::move(in_english)});
  EXPECT_EQ(figure(judged(), "hydrant_pass_trade_zones"), 1) << "in capitals or not";
}

TEST(HydrantOutput, HydrantsOfKnownFlowHaveTheClassTheyArePaintedIn) {
  constexpr double gpm = 3.785411784 / 60;
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  double x = 20;
  for (const double flow : {1500.0, 1499.0, 1000.0, 999.0, 500.0, 499.0}) {
    Hydrant hydrant;
    hydrant.flow_lps = static_cast<float>(flow * gpm);
    builder.hydrant(x += 10, 5, hydrant);
  }
  builder.hydrant(100, 5);
  Hydrant broken;
  broken.flow_lps = 100.0F;
  broken.status = HydrantStatus::defective;
  builder.hydrant(110, 5, broken);
  const City city = builder.build();
  const auto result = HydrantCoverage::run(city, {}, Job{});
  const auto out = HydrantCoverage::output(city, {}, result, io::profile_named("us-ifc"));
  const Column& classes = column(out.tables.at(1).columns, "flow_class");
  const std::array expected{"AA", "A", "A", "B", "B", "C"};
  for (std::size_t h = 0; h < expected.size(); ++h) EXPECT_EQ(classes.texts[h], expected[h]) << h;
  EXPECT_FALSE(classes.has(6)) << "nobody knows its flow";
  EXPECT_EQ(classes.texts[7], "AA");
  EXPECT_EQ(figure(out, "hydrants_class_aa"), 1) << "the broken one does not count";
  EXPECT_EQ(figure(out, "hydrants_class_a"), 2);
  EXPECT_EQ(figure(out, "hydrants_class_b"), 2);
  EXPECT_EQ(figure(out, "hydrants_class_c"), 1);
  const auto chinese = HydrantCoverage::output(city, {}, result, io::profile_named("cn-gb"));
  EXPECT_EQ(chinese.tables.at(1).column("flow_class"), nullptr) << "no such classes there";
}

TEST(HydrantOutput, TheMarginOfAccuracyIsAFigureWhereAVerdictHangsOnIt) {
  test::CityBuilder builder;
  builder.hydrant(0, 0);
  builder.rectangle(138, 0, 149, 10);
  City city = builder.build();
  city.sources.resize(std::max<std::size_t>(1, city.sources.size()));
  for (Source& source : city.sources) source.accuracy_m = 4, source.relative_accuracy_m = 2;
  const auto result = HydrantCoverage::run(city, {}, Job{});
  ASSERT_EQ(result.buildings[0].reason, Reason::within_accuracy);
  EXPECT_DOUBLE_EQ(result.buildings[0].margin_m, 1.5 * sigma_m(city, {0, 0}, {0, 0}));
  const auto out = HydrantCoverage::output(city, {}, result, {});
  EXPECT_DOUBLE_EQ(column(out.building_columns, "hydrant_margin_m").reals[0],
                   result.buildings[0].margin_m);
  const std::string reason(column(out.building_columns, "reason").texts[0]);
  EXPECT_NE(reason.find(fmt::format("give or take {:.1f} m", result.buildings[0].margin_m)),
            std::string::npos)
      << reason;
}

TEST(HydrantOutput, AnUnconfirmedClauseIsSaidInEveryReasonThatNeedsIt) {
  const Street street("VP");
  const auto& columns = street.out.building_columns;
  EXPECT_EQ(column(columns, "hydrant_confirmed").integers[1], 0);
  EXPECT_EQ(column(columns, "hydrant_verdict").texts[1], "fail");
  const std::string fail(column(columns, "reason").texts[1]);
  EXPECT_NE(fail.find("The clause of this limit is to be confirmed."), std::string::npos);
  EXPECT_EQ(column(columns, "reason").texts[0].find("confirmed"), std::string_view::npos);
}

TEST(HydrantReason, EachCodeHasASentenceInBothLanguages) {
  for (int r = 0; r <= static_cast<int>(Reason::not_judged); ++r) {
    const auto reason = static_cast<Reason>(r);
    EXPECT_EQ(reason_from_code(reason_code(reason)), reason);
    const HydrantReason figures{reason, 150, "h7", 151.02, 0.5, 0, true, false};
    const std::string english = reason_sentence(figures, Language::en);
    const std::string chinese = reason_sentence(figures, Language::zh);
    EXPECT_NE(english, chinese);
    EXPECT_EQ(chinese.find("facade"), std::string::npos) << chinese;
    EXPECT_EQ(english.find('{'), std::string::npos) << english;
  }
  EXPECT_FALSE(reason_from_code("nonsense"));
}

TEST(HydrantReason, TellsHowMuchTooFar) {
  const HydrantReason far{Reason::out_of_reach, 150, "h1", 184, 0, 0, true, false};
  EXPECT_NE(reason_sentence(far, Language::en).find("184.0 m away: 34.0 m too far."),
            std::string::npos);
  EXPECT_NE(reason_sentence(far, Language::zh).find("相距 184.0 m，超出 34.0 m。"),
            std::string::npos);
}

TEST(HydrantReason, RoundingNeverContradictsTheVerdict) {
  const HydrantReason beyond{Reason::out_of_reach, 150, "h1", 150.003, 0, 0};
  EXPECT_NE(reason_sentence(beyond, Language::en).find("150.1 m away"), std::string::npos);
  const HydrantReason nearly{Reason::partly_in_reach, 150, "h1", 20, 0.99999, 1};
  EXPECT_NE(reason_sentence(nearly, Language::en).find("Only 99.9 %"), std::string::npos);
  const HydrantReason hardly{Reason::partly_in_reach, 150, "h1", 149.999, 0.00001, 1};
  EXPECT_NE(reason_sentence(hardly, Language::en).find("Only < 0.1 %"), std::string::npos);
  EXPECT_NE(reason_sentence(hardly, Language::en).find("149.9 m away"), std::string::npos);
}

}  // namespace
}  // namespace firebreak
