#include "core/analysis/story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string_view>
#include <utility>

namespace firebreak {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// A building of which only the way in was judged.
FeatureTable building(std::string_view cut_off, std::optional<double> width_m,
                      std::optional<std::string_view> lane) {
  FeatureTable table;
  table.name = "building_risk";
  Column id("building_id", ColumnType::text, "Building");
  Column cut("cut_off", ColumnType::text, "Cut off");
  Column width("way_in_width_m", ColumnType::real, "Width", "m");
  Column lane_id("way_in_lane_id", ColumnType::text, "Lane");
  Column verdict("lane_verdict", ColumnType::text, "Verdict");
  id.push("b1");
  cut.push(cut_off);
  if (width_m)
    width.push(*width_m);
  else
    width.push_missing();
  if (lane)
    lane_id.push(*lane);
  else
    lane_id.push_missing();
  verdict.push("unknown");
  for (Column* column : {&id, &cut, &width, &lane_id, &verdict})
    table.columns.push_back(std::move(*column));
  return table;
}

std::vector<std::string> way_in(const FeatureTable& row, Language language = Language::en) {
  RunRecord record;
  record.engine = "pumper";
  for (const StoryPart& part : building_story({row}, record, language))
    if (part.topic == "way_in") return part.sentences;
  return {};
}

TEST(Story, SaysWhatTheWayRoundCosts) {
  const auto told = [](std::optional<double> detour_s, Language language = Language::en) {
    FeatureTable row = building("no", 4.5, {});
    Column detour("detour_s", ColumnType::real, "Detour", "s");
    detour_s ? detour.push(*detour_s) : detour.push_missing();
    row.columns.push_back(std::move(detour));
    return way_in(row, language);
  };
  EXPECT_THAT(told(88.6), Contains("As lanes are blocked, the engine drives at least 89 s longer "
                                   "to it than were they free, at free-flow speeds."));
  EXPECT_THAT(told(88.6, Language::zh), Contains(HasSubstr("至少多行驶 89 s")));
  EXPECT_THAT(told(0.0), Not(Contains(HasSubstr("longer"))));
  EXPECT_THAT(told({}), Not(Contains(HasSubstr("longer"))));
}

TEST(Story, NamesTheHousingCompoundWithItsGrade) {
  StoryRows rows{building("no", 5.0, {})};
  for (const auto& [name, value] :
       {std::pair("compound_id", "K1"), std::pair("name", "Garden"), std::pair("grade", "yellow"),
        std::pair("reason_code", "one_entrance")}) {
    Column column(name, ColumnType::text, "x");
    column.push(std::string_view(value));
    rows.compound.columns.push_back(std::move(column));
  }
  rows.compound.shapes.finish_feature();
  const auto told = [&](Language language) {
    return building_story(rows, RunRecord{}, language).front().sentences;
  };
  EXPECT_THAT(told(Language::en),
              Contains("It stands in the housing compound Garden: yellow (a single entrance surely "
                       "lets the engine through)."));
  EXPECT_THAT(told(Language::zh),
              Contains("位于住宅小区 Garden：评价黄（仅一处出入口可确认通行消防车）。"));
  rows.compound = {};
  EXPECT_THAT(told(Language::en), Not(Contains(HasSubstr("compound"))));
}

TEST(Story, SaysWhyABuildingIsCutOff) {
  const auto narrow = way_in(building("yes", 1.5, "r7_a"));
  EXPECT_THAT(narrow, Contains(HasSubstr("1.50 m, in lane r7_a")));
  EXPECT_THAT(narrow, Not(Contains(HasSubstr("No road"))));

  const auto no_road = way_in(building("yes", {}, {}));
  EXPECT_THAT(no_road, Contains(HasSubstr("No road that an engine can use lies within 60 m")));
  EXPECT_THAT(no_road, Not(Contains(HasSubstr("The lane in front of it"))));

  const auto island = way_in(building("yes", 0.0, {}));
  EXPECT_THAT(island, Contains(HasSubstr("joined to none by which an engine comes")));
  EXPECT_THAT(island, Not(Contains(HasSubstr("0.00 m"))));

  EXPECT_THAT(way_in(building("yes", {}, {}), Language::zh),
              Contains(HasSubstr("60 米范围内没有")));
}

TEST(Story, TellsLargeFootprintsInThrees) {
  FeatureTable row = building("no", {}, {});
  Column footprint("footprint_m2", ColumnType::real, "Footprint", "m2");
  footprint.push(21400.4);
  row.columns.push_back(footprint);
  const auto parts = building_story({row}, RunRecord(), Language::en, nullptr);
  EXPECT_EQ(parts.front().sentences.front(), "Building b1, footprint 21,400 m².");
}

TEST(Story, TellsTheWayInAndItsNarrowestLaneOnlyWhereThatIsTrue) {
  const auto told = [](const FeatureTable& row, const WayTold& way) {
    RunRecord record;
    record.engine = "pumper";
    std::string brief;
    for (const StoryPart& part : building_story({row}, record, Language::en, &way))
      if (part.topic == "way_in")
        for (std::size_t s = 0; s < part.in_brief; ++s) brief += part.sentences.at(s) + " ";
    return brief;
  };
  const WayTold way{412.4, 5, "r7_a", true, true, true};
  const std::string known = told(building("no", 3.5, "r7_a"), way);
  EXPECT_THAT(known, HasSubstr("The best way in is 412 m long, from a fire station over 5 lanes."));
  EXPECT_THAT(known, HasSubstr("3.50 m, in lane r7_a"));

  EXPECT_THAT(told(building("no", 3.5, "r7_a"), {80, 1, "r7_a", true, true, true}),
              HasSubstr("80 m long, from a fire station over 1 lane."));
  EXPECT_THAT(told(building("no", 3.5, "r7_a"), {2527.4, 5, "r7_a", true, true, true}),
              HasSubstr("2,527 m long"));

  const std::string wide = told(building("no", 8, "r7_a"), {412.4, 5, "r7_a", false, false, false});
  EXPECT_THAT(wide, HasSubstr("from the main road network"));
  EXPECT_THAT(wide, HasSubstr("at least 8.00 m wide all the way"));
  EXPECT_THAT(wide, Not(HasSubstr("r7_a")));

  const std::string decides =
      told(building("no", 4, "r7_a"), {412.4, 5, "r7_a", true, false, true});
  EXPECT_THAT(decides, HasSubstr("Lane r7_a decides"));
  EXPECT_THAT(decides, Not(HasSubstr("narrowest")));

  EXPECT_THAT(told(building("unknown", {}, "r7_a"), way),
              HasSubstr("It is not certain that the engine comes through lane r7_a."));
}

TEST(Story, LanesAreCalledByTheirStreetsAndUnnamedOnesSoWithTheirIdsAtTheEnd) {
  const auto lane = [](const char* id, std::optional<std::string_view> street) {
    FeatureTable table;
    table.name = "fire_lanes";
    table.columns.emplace_back("lane_id", ColumnType::text, "Lane");
    table.columns.back().push(std::string_view(id));
    table.columns.emplace_back("name", ColumnType::text, "Name");
    if (street)
      table.columns.back().push(*street);
    else
      table.columns.back().push_missing();
    return table;
  };
  const auto told = [&](std::optional<std::string_view> street, Language in, const WayTold& way,
                        bool in_brief, std::optional<std::string_view> front = "Lange Gasse") {
    StoryRows rows{building("no", 4.5, "r6cdb")};
    rows.way_lane = lane("r6cdb", street);
    rows.lane = lane("r9", front);
    RunRecord record;
    record.engine = "pumper";
    std::string all;
    for (const StoryPart& part : building_story(rows, record, in, &way))
      if (part.topic == "way_in")
        for (std::size_t s = 0; s < (in_brief ? part.in_brief : part.sentences.size()); ++s)
          all += part.sentences.at(s) + "\n";
    return all;
  };
  const WayTold way{412.4, 5, "r6cdb", true, true, true};
  EXPECT_THAT(told("Kirchgasse", Language::en, way, true), HasSubstr("4.50 m, in Kirchgasse."));
  EXPECT_THAT(told({}, Language::en, way, true), HasSubstr("4.50 m, in an unnamed lane."));
  EXPECT_THAT(told({}, Language::zh, way, true), HasSubstr("4.50 m，位于无名道路。"));
  EXPECT_THAT(told({}, Language::en, way, true), Not(HasSubstr("r6cdb")));
  EXPECT_THAT(told({}, Language::en, way, false), HasSubstr("By id: narrowest lane r6cdb.\n"));
  EXPECT_THAT(told({}, Language::zh, way, false), HasSubstr("编号：最窄车道 r6cdb。"));
  EXPECT_THAT(told({}, Language::en, way, false, {}),
              HasSubstr("By id: narrowest lane r6cdb, lane in front r9.\n"));
  EXPECT_THAT(told({}, Language::en, {412.4, 5, "r6cdb", true, false, true}, true),
              HasSubstr("An unnamed lane decides: 4.50 m wide"));
  EXPECT_THAT(told({}, Language::zh, {412.4, 5, "r6cdb", true, false, true}, true),
              HasSubstr("起决定作用的是无名道路：宽 4.50 m"));
  // A way that is wide all along names no lane.
  EXPECT_THAT(told({}, Language::en, {412.4, 5, "r6cdb", false, false, true}, false, {}),
              testing::AllOf(HasSubstr("By id: lane in front r9.\n"), Not(HasSubstr("r6cdb"))));
  StoryRows unknown{building("unknown", {}, "r6cdb")};
  unknown.way_lane = lane("r6cdb", {});
  RunRecord record;
  record.engine = "pumper";
  std::string all;
  for (const StoryPart& part : building_story(unknown, record, Language::en, &way))
    for (const std::string& sentence : part.sentences) all += sentence + "\n";
  EXPECT_THAT(all, HasSubstr("It is not certain that the engine comes through an unnamed lane."));
}

TEST(Story, TellsWhatTheSourcesSayOfTheBuilding) {
  FeatureTable row = building("no", 4, {});
  for (const auto& [name, value] :
       {std::pair("storeys", 6.0), std::pair("basement", 1.0), std::pair("households", 36.0)}) {
    row.columns.emplace_back(name, ColumnType::real, name);
    row.columns.back().push(value);
  }
  const auto story = building_story({row}, {}, Language::en);
  EXPECT_THAT(story.front().sentences.front(),
              HasSubstr("6 storeys, 1 storey below ground, 36 households"));
  EXPECT_THAT(building_story({row}, {}, Language::zh).front().sentences.front(),
              HasSubstr("6 层，地下 1 层，36 户"));
}

TEST(Story, TellsWhatTheIndexOfTheBlockIsMadeOf) {
  FeatureTable row;
  FeatureTable block;
  const auto put = [](FeatureTable& table, const char* name, const char* title, double value) {
    table.columns.emplace_back(name, ColumnType::real, title);
    table.columns.back().push(value);
  };
  put(row, "risk_score", "Risk index", 62);
  put(block, "pillar_spread", "Pillar spread", 70);
  put(block, "pillar_access", "Pillar access and water", 45);
  put(block, "attribute_share", "Known share of the index", 0.55);
  put(block, "narrow_lane_share", "Share of narrow lanes", 0.4);
  put(block, "cut_off_share", "Share of people cut off", 0);
  block.columns.emplace_back("timber_ratio", ColumnType::real, "Ground covered by fire classes");
  block.columns.back().push_missing();
  const auto story = building_story({row, {}, {}, block}, {}, Language::en);
  ASSERT_FALSE(story.empty());
  ASSERT_EQ(story.back().topic, "district");
  EXPECT_THAT(story.back().sentences,
              Contains("The index is made of spread of fire 70 and access and water 45, each of "
                       "100."));
  EXPECT_THAT(
      story.back().sentences,
      Contains("In the block: Ground covered by fire classes unknown; Share of narrow lanes "
               "40 %; Share of people cut off 0 %."));
  EXPECT_THAT(story.back().sentences,
              Contains("Its street block has a risk index of 62 of 100, level 0 of 4, from 55 % of "
                       "the weights; unknown: Ground covered by fire classes."));
  const auto chinese = building_story({row, {}, {}, block}, {}, Language::zh);
  EXPECT_THAT(chinese.back().sentences, Contains(HasSubstr("未知：")));
}

TEST(Story, ARowOfFlowsIsCitedWithTheVolumesItIsFor) {
  RunRecord record;
  UsedParameter flows{"water.flow_civil", "outdoor flow", {}};
  flows.value.value = std::string("15 15 15 25 30 40");
  flows.value.unit = "L/s";
  record.parameters = {flows};
  EXPECT_THAT(cited(record, "water.flow_civil", Language::en), HasSubstr("up to 20000 m³: 25"));
  EXPECT_THAT(cited(record, "water.flow_civil", Language::zh), HasSubstr("不大于 20000 m³：25"));
}

TEST(Story, NamesThePartsOfTheIndexThatAreNotKnownAndNeverTellsThemAsNothing) {
  FeatureTable row;
  FeatureTable block;
  const auto put = [](FeatureTable& table, const char* name, const char* title,
                      std::optional<double> value) {
    table.columns.emplace_back(name, ColumnType::real, title);
    value ? table.columns.back().push(*value) : table.columns.back().push_missing();
  };
  put(row, "risk_score", "Risk index", 18);
  put(row, "risk_known_share", "Known share", 0.45);
  put(block, "pillar_spread", "Pillar spread", 18);
  put(block, "pillar_access", "Pillar access and water", {});
  put(block, "attribute_share", "Known share of the index", 0.45);
  put(block, "narrow_lane_share", "Share of narrow lanes", {});
  put(block, "burned_share", "Share burned", 0.002);
  block.columns.emplace_back("index_unknown", ColumnType::text, "Parts not known");
  block.columns.back().push(std::string_view("narrow_lane_share;fire_class;exposure"));
  std::string all;
  const auto story = building_story({row, {}, {}, block}, {}, Language::en);
  for (const std::string& sentence : story.back().sentences) all += sentence + "\n";
  EXPECT_THAT(all, HasSubstr("from 45 % of the weights; unknown: Share of narrow lanes, fire "
                             "classes (set by rule), people and goods exposed (not computed)."));
  EXPECT_THAT(all, HasSubstr("spread of fire 18 and access and water unknown"));
  EXPECT_THAT(all, HasSubstr("Share burned < 1 %; Share of narrow lanes unknown"));
  EXPECT_THAT(all, Not(HasSubstr(" 0 %")));

  // A file of before has neither block nor share.
  FeatureTable old;
  put(old, "risk_score", "Risk index", 18);
  const auto bare = building_story({old, {}, {}, {}}, {}, Language::en);
  EXPECT_THAT(bare.back().sentences, Contains(HasSubstr("is not on record")));
}

TEST(Story, DoesNotExplainAwayWhatIsUnknown) {
  const auto unknown = way_in(building("unknown", {}, {}));
  EXPECT_THAT(unknown, Contains(HasSubstr("not known from the data")));
  EXPECT_THAT(unknown, Contains(HasSubstr("may lead in from outside")));
  EXPECT_THAT(unknown, Not(Contains(HasSubstr("No road"))));
  EXPECT_TRUE(way_in(FeatureTable{}).empty());
}

/// A building of which only the water was judged: fields by name.
FeatureTable watered(const std::vector<std::pair<const char*, const char*>>& words,
                     const std::vector<std::pair<const char*, double>>& numbers) {
  FeatureTable table;
  table.name = "building_risk";
  const auto add_word = [&](const char* name, const char* word) {
    table.columns.emplace_back(name, ColumnType::text, name);
    table.columns.back().push(std::string_view(word));
  };
  add_word("building_id", "b1");
  add_word("reason_code", "whole_in_reach");
  for (const auto& [name, word] : words) add_word(name, word);
  for (const auto& [name, number] : numbers) {
    table.columns.emplace_back(name, ColumnType::real, name);
    table.columns.back().push(number);
  }
  return table;
}

std::vector<std::string> water(const FeatureTable& row, Language language = Language::en) {
  for (const StoryPart& part : building_story({row}, {}, language))
    if (part.topic == "water") return part.sentences;
  return {};
}

TEST(Story, TellsTheHoseAlongTheRoadsAndRoundObstacles) {
  const auto roads =
      water(watered({{"hose_reach", "full"}, {"hose_hydrant_id", "H7"}}, {{"hose_lay_m", 84.2}}));
  EXPECT_THAT(roads, Contains(HasSubstr("from hydrant H7, is 84 m long")));
  EXPECT_THAT(roads, Not(Contains(HasSubstr("Laid round")))) << "it was not asked for";
  EXPECT_THAT(water(watered({{"hose_reach", "hidden"}}, {})),
              Contains(HasSubstr("No road near sees it")));
  RunRecord record;
  UsedParameter stretch{"hydrants.last_stretch_m", "stretch", {}};
  stretch.value.value = 50.0;
  record.parameters = {stretch};
  for (const StoryPart& part :
       building_story({watered({{"hose_reach", "off_road"}}, {})}, record, Language::en)) {
    if (part.topic != "water") continue;
    EXPECT_THAT(part.sentences, Contains(HasSubstr("no usable hydrant lies within 50 m")));
  }
  EXPECT_THAT(water(watered({{"hose_reach", "none"}}, {})),
              Contains(HasSubstr("No road at it leads to a usable hydrant")));
  const auto round = water(watered({{"geodesic_reach", "partly"}, {"geodesic_hydrant_id", "H2"}},
                                   {{"geodesic_lay_m", 131.0}, {"geodesic_share", 0.4}}),
                           Language::zh);
  EXPECT_THAT(round, Contains(HasSubstr("H2 起，长 131 m；其长度可及外露外墙的 40.0%")));
  EXPECT_THAT(water(watered({{"geodesic_reach", "none"}}, {})),
              Contains(HasSubstr("no hose of the length allowed")));
}

TEST(Story, SaysInPlainWordsWhereStraightLineAndHoseDisagree) {
  RunRecord record;
  UsedParameter radius{"hydrants.radius_m", "radius", {}};
  radius.value.value = 150.0;
  record.parameters = {radius};
  const auto told = [&](std::vector<std::pair<const char*, const char*>> words,
                        std::vector<std::pair<const char*, double>> numbers) {
    words.insert(words.end(), {{"nearest_hydrant_id", "H1"}});
    for (const StoryPart& part : building_story({watered(words, numbers)}, record, Language::en))
      if (part.topic == "water") return part;
    return StoryPart{};
  };
  const StoryPart far =
      told({{"hydrant_verdict", "pass"}, {"hose_reach", "none"}, {"hose_hydrant_id", "H2"}},
           {{"hose_lay_m", 310}});
  EXPECT_THAT(far.sentences,
              Contains(HasSubstr("complies on paper, but is out of reach of a hose laid along the "
                                 "roads: that takes 310 m, and 150 m are laid")));
  EXPECT_THAT(far.sentences[far.in_brief - 1], HasSubstr("on paper")) << "in one breath, too";
  EXPECT_THAT(far.sentences, Contains(HasSubstr("another hydrant than H1")));
  EXPECT_THAT(far.sentences, Not(Contains(HasSubstr("That is longer")))) << "it was said";
  EXPECT_THAT(told({{"hydrant_verdict", "fail"}, {"hose_reach", "none"}, {"hose_hydrant_id", "H2"}},
                   {{"hose_lay_m", 310}})
                  .sentences,
              Contains(HasSubstr("That is longer than the 150 m")));
  const auto hardly =
      told({{"hydrant_verdict", "pass"}, {"hose_reach", "none"}, {"hose_hydrant_id", "H2"}},
           {{"hose_lay_m", 150.04}})
          .sentences;
  EXPECT_THAT(hardly, Contains(HasSubstr("that takes 150.1 m, and 150 m are laid")));
  EXPECT_THAT(hardly, Contains(HasSubstr("from hydrant H2, is 150.1 m long")));
  EXPECT_THAT(told({{"hydrant_verdict", "pass"}, {"hose_reach", "hidden"}}, {}).sentences,
              Contains(HasSubstr("no hose laid along the roads is known to get to it")));
  EXPECT_THAT(told({{"hydrant_verdict", "pass"}, {"hose_reach", "partly"}}, {{"hose_lay_m", 140}})
                  .sentences,
              Contains(HasSubstr("gets to a part of it only")));
  for (const char* verdict : {"fail", "unknown"})
    EXPECT_THAT(told({{"hydrant_verdict", verdict}, {"hose_reach", "none"}}, {}).sentences,
                Not(Contains(HasSubstr("on paper"))));
  const auto agree =
      told({{"hydrant_verdict", "pass"}, {"hose_reach", "full"}, {"hose_hydrant_id", "H1"}},
           {{"hose_lay_m", 90}});
  EXPECT_THAT(agree.sentences, Not(Contains(HasSubstr("on paper"))));
  EXPECT_THAT(agree.sentences, Not(Contains(HasSubstr("another hydrant"))));
}

/// IFC 507.5.1: 122 m by the route of the hose, to every part; DVGW W 405: 75 m to the nearest.
TEST(Story, WhereTheRuleMeasuresTheRouteAShortHoseAlongTheRoadsIsSaidToKeepIt) {
  const auto told = [](double limit_m, const char* rule, const char* code, const char* reach,
                       double lay_m) {
    RunRecord record;
    UsedParameter radius{"hydrants.radius_m", "radius", {}};
    radius.value.value = limit_m;
    UsedParameter asked{"hydrants.rule", "rule", {}};
    asked.value.value = std::string(rule);
    record.parameters = {radius, asked};
    FeatureTable row =
        watered({{"hydrant_verdict", "unknown"}, {"hose_reach", reach}}, {{"hose_lay_m", lay_m}});
    row.columns[1] = Column("reason_code", ColumnType::text, "Reason code");
    row.columns[1].push(std::string_view(code));
    for (const StoryPart& part : building_story({row}, record, Language::en))
      if (part.topic == "water") return part.sentences;
    return std::vector<std::string>();
  };
  const char* const open = "route_not_computed";
  EXPECT_THAT(told(122, "all", open, "full", 80),
              Contains("Along the roads a hose gets to all of it within the 122 m of the rule, as "
                       "drawn."));
  EXPECT_THAT(told(122, "all", open, "partly", 80), Not(Contains(HasSubstr("of the rule"))));
  EXPECT_THAT(told(75, "any", open, "partly", 70),
              Contains("Along the roads a hose gets to it within the 75 m of the rule, as drawn."));
  EXPECT_THAT(told(75, "any", open, "none", 76), Not(Contains(HasSubstr("of the rule"))));
  EXPECT_THAT(told(150, "all", "whole_in_reach", "full", 80),
              Not(Contains(HasSubstr("of the rule"))));
}

TEST(Story, ACoverageGapIsCalledByItsNumberOnTheMap) {
  StoryRows rows{watered({{"hydrant_verdict", "fail"}, {"gap_id", "gap-7h2k"}}, {})};
  const auto told = [&] {
    std::string all;
    for (const StoryPart& part : building_story(rows, {}, Language::en))
      for (const std::string& sentence : part.sentences) all += sentence + "\n";
    return all;
  };
  EXPECT_THAT(told(), HasSubstr("It lies in coverage gap gap-7h2k.")) << "the file has no gaps";
  rows.gap.columns.emplace_back("rank", ColumnType::integer, "Rank");
  rows.gap.columns.back().push(std::int64_t{3});
  EXPECT_THAT(told(), HasSubstr("It lies in coverage gap 3.")) << "of a result of earlier";
  rows.gap.columns.emplace_back("number", ColumnType::integer, "Number on the map");
  rows.gap.columns.back().push(std::int64_t{7});
  EXPECT_THAT(told(), HasSubstr("It lies in coverage gap 7."));
}

/// The layers of the map call them by their rank.
TEST(Story, AGapOfTheHoseIsCalledAsOnTheMapApartFromThoseOfHydrants) {
  const FeatureTable building = watered({{"hydrant_verdict", "pass"},
                                         {"hose_reach", "none"},
                                         {"hose_gap_id", "gap-a"},
                                         {"geodesic_reach", "none"},
                                         {"geodesic_gap_id", "gap-b"}},
                                        {});
  const auto told = [](const StoryRows& rows, Language in) {
    for (const StoryPart& part : building_story(rows, {}, in))
      if (part.topic == "water") return part.sentences;
    return std::vector<std::string>();
  };
  const StoryRows rows =
      story_rows(building, [](std::string_view table, std::string_view key, std::string_view id) {
        FeatureTable gap;
        if (key != "gap_id") return gap;
        gap.columns.emplace_back("rank", ColumnType::integer, "Rank");
        gap.columns.back().push(std::int64_t{table == "hose_gaps" && id == "gap-a"       ? 4
                                             : table == "geodesic_gaps" && id == "gap-b" ? 9
                                                                                         : 0});
        return gap;
      });
  EXPECT_THAT(told(rows, Language::en), Contains("It lies in hose gap 4."));
  EXPECT_THAT(told(rows, Language::en), Contains("It lies in hose gap 9, round obstacles."));
  EXPECT_THAT(told(rows, Language::zh), Contains("位于绕行水带盲区 9。"));
  EXPECT_THAT(told({building}, Language::en), Contains("It lies in hose gap gap-a."))
      << "the file holds no gaps";
  EXPECT_THAT(told({watered({{"hose_reach", "full"}}, {})}, Language::en),
              Not(Contains(HasSubstr("hose gap"))));
}

TEST(Story, TellsTheAccountOfTheWater) {
  const auto told =
      water(watered({{"water_verdict", "G1"}, {"use", "retail"}}, {{"required_least_lps", 25},
                                                                   {"required_lps", 25},
                                                                   {"available_lps", 10},
                                                                   {"available_most_lps", 15},
                                                                   {"water_sources", 2}}));
  EXPECT_THAT(told, Contains("Water supply: G1."));
  EXPECT_THAT(told, Contains("2 sources give 10 to 15 L/s, less than the 25 L/s wanted."));
}

TEST(Story, NamesTheLaneInFrontAndSaysWhyItMayDifferFromTheWayIn) {
  FeatureTable lane;
  const auto word = [&](const char* name, const char* value) {
    lane.columns.emplace_back(name, ColumnType::text, name);
    lane.columns.back().push(std::string_view(value));
  };
  word("lane_id", "r7_a");
  word("name", "Lange Gasse");
  word("reason", "gap 2.9 m, 4.0 m wanted: too narrow");
  lane.columns.emplace_back("clear_width_m", ColumnType::real, "Clear width");
  lane.columns.back().push(2.9);
  FeatureTable narrow = building("no", 8, {});
  for (Column& column : narrow.columns)
    if (column.name == "lane_verdict") {
      column = Column("lane_verdict", ColumnType::text, "Verdict");
      column.push("fail");
    }
  RunRecord record;
  record.engine = "pumper";
  record.language = "en";
  const auto told = [&](Language language) {
    std::string all;
    StoryRows rows{narrow};
    rows.lane = lane;
    for (const StoryPart& part : building_story(rows, record, language))
      if (part.topic == "way_in")
        for (const std::string& sentence : part.sentences) all += sentence + "\n";
    return all;
  };
  EXPECT_THAT(
      told(Language::en),
      HasSubstr("The lane in front of it, Lange Gasse (r7_a): below the value – gap 2.9 m"));
  EXPECT_THAT(told(Language::en), HasSubstr("the lane in front by the rule"));
  EXPECT_THAT(told(Language::zh), HasSubstr("Lange Gasse (r7_a)：不符合（2.9 m）"))
      << "reasons stand in the language of the run";
}

}  // namespace
}  // namespace firebreak
