#include <QRegularExpression>
#include <QTableView>
#include <QTreeWidget>
#include <fstream>

#include "gui/figure_rows.hpp"
#include "gui/layer_edits.hpp"
#include "gui/layer_panel.hpp"
#include "gui/pick.hpp"
#include "gui/window_fixture.hpp"

/// The panels of the five steps, acted on as a person does.
namespace firebreak {
namespace {

class Steps : public test::WindowTest {
 protected:
  QTreeWidgetItem* layer(const QString& title) {
    auto* tree = find<QTreeWidget>("layer_tree");
    for (QTreeWidgetItem* row : gui::layer_rows(*tree))
      if (row->text(0) == title) return row;
    ADD_FAILURE() << title.toStdString();
    return nullptr;
  }
};

TEST_F(Steps, ALayerIsHiddenAndComesBackWithUndo) {
  open_town();
  const QColor house(0xd9, 0xd4, 0xc8);
  const int before = test::pixels_like(picture(), house, 3);
  ASSERT_GT(before, 500);
  layer("Buildings")->setCheckState(0, Qt::Unchecked);
  EXPECT_LT(test::pixels_like(picture(), house, 3), before / 10);
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(test::pixels_like(picture(), house, 3), before);
  EXPECT_EQ(layer("Buildings")->checkState(0), Qt::Checked);
}

TEST_F(Steps, WhatIsSaidBeforeTheFirstRunStandsTogetherAtTheTop) {
  open_town();
  window_->choose_step(gui::Step::assess);
  settle();
  const auto* rules = find<QLabel>("assess_rules");
  const auto* state = find<QLabel>("assess_state");
  ASSERT_TRUE(state->isVisible());
  EXPECT_EQ(state->text(), "Not assessed yet.");
  EXPECT_LT(state->y() - rules->geometry().bottom(), 24);
  EXPECT_LT(state->geometry().bottom(), state->parentWidget()->height() / 2);
}

TEST_F(Steps, ALegendEntryIsAFilterWithItsCount) {
  open_town();
  assess();
  auto* buildings = layer("Buildings: hydrant cover");
  QTreeWidgetItem* failing = nullptr;
  for (int i = 0; i < buildings->childCount(); ++i)
    if (buildings->child(i)->text(0) == "Not covered by hydrants") failing = buildings->child(i);
  ASSERT_NE(failing, nullptr);
  EXPECT_GT(failing->text(1).toInt(), 0);
  const QColor red(0xd7, 0x30, 0x1f);
  const int before = test::pixels_like(picture(), red);
  EXPECT_GT(before, 500);
  failing->setCheckState(0, Qt::Unchecked);
  EXPECT_LT(test::pixels_like(picture(), red), before / 4) << "only the thin outlines of gaps";
}

TEST_F(Steps, OpacityIsOneUndoHoweverLongTheSlider) {
  open_town();
  auto* tree = find<QTreeWidget>("layer_tree");
  tree->setCurrentItem(layer("Buildings"));
  auto* slider = find<QSlider>("layer_opacity");
  slider->setFocus();
  for (int i = 0; i < 30; ++i) QTest::keyClick(slider, Qt::Key_Left);
  settle();
  EXPECT_EQ(slider->value(), 70);
  EXPECT_EQ(document().undo().count(), 1);
  EXPECT_NEAR(document().project().view.find("buildings", "Buildings")->opacity, 0.7, 1e-9);
}

TEST_F(Steps, AWrongLayerIsPutRightOnTheDataPage) {
  open_town();
  auto* layers = find<QTreeWidget>("intake_layers");
  ASSERT_EQ(layers->topLevelItemCount(), 5);
  for (int i = 0; i < 5; ++i)
    if (layers->topLevelItem(i)->text(0).startsWith("stations"))
      layers->setCurrentItem(layers->topLevelItem(i));
  auto* role = find<QComboBox>("intake_role");
  ASSERT_EQ(role->currentText(), "stations");
  test::pick(role, role->findText("hydrants"));
  settle();
  EXPECT_EQ(document().city()->hydrants->size(), 3U);
  EXPECT_EQ(document().city()->stations->size(), 0U);
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(document().city()->stations->size(), 1U);
}

TEST_F(Steps, TheHeadlineCountsAndSelects) {
  open_town();
  EXPECT_TRUE(find<QPushButton>("figure_read_buildings")->text().startsWith("60"));
  assess();
  auto* failing = find<QPushButton>("figure_hydrants");
  const auto count = failing->text().section(' ', 0, 0).toULongLong();
  EXPECT_GT(count, 0U);
  QTest::mouseClick(failing, Qt::LeftButton);
  EXPECT_EQ(document().selection().table, "building_risk");
  EXPECT_EQ(document().selection().rows.size(), count);
}

TEST_F(Steps, TheHeadlineTellsWhatIsToBeCheckedBesideWhatFailsOfEveryMeasure) {
  open_town();
  assess();
  for (const auto& [name, table, column, words] :
       {std::tuple("figure_water", "building_risk", "water_verdict", QStringList({"G0", "G1"})),
        std::tuple("figure_water_open", "building_risk", "water_verdict",
                   QStringList({"unknown", "G2"})),
        std::tuple("figure_lanes_open", "fire_lanes", "verdict",
                   QStringList({"unknown", "marginal"}))}) {
    const Column& cells = *document().table(table)->column(column);
    qsizetype count = 0;
    for (std::size_t row = 0; row < cells.size(); ++row)
      if (cells.has(row) && words.contains(QString::fromStdString(std::string(cells.texts[row]))))
        ++count;
    EXPECT_EQ(find<QPushButton>(name)->text().section(' ', 0, 0).toLongLong(), count) << name;
  }
}

TEST_F(Steps, TheHeadlineTakesTwoRowsAtMostBesideEveryStepAndWithAPlan) {
  window_->resize(1400, 900);
  open(test::add_west(test::write_town(dir_.path())));
  assess();
  window_->choose_step(gui::Step::remedy);
  canvas().zoom_to(document().table("buildings")->shapes.boxes.back(), 20);
  settle();
  trigger("add_hydrant");
  const auto before = document().results();
  click(canvas().view().centre + Xy{0, -3});
  ASSERT_TRUE(
      QTest::qWaitFor([&] { return document().results() != before && !document().busy(); }, 60000));
  settle();
  const QString failing = find<QPushButton>("figure_hydrants")->text();
  EXPECT_TRUE(failing.contains("→")) << failing.toStdString();
  gui::show_layer(document(), {"building_risk", "Buildings: hose along the roads", {}}, true);
  settle();
  EXPECT_NE(window_->findChild<QPushButton*>("figure_hose"), nullptr) << "one figure more";
  EXPECT_LE(find<gui::FigureRows>("figures")->rows(), 2);
  trigger("chinese");
  settle();
  EXPECT_LE(find<gui::FigureRows>("figures")->rows(), 2);
  // In a unit, too, the plan is told against the city as it is.
  document().edit("Unit shown", [](io::Project& project) { project.view.unit = "none"; });
  settle();
  std::size_t inside = 0;
  const auto judged = document().table("building_risk");
  const auto rows = document().rows_in_unit(judged);
  ASSERT_TRUE(rows);
  for (std::size_t row = 0; row < rows->size(); ++row)
    if ((*rows)[row] != 0 && judged->column("hydrant_verdict")->texts[row] == "fail") ++inside;
  EXPECT_TRUE(find<QPushButton>("figure_hydrants")
                  ->text()
                  .contains(QString("→%1 ").arg(static_cast<int>(inside))))
      << find<QPushButton>("figure_hydrants")->text().toStdString();
}

TEST_F(Steps, RemedyToolsActOnTheMapAndShowWhatTheyDo) {
  open_town();
  assess();
  window_->choose_step(gui::Step::remedy);
  canvas().zoom_to(document().table("buildings")->shapes.boxes.back(), 20);
  settle();
  trigger("add_hydrant");
  const auto before = document().results();
  click(canvas().view().centre + Xy{0, -3});
  ASSERT_TRUE(
      QTest::qWaitFor([&] { return document().results() != before && !document().busy(); }, 60000));
  EXPECT_EQ(document().scenario()->edits.size(), 1U);
  settle();
  EXPECT_GT(find<QTreeWidget>("changed_figures")->topLevelItemCount(), 0);
  const QAbstractItemModel* changes = find<QTableView>("changed_buildings")->model();
  EXPECT_GT(changes->rowCount(), 0);
  const QString difference = find<QLabel>("difference")->text();
  EXPECT_TRUE(difference.contains(QRegularExpression("Hydrant rule: \\d+ better, \\d+ worse")))
      << difference.toStdString();
  EXPECT_TRUE(difference.contains("Better means: ")) << difference.toStdString();
  const auto colour_of_change = [&] {
    return changes->index(0, 4).data(Qt::ForegroundRole).value<QColor>();  // after
  };
  const QColor in_light = colour_of_change();
  trigger("dark");
  settle();
  EXPECT_GT(colour_of_change().lightness(), 150) << "readable on a dark ground";
  trigger("dark");
  settle();
  EXPECT_EQ(colour_of_change(), in_light);
  auto* edits = find<QListWidget>("edits");
  edits->setCurrentRow(0);
  edits->setFocus();
  QTest::keyClick(edits, Qt::Key_Delete);
  settle();
  EXPECT_TRUE(document().scenario()->edits.empty());
}

TEST_F(Steps, WhatChangesOfABuildingIsReadableInANarrowList) {
  open_town();
  assess();
  window_->choose_step(gui::Step::remedy);
  document().add_edit(SwitchHydrant{"h2", false});
  settle();
  trigger("chinese");
  settle();
  auto* changed = find<QTableView>("changed_buildings");
  ASSERT_GT(changed->model()->rowCount(), 0);
  for (const int width : {200, 300}) {
    changed->setFixedWidth(width);
    QTest::qWait(10);
    EXPECT_GE(changed->columnWidth(2), changed->fontMetrics().horizontalAdvance("消火栓规则"))
        << width;
  }
}

TEST_F(Steps, AHydrantIsDraggedAndAnObstacleDrawn) {
  open_town();
  const Xy place = (*document().city()->hydrants)[0].at;
  canvas().zoom_to(Box{place, place}.grown(60));
  settle();
  trigger("move_hydrant");
  drag(canvas().to_screen(place).toPoint(), canvas().to_screen(place + Xy{20, 0}).toPoint());
  settle();
  ASSERT_NE(document().scenario(), nullptr);
  EXPECT_NEAR((*document().shown_city()->hydrants)[0].at.x_m, place.x_m + 20, 0.5);
  canvas().setFocus();
  QTest::keyClick(&canvas(), Qt::Key_Escape);
  const auto edits = document().scenario()->edits.size();
  click(place + Xy{0, 25});
  EXPECT_EQ(document().scenario()->edits.size(), edits) << "Esc left the tool";
  trigger("add_obstacle");
  click(place + Xy{0, 10});
  click(place + Xy{10, 10});
  canvas().setFocus();
  QTest::keyClick(&canvas(), Qt::Key_Return);
  settle();
  EXPECT_EQ(document().scenario()->edits.size(), 2U);
  EXPECT_EQ(document().shown_city()->obstacles->size(), 2U);
}

TEST_F(Steps, EveryCommandHasATipInBothLanguagesAndKeysAreUnique) {
  std::set<QString> keys;
  for (const Language language : {Language::en, Language::zh}) {
    if (language == Language::zh) trigger("chinese");
    for (const QAction* action : window_->actions().all()) {
      EXPECT_FALSE(action->text().isEmpty()) << action->objectName().toStdString();
      EXPECT_FALSE(action->statusTip().isEmpty()) << action->objectName().toStdString();
      if (language == Language::zh || action->shortcut().isEmpty()) continue;
      EXPECT_TRUE(keys.insert(action->shortcut().toString()).second)
          << action->shortcut().toString().toStdString();
    }
  }
}

TEST_F(Steps, TheLanguageChangesLiveEverywhere) {
  open_town();
  assess();
  click(document().table("building_risk")->shapes.boxes[0].centre());
  trigger("chinese");
  settle();
  for (QLabel* label : window_->findChildren<QLabel*>()) {
    const QVariant english = label->property("say_text");
    if (!english.isValid()) continue;
    EXPECT_NE(label->text(), english.toString()) << label->text().toStdString();
  }
  EXPECT_TRUE(find<QPushButton>("figure_hydrants")->text().contains("不符合"));
  EXPECT_TRUE(find<QTextBrowser>("details_text")->toPlainText().contains("建筑"));
  EXPECT_EQ(settings_->language(), Language::zh);
}

TEST_F(Steps, DarkAndLightAreRemembered) {
  open_town();
  trigger("dark");
  settle();
  EXPECT_LT(picture().pixelColor(3, 3).lightness(), 80);
  restart();
  EXPECT_EQ(document().theme(), "dark");
  EXPECT_LT(window_->palette().color(QPalette::Window).lightness(), 128) << "window and map alike";
}

TEST_F(Steps, ADamagedSheetIsToldAndTheLooksStay) {
  const auto styles = dir_.path() / "styles";
  std::filesystem::copy(std::filesystem::path(FIREBREAK_SOURCE) / "styles", styles,
                        std::filesystem::copy_options::recursive);
  std::ofstream(styles / "dark.toml", std::ios::app) << "\nrubbish\n";
  setenv("FIREBREAK_STYLES_DIR", styles.c_str(), 1);
  trigger("dark");
  unsetenv("FIREBREAK_STYLES_DIR");
  EXPECT_TRUE(find<QLabel>("message")->text().contains("dark.toml"))
      << find<QLabel>("message")->text().toStdString();
  EXPECT_EQ(document().theme(), "light");
  EXPECT_EQ(settings_->theme(), "light");
  const auto ground = [this] { return window_->palette().color(QPalette::Window).lightness(); };
  EXPECT_GT(ground(), 128) << "window and map alike";
  settings_->set_theme("dark");  // as it was the evening before
  setenv("FIREBREAK_STYLES_DIR", styles.c_str(), 1);
  restart();
  unsetenv("FIREBREAK_STYLES_DIR");
  EXPECT_TRUE(find<QLabel>("message")->text().contains("dark.toml"));
  EXPECT_EQ(document().theme(), "light");
  EXPECT_GT(ground(), 128);
}

}  // namespace
}  // namespace firebreak
