#include <fmt/format.h>

#include <fstream>

#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
#include "gui/remedy_fixture.hpp"

/// The tools of step 4, used as a person does: clicked and dragged on the map, with their form.
namespace firebreak {
namespace {

using testing::HasSubstr;

class RemedyTools : public test::RemedyTest {
 protected:
  const Hydrant& hydrant(std::size_t row) { return (*document().shown_city()->hydrants)[row]; }
  std::size_t row_of(const char* id) {
    const Texts& ids = document().shown_city()->hydrants->ids;
    for (std::size_t row = 0; row < ids.size(); ++row)
      if (ids[row] == id) return row;
    ADD_FAILURE() << id;
    return 0;
  }
  /// The id of the lane at a place of the town.
  std::string lane_at(Xy in_town) {
    const gui::TablePtr lanes = document().table("fire_lanes");
    for (std::uint32_t row = 0; row < lanes->rows(); ++row)
      if (distance_m(lanes->shapes, row, town(in_town)) < 1)
        return std::string(lanes->column("lane_id")->texts[row]);
    return {};
  }
};

TEST_F(RemedyTools, AHydrantIsSwitchedOffAndAnotherRepaired) {
  open_town();
  trigger("switch_hydrant");
  look_at({50, 3});
  click(town({50, 3}));
  settle();
  EXPECT_FALSE(hydrant(row_of("h1")).usable());
  look_at({300, 3});
  EXPECT_EQ(hydrant(row_of("h2")).status, HydrantStatus::defective);
  click(town({300, 3}));
  settle();
  EXPECT_TRUE(hydrant(row_of("h2")).usable());
  ASSERT_EQ(document().scenario()->edits.size(), 2U);
  click(town({300, 60}));
  EXPECT_EQ(document().scenario()->edits.size(), 2U);
  EXPECT_THAT(said(), HasSubstr("There is no hydrant here."));
}

/// One that gives too little waits for its repair: a click does not take it out.
TEST_F(RemedyTools, AHydrantThatGivesTooLittleIsRepairedByAClick) {
  const auto project = test::write_town(dir_.path());
  const auto file = project.parent_path() / "hydrants.geojson";
  std::ifstream in(file);
  std::string town_text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::string plain = R"("id":"h1")";
  town_text.replace(town_text.find(plain), plain.size(), plain + R"(,"flow_lps":8)");
  std::ofstream(file) << town_text;
  open(project);
  assess();
  const gui::TablePtr reach = document().table("hydrant_reach");
  const auto row = gui::row_with(*reach, "hydrant_id", "h1");
  ASSERT_TRUE(row);
  EXPECT_EQ(word_in(*reach, "reason_code", *row), "flow_too_low");
  trigger("switch_hydrant");
  look_at({50, 3});
  click(town({50, 3}));
  settle();
  EXPECT_TRUE(hydrant(row_of("h1")).usable());
  EXPECT_TRUE(hydrant(row_of("h1")).repaired);
  click(town({50, 3}));
  settle();
  EXPECT_FALSE(hydrant(row_of("h1")).usable()) << "now it counts, and is taken out";
}

TEST_F(RemedyTools, AnObstacleIsClickedAway) {
  open_town();
  look_at({-40, 100});
  trigger("clear_obstacle");
  click(town({-40, 100}));
  settle();
  EXPECT_FALSE((*document().shown_city()->obstacles)[0].active);
  EXPECT_EQ(document().table("obstacles")->column("active")->texts[0], "no");
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_TRUE((*document().shown_city()->obstacles)[0].active);
}

TEST_F(RemedyTools, AStationIsPlacedWithItsNameMovedAndSwitched) {
  open_town();
  look_at({100, 50});
  trigger("add_station");
  auto* name = find<QLineEdit>("edit_name");
  ASSERT_TRUE(name->isVisible());
  QTest::keyClicks(name, "South");
  QTest::keyClick(name, Qt::Key_Return);
  click(town({100, 50}));
  settle();
  ASSERT_EQ(document().shown_city()->stations->size(), 2U);
  EXPECT_EQ(document().shown_city()->stations->names[1], "South");
  EXPECT_TRUE(name->text().isEmpty()) << "the next one has another name";

  trigger("move_station");
  drag(canvas().to_screen(town({100, 50})).toPoint(),
       canvas().to_screen(town({130, 50})).toPoint());
  settle();
  const Xy moved = (*document().shown_city()->stations)[1].at;
  EXPECT_LT(distance_m(moved, town({130, 50})), 1);
  EXPECT_THAT(project_text(), HasSubstr("move_station"));

  trigger("switch_station");
  click(moved);
  settle();
  EXPECT_FALSE((*document().shown_city()->stations)[1].active);
  click(moved);
  settle();
  EXPECT_TRUE((*document().shown_city()->stations)[1].active);
}

TEST_F(RemedyTools, AHydrantIsTakenByOneClickAndPutDownByTheNextWithoutAMouse) {
  open_town();
  const Xy place = (*document().city()->hydrants)[0].at;
  canvas().set_view({place, 0.5});
  settle();
  trigger("move_hydrant");
  click(place + Xy{2.5, 0});  // five pixels beside it
  click(place + Xy{-3, 0});
  EXPECT_EQ(document().scenario(), nullptr) << "put back where it was";
  canvas().setFocus();
  trigger("click_middle");
  for (int i = 0; i < 5; ++i) QTest::keyClick(&canvas(), Qt::Key_Right, Qt::ControlModifier);
  EXPECT_EQ(document().scenario(), nullptr) << "still in the hand";
  trigger("click_middle");
  settle();
  ASSERT_NE(document().scenario(), nullptr);
  EXPECT_NEAR((*document().shown_city()->hydrants)[0].at.x_m, place.x_m + 5 * 4, 0.01);
  trigger("click_middle");
  QTest::keyClick(&canvas(), Qt::Key_Escape);
  trigger("click_middle");
  QTest::keyClick(&canvas(), Qt::Key_Escape);
  EXPECT_EQ(document().scenario()->edits.size(), 1U) << "Esc puts it back";
}

TEST_F(RemedyTools, TheFormSaysWhatTheNextHydrantIsAndChangesOneThatWasAdded) {
  open_town();
  look_at({100, 60});
  trigger("add_hydrant");
  type_figure("hydrant_flow", "30");
  choose("hydrant_layout", "Branch main");
  click(town({100, 60}));
  settle();
  const std::size_t added = row_of("new-1");
  EXPECT_EQ(hydrant(added).flow_lps, 30.0F);
  EXPECT_EQ(hydrant(added).main_layout, MainLayout::branch);
  find<QListWidget>("edits")->setCurrentRow(0);
  EXPECT_EQ(find<QLabel>("edit_form_words")->text(), "Edit 1:");
  type_figure("hydrant_flow", "40");
  settle();
  EXPECT_EQ(hydrant(added).flow_lps, 40.0F);
  EXPECT_EQ(document().scenario()->edits.size(), 1U) << "changed, not added";
  EXPECT_THAT(project_text(), HasSubstr("flow_lps = 40"));
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(hydrant(added).flow_lps, 30.0F);
}

TEST_F(RemedyTools, AnObstacleIsOfTheKindChosen) {
  open_town();
  look_at({100, 60});
  trigger("add_obstacle");
  choose("obstacle_kind", "wall");
  for (const Xy corner : {Xy{90, 60}, Xy{110, 60}}) click(town(corner));
  canvas().setFocus();
  QTest::keyClick(&canvas(), Qt::Key_Return);
  settle();
  const auto& obstacles = *document().shown_city()->obstacles;
  ASSERT_EQ(obstacles.size(), 2U);
  EXPECT_EQ(obstacles[1].kind, ObstacleKind::wall);
  EXPECT_FALSE(obstacles[1].removable);
}

TEST_F(RemedyTools, ALaneIsClearedOfAllThatMakesItNarrowInOneStep) {
  test::write_town(dir_.path());
  narrow_side_street();
  open(dir_.path() / "city.toml");
  look_at({-40, 100});
  trigger("clear_lane");
  click(town({-40, 120}));
  EXPECT_THAT(said(), HasSubstr("Assess first"));
  assess();
  const auto verdict = [&] {
    const gui::TablePtr lanes = document().table("fire_lanes");
    const auto row = gui::row_with(*lanes, "lane_id", lane_at({-40, 100}));
    return row ? std::string(lanes->column("verdict")->texts[*row]) : std::string();
  };
  EXPECT_EQ(verdict(), "marginal") << "2 m between cars, by coarse data";
  trigger("clear_lane");
  click(town({-40, 100}));
  settle();
  ASSERT_NE(document().scenario(), nullptr) << said();
  EXPECT_EQ(verdict(), "pass");
  EXPECT_EQ(document().scenario()->edits.size(), 2U);
  for (const Obstacle& obstacle : document().shown_city()->obstacles->rows)
    EXPECT_FALSE(obstacle.active);
  EXPECT_THAT(said(), HasSubstr("2 obstacles cleared"));
  EXPECT_FALSE(find<QPushButton>("widen_offered")->isVisible());
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_TRUE(document().scenario() == nullptr || document().scenario()->edits.empty())
      << "one step";
}

TEST_F(RemedyTools, WhereHousesStandTheLaneCanOnlyBeWidened) {
  open_town();
  assess();
  look_at({100, 17.2});
  trigger("clear_lane");
  click(town({100, 17.2}));
  EXPECT_EQ(document().scenario(), nullptr) << "nothing was cleared";
  EXPECT_THAT(said(), HasSubstr("cannot be cleared: building b"));
  auto* offer = find<QPushButton>("widen_offered");
  ASSERT_TRUE(offer->isVisible());
  EXPECT_TRUE(offer->text().endsWith("to 4 m")) << offer->text().toStdString();
  type_figure("lane_width", "4.5");
  QTest::mouseClick(offer, Qt::LeftButton);
  settle();
  ASSERT_NE(document().scenario(), nullptr);
  const auto& edit = std::get<WidenLane>(document().scenario()->edits.at(0));
  EXPECT_EQ(edit.width_m, 4.5);
  const gui::TablePtr lanes = document().table("fire_lanes");
  const auto row = gui::row_with(*lanes, "lane_id", edit.id);
  ASSERT_TRUE(row);
  EXPECT_EQ(lanes->column("verdict")->texts[*row], "pass");
  document().select({"fire_lanes", {*row}, *row});
  EXPECT_TRUE(details().contains("The width is the one that the plan gives the lane."))
      << details().toStdString();
}

TEST_F(RemedyTools, ALaneThatIsNotJudgedIsNotToldToBeWideEnough) {
  const auto file = test::write_town(dir_.path());
  std::ofstream(file, std::ios::app) << "\n[set]\n\"lanes.classes\" = \"primary\"\n";
  open(file);
  assess();
  look_at({100, 17.2});
  trigger("clear_lane");
  click(town({100, 17.2}));
  EXPECT_THAT(said(), HasSubstr("cannot be cleared: building b"));
  EXPECT_THAT(said(), HasSubstr("is not judged: a wider one only lets engines through"));
}

TEST_F(RemedyTools, AClickWidensALane) {
  open_town();
  assess();
  look_at({100, 17.2});
  trigger("widen_lane");
  EXPECT_EQ(find<QDoubleSpinBox>("lane_width")->value(), 4) << "what the rule asks for";
  click(town({100, 17.2}));
  settle();
  ASSERT_NE(document().scenario(), nullptr);
  EXPECT_TRUE(std::holds_alternative<WidenLane>(document().scenario()->edits.at(0)));
  EXPECT_THAT(project_text(), HasSubstr("widen_lane"));
}

TEST_F(RemedyTools, TheEditJustMadeIsTheOneChosen) {
  open_town();
  assess();
  look_at({100, 60});
  trigger("add_hydrant");
  click(town({100, 60}));
  settle();
  auto* edits = find<QListWidget>("edits");
  EXPECT_EQ(edits->currentRow(), -1) << "the form is about the next hydrant";
  look_at({100, 17.2});
  trigger("clear_lane");
  click(town({100, 17.2}));
  auto* offer = find<QPushButton>("widen_offered");
  ASSERT_TRUE(offer->isVisible());
  EXPECT_TRUE(offer->text().contains("Narrow Lane")) << offer->text().toStdString();
  offer->setFocus();
  QTest::mouseClick(offer, Qt::LeftButton);
  settle();
  EXPECT_EQ(edits->currentRow(), 1);
  EXPECT_EQ(find<QLabel>("edit_form_words")->text(), "Edit 2:");
  EXPECT_TRUE(edits->item(1)->text().endsWith("Narrow Lane"));
  EXPECT_FALSE(edits->item(1)->toolTip().isEmpty()) << "the id";
  type_figure("lane_width", "6");
  settle();
  EXPECT_EQ(std::get<WidenLane>(document().scenario()->edits.at(1)).width_m, 6);
}

TEST_F(RemedyTools, WideningALaneThatIsWideEnoughIsToldToBeOfNoUse) {
  test::write_town(dir_.path());
  narrow_side_street();
  std::filesystem::remove(dir_.path() / "obstacles.geojson");
  std::ofstream(dir_.path() / "obstacles.geojson")
      << R"({"type":"FeatureCollection","features":[]})";
  open(dir_.path() / "city.toml");
  assess();
  look_at({-40, 100});
  const gui::TablePtr before = document().table("fire_lanes");
  const auto row = gui::row_with(*before, "lane_id", lane_at({-40, 100}));
  ASSERT_EQ(word_in(*before, "verdict", *row), "pass");
  trigger("widen_lane");
  click(town({-40, 100}));
  EXPECT_THAT(said(), HasSubstr("Lane Side Street is wide enough as it is"));
  settle();
  EXPECT_THAT(find<QLabel>("difference")->text().toStdString(),
              HasSubstr("Edit 1 changes no verdict: lane Side Street, made 4 m wide"));
}

TEST_F(RemedyTools, AGateIsNamedWhereAWiderLaneIsNotTheRemedy) {
  test::write_town(dir_.path());
  narrow_side_street();
  const auto [lon, lat] = lon_lat({-40, 100});
  std::ofstream(dir_.path() / "obstacles.geojson")
      << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"g1",)"
      << R"("kind":"gate","opening":"locked"},"geometry":{"type":"Point","coordinates":[)"
      << fmt::format("{:.8f},{:.8f}", lon, lat) << "]}}]}\n";
  open(dir_.path() / "city.toml");
  assess();
  look_at({-40, 100});
  trigger("widen_lane");
  click(town({-40, 120}));
  EXPECT_THAT(said(), HasSubstr("What stops the engine on lane Side Street is a gate"));
}

TEST_F(RemedyTools, ADoubleClickOnAnEditShowsItsPlace) {
  open_town();
  look_at({-40, 100});
  trigger("clear_obstacle");
  click(town({-40, 100}));
  settle();
  canvas().full_extent();
  settle();
  double_click_item(*find<QListWidget>("edits"), 0);
  EXPECT_LT(distance_m(canvas().view().centre, town({-40, 100})), 5);
}

TEST_F(RemedyTools, AHydrantFarFromEveryMainIsWarnedOf) {
  const auto project = test::write_town(dir_.path());
  const auto place = [](Xy in_town) {
    const auto [lon, lat] = lon_lat(in_town);
    return "[" + std::to_string(lon) + "," + std::to_string(lat) + "]";
  };
  std::ofstream(dir_.path() / "mains.geojson")
      << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"dn":200},)"
      << R"("geometry":{"type":"LineString","coordinates":[)" << place({-100, 0}) << ","
      << place({500, 0}) << "]}}]}\n";
  std::ofstream(project, std::ios::app)
      << "\n[[source]]\npath = \"mains.geojson\"\nrole = \"water_mains\"\n";
  open(project);
  auto* caution = find<QLabel>("edit_caution");
  add_hydrant({96, 10});
  EXPECT_FALSE(caution->isVisible()) << caution->text().toStdString();
  add_hydrant({100, 90});
  EXPECT_TRUE(caution->isVisible());
  EXPECT_THAT(caution->text().toStdString(), HasSubstr("Edit 2: no water main is drawn within 30"));
  EXPECT_THAT(caution->text().toStdString(), HasSubstr("mains"));
  EXPECT_THAT(caution->text().toStdString(), HasSubstr("90 m away"));
  find<QListWidget>("edits")->setCurrentRow(0);
  EXPECT_FALSE(caution->isVisible());
}

TEST_F(RemedyTools, AHydrantPlacedInABuildingIsWarnedOf) {
  open_town();
  auto* caution = find<QLabel>("edit_caution");
  add_hydrant({96, 10});  // in the passage between two houses
  EXPECT_FALSE(caution->isVisible()) << caution->text().toStdString();
  add_hydrant({106, 11});
  EXPECT_TRUE(caution->isVisible());
  EXPECT_THAT(caution->text().toStdString(),
              HasSubstr("Edit 2: this hydrant stands within the footprint of building b16"));
}

}  // namespace
}  // namespace firebreak
