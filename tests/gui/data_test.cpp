#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QSpinBox>
#include <fstream>

#include "core/io/load.hpp"
#include "core/session/run_settings.hpp"
#include "gui/city_box.hpp"
#include "gui/data_page.hpp"
#include "gui/pick.hpp"
#include "gui/window_fixture.hpp"

/// The step "Data" where files are missing, moved, dropped, left out or taken out.
namespace firebreak {
namespace {

namespace fs = std::filesystem;

class Data : public test::WindowTest {
 protected:
  gui::IntakePage& page() { return *find<gui::IntakePage>("intake"); }
  const io::Project& project() { return document().project(); }

  QTreeWidgetItem* layer(const QString& name) {
    auto* layers = find<QTreeWidget>("intake_layers");
    for (int i = 0; i < layers->topLevelItemCount(); ++i)
      if (layers->topLevelItem(i)->text(0).startsWith(name)) return layers->topLevelItem(i);
    ADD_FAILURE() << name.toStdString();
    return nullptr;
  }

  /// Clicks on the line of a layer.
  void choose_layer(const QString& name) {
    auto* layers = find<QTreeWidget>("intake_layers");
    auto* item = layer(name);
    layers->scrollToItem(item);
    // On its name: the columns behind may lie out of sight.
    QTest::mouseClick(layers->viewport(), Qt::LeftButton, {},
                      layers->visualItemRect(item).topLeft() + QPoint(20, 8));
    ASSERT_EQ(layers->currentItem(), item);
  }

  /// Presses a button as it can be seen.
  void push(const char* name) {
    auto* button = find<QPushButton>(name);
    ASSERT_TRUE(button->isVisible()) << name;
    QTest::mouseClick(button, Qt::LeftButton);
    settle();
  }
};

TEST_F(Data, AMissingSourceLeavesTheOthersAndIsFoundWithThoseThatMovedWithIt) {
  const fs::path file = test::write_town(dir_.path());
  const fs::path away = dir_.path() / "elsewhere";
  fs::create_directory(away);
  for (const char* name : {"hydrants.geojson", "stations.geojson"})
    fs::rename(dir_.path() / name, away / name);
  open(file);
  ASSERT_NE(document().city(), nullptr) << "what can be read is read";
  EXPECT_EQ(document().city()->buildings->size(), 60U);
  EXPECT_EQ(document().city()->hydrants->size(), 0U);
  EXPECT_TRUE(find<QLabel>("message")->text().contains("2 sources could not be read"));
  ASSERT_EQ(find<QTreeWidget>("intake_layers")->topLevelItemCount(), 5);
  EXPECT_EQ(layer("hydrants")->text(1), "cannot be read");
  EXPECT_FALSE(find<QPushButton>("intake_find")->isVisible()) << "the buildings are there";
  choose_layer("hydrants");
  EXPECT_TRUE(find<QLabel>("intake_notes")->text().contains("there is no such file"));
  EXPECT_FALSE(find<QLineEdit>("intake_crs")->isVisible()) << "there is nothing to correct";
  page().ask_new_place = [&](const QString& old) {
    EXPECT_TRUE(old.endsWith("hydrants.geojson"));
    return QString::fromStdString((away / "hydrants.geojson").string());
  };
  push("intake_find");
  EXPECT_EQ(document().city()->hydrants->size(), 2U);
  EXPECT_EQ(document().city()->stations->size(), 1U);
  EXPECT_TRUE(find<QLabel>("message")->text().contains("stations.geojson"));
  EXPECT_EQ(layer("hydrants")->text(1), "hydrants");
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(document().city()->hydrants->size(), 0U) << "one step back for both";
}

TEST_F(Data, ASourceThatCannotBeReadIsLeftOutAndTheCommandLineGoesOn) {
  const fs::path file = test::write_town(dir_.path());
  std::ofstream(dir_.path() / "obstacles.geojson") << "{\"type\":";  // a copy that broke off
  open(file);
  ASSERT_NE(document().city(), nullptr);
  choose_layer("obstacles");
  try {
    io::load(project(), Job{});
    FAIL() << "the command line must refuse";
  } catch (const Error& e) {
    EXPECT_NE(std::string(e.what()).find("left_out = true"), std::string::npos) << e.what();
  }
  push("intake_leave_out");
  EXPECT_EQ(layer("obstacles")->text(1), "left out");
  ASSERT_TRUE(window_->save_to(file));
  const io::Project saved = io::read_project(file);
  EXPECT_TRUE(saved.sources[4].left_out);
  EXPECT_EQ(io::load(saved, Job{}).buildings->size(), 60U);
  assess();
  const RunRecord& record = document().results()->record();
  const auto input = std::ranges::find(record.inputs, "left_out", &RunRecord::Input::role);
  ASSERT_NE(input, record.inputs.end()) << "the run says what it did without";
  EXPECT_TRUE(input->path.ends_with("obstacles.geojson"));
  EXPECT_TRUE(std::ranges::any_of(record.notices, [](const std::string& notice) {
    return notice.find("left out on purpose") != std::string::npos;
  }));
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(layer("obstacles")->text(1), "cannot be read");
}

TEST_F(Data, ALayerIsTakenOutWithDelAndComesBackWithUndo) {
  open_town();
  choose_layer("stations");
  QTest::keyClick(find<QTreeWidget>("intake_layers"), Qt::Key_Delete);
  settle();
  EXPECT_EQ(project().sources.size(), 4U);
  EXPECT_EQ(document().city()->stations->size(), 0U);
  EXPECT_EQ(find<QTreeWidget>("intake_layers")->topLevelItemCount(), 4);
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(project().sources.size(), 5U);
  EXPECT_EQ(document().city()->stations->size(), 1U);
}

TEST_F(Data, TheRoleLeaveOutSetsALayerAsideAndAnotherRoleTakesItIn) {
  open_town();
  choose_layer("stations");
  auto* role = find<QComboBox>("intake_role");
  test::pick(role, role->findText("leave out"));
  settle();
  EXPECT_TRUE(project().sources[3].left_out);
  EXPECT_EQ(layer("stations")->text(1), "left out");
  EXPECT_EQ(role->currentText(), "leave out");
  push("intake_leave_out");  // "Take in again"
  EXPECT_FALSE(project().sources[3].left_out);
  EXPECT_EQ(document().city()->stations->size(), 1U);
  EXPECT_EQ(document().undo().count(), 2);
}

TEST_F(Data, WhatIsSaidOfTheWholeCityIsSeenSetRefusedAndUndone) {
  open_town();
  auto* box = find<gui::CityBox>("city_box");
  EXPECT_FALSE(box->isVisible()) << "folded";
  QToolButton* fold = nullptr;
  for (auto* button : page().findChildren<QToolButton*>("fold"))
    if (button->text() == "Of the whole city") fold = button;
  ASSERT_NE(fold, nullptr);
  fold->setFocus();
  QTest::keyClick(fold, Qt::Key_Space);
  ASSERT_TRUE(box->isVisible());
  auto* crs = find<QLineEdit>("city_crs");
  EXPECT_EQ(crs->text(), "EPSG:25832");
  const auto enter = [&](QLineEdit* line, const QString& text) {
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
    settle();
  };
  enter(crs, "EPSG:4326");
  EXPECT_EQ(project().crs, "EPSG:25832");
  EXPECT_EQ(crs->text(), "EPSG:25832");
  EXPECT_TRUE(find<QLabel>("message")->text().contains("does not measure in metres"));
  enter(crs, "EPSG:25833");
  EXPECT_EQ(document().city()->crs.epsg(), 25833);
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(document().city()->crs.epsg(), 25832);

  auto* area = find<QLineEdit>("city_study_area");
  enter(area, "roads.geojson");
  ASSERT_TRUE(
      becomes([&] { return find<QLabel>("message")->text().contains("no polygon in it"); }));
  EXPECT_TRUE(project().study_area.empty());
  EXPECT_EQ(area->text(), "");
  enter(area, "buildings.geojson");
  ASSERT_TRUE(becomes([&] {
    return QString::fromStdString(project().study_area.filename().string()) ==
           QString("buildings.geojson");
  }));
  settle();
  EXPECT_GT(document().city()->study_area->size(), 0U);

  auto* mapping = find<QLineEdit>("city_mapping");
  dir_.write("broken.toml", "[[layer\n");
  enter(mapping, "broken.toml");
  ASSERT_TRUE(becomes([&] { return find<QLabel>("message")->text().contains("broken.toml"); }));
  EXPECT_TRUE(project().mapping.empty());
  auto* checks = find<QLineEdit>("city_field_checks");
  enter(checks, "nowhere.csv");
  ASSERT_TRUE(becomes([&] { return find<QLabel>("message")->text().contains("nowhere.csv"); }));
  auto* ledger = find<QLineEdit>("city_ledger");
  enter(ledger, "roads.geojson");
  ASSERT_TRUE(becomes([&] { return find<QLabel>("message")->text().contains("roads.geojson"); }));
  EXPECT_TRUE(project().ledger.empty());
  auto* edition = find<QCheckBox>("city_public");
  QTest::mouseClick(edition, Qt::LeftButton, {}, {8, edition->height() / 2});
  EXPECT_TRUE(project().public_edition);
  enter(find<QLineEdit>("city_name"), "Neustadt");
  EXPECT_EQ(project().name, "Neustadt");
}

TEST_F(Data, WhatIsBeingTypedOfTheCityStaysWhileOtherFilesAreChecked) {
  open_town();
  for (auto* button : page().findChildren<QToolButton*>("fold"))
    if (button->text() == "Of the whole city") button->click();
  auto* area = find<QLineEdit>("city_study_area");
  auto* mapping = find<QLineEdit>("city_mapping");
  auto* ledger = find<QLineEdit>("city_ledger");
  auto* name = find<QLineEdit>("city_name");
  ASSERT_TRUE(area->isVisible());
  dir_.write("mine.toml", "[[layer]]\nfile = \"*.geojson\"\nrole = \"buildings\"\n");
  dir_.write("broken.toml", "[[layer\n");
  const auto type = [](QLineEdit* line, const QString& text) {
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
  };
  // One file after the other, without waiting for what is said about the one before.
  type(area, "buildings.geojson");
  QTest::keyClick(area, Qt::Key_Return);
  type(mapping, "broken.toml");
  QTest::keyClick(mapping, Qt::Key_Tab);
  type(ledger, "roa");
  type(name, "Neu");
  ledger->setFocus();
  QTest::keyClicks(ledger, "ds");
  ASSERT_TRUE(becomes([&] {
    return QString::fromStdString(project().study_area.filename().string()) ==
           QString("buildings.geojson");
  }));
  ASSERT_TRUE(becomes([&] { return mapping->text() == QString(); }));
  EXPECT_TRUE(project().mapping.empty());
  settle();
  EXPECT_TRUE(area->text().endsWith("buildings.geojson"));
  EXPECT_EQ(project().name, "Neu") << "finished by going on";
  // Undo changes what is shown, but not under the hands of who types.
  type(name, "Neustadt an der ");
  document().undo().undo();
  document().undo().undo();
  settle();
  EXPECT_EQ(name->text(), "Neustadt an der ");
  EXPECT_EQ(area->text(), "");
  QTest::keyClicks(name, "Aisch");
  QTest::keyClick(name, Qt::Key_Return);
  settle();
  EXPECT_EQ(project().name, "Neustadt an der Aisch");
  // For another city it is void.
  type(name, "Lauf");
  open(dir_.path() / "city.toml");
  EXPECT_NE(name->text(), "Lauf");
  EXPECT_EQ(name->text().toStdString(), project().name);
}

TEST_F(Data, AFilterDistancesAndControlPointsAreSaidUnderMore) {
  open_town();
  choose_layer("hydrants");
  QToolButton* fold = nullptr;
  for (auto* button : page().findChildren<QToolButton*>("fold"))
    if (button->text() == "More") fold = button;
  ASSERT_NE(fold, nullptr);
  QTest::mouseClick(fold, Qt::LeftButton);
  auto* where = find<QLineEdit>("intake_where");
  ASSERT_TRUE(where->isVisible());
  const auto enter = [&](const QString& text) {
    where->setFocus();
    where->selectAll();
    QTest::keyClicks(where, text);
    QTest::keyClick(where, Qt::Key_Return);
  };
  enter("status =");
  ASSERT_TRUE(becomes([&] { return find<QLabel>("message")->isVisible(); }));
  ASSERT_TRUE(becomes([&] { return where->text() == QString(); }));
  EXPECT_EQ(project().sources[2].where, "");
  enter("status = 'working'");
  ASSERT_TRUE(becomes([&] {
    return QString::fromStdString(project().sources[2].where) == QString("status = 'working'");
  }));
  settle();
  EXPECT_EQ(document().city()->hydrants->size(), 1U);
  auto* relative = find<QDoubleSpinBox>("intake_relative_accuracy");
  relative->setFocus();
  relative->selectAll();
  QTest::keyClicks(relative, "0.3");
  QTest::keyClick(relative, Qt::Key_Return);
  settle();
  EXPECT_EQ(project().sources[2].relative_accuracy_m, 0.3);
  EXPECT_NEAR(document().city()->sources[2].relative_accuracy_m, 0.3, 1e-9);
  const auto points = dir_.write("pairs.csv", "1,2,3,x\n5,6\n");
  gui::IntakeMore& more = *find<gui::IntakeMore>("intake_more");
  more.ask_control_points = [&] { return QString::fromStdString(points.string()); };
  push("intake_control_choose");
  EXPECT_TRUE(find<QLabel>("message")->text().contains("pairs.csv"));
  EXPECT_TRUE(project().sources[2].control_points.empty());
  dir_.write("pairs.csv", "11.28,49.51,650000,5486000\n11.281,49.511,650072,5486111\n");
  push("intake_control_choose");
  EXPECT_EQ(project().sources[2].control_points.size(), 2U);
  auto* told = find<QLabel>("intake_control_told");
  auto* accept = find<QPushButton>("intake_control_accept");
  EXPECT_EQ(told->text(), "2 pairs, unchecked: a third one would show a mistake");
  EXPECT_TRUE(accept->isHidden());
  // The third one is off by 10 m: it takes a person to accept that.
  dir_.write("pairs.csv", "0,0,650000,5486000\n100,0,650100,5486000\n0,100,650000,5486110\n");
  push("intake_control_choose");
  EXPECT_TRUE(told->text().startsWith("3 pairs, they fit to 2.")) << told->text().toStdString();
  EXPECT_TRUE(told->text().contains("more than 1 m")) << told->text().toStdString();
  ASSERT_FALSE(accept->isHidden());
  push("intake_control_accept");
  ASSERT_TRUE(project().sources[2].control_accepted_m.has_value());
  EXPECT_GT(*project().sources[2].control_accepted_m, 2);
  EXPECT_TRUE(accept->isHidden());
  push("intake_control_none");
  EXPECT_FALSE(project().sources[2].control_accepted_m.has_value());
  EXPECT_TRUE(project().sources[2].control_points.empty());
}

TEST_F(Data, OnlyWhatOpenedIsRecentAndByItsWholePath) {
  const auto broken = dir_.write("broken.csv", std::string("\0\0\0", 3));
  const fs::path file = test::write_town(dir_.path());
  open(file);
  ASSERT_EQ(settings_->recent().size(), 1U);
  open(broken);
  EXPECT_EQ(settings_->recent(), std::vector<fs::path>{file}) << "nothing came of it";
  open(dir_.path() / "missing.toml");
  EXPECT_EQ(settings_->recent(), std::vector<fs::path>{file});
  const fs::path before = fs::current_path();
  fs::create_directory(dir_.path() / "sub");
  const fs::path other = test::write_town(dir_.path() / "sub");
  fs::current_path(dir_.path() / "sub");
  open("city.toml");
  fs::current_path(before);
  ASSERT_EQ(settings_->recent().size(), 2U);
  EXPECT_EQ(settings_->recent().front(), other) << "it is found from any folder";
}

TEST_F(Data, ARecentTownIsOpenedFromTheFirstPageWithOneDoubleClick) {
  open_town();
  trigger("close");
  settle();
  auto* recent = find<QListWidget>("first_recent");
  ASSERT_TRUE(recent->isVisible());
  ASSERT_EQ(recent->count(), 1);
  const QPoint at = recent->visualItemRect(recent->item(0)).center();
  QTest::mouseClick(recent->viewport(), Qt::LeftButton, {}, at);
  QTest::mouseDClick(recent->viewport(), Qt::LeftButton, {}, at);
  if (!document().is_open()) QTest::keyClick(recent, Qt::Key_Return);
  settle();
  ASSERT_TRUE(document().is_open());
  EXPECT_EQ(document().city()->buildings->size(), 60U);
}

TEST_F(Data, AFolderDroppedOnTheFirstPageIsACity) {
  test::write_town(dir_.path());
  fs::remove(dir_.path() / "city.toml");
  drop({dir_.path()});
  settle();
  ASSERT_NE(document().city(), nullptr);
  EXPECT_EQ(project().sources.size(), 5U);
  EXPECT_EQ(document().city()->buildings->size(), 60U);
  EXPECT_EQ(settings_->recent().size(), 1U);
}

TEST_F(Data, FilesDroppedOnAnOpenCityAreAddedAndUndone) {
  test::write_town(dir_.path());
  open(dir_.path() / "buildings.geojson");
  EXPECT_EQ(document().city()->hydrants->size(), 0U);
  drop({dir_.path() / "hydrants.geojson", dir_.path() / "roads.geojson"});
  settle();
  EXPECT_EQ(project().sources.size(), 3U);
  EXPECT_EQ(document().city()->hydrants->size(), 2U);
  EXPECT_EQ(document().city()->roads->size(), 3U);
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(project().sources.size(), 1U) << "one step";
}

TEST_F(Data, AProjectDroppedOnUnsavedWorkAsksFirst) {
  fs::create_directory(dir_.path() / "other");
  const fs::path other = test::write_town(dir_.path() / "other");
  open_town();
  document().edit("Change a value",
                  [](io::Project& p) { p.overrides["hydrants.radius_m"] = 120.0; });
  int asked = 0;
  window_->ask_unsaved = [&] {
    ++asked;
    return gui::MainWindow::Answer::cancel;
  };
  drop({other});
  settle();
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(project().overrides.size(), 1U) << "what was unsaved is there";
  EXPECT_EQ(project().path, dir_.path() / "city.toml");
}

}  // namespace
}  // namespace firebreak
