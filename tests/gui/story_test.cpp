#include <fmt/format.h>

#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>
#include <QUrl>
#include <fstream>

#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
#include "gui/building_overlay.hpp"
#include "gui/building_story.hpp"
#include "gui/details_panel.hpp"
#include "gui/feature_words.hpp"
#include "gui/remedy_fixture.hpp"
#include "gui/theme.hpp"

/// What the map and the panel tell about a place: the story of a building, a sentence for the rest.
namespace firebreak {
namespace {

using testing::HasSubstr;

class Story : public test::RemedyTest {
 protected:
  /// The town with two working hydrants near its first houses.
  void open_watered_town() {
    test::write_town(dir_.path());
    std::ofstream out(dir_.path() / "hydrants.geojson");
    out << R"({"type":"FeatureCollection","features":[)";
    int number = 0;
    for (const Xy at : {Xy{50, 3}, Xy{120, 3}, Xy{390, 3}}) {
      const auto [lon, lat] = lon_lat(at);
      out << fmt::format(R"({}{{"type":"Feature","properties":{{"id":"h{}","status":"working"}},)"
                         R"("geometry":{{"type":"Point","coordinates":[{:.8f},{:.8f}]}}}})",
                         number == 0 ? "" : ",", number + 1, lon, lat);
      ++number;
    }
    out << "]}\n";
    out.close();
    open(dir_.path() / "city.toml");
    assess();
  }
  /// Chooses a building by its name.
  std::uint32_t choose_house(const char* name) {
    const TablePtr table = document().table("building_risk");
    const auto row = gui::row_with(*table, "name", name);
    EXPECT_TRUE(row) << name;
    document().show("building_risk", *row);
    settle();
    return *row;
  }
  gui::StoryPicture story_of(std::uint32_t row) {
    const TablePtr table = document().table("building_risk");
    return gui::story_picture(document(), *table, row, gui::route_to(document(), *table, row));
  }
  void follow(const char* link) {
    emit find<QTextBrowser>("details_text")->anchorClicked(QUrl(link));
  }
  /// How many pixels at a place of the map are of this colour.
  int pixels_near(const QImage& map, Xy place, const QColor& colour) {
    constexpr int around = 4;
    const QPoint at = canvas().to_screen(place).toPoint() - QPoint(around, around);
    return test::pixels_like(map.copy(QRect(at, QSize(2 * around + 1, 2 * around + 1))), colour,
                             50);
  }
  using TablePtr = gui::TablePtr;
};

TEST_F(Story, ChineseSentencesFollowOneAnotherWithoutASpace) {
  open_watered_town();
  choose_house("House 1");
  trigger("chinese");
  const auto told = [&] { return find<QTextBrowser>("details_text")->toPlainText(); };
  ASSERT_TRUE(becomes([&] { return told().contains("。"); })) << told().toStdString();
  EXPECT_FALSE(told().contains("。 ")) << told().toStdString();
}

TEST_F(Story, NoLineEndsBetweenANumberAndItsUnit) {
  open_watered_town();
  choose_house("House 7");
  QString all;
  const QTextDocument& page = *find<QTextBrowser>("details_text")->document();
  for (QTextBlock block = page.begin(); block.isValid(); block = block.next()) all += block.text();
  EXPECT_TRUE(all.contains(QStringLiteral("150\u00a0m"))) << all.toStdString();
  EXPECT_TRUE(all.contains(QStringLiteral("\u00a0L/s")));
  EXPECT_TRUE(details().contains("150 m")) << "copied with plain spaces";
}

TEST_F(Story, NoLineStrikesAWordOfThePictureOut) {
  open_town();
  const Xy at = town({200, 60});
  canvas().zoom_to(Box{at, at}.grown(50));
  settle();
  gui::StoryPicture story;
  story.lane_blocks = true;
  gui::StoryPicture::Pinch pinch;
  pinch.at = at;
  pinch.width_m = 0;
  pinch.narrowest = true;
  story.pinches.push_back(pinch);
  const auto inked = [&] {
    QImage image(canvas().size(), QImage::Format_RGB32);
    image.fill(canvas().palette().color(QPalette::Base));
    QPainter painter(&image);
    gui::paint_story(painter, canvas(), story, "light");
    painter.end();
    return test::pixels_like(image, gui::meaning_colour("fail", "light"), 50);
  };
  const int alone = inked();
  ASSERT_GT(alone, 100) << "the words and a dot";
  const double up_m = 14 * canvas().view().metres_per_px;  // through the middle of the words
  story.hose = {at + Xy{-40, up_m}, at + Xy{40, up_m}};
  EXPECT_GE(100 * inked(), 95 * alone);
}

TEST_F(Story, WhatElseLiesHereIsOfThePlaceThatWasClicked) {
  open_town();
  const Xy hydrant = town({50, 3});
  canvas().zoom_to(Box{hydrant, hydrant}.grown(250));
  settle();
  // Between the hydrant and Main Street, whose middle is 150 m away.
  const Xy between = town({50, 1.5});
  click(between);
  ASSERT_EQ(document().selection().table, "hydrants");
  click(between);
  ASSERT_EQ(document().selection().table, "roads") << "what lies below";
  ASSERT_TRUE(document().selection().at);
  EXPECT_LT(distance_m(*document().selection().at, between), 1);
  EXPECT_TRUE(details().contains("Also here")) << details().toStdString();
  EXPECT_TRUE(details().contains("h1")) << details().toStdString();
}

TEST_F(Story, ABuildingNamesAndDrawsTheHydrantsThatCount) {
  open_watered_town();
  const std::uint32_t row = choose_house("House 7");
  const gui::StoryPicture story = story_of(row);
  ASSERT_GE(story.sources.size(), 2U);
  EXPECT_LE(story.sources[0].line.metres, story.sources[1].line.metres);
  EXPECT_EQ(story.sources[0].id, "h1");
  EXPECT_EQ(story.sources[1].id, "h2");
  EXPECT_TRUE(details().contains("Hydrant h1: ")) << details().toStdString();
  EXPECT_TRUE(details().contains("Hydrant h2: "));
  EXPECT_TRUE(details().contains("Water account:")) << details().toStdString();
  EXPECT_TRUE(details().contains("So it ")) << details().toStdString();
  const Box box = document().table("building_risk")->shapes.boxes[row];
  canvas().zoom_to(box.grown(70));
  const QImage map = picture();
  const QColor water = gui::meaning_colour("pass", "light");
  for (const auto& source : story.sources) {
    const Xy on_it = source.line.from + 0.75 * (source.line.to - source.line.from);
    EXPECT_GT(pixels_near(map, on_it, water), 3) << source.id;
  }
  trigger("chinese");
  settle();
  EXPECT_TRUE(details().contains("消火栓 h1：")) << details().toStdString();
}

TEST_F(Story, TheHoseToABuildingThatPassesIsDrawnToo) {
  open_watered_town();
  const TablePtr buildings = document().table("building_risk");
  const TablePtr hoses = document().table("hose_lines");
  std::optional<std::uint32_t> passing;
  for (std::uint32_t row = 0; row < buildings->rows() && !passing; ++row)
    if (word_in(*buildings, "hydrant_verdict", row) == "pass" &&
        word_in(*buildings, "hose_reach", row) == "full" &&
        number_in(*buildings, "hose_lay_m", row).value_or(0) > 10)
      passing = row;
  ASSERT_TRUE(passing);
  const auto id = *word_in(*buildings, "building_id", *passing);
  EXPECT_FALSE(hoses && gui::row_with(*hoses, "building_id", id)) << "no table of all hoses";
  const gui::StoryPicture story = story_of(*passing);
  ASSERT_GE(story.hose.size(), 2U);
  ASSERT_TRUE(story.hose_m);
  EXPECT_NEAR(*story.hose_m, *number_in(*buildings, "hose_lay_m", *passing), 1e-9);
  EXPECT_NEAR(line_length_m(story.hose), *story.hose_m, 1);
}

TEST_F(Story, ThePinchPointsOfTheWayAndTheNeighboursAreMarked) {
  test::write_town(dir_.path());
  narrow_side_street();
  open(dir_.path() / "city.toml");
  assess();
  const std::uint32_t row = choose_house("End 1");
  const gui::StoryPicture story = story_of(row);
  ASSERT_EQ(story.pinches.size(), 1U) << details().toStdString();
  EXPECT_LT(distance_m(story.pinches[0].at, town({-40, 100})), 12) << "between the cars";
  EXPECT_TRUE(story.pinches[0].narrowest);
  ASSERT_EQ(story.gaps.size(), 1U);
  EXPECT_NEAR(story.gaps[0].metres, 2, 0.1);
  // Their dashed edges pass between the houses.
  document().edit("Hide layers", [](io::Project& project) {
    project.view.layer("hydrant_gaps", "Hydrant gaps").shown = false;
    project.view.layer("hose_gaps", "Out of reach of hose along the roads").shown = false;
  });
  canvas().zoom_to(Box{story.pinches[0].at, story.pinches[0].at}.grown(25));
  const QImage cars = picture();
  const QColor blocked = gui::meaning_colour("fail", "light");
  const QColor narrow = gui::meaning_colour("marginal", "light");
  EXPECT_GT(pixels_near(cars, story.pinches[0].at, story.lane_blocks ? blocked : narrow), 30);
  canvas().zoom_to(document().table("building_risk")->shapes.boxes[row].grown(15));
  const Xy gap = 0.5 * (story.gaps[0].from + story.gaps[0].to);
  EXPECT_GT(pixels_near(picture(), gap, blocked), 5);
  document().select({});
  EXPECT_EQ(pixels_near(picture(), gap, blocked), 0);

  choose_house("End 1");
  ASSERT_GE(story.hose.size(), 2U);
  ASSERT_TRUE(story.hose_m);
  EXPECT_GT(*story.hose_m, story.sources.at(0).line.metres) << "along the roads";
  const Xy on_hose = point_along(story.hose, 0.4 * line_length_m(story.hose));
  canvas().zoom_to(Box{on_hose, on_hose}.grown(40));
  EXPECT_GT(pixels_near(picture(), on_hose, gui::meaning_colour("pass", "light")), 8);
}

TEST_F(Story, AttributesAreFoldedAndStayUnfolded) {
  open_town();
  assess();
  choose_house("House 1");
  EXPECT_TRUE(details().contains("Attributes"));
  EXPECT_FALSE(details().contains("Reason code")) << details().toStdString();
  follow("attributes:");
  EXPECT_TRUE(details().contains("Reason code"));
  restart();
  open_town();
  assess();
  choose_house("House 1");
  EXPECT_TRUE(details().contains("Reason code")) << "remembered";
  follow("attributes:");
  EXPECT_FALSE(details().contains("Reason code"));
}

TEST_F(Story, EveryLayerThatIsClickedHasASentenceInBothLanguages) {
  open_town();
  assess();
  struct Expected {
    const char *table, *english, *chinese;
  };
  constexpr Expected layers[] = {
      {"hydrant_gaps", "no part lies within 150 m of a hydrant that counts",
       "有效消火栓 150 米以外"},
      {"fire_clusters", "near enough for fire to cross", "火势可蔓延"},
      {"hydrant_reach", "counts as a source of water", "计为有效水源"},
      {"hydrants", "State: ", "状态："},
      {"pinch_points", "m are wanted", "要求"},
      {"stations", "Fire station Fire Station (s1) is in service", "在用"},
      {"obstacles", "stands in the way", "占道"},
  };
  for (const Expected& layer : layers) {
    const TablePtr table = document().table(layer.table);
    ASSERT_TRUE(table) << layer.table;
    document().select({layer.table, {0}, 0});
    EXPECT_TRUE(details().contains(layer.english)) << layer.table << details().toStdString();
    trigger("chinese");
    settle();
    EXPECT_TRUE(details().contains(layer.chinese)) << layer.table << details().toStdString();
    trigger("chinese");
    settle();
  }
  document().select({"hydrant_gaps", {0}, 0});
  EXPECT_TRUE(details().contains("GB 50974-2014")) << "with its clause";
}

TEST_F(Story, ALaneIsHeadedByItsStreet) {
  open_town();
  assess();
  const TablePtr lanes = document().table("fire_lanes");
  ASSERT_TRUE(lanes);
  std::uint32_t row = 0;
  while (row < lanes->rows() && word_or_empty(*lanes, "name", row) != "Narrow Lane") ++row;
  ASSERT_LT(row, lanes->rows());
  document().select({"fire_lanes", {row}, row});
  QTest::qWait(1);
  EXPECT_TRUE(details().startsWith("Fire lanes · Narrow Lane")) << details().toStdString();
}

TEST(FeatureWords, ACriticalSegmentTellsWhatDependsOnIt) {
  FeatureTable lanes;
  lanes.name = "critical_segments";
  Column id("lane_id", ColumnType::text);
  id.push("w7");
  lanes.columns.push_back(id);
  for (const auto& [name, value] : std::vector<std::pair<const char*, std::int64_t>>{
           {"buildings", 1200}, {"people", 3400}, {"key_sites", 1}}) {
    Column column(name, ColumnType::integer);
    column.push(value);
    lanes.columns.push_back(column);
  }
  EXPECT_EQ(gui::feature_told(lanes, 0, nullptr).sentences.toStdString(),
            "Lane w7 is the only way of the engine to 1,200 buildings: blocked at one place, it "
            "cuts them off. 3,400 people live or work there. 1 key site is there.");
  Column street("name", ColumnType::text);
  street.push("Mill Lane");
  lanes.columns.push_back(street);
  EXPECT_TRUE(gui::feature_told(lanes, 0, nullptr).sentences.startsWith("Lane Mill Lane is"));
}

TEST(FeatureWords, ADeadEndTellsItsReasonOnce) {
  FeatureTable ends;
  ends.name = "dead_ends";
  for (const auto& [name, value] : std::vector<std::pair<const char*, const char*>>{
           {"lane_id", "w7"}, {"rule_key", "lanes.turnaround_m"}, {"reason", "60 m back"}}) {
    Column column(name, ColumnType::text);
    column.push(value);
    ends.columns.push_back(column);
  }
  EXPECT_EQ(gui::feature_told(ends, 0, nullptr).sentences.toStdString(),
            "Dead end of lane w7: 60 m back.");
}

TEST(FeatureWords, AStretchOfALaneAndABlockBetweenLanesAreTold) {
  const auto table = [](const char* name, const char* word_name, const char* word,
                        const std::vector<std::pair<const char*, double>>& numbers) {
    FeatureTable out;
    out.name = name;
    Column text_column(word_name, ColumnType::text);
    text_column.push(word);
    out.columns.push_back(text_column);
    for (const auto& [column_name, value] : numbers) {
      Column column(column_name, ColumnType::real);
      column.push(value);
      out.columns.push_back(column);
    }
    return out;
  };
  const auto told = [](const FeatureTable& of) {
    return gui::feature_told(of, 0, nullptr).sentences.toStdString();
  };
  EXPECT_EQ(told(table("lane_profile", "lane_id", "w7",
                       {{"from_m", 40}, {"to_m", 45}, {"free_m", 3.9}, {"limit_m", 4}})),
            "Lane w7, from 40 m to 45 m: a band of 3.90 m is free; 4.0 m are wanted.");
  EXPECT_EQ(told(table("lane_blocks", "reason", "too wide",
                       {{"buildings", 12}, {"buildings_far", 1}, {"limit_m", 160}})),
            "Block between lanes with 12 buildings: too wide. 1 of them stands farther than 80 m "
            "from every lane.");
}

TEST(FeatureWords, ACompoundAndItsEntrancesTellWhy) {
  const auto table_of = [](const char* name,
                           const std::vector<std::pair<const char*, const char*>>& cells) {
    FeatureTable table;
    table.name = name;
    for (const auto& [column_name, value] : cells) {
      Column column(column_name, ColumnType::text);
      column.push(value);
      table.columns.push_back(column);
    }
    return table;
  };
  const auto told = [](const FeatureTable& table) {
    return gui::feature_told(table, 0, nullptr).sentences.toStdString();
  };
  EXPECT_EQ(told(table_of("compound_grades", {{"compound_id", "K1"},
                                              {"name", "Garden"},
                                              {"grade", "yellow"},
                                              {"reason_code", "one_entrance"}})),
            "Housing compound Garden: yellow (a single entrance surely lets the engine through).");
  EXPECT_EQ(told(table_of("compound_grades", {{"compound_id", "K1"}, {"grade", "green"}})),
            "Housing compound K1: green.");
  EXPECT_EQ(told(table_of("compound_entrances",
                          {{"compound_id", "K1"}, {"reason", "the gate is locked"}})),
            "Entrance of housing compound K1: the gate is locked.");
  EXPECT_EQ(
      told(table_of("compound_entrances", {{"compound_id", "K1"}, {"reason_code", "wide_enough"}})),
      "Entrance of housing compound K1: wide enough.");
}

TEST(FeatureWords, ARiskZoneIsToldWithItsThreshold) {
  FeatureTable zones;
  zones.name = "risk_zones";
  Column id("zone_id", ColumnType::text);
  id.push("z1");
  zones.columns.push_back(id);
  for (const auto& [name, value] :
       std::vector<std::pair<const char*, double>>{{"rank", 1},
                                                   {"buildings", 120},
                                                   {"area_m2", 45000},
                                                   {"score", 71},
                                                   {"level", 4},
                                                   {"largest_cluster", 33},
                                                   {"expected_loss_m2", 5200},
                                                   {"indicative", 1}}) {
    Column column(name, ColumnType::real);
    column.push(value);
    zones.columns.push_back(column);
  }
  RunRecord record;
  UsedParameter threshold;
  threshold.key = "districts.threshold";
  threshold.value.value = 60.0;
  record.parameters.push_back(threshold);
  const auto told = gui::feature_told(zones, 0, &record);
  EXPECT_THAT(told.sentences.toStdString(),
              HasSubstr("Risk zone z1, rank 1: 120 buildings on 45,000 m² with a risk index of 71 "
                        "of 100, level 4 of 4; from 60 on it is a zone."));
  EXPECT_THAT(told.sentences.toStdString(), HasSubstr("joins 33 buildings"));
  EXPECT_THAT(told.sentences.toStdString(), HasSubstr("only an indication"));
  EXPECT_THAT(told.rules, testing::ElementsAre("districts.threshold"));
}

/// A hydrant that is being built is no house, one that is lost no value that is missing.
TEST(FeatureWords, AStateIsCalledWhatItMeansOfAHydrant) {
  set_language(Language::zh);
  for (const auto& [code, word] :
       {std::pair("building", "在建"), {"missing", "丢失"}, {"blocked", "被埋压或遮挡"}}) {
    FeatureTable hydrants;
    hydrants.name = "hydrant_reach";
    for (const auto& [name, value] : {std::pair("hydrant_id", "h1"),
                                      {"verdict", "fail"},
                                      {"reason_code", code},
                                      {"status", code}}) {
      Column column(name, ColumnType::text);
      column.push(std::string_view(value));
      hydrants.columns.push_back(column);
    }
    const std::string told = gui::feature_told(hydrants, 0, nullptr).sentences.toStdString();
    const auto first = told.find(word);
    ASSERT_NE(first, std::string::npos) << told;
    EXPECT_NE(told.find(word, first + 1), std::string::npos) << told;
  }
  set_language(Language::en);
}

TEST_F(Story, IsFoundOnceHoweverOftenTheMapChanges) {
  open_watered_town();
  choose_house("House 14");
  auto& panel = static_cast<gui::DetailsPanel&>(*window_->panel("details"));
  const unsigned found = panel.pictures_found();
  ASSERT_GE(found, 1U);
  const QString told = details();
  QSignalSpy scenes(&document(), &gui::Document::scene_changed);
  QSignalSpy filled(panel.text()->document(), &QTextDocument::contentsChanged);
  // Everything that makes a new scene and tells nothing new of the house.
  for (int turn = 0; turn < 3; ++turn) {
    document().edit("Look", [&](io::Project& project) {
      project.view.layer("roads", "Roads").opacity = 0.2 + 0.1 * turn;
    });
    settle();
    trigger("dark");
    settle();
    trigger("dark");
    settle();
  }
  EXPECT_GE(scenes.count(), 6);
  EXPECT_EQ(panel.pictures_found(), found);
  EXPECT_LE(filled.count(), 2 * 6) << "written for another theme, not for another scene";
  EXPECT_EQ(details(), told);
  choose_house("House 17");
  EXPECT_EQ(panel.pictures_found(), found + 1);
  EXPECT_NE(details(), told);
  document().select({});
  settle();
  EXPECT_EQ(panel.pictures_found(), found + 1);
  document().edit("Radius",
                  [](io::Project& project) { project.overrides["hydrants.radius_m"] = 90.0; });
  choose_house("House 14");
  assess();
  settle();
  EXPECT_GE(panel.pictures_found(), found + 3) << "other results, another story";
  EXPECT_NE(details(), told);
}

}  // namespace
}  // namespace firebreak
