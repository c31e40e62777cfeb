#include <QRegularExpression>
#include <QTreeWidget>

#include "gui/window_fixture.hpp"

/// The first five minutes of planner.md 4.2 with the sample town, as far as they are built.
namespace firebreak {
namespace {

class FiveMinutes : public test::WindowTest {};

TEST_F(FiveMinutes, FromTheFirstPageToAStoryAndAPlan) {
  // 0:00 an empty window with three things: open, recent, the sample town.
  ASSERT_TRUE(find<QWidget>("first_page")->isVisible());
  EXPECT_FALSE(document().is_open());
  QTest::mouseClick(find<QPushButton>("first_sample"), Qt::LeftButton);
  settle();

  // 0:20 what was read.
  ASSERT_TRUE(document().city());
  EXPECT_EQ(document().city()->buildings->size(), 6492U);
  EXPECT_GT(find<QTreeWidget>("intake_layers")->topLevelItemCount(), 3);

  // 1:30 the map is there, doubts are counted.
  EXPECT_GT(test::pixels_like(picture(), QColor(0xd9, 0xd4, 0xc8), 6), 2000);
  const QString data_step = find<QToolButton>("step_1")->text();
  EXPECT_TRUE(data_step.contains(QRegularExpression("\\d+ serious\n\\d+ doubtful")))
      << data_step.toStdString();
  EXPECT_GT(find<QTreeWidget>("health_kinds")->topLevelItemCount(), 0);

  // 2:00 assess: one key, the window stays usable, parts appear as they finish.
  std::vector<std::string> seen;
  QObject::connect(&document(), &gui::Document::tables_changed, window_.get(), [&] {
    if (document().table("building_risk") && !document().results()) seen.emplace_back("part");
  });
  assess();
  EXPECT_FALSE(seen.empty()) << "hydrants show while lanes are still computed";

  // 3:00 five figures.
  EXPECT_TRUE(find<QPushButton>("figure_buildings")->text().startsWith("6,491"));
  const QString failing = find<QPushButton>("figure_hydrants")->text();

  // 3:30 a red building and its story.
  QTest::mouseClick(find<QPushButton>("figure_hydrants"), Qt::LeftButton);
  ASSERT_FALSE(document().selection().rows.empty());
  document().show("building_risk", document().selection().rows.front());
  settle();
  const QString story = find<QTextBrowser>("details_text")->toPlainText();
  EXPECT_TRUE(story.contains("hydrant")) << story.toStdString();
  EXPECT_TRUE(story.contains("GB 50974-2014"));

  // 4:00 a remedy: a hydrant beside it.
  const auto row = *document().selection().focus;
  const Box box = document().table("building_risk")->shapes.boxes[row];
  const auto before = document().results();
  trigger("add_hydrant");
  click(box.centre() + Xy{0.5 * box.width_m() + 8, 0});
  ASSERT_TRUE(QTest::qWaitFor([&] { return document().results() != before && !document().busy(); },
                              120000));
  settle();
  EXPECT_NE(find<QPushButton>("figure_hydrants")->text(), failing);
  EXPECT_TRUE(find<QLabel>("difference")->text().contains("better"));
}

TEST_F(FiveMinutes, TheSampleCountyIsOneCommand) {
  trigger("open_sample_county");
  settle();
  ASSERT_TRUE(document().city());
  EXPECT_EQ(document().city()->units->size(), 27U);
  EXPECT_EQ(document().city()->buildings->size(), 1514U);
  EXPECT_TRUE(document().city()->proposals.empty()) << "what it asks was accepted";
  EXPECT_TRUE(document().project().path.empty()) << "a copy: the sample stays as it came";
}

}  // namespace
}  // namespace firebreak
