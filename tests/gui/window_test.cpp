#include <QAbstractSpinBox>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QStatusBar>
#include <QTableView>

#include "gui/page_preview.hpp"
#include "gui/window_fixture.hpp"
#include "gui/words.hpp"

/// The frame around map and pages: help, letters, screens, and how it is found the next morning.
namespace firebreak {
namespace {

class Window : public test::WindowTest {
 protected:
  /// The submenu of the menu bar under this title, filled as it is when it opens.
  QMenu* submenu(const QString& title) {
    for (QMenu* menu : window_->menuBar()->findChildren<QMenu*>())
      if (menu->title().remove('&') == title) {
        emit menu->aboutToShow();
        return menu;
      }
    ADD_FAILURE() << title.toStdString();
    return nullptr;
  }
};

bool is_field(const QWidget* widget) {
  const QString name = widget->objectName();
  return widget->focusPolicy() != Qt::NoFocus && !name.startsWith("qt_") &&
         (qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractButton*>(widget) ||
          qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
          qobject_cast<const QPlainTextEdit*>(widget) || qobject_cast<const QSlider*>(widget));
}

/// Lists, tables and texts: a tip would lie over what they show, so F1 alone may tell of them.
bool is_large(const QWidget* widget) {
  return widget->focusPolicy() != Qt::NoFocus && !widget->objectName().startsWith("qt_") &&
         (qobject_cast<const QAbstractItemView*>(widget) ||
          qobject_cast<const QTextBrowser*>(widget) ||
          qobject_cast<const gui::MapCanvas*>(widget) ||
          qobject_cast<const gui::PagePreview*>(widget));
}

/// The tip of a widget or of one that it is part of.
QString tip_of(const QWidget* widget) {
  for (; widget != nullptr; widget = widget->parentWidget())
    if (!widget->toolTip().isEmpty()) return widget->toolTip();
  return {};
}

TEST_F(Window, EveryFieldAndButtonOfEveryStepTellsWhatItDoes) {
  open_town();
  assess();
  for (const char* panel : {"layers", "details", "table", "bookmarks"})
    if (window_->panel(panel) != nullptr) window_->show_panel(panel);
  for (int step = 0; step < gui::step_count; ++step) {
    window_->choose_step(static_cast<gui::Step>(step));
    settle();
    int fields = 0;
    for (const QWidget* widget : window_->findChildren<QWidget*>()) {
      if (widget->isVisible() && is_large(widget)) {
        EXPECT_FALSE(gui::help_of(*widget).isEmpty()) << widget->objectName().toStdString();
      }
      if (!widget->isVisible() || !is_field(widget)) continue;
      ++fields;
      EXPECT_FALSE(tip_of(widget).isEmpty())
          << "step " << step << ": " << widget->metaObject()->className() << " "
          << widget->objectName().toStdString() << " in "
          << widget->parentWidget()->objectName().toStdString();
    }
    EXPECT_GT(fields, 5) << step;
  }
}

TEST_F(Window, F1TellsWhatTheFieldUnderTheFocusIs) {
  open_town();
  window_->choose_step(gui::Step::rules);
  settle();
  auto* radius = find<QWidget>("value_hydrants.radius_m");
  radius->setFocus();
  QTest::keyClick(radius, Qt::Key_F1);
  EXPECT_TRUE(find<QLabel>("message")->text().contains("GB 50974-2014 7.2.5"))
      << find<QLabel>("message")->text().toStdString();
  canvas().setFocus();
  QTest::keyClick(&canvas(), Qt::Key_F1);
  EXPECT_TRUE(find<QLabel>("message")->text().contains("the wheel zooms"));
}

TEST_F(Window, LargeLettersAreAFifthLargerAndRemembered) {
  const double before = QApplication::font().pointSizeF();
  trigger("large");
  EXPECT_NEAR(QApplication::font().pointSizeF(), 1.2 * before, 0.2);
  EXPECT_TRUE(settings_->large());
  trigger("large");
  EXPECT_NEAR(QApplication::font().pointSizeF(), before, 0.05);
}

TEST_F(Window, TheMenuOfAssessingBeginsWithIt) {
  const QMenu* menu = submenu("Assess");
  ASSERT_NE(menu, nullptr);
  ASSERT_FALSE(menu->actions().isEmpty());
  EXPECT_EQ(menu->actions().front(), window_->actions().find("assess"));
  EXPECT_EQ(menu->actions().count(window_->actions().find("assess")), 1);
}

TEST_F(Window, UndoNamesItsStepsAndGoesBackToOne) {
  open_town();
  document().edit("Opacity", [](io::Project& p) { p.view.layer("roads", "Roads").opacity = 0.5; });
  document().add_edit(SwitchHydrant{"h1", true});
  document().edit("Value", [](io::Project& p) { p.overrides["hydrants.radius_m"] = 100.0; });
  settle();
  QMenu* steps = submenu("Undo back to");
  ASSERT_EQ(steps->actions().size(), 3);
  EXPECT_EQ(steps->actions()[1]->text(), "Remedy");
  steps->actions()[1]->trigger();
  settle();
  EXPECT_EQ(document().undo().index(), 1);
  EXPECT_EQ(document().scenario(), nullptr);
  EXPECT_FALSE(document().unsaved() && document().undo().index() == 0);
}

TEST_F(Window, IsFoundInTheMorningAsItWasLeft) {
  open_town();
  window_->resize(1111, 777);
  window_->show_panel("table");
  find<QDockWidget>("dock_layers")->hide();
  auto* split = find<QSplitter>("split");
  split->setSizes({400, 700});
  QTest::qWait(20);
  const auto sizes = split->sizes();
  restart();
  EXPECT_EQ(window_->size(), QSize(1200, 800)) << "the fixture's own";
  open_town();
  EXPECT_TRUE(find<QDockWidget>("dock_table")->isVisible());
  EXPECT_FALSE(find<QDockWidget>("dock_layers")->isVisible());
  const auto now = find<QSplitter>("split")->sizes();
  ASSERT_EQ(now.size(), 2);
  EXPECT_NEAR(now[0], sizes[0], 60);
}

TEST_F(Window, RecentFilesAreOfferedAndTheListCanBeCleared) {
  open_town();
  QMenu* recent = submenu("Recent");
  ASSERT_GE(recent->actions().size(), 2);
  EXPECT_EQ(recent->actions().front()->text().toStdString(), (dir_ / "city.toml").string());
  document().close();
  recent->actions().front()->trigger();
  settle();
  EXPECT_EQ(document().project().name, "Testhausen");
  submenu("Recent")->actions().back()->trigger();
  EXPECT_TRUE(settings_->recent().empty());
}

TEST_F(Window, FullScreenAndBack) {
  trigger("full_screen");
  EXPECT_TRUE(window_->windowState() & Qt::WindowFullScreen);
  trigger("full_screen");
  EXPECT_FALSE(window_->windowState() & Qt::WindowFullScreen);
}

TEST_F(Window, NothingIsModalWhileItComputes) {
  open_town();
  press(Qt::Key_F9);
  ASSERT_TRUE(document().busy());
  EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
  // Map, list and rules answer meanwhile.
  const double scale = canvas().view().metres_per_px;
  press(Qt::Key_Plus, Qt::ControlModifier);
  EXPECT_LT(canvas().view().metres_per_px, scale);
  press(Qt::Key_2, Qt::ControlModifier);
  EXPECT_TRUE(find<QWidget>("rules")->isVisible());
  ASSERT_TRUE(
      QTest::qWaitFor([this] { return document().results() && !document().busy(); }, 60000));
}

}  // namespace
}  // namespace firebreak
