#include "core/model/cells.hpp"
#include "gui/layer_edits.hpp"
#include "gui/live_cover.hpp"
#include "gui/remedy_fixture.hpp"

/// The hoses of a hydrant in the hand, where the map shows how far hoses reach.
namespace firebreak {
namespace {

class LiveHosesTest : public test::RemedyTest {
 protected:
  static constexpr const char* layer = "Buildings: hose along the roads";

  void show_hoses(bool on) {
    gui::show_layer(document(), {"building_risk", layer, {}}, on);
    settle();
  }
  /// The assessed town in step 4, coloured by hose, with a tool in hand.
  void take_up(const char* tool) {
    open_town();
    assess();
    show_hoses(true);
    look_at({150, 3});
    canvas().zoom_to(Box{town({150, 3}), town({150, 3})}.grown(200));
    settle();
    trigger(tool);
    ASSERT_TRUE(becomes([&] { return live().ready(); }));
    ASSERT_TRUE(becomes([&] { return live().hoses().ready(); }));
  }
  gui::LiveCover& live() { return document().live_cover(); }
  QPoint at(Xy in_town) { return canvas().to_screen(town(in_town)).toPoint(); }
  void move_to(Xy in_town) {
    QTest::mouseMove(&canvas(), at(in_town) + QPoint(3, 0));
    QTest::mouseMove(&canvas(), at(in_town));
    ASSERT_TRUE(becomes([&] { return !live().hoses().behind(); }));
  }
  QString out_of_reach() { return find<QPushButton>("figure_hose")->text(); }
  std::string reach(std::uint32_t row) {
    return std::string(word_or_empty(*document().table("building_risk"), "hose_reach", row));
  }
};

TEST_F(LiveHosesTest, ADraggedHydrantLaysThemAnewAndTheRunSaysTheSame) {
  take_up("move_hydrant");
  const QString before = out_of_reach();
  QTest::mousePress(&canvas(), Qt::LeftButton, {}, at({50, 3}));
  move_to({80, 3});
  move_to({140, 3});
  const auto changed = live().hoses().changed();
  ASSERT_FALSE(changed.empty());
  const QString held = out_of_reach();
  EXPECT_NE(held, before);
  EXPECT_TRUE(held.contains("→")) << held.toStdString();
  QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, at({140, 3}));
  ASSERT_TRUE(becomes([&] { return !live().hoses().behind(); }));
  settle();
  EXPECT_TRUE(live().hoses().changed().empty());
  EXPECT_EQ(out_of_reach(), held) << "the full run says the same";
  for (const auto& [row, now] : changed) EXPECT_EQ(reach(row), hose_reach_name(now)) << row;
  ASSERT_TRUE(becomes([&] { return live().hoses().ready(); }));
}

TEST_F(LiveHosesTest, EscapePutsThemBack) {
  take_up("move_hydrant");
  const QString before = out_of_reach();
  QTest::mousePress(&canvas(), Qt::LeftButton, {}, at({50, 3}));
  move_to({140, 3});
  EXPECT_NE(out_of_reach(), before);
  QTest::keyClick(&canvas(), Qt::Key_Escape);
  ASSERT_TRUE(becomes([&] { return !live().hoses().behind(); }));
  EXPECT_TRUE(live().hoses().changed().empty());
  EXPECT_EQ(out_of_reach(), before);
  QTest::mouseRelease(&canvas(), Qt::LeftButton, {}, at({140, 3}));
  EXPECT_EQ(document().scenario(), nullptr);
}

TEST_F(LiveHosesTest, OneThatWouldBePutDownIsFollowedToo) {
  take_up("add_hydrant");
  const QString before = out_of_reach();
  move_to({260, 3});
  EXPECT_NE(out_of_reach(), before);
  trigger("add_obstacle");
  EXPECT_FALSE(live().hoses().ready()) << "nothing is kept ready for tools of other things";
  EXPECT_EQ(out_of_reach(), before);
}

TEST_F(LiveHosesTest, WhereTheMapDoesNotShowThemNothingIsFollowed) {
  take_up("move_hydrant");
  show_hoses(false);
  EXPECT_FALSE(live().hoses().ready());
  ASSERT_TRUE(becomes([&] { return window_->findChild<QPushButton*>("figure_hose") == nullptr; }))
      << "nor is there a figure";
  show_hoses(true);
  ASSERT_TRUE(becomes([&] { return live().hoses().ready(); }));
  ASSERT_TRUE(becomes([&] { return window_->findChild<QPushButton*>("figure_hose") != nullptr; }));
}

}  // namespace
}  // namespace firebreak
