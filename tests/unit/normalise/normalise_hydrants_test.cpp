#include "core/normalise/normalise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "normalised_city.hpp"

namespace firebreak {
namespace {

using test::city_of;
using test::issues_of;
using test::LayerBuilder;
using test::street;

TEST(Normalise, HydrantsWithoutStatusWorkAndUnknownWordsDoNot) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("status");
  layer.point(0, 0).cells({""}).point(50, 0).cells({"损坏"}).point(90, 0).cells({"qwxz"});
  layer.point(130, 0).cells({"不正常"});
  const City city = city_of(layer, street());
  const auto& hydrants = city.hydrants->rows;
  EXPECT_EQ(hydrants[0].status, HydrantStatus::working);
  EXPECT_EQ(hydrants[0].status_basis, Basis::default_value);
  EXPECT_EQ(hydrants[1].status, HydrantStatus::defective);
  EXPECT_EQ(hydrants[1].status_basis, Basis::declared);
  EXPECT_EQ(hydrants[2].status, HydrantStatus::unknown);
  EXPECT_FALSE(hydrants[2].usable());
  EXPECT_EQ(hydrants[3].status, HydrantStatus::unknown) << "words that disagree";
  EXPECT_EQ(issues_of(city, IssueKind::unreadable_value).size(), 1U);
}

TEST(Normalise, AFaultThatIsToldIsTheStateWhereNoneIs) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("status").text_column("problem");
  layer.point(0, 0).cells({"", "栓体锈死"}).point(50, 0).cells({"", "无水"});
  layer.point(90, 0).cells({"", "无"}).point(130, 0).cells({"", "规划一路口"});
  layer.point(170, 0).cells({"完好", "缺件"}).point(210, 0).cells({"-", "未发现异常"});
  layer.point(250, 0).cells({"", "外观完好但漏水"});
  const City city = city_of(layer, street());
  const auto& hydrants = city.hydrants->rows;
  EXPECT_EQ(hydrants[0].status, HydrantStatus::defective);
  EXPECT_EQ(hydrants[0].status_basis, Basis::declared);
  EXPECT_EQ(hydrants[1].status, HydrantStatus::no_water);
  EXPECT_EQ(hydrants[2].status, HydrantStatus::working) << "no fault";
  EXPECT_EQ(hydrants[2].status_basis, Basis::default_value);
  EXPECT_EQ(hydrants[3].status, HydrantStatus::working) << "the name of a street";
  EXPECT_EQ(hydrants[4].status, HydrantStatus::working) << "the state speaks first";
  EXPECT_EQ(hydrants[5].status, HydrantStatus::working);
  EXPECT_EQ(hydrants[6].status, HydrantStatus::unknown);
  std::vector<std::string> told;
  for (const Issue& issue : city.issues)
    if (issue.detail.starts_with("problem")) told.push_back(issue.detail);
  EXPECT_THAT(told, testing::Contains("problem: \"无水\" was read as no_water."));
}

TEST(Normalise, LessThanAFigureIsNotTheFigure) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("flow_lps").text_column("pressure_mpa").text_column("main_mm");
  layer.point(0, 0)
      .cells({"不足10", "不足0.1", "不足150"})
      .point(50, 0)
      .cells({"10", "0.2", "150"});
  const City city = city_of(layer, street());
  const Hydrant& less = city.hydrants->rows[0];
  EXPECT_FALSE(less.flow_lps);
  EXPECT_EQ(less.flow_below_lps, 10.0F);
  EXPECT_FALSE(less.pressure_mpa);
  EXPECT_EQ(less.pressure_below_mpa, 0.1F);
  EXPECT_FALSE(less.main_mm) << "no main of full width";
  const Hydrant& full = city.hydrants->rows[1];
  EXPECT_EQ(full.flow_lps, 10.0F);
  EXPECT_EQ(full.pressure_mpa, 0.2F);
  EXPECT_EQ(full.main_mm, 150.0F);
}

/// A ring main along y = 0, a branch along y = 100, each with its diameter.
LayerBuilder mains() {
  LayerBuilder layer(Role::water_mains, "mains.gpkg");
  layer.text_column("layout").text_column("diameter_mm");
  layer.line({{0, 0}, {400, 0}}).cells({"环状", "DN300"});
  layer.line({{0, 100}, {400, 100}}).cells({"枝状", "DN100"});
  return layer;
}

TEST(Normalise, HydrantsTakeFromTheMainTheyHangOnWhatNoLedgerTells) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("main_layout").text_column("main_mm");
  layer.point(50, 5).cells({"", ""});
  layer.point(90, 95).cells({"环状", ""});
  layer.point(130, 35).cells({"", ""});
  layer.point(170, 5).cells({"枝状", "150"});
  const City city = city_of(layer, mains(), street());
  const auto& hydrants = city.hydrants->rows;
  EXPECT_EQ(hydrants[0].main_layout, MainLayout::ring);
  EXPECT_EQ(hydrants[0].main_mm, 300.0F);
  EXPECT_EQ(hydrants[0].main_basis, Basis::imputed);
  EXPECT_EQ(hydrants[1].main_layout, MainLayout::ring) << "the ledger speaks first";
  EXPECT_EQ(hydrants[1].main_mm, 100.0F);
  EXPECT_EQ(hydrants[2].main_layout, MainLayout::unknown) << "35 m from any main";
  EXPECT_EQ(hydrants[2].main_basis, Basis::missing);
  EXPECT_EQ(hydrants[3].main_layout, MainLayout::branch);
  EXPECT_EQ(hydrants[3].main_mm, 150.0F);
  EXPECT_EQ(hydrants[3].main_basis, Basis::declared);
}

TEST(Normalise, WhatIsTakenFromTheMainsIsToldOfTheLedgerThatLacksIt) {
  const auto ledger = [](const char* file, int rows) {
    LayerBuilder layer(Role::hydrants, file);
    layer.text_column("main_mm");
    for (int i = 0; i < rows; ++i) layer.point(50 + 60 * i, 5).cells({""});
    return layer;
  };
  const City city = city_of(mains(), street(), ledger("a.gpkg", 2), ledger("b.gpkg", 0));
  std::vector<Issue> told;
  for (const Issue& issue : city.issues)
    if (issue.detail.find("from the layer of mains") != std::string::npos) told.push_back(issue);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].origin, (Origin{2, -1})) << "not the first file of the city";
  EXPECT_EQ(told[0].records, 2U);
}

/// Two branches off one ring, the first in two pieces.
TEST(Normalise, HydrantsOnABranchAreToldWhichBranchItIs) {
  LayerBuilder drawn(Role::water_mains, "mains.gpkg");
  drawn.text_column("id").text_column("layout");
  drawn.line({{0, 0}, {400, 0}}).cells({"G1", "环状"});
  drawn.line({{50, 0}, {50, 200}}).cells({"Z1", "枝状"});
  drawn.line({{50, 200}, {200, 200}}).cells({"Z2", "枝状"});
  drawn.line({{300, 0}, {300, 200}}).cells({"Z3", "枝状"});
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("main_layout").text_column("main_mm");
  layer.point(53, 100).cells({"", ""});
  layer.point(150, 203).cells({"枝状", "100"});
  layer.point(303, 100).cells({"枝状", ""});
  layer.point(303, 60).cells({"环状", ""});
  layer.point(200, 100).cells({"枝状", ""});
  layer.point(150, 2).cells({"枝状", ""});
  const City city = city_of(layer, drawn, street());
  const auto& hydrants = city.hydrants->rows;
  ASSERT_EQ(hydrants.size(), 6U);
  EXPECT_EQ(hydrants[0].main_layout, MainLayout::branch);
  EXPECT_EQ(hydrants[0].branch_main, 1U);
  EXPECT_EQ(hydrants[1].branch_main, 1U) << "Z2 goes on from Z1";
  EXPECT_EQ(hydrants[1].main_basis, Basis::declared);
  EXPECT_EQ(hydrants[2].branch_main, 3U);
  EXPECT_FALSE(hydrants[3].branch_main) << "its ledger says it is on a ring";
  EXPECT_FALSE(hydrants[4].branch_main) << "100 m from any main";
  EXPECT_FALSE(hydrants[5].branch_main) << "the only main near is a ring";
}

TEST(Normalise, MainsThatMayBeAsNearAndDisagreeTellNothing) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.point(50, 49).point(90, 60);
  LayerBuilder close(Role::water_mains, "mains.gpkg");
  close.text_column("layout").text_column("diameter_mm");
  close.line({{0, 50}, {400, 50}}).cells({"环状", "DN200"});
  close.line({{0, 46}, {400, 46}}).cells({"枝状", "DN200"});
  const City city = city_of(layer, close, street());
  const auto& hydrants = city.hydrants->rows;
  // 1 and 3 m away, positions good to 2 m each.
  EXPECT_EQ(hydrants[0].main_layout, MainLayout::unknown);
  EXPECT_EQ(hydrants[0].main_mm, 200.0F) << "both say so";
  EXPECT_EQ(hydrants[1].main_layout, MainLayout::unknown) << "10 and 14 m: within 4.2 m";
}

TEST(Normalise, AMainThatMayBeAsNearAndDoesNotTellLeavesItOpen) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.point(50, 51).point(50, 151);
  LayerBuilder close(Role::water_mains, "mains.gpkg");
  close.text_column("layout").text_column("diameter_mm");
  close.line({{0, 50}, {400, 50}}).cells({"", "DN200"});
  close.line({{0, 53}, {400, 53}}).cells({"环状", "DN200"});
  close.line({{0, 150}, {400, 150}}).cells({"环状", ""});
  LayerBuilder drawn(Role::water_mains, "drawn.gpkg");
  drawn.line({{0, 50}, {400, 50}}).line({{0, 150}, {400, 150}});
  const City city = city_of(layer, close, drawn, street());
  const auto& hydrants = city.hydrants->rows;
  EXPECT_EQ(hydrants[0].main_layout, MainLayout::unknown) << "the nearest may be a branch";
  EXPECT_EQ(hydrants[0].main_mm, 200.0F);
  EXPECT_EQ(hydrants[1].main_layout, MainLayout::ring) << "a drawing never tells and has no say";
  EXPECT_EQ(hydrants[1].main_mm, std::nullopt);
}

TEST(Normalise, AMainJustBeyondReachMayBeTheNearestToo) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.point(50, 29).point(150, 25);
  LayerBuilder far(Role::water_mains, "mains.gpkg");
  far.text_column("layout");
  far.line({{0, 0}, {400, 0}}).cells({"环状"});
  far.line({{0, 60}, {400, 60}}).cells({"枝状"});
  const City city = city_of(layer, far, street());
  // 29 and 31 m away, positions good to 2 m each; the other 25 and 35 m.
  EXPECT_EQ(city.hydrants->rows[0].main_layout, MainLayout::unknown);
  EXPECT_EQ(city.hydrants->rows[1].main_layout, MainLayout::ring);
}

TEST(Normalise, AHydrantOfSomebodysOwnHangsOnNoStreetMain) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("owner");
  layer.point(50, 5).cells({"小区"}).point(90, 5).cells({"市政"});
  const City city = city_of(layer, mains(), street());
  EXPECT_EQ(city.hydrants->rows[0].owner, Owner::private_);
  EXPECT_EQ(city.hydrants->rows[0].main_layout, MainLayout::unknown);
  EXPECT_EQ(city.hydrants->rows[0].main_basis, Basis::missing);
  EXPECT_EQ(city.hydrants->rows[1].main_layout, MainLayout::ring);
}

TEST(Normalise, WhatALedgerSaysBesideIsKeptAsItSaysIt) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("address").text_column("keeper").text_column("problem").text_column("photo");
  layer.point(0, 0).cells({"人民路12号旁", "县自来水公司", "无", ""});
  layer.point(50, 0).cells({"-", "", "栓体锈蚀", ""});
  const City city = city_of(layer, street());
  const auto& facts = city.hydrants->facts;
  ASSERT_EQ(facts.size(), 3U) << "photos are told by nobody";
  EXPECT_EQ(facts[0].name, "address");
  EXPECT_EQ(facts[0].texts[0], "人民路12号旁");
  EXPECT_FALSE(facts[0].has(1)) << "a dash is no address";
  EXPECT_EQ(facts[1].name, "problem");
  EXPECT_FALSE(facts[1].has(0)) << "无 is no fault";
  EXPECT_EQ(facts[1].texts[1], "栓体锈蚀");
  EXPECT_EQ(facts[2].texts[0], "县自来水公司");
}

TEST(Normalise, TheYearsAHydrantMayHaveBeenBuiltIn) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("built");
  layer.point(0, 0).cells({"2019年5月"}).point(50, 0).cells({"不详"}).point(90, 0).cells({""});
  layer.point(130, 0).cells({"2015"});
  const auto hydrants = city_of(layer, street()).hydrants->rows;
  EXPECT_EQ(hydrants[0].built_from, 2019);
  EXPECT_EQ(hydrants[0].built_to, 2019);
  EXPECT_FALSE(hydrants[1].built_from);
  EXPECT_FALSE(hydrants[2].built_to);
  EXPECT_EQ(hydrants[3].built_from, 2015);
}

TEST(Normalise, DatesOfALedgerAreKeptInOneForm) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("built").text_column("checked");
  layer.point(0, 0).cells({"43831", "45056"}).point(50, 0).cells({"98年", "2023.5.10"});
  layer.point(90, 0).cells({"80年代", "上月"}).point(130, 0).cells({"2015", "-"});
  const City city = city_of(layer, street());
  const auto& facts = city.hydrants->facts;
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts[0].name, "built");
  const auto words = [&](std::size_t fact, std::size_t row) {
    return std::string(facts[fact].has(row) ? facts[fact].texts[row] : "");
  };
  EXPECT_EQ(words(0, 0), "2020-01-01") << "a day as a spreadsheet counts it";
  EXPECT_EQ(words(0, 1), "1998");
  EXPECT_EQ(words(0, 2), "80年代") << "no day: as it is written";
  EXPECT_EQ(words(0, 3), "2015");
  EXPECT_EQ(words(1, 0), "2023-05-10");
  EXPECT_EQ(words(1, 1), "2023-05-10");
  EXPECT_EQ(words(1, 2), "上月");
  EXPECT_EQ(words(1, 3), "");
  EXPECT_EQ(city.hydrants->rows[0].built_from, 2020);
  EXPECT_EQ(city.hydrants->rows[1].built_to, 1998);
}

TEST(Normalise, AKindAndAFormInTwoColumnsDoNotTakeBackEachOther) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("kind").text_column("form");
  layer.point(0, 0).cells({"地下式消火栓", "市政"}).point(50, 0).cells({"消火栓", "地上式"});
  layer.point(90, 0).cells({"地上式", "小区"}).point(130, 0).cells({"市政", ""});
  const auto hydrants = city_of(layer, street()).hydrants->rows;
  EXPECT_EQ(hydrants[0].below_ground, true);
  EXPECT_EQ(hydrants[0].owner, Owner::public_);
  EXPECT_EQ(hydrants[1].below_ground, false);
  EXPECT_EQ(hydrants[2].below_ground, false);
  EXPECT_EQ(hydrants[2].owner, Owner::private_);
  EXPECT_EQ(hydrants[3].below_ground, std::nullopt);
}

TEST(Normalise, EveryHydrantThatCountsAsWorkingWithoutAWordIsCounted) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("status");
  layer.point(0, 0).cells({"正常"}).point(50, 0).cells({""}).point(90, 0).cells({"-"});
  layer.point(130, 0).cells({"正常"}).point(170, 0).cells({"1"}).point(210, 0).cells({"完好？"});
  layer.point(250, 0).cells({"完好"});
  const City city = city_of(layer, street());
  std::vector<std::string> told;
  for (const Issue& issue : city.issues)
    if (issue.detail.find("status") != std::string::npos) told.push_back(issue.detail);
  EXPECT_THAT(told, testing::UnorderedElementsAre("2 of 7 records have no value for status.",
                                                  "status: \"1\" was read as working.",
                                                  "status: \"完好？\" was read as unknown."));
  EXPECT_FALSE(city.hydrants->rows[5].usable());
}

TEST(Normalise, DuplicateHydrantsPointAtTheBestAttested) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("id").text_column("flow_lps").text_column("kind");
  layer.point(0, 1).cells({"a", "", ""});      // 2.5 m from b
  layer.point(2.5, 1).cells({"b", "15", ""});  // best attested
  layer.point(50, 1).cells({"c", "", ""});     // 4 m from d, another id: two hydrants
  layer.point(54, 1).cells({"d", "", ""});
  layer.point(70, 1).cells({"e", "", ""});  // 1 m from f, which is a suction point
  layer.point(71, 1).cells({"f", "", "suction_point"});
  const City city = city_of(layer, street());
  const auto& h = city.hydrants->rows;
  ASSERT_EQ(h.size(), 6U);
  ASSERT_TRUE(h[0].duplicate_of);
  EXPECT_EQ(h[0].duplicate_of->value, 1U);
  for (std::size_t i = 1; i < 6; ++i) EXPECT_FALSE(h[i].duplicate_of) << i;
  EXPECT_EQ(h[5].kind, HydrantKind::suction);
  EXPECT_EQ(issues_of(city, IssueKind::duplicate_hydrant).size(), 1U);
  EXPECT_EQ(city.sources[0].set_aside, 0U);
}

TEST(Normalise, RecordsOfOneHydrantThatContradictEachOtherMakeItUnknown) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("id").text_column("flow_lps").text_column("status");
  layer.point(0, 1).cells({"a", "15", "working"});  // fuller than the next, which is broken
  layer.point(1, 1).cells({"b", "", "defective"});
  layer.point(30, 1).cells({"c", "15", ""});  // the only state on record counts
  layer.point(31, 1).cells({"d", "", "no water"});
  layer.point(60, 1).cells({"e", "15", "working"});
  layer.point(61, 1).cells({"f", "", "working"});
  layer.point(90, 1).cells({"g", "15", "working"});
  layer.point(91, 1).cells({"h", "", ""});
  layer.point(120, 1).cells({"i", "15", "no water"});  // neither works: no contradiction
  layer.point(121, 1).cells({"j", "", "defective"});
  layer.point(150, 1).cells({"k", "15", "unknown"});  // what one does not know the other says
  layer.point(151, 1).cells({"l", "", "working"});
  const City city = city_of(layer, street());
  const auto& h = city.hydrants->rows;
  ASSERT_EQ(h.size(), 12U);
  EXPECT_EQ(h[0].status, HydrantStatus::unknown);
  EXPECT_EQ(h[2].status, HydrantStatus::no_water);
  EXPECT_EQ(h[2].status_basis, Basis::declared);
  EXPECT_EQ(h[4].status, HydrantStatus::working);
  EXPECT_EQ(h[6].status, HydrantStatus::working);
  EXPECT_EQ(h[8].status, HydrantStatus::no_water);
  EXPECT_EQ(h[10].status, HydrantStatus::working);
  EXPECT_EQ(std::count_if(h.begin(), h.end(), [](const Hydrant& one) { return one.usable(); }), 3);
  const auto issues = issues_of(city, IssueKind::duplicate_hydrant);
  ASSERT_EQ(issues.size(), 6U);
  EXPECT_EQ(std::count_if(issues.begin(), issues.end(),
                          [](const Issue& i) { return i.severity == Severity::serious; }),
            1);
}

TEST(Normalise, ASymbolOfADrawingIsTheHydrantOfTheLedgerBesideIt) {
  LayerBuilder drawing(Role::hydrants, "plan.dxf", "EPSG:25832", "DXF");  // sigma 2 m
  drawing.text_column("id").text_column("status");
  drawing.point(0, 1).cells({"a", ""});
  drawing.point(100, 1).cells({"", ""});
  drawing.point(200, 1).cells({"", ""});
  drawing.point(206, 1).cells({"c2", ""});  // beside it the one that the ledger means
  drawing.point(300, 1).cells({"", ""});
  drawing.point(400, 1).cells({"", ""});
  drawing.point(405, 1).cells({"", ""});
  LayerBuilder ledger(Role::hydrants, "ledger.xlsx", "EPSG:25832", "XLSX");  // sigma 8 m
  ledger.text_column("id").text_column("status");
  ledger.point(24, 1).cells({"a", "defective"});   // of one number, within three sigma
  ledger.point(114, 1).cells({"b", "no water"});   // without number, within two sigma
  ledger.point(201, 11).cells({"c2", "blocked"});  // has its own symbol
  ledger.point(317, 1).cells({"d", "no water"});   // beyond two sigma
  ledger.point(404, 9).cells({"e", "no water"});   // the nearer of two symbols
  const City city = city_of(drawing, ledger, street());
  const auto& h = city.hydrants->rows;
  ASSERT_EQ(h.size(), 12U);
  const auto one = [&](std::size_t a, std::size_t b) {
    return (h[a].duplicate_of && h[a].duplicate_of->value == b) ||
           (h[b].duplicate_of && h[b].duplicate_of->value == a);
  };
  EXPECT_TRUE(one(0, 7));
  EXPECT_TRUE(one(1, 8));
  EXPECT_TRUE(one(3, 9));
  EXPECT_FALSE(one(2, 9));
  EXPECT_FALSE(one(4, 10));
  EXPECT_TRUE(one(6, 11));
  EXPECT_FALSE(one(5, 11));
  EXPECT_EQ(issues_of(city, IssueKind::duplicate_hydrant).size(), 4U);
  // What the ledger says holds; only the symbols nobody has listed count as working.
  EXPECT_EQ(std::count_if(h.begin(), h.end(), [](const Hydrant& each) { return each.usable(); }),
            3);
}

TEST(Normalise, DoubtfulHydrantPositionsAreKept) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.point(5, 10);     // in the building
  layer.point(50, 13.9);  // 10 m + 2 m + 2 m: just near enough
  layer.point(70, 14.1);  // just too far
  LayerBuilder water(Role::water, "w.gpkg");
  water.rectangle(90, -5, 95, 5);
  layer.point(92, 1);
  const City city = city_of(LayerBuilder(Role::buildings, "b.gpkg").rectangle(0, 5, 10, 15), layer,
                            water, street());
  const auto& h = city.hydrants->rows;
  EXPECT_TRUE(h[0].doubtful_position);
  EXPECT_FALSE(h[1].doubtful_position);
  EXPECT_TRUE(h[2].doubtful_position);
  EXPECT_TRUE(h[3].doubtful_position);
  EXPECT_TRUE(h[0].usable());
  EXPECT_EQ(issues_of(city, IssueKind::hydrant_in_building).size(), 1U);
  EXPECT_EQ(issues_of(city, IssueKind::hydrant_in_water).size(), 1U);
  EXPECT_EQ(issues_of(city, IssueKind::hydrant_off_road).size(), 1U);
  EXPECT_EQ(city.barriers->size(), 1U);
  EXPECT_EQ((*city.barriers)[0].kind, BarrierKind::water);
}

TEST(Normalise, TheNameOfALayerSaysWhatItsBarriersAre) {
  const auto kind_in = [](const char* file, const char* word) {
    LayerBuilder lines(Role::barriers, file);
    lines.text_column("kind").line({{0, 50}, {100, 50}}).cells({word});
    return (*city_of(lines, street()).barriers)[0].kind;
  };
  EXPECT_EQ(kind_in("铁路.shp", ""), BarrierKind::rail);
  EXPECT_EQ(kind_in("railway_lines.gpkg", ""), BarrierKind::rail);
  EXPECT_EQ(kind_in("围墙.shp", ""), BarrierKind::wall);
  EXPECT_EQ(kind_in("guardrails_along_trails.shp", ""), BarrierKind::wall);
  EXPECT_EQ(kind_in("铁路.shp", "围墙"), BarrierKind::wall) << "what the record says leads";
  EXPECT_EQ(kind_in("lines.gpkg", ""), BarrierKind::wall);
}

}  // namespace
}  // namespace firebreak
