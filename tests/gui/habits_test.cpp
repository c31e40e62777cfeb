#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDockWidget>
#include <QMenu>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QStatusBar>
#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/io/load.hpp"
#include "gui/building_story.hpp"
#include "gui/layer_items.hpp"
#include "gui/preview.hpp"
#include "gui/window_fixture.hpp"

/// What a person expects of every window, and what the map shows of a building's story.
namespace firebreak {
namespace {

class Habits : public test::WindowTest {};

TEST_F(Habits, ARightClickOffersWhatCanBeDoneHere) {
  open_town();
  const Xy place = (*document().city()->hydrants)[0].at;
  const auto menu_at = [&](Xy at) {
    QTest::mousePress(&canvas(), Qt::RightButton, Qt::NoModifier, canvas().to_screen(at).toPoint());
    auto* menu = canvas().findChild<QMenu*>("map_menu");
    EXPECT_NE(menu, nullptr);
    return menu;
  };
  const auto choose = [&](Xy at, const char* name) {
    QMenu* menu = menu_at(at);
    auto* action = menu->findChild<QAction*>(name);
    ASSERT_NE(action, nullptr) << name;
    action->trigger();
    menu->close();
    QTest::qWait(1);
    settle();
  };
  // Without a mouse: of the place in the middle.
  canvas().setFocus();
  press(Qt::Key_F10, Qt::ShiftModifier);
  auto* of_middle = canvas().findChild<QMenu*>("map_menu");
  ASSERT_NE(of_middle, nullptr);
  of_middle->findChild<QAction*>("here_copy")->trigger();
  of_middle->close();
  QTest::qWait(1);
  const Xy middle = canvas().view().centre + document().grid().origin;
  EXPECT_EQ(QApplication::clipboard()->text(),
            QStringLiteral("%1, %2").arg(middle.x_m, 0, 'f', 2).arg(middle.y_m, 0, 'f', 2));
  choose(place, "here_identify");
  EXPECT_EQ(document().selection().table, "hydrants");
  choose(place, "here_centre");
  EXPECT_LT(distance_m(canvas().view().centre, place), 2 * canvas().view().metres_per_px);
  choose(place, "here_copy_degrees");
  EXPECT_TRUE(QApplication::clipboard()->text().startsWith("11.28"));
  choose(place + Xy{40, 0}, "here_hydrant");
  ASSERT_NE(document().scenario(), nullptr);
  EXPECT_EQ(document().scenario()->crs, "EPSG:25832");
  const gui::TablePtr hydrants = document().table("hydrants");
  ASSERT_EQ(hydrants->rows(), 3U);
  EXPECT_EQ(hydrants->column("status_basis")->texts[2], "plan") << "it looks like a new one";
}

TEST_F(Habits, TheSameKeyOpensAndClosesTheTable) {
  open_town();
  auto* dock = find<QDockWidget>("dock_table");
  press(Qt::Key_F6);
  settle();
  EXPECT_TRUE(dock->isVisible());
  press(Qt::Key_F6);
  settle();
  EXPECT_FALSE(dock->isVisible());
}

TEST_F(Habits, WhatWasUndoneIsTold) {
  open_town();
  document().add_edit(SwitchHydrant{"h1", true});
  settle();
  press(Qt::Key_Z, Qt::ControlModifier);
  auto* status = find<QStatusBar>("status_line");
  EXPECT_EQ(status->currentMessage(), "Undone: Remedy");
  press(Qt::Key_Y, Qt::ControlModifier);
  EXPECT_EQ(status->currentMessage(), "Done again: Remedy");
  EXPECT_NE(document().scenario(), nullptr);
}

TEST_F(Habits, NamesOfFiguresAreWholeHoweverNarrowTheirList) {
  open_town();
  assess();
  trigger("step_assess");
  auto* figures = find<QTreeWidget>("assess_figures");
  const auto is_whole = [&](QTreeWidgetItem* item) {
    const QRect cell = figures->visualItemRect(item);
    const QRect room(0, 0, figures->columnWidth(0) - 8, 10000);
    const QRect needed = figures->fontMetrics().boundingRect(room, Qt::TextWordWrap, item->text(0));
    return cell.height() >= needed.height();
  };
  int more_lines = 0;
  for (const int width : {700, 260, 200}) {
    figures->setFixedWidth(width);
    settle();
    QTest::qWait(50);
    more_lines = 0;
    for (int row = 0; row < figures->topLevelItemCount(); ++row) {
      QTreeWidgetItem* item = figures->topLevelItem(row);
      EXPECT_TRUE(is_whole(item)) << width << ": " << item->text(0).toStdString();
      if (figures->visualItemRect(item).height() > 2 * figures->fontMetrics().height())
        ++more_lines;
    }
    if (width == 700) {
      EXPECT_EQ(more_lines, 0);
    }
  }
  EXPECT_GT(more_lines, 3);
}

TEST_F(Habits, APageIsAsWideAsThePlaceBesideItsBarWhateverTheHeight) {
  open_town();
  assess();
  trigger("step_assess");
  auto* list = find<QTreeWidget>("assess_figures");
  QScrollArea* area = nullptr;
  for (QWidget* above = list->parentWidget(); area == nullptr; above = above->parentWidget())
    area = qobject_cast<QScrollArea*>(above);
  bool with_bar = false;
  bool without = false;
  for (int height = 400; height <= 1100; height += 28) {
    window_->resize(1360, height);
    settle();
    EXPECT_EQ(area->widget()->width(), area->viewport()->width()) << height;
    EXPECT_GE(area->widget()->height(), area->viewport()->height()) << height;
    (area->verticalScrollBar()->isVisible() ? with_bar : without) = true;
  }
  EXPECT_TRUE(with_bar);
  EXPECT_TRUE(without);
}

TEST_F(Habits, NoToolOfTheMapIsCutInTheNarrowestWindow) {
  open_town();
  for (const bool chinese : {false, true}) {
    if (chinese) trigger("chinese");
    window_->resize(window_->minimumSizeHint());
    settle();
    QTest::qWait(20);
    for (const char* tool :
         {"identify", "select_box", "select_polygon", "measure_length", "measure_area"}) {
      QAction* action = window_->actions().find(tool);
      ASSERT_NE(action, nullptr);
      for (QObject* shown : action->associatedObjects())
        if (auto* button = qobject_cast<QToolButton*>(shown)) {
          EXPECT_GE(button->width(), button->sizeHint().width())
              << button->text().toStdString() << " in " << window_->width();
        }
    }
  }
}

TEST_F(Habits, EscClosesTheListOfKeys) {
  trigger("shortcuts");
  const auto list = [] {
    for (QWidget* widget : QApplication::topLevelWidgets())
      if (widget->objectName() == "keys_window" && widget->isVisible()) return widget;
    return static_cast<QWidget*>(nullptr);
  };
  ASSERT_NE(list(), nullptr);
  list()->activateWindow();
  list()->setFocus();
  QTest::keyClick(list(), Qt::Key_Escape);
  EXPECT_EQ(list(), nullptr);
}

TEST_F(Habits, TheStoryTellsAndDrawsTheWayIn) {
  open_town();
  assess();
  const gui::TablePtr risk = document().table("building_risk");
  std::uint32_t house = 0;
  while (risk->column("building_id")->texts[house] != "b1") ++house;
  const auto picture =
      gui::story_picture(document(), *risk, house, gui::route_to(document(), *risk, house));
  ASSERT_GE(picture.route.size(), 2U);
  EXPECT_TRUE(picture.from_station);
  EXPECT_LT(distance_m(picture.route.front(), (*document().city()->stations)[0].at), 60);
  EXPECT_LT(distance_m(picture.route.back(), risk->shapes.boxes[house].centre()), 60);
  document().show("building_risk", house);
  settle();
  const QString story = find<QTextBrowser>("details_text")->toPlainText();
  EXPECT_TRUE(
      story.contains(QRegularExpression("The best way in is \\d+ m long, from a fire "
                                        "station over \\d+ lanes?")))
      << story.toStdString();
  EXPECT_TRUE(story.contains(
      QRegularExpression("The lane in front of it, (Main Street|Narrow Lane) \\(\\S+\\): ")))
      << story.toStdString();
  document().select({});
  const QImage without = this->picture();
  document().select({"building_risk", {house}, house});
  EXPECT_NE(this->picture(), without);
}

TEST_F(Habits, UncheckedBoxesAreSeenInTheDark) {
  trigger("dark");
  QCheckBox box;
  box.resize(60, 30);
  const QImage seen = box.grab().toImage();
  const auto light = [](const QColor& c) {
    const auto linear = [](double v) {
      return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
  };
  const double ground = light(box.palette().color(QPalette::Window));
  int edge = 0;
  for (int y = 0; y < seen.height(); ++y)
    for (int x = 0; x < seen.width(); ++x)
      edge += (light(seen.pixelColor(x, y)) + 0.05) / (ground + 0.05) >= 3 ? 1 : 0;
  EXPECT_GE(edge, 30) << "pixels of the box's edge";
}

TEST_F(Habits, LayersBeyondTheirScaleSaySo) {
  open_town();
  const auto row = [&]() -> const QTreeWidgetItem& {
    auto* tree = find<QTreeWidget>("layer_tree");
    const auto rows = gui::layer_rows(*tree);
    return **std::ranges::find_if(
        rows, [](const QTreeWidgetItem* item) { return item->text(0) == "Hydrants as read"; });
  };
  const auto told = [&] { return row().toolTip(0).section('\n', 0, 0); };
  canvas().set_scale(5000);
  settle();
  EXPECT_EQ(told(), "Hydrants as read");
  EXPECT_TRUE(row().icon(0).isNull());
  canvas().set_scale(100000);
  settle();
  EXPECT_EQ(told(), "Hydrants as read (zoom in)");
  EXPECT_EQ(row().data(0, Qt::AccessibleTextRole).toString(), told()) << "to who hears the window";
  EXPECT_FALSE(row().icon(0).isNull()) << "a sign beside the name";
}

TEST_F(Habits, WhatWasRecognisedIsToldInTheNewLanguageAtOnce) {
  const auto file = test::write_town(dir_.path());
  std::ofstream(dir_.path() / "city.toml")
      << "name = \"T\"\n[[source]]\npath = \"buildings.geojson\"\n";
  open(file);
  auto* layers = find<QTreeWidget>("intake_layers");
  ASSERT_EQ(layers->topLevelItemCount(), 1);
  const QString english = layers->topLevelItem(0)->toolTip(3);
  EXPECT_TRUE(english.contains("say")) << english.toStdString();
  trigger("chinese");
  EXPECT_FALSE(layers->topLevelItem(0)->toolTip(3).contains("say"));
  trigger("chinese");
  EXPECT_EQ(layers->topLevelItem(0)->toolTip(3), english);
}

TEST_F(Habits, DataInDegreesAreShownWhileTheyAreRead) {
  const auto file = test::write_town(dir_.path());
  const auto layers = io::read_and_recognise(io::open_project(file), Job{});
  const gui::Preview early = gui::preview_of(layers, Crs());
  ASSERT_EQ(early.tables.size(), 4U) << "buildings, roads, hydrants, stations";
  open(file);
  const City& city = *document().city();
  std::vector<Xy> corners;
  for (const Box& box : city.buildings->shapes.boxes) corners.push_back(city.to_crs(box.min));
  for (const Box& box : early.tables[0]->shapes.boxes) {
    const Xy corner = box.min + early.origin;
    EXPECT_TRUE(std::any_of(corners.begin(), corners.end(),
                            [&](Xy c) { return distance_m(c, corner) < 0.05; }));
  }
}

}  // namespace
}  // namespace firebreak
