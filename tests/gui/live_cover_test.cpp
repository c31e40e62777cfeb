#include "gui/live_cover.hpp"

#include <QApplication>

#include "gui/remedy_fixture.hpp"
#include "gui/theme.hpp"

/// A hydrant in the hand: figures and colours follow it, and the full run says the same.
namespace firebreak {
namespace {

class LiveCoverTest : public test::RemedyTest {
 protected:
  /// The assessed town in step 4 with a tool in hand, some 400 m of it in view.
  void take_up(const char* tool) {
    open_town();
    assess();
    look_at({150, 3});
    canvas().zoom_to(Box{town({150, 3}), town({150, 3})}.grown(200));
    settle();
    trigger(tool);
    ASSERT_TRUE(becomes([&] { return live().ready(); }));
  }
  gui::LiveCover& live() { return document().live_cover(); }
  QPoint at(Xy in_town) { return canvas().to_screen(town(in_town)).toPoint(); }
  /// From beside it: nothing is told of a move to where the pointer is already.
  void move_to(Xy in_town) {
    QTest::mouseMove(&canvas(), at(in_town) + QPoint(3, 0));
    QTest::mouseMove(&canvas(), at(in_town));
  }
  QString failing() { return find<QPushButton>("figure_hydrants")->text(); }
  int blue() { return test::pixels_like(picture(), gui::meaning_colour("pass", "light")); }
};

TEST_F(LiveCoverTest, ADraggedHydrantIsFollowedAndTheRunSaysTheSame) {
  take_up("move_hydrant");
  const QString before = failing();
  const int blue_before = blue();
  QTest::mousePress(&canvas(), Qt::LeftButton, {}, at({50, 3}));
  move_to({80, 3});
  move_to({140, 3});
  const QString held = failing();
  EXPECT_NE(held, before);
  EXPECT_TRUE(held.contains("→")) << held.toStdString();
  EXPECT_FALSE(live().changed().empty());
  EXPECT_GT(blue(), blue_before + 100) << "newly covered houses are painted";
  const auto changed = live().changed();
  QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, at({140, 3}));
  EXPECT_EQ(live().changed(), changed) << "shown until the run is done";
  EXPECT_EQ(failing(), held);
  settle();
  EXPECT_TRUE(live().changed().empty());
  EXPECT_EQ(failing(), held) << "the full run says the same";
  const auto& verdicts = document().table("building_risk")->column("hydrant_verdict")->texts;
  for (const auto& [row, verdict] : changed) EXPECT_EQ(verdicts[row], verdict_name(verdict));
  ASSERT_TRUE(becomes([&] { return live().ready(); }));
}

TEST_F(LiveCoverTest, NothingIsKeptOfADocumentThatIsClosed) {
  take_up("move_hydrant");
  ASSERT_NE(live().table(), nullptr);
  document().close();
  EXPECT_EQ(live().table(), nullptr);
  EXPECT_FALSE(live().ready());
}

TEST_F(LiveCoverTest, EscapePutsTheHydrantBack) {
  take_up("move_hydrant");
  const QString before = failing();
  QTest::mousePress(&canvas(), Qt::LeftButton, {}, at({50, 3}));
  move_to({140, 3});
  EXPECT_NE(failing(), before);
  QTest::keyClick(&canvas(), Qt::Key_Escape);
  EXPECT_TRUE(live().changed().empty());
  EXPECT_EQ(failing(), before);
  QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, at({140, 3}));
  EXPECT_EQ(document().scenario(), nullptr);
}

TEST_F(LiveCoverTest, WhatWouldBePutDownIsToldBeforeTheClick) {
  take_up("add_hydrant");
  const QString before = failing();
  move_to({260, 3});
  const QString held = failing();
  EXPECT_NE(held, before);
  QEvent leave(QEvent::Leave);
  QApplication::sendEvent(&canvas(), &leave);
  EXPECT_EQ(failing(), before) << "nothing is put down beside the map";
  move_to({260, 3});
  EXPECT_EQ(failing(), held);
  click(town({260, 3}));
  settle();
  ASSERT_EQ(document().scenario()->edits.size(), 1U);
  EXPECT_EQ(failing(), held) << "the full run says the same";
}

TEST_F(LiveCoverTest, AFigureThatTellsOfTheHandIsReadWhole) {
  take_up("add_hydrant");
  move_to({260, 3});
  ASSERT_TRUE(failing().contains("→")) << failing().toStdString();
  auto* rows = find("figures");
  for (const char* name : {"figure_hydrants", "figure_unknown_water"}) {
    auto* button = find<QPushButton>(name);
    const auto is_whole = [&] {
      const QWidget* group = button->parentWidget();
      return button->width() >= button->sizeHint().width() &&
             group->rect().contains(button->geometry()) && rows->rect().contains(group->geometry());
    };
    EXPECT_TRUE(becomes(is_whole)) << name << ": " << button->text().toStdString();
  }
}

TEST_F(LiveCoverTest, AnotherToolForgetsWhatWasInTheHand) {
  take_up("add_hydrant");
  const QString before = failing();
  move_to({260, 3});
  EXPECT_NE(failing(), before);
  trigger("add_obstacle");
  EXPECT_EQ(failing(), before);
  EXPECT_FALSE(live().ready()) << "nothing is kept ready for tools of other things";
}

}  // namespace
}  // namespace firebreak
