#include <QDropEvent>
#include <QMimeData>
#include <QRegularExpression>
#include <QTreeWidget>

#include "core/geo/measure.hpp"
#include "gui/brief_page.hpp"
#include "gui/window_fixture.hpp"

/// The first five minutes of planner.md 4.2 with the sample town, as far as they are built.
namespace firebreak {
namespace {

class FiveMinutes : public test::WindowTest {
 protected:
  void drop(const std::filesystem::path& folder) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(folder.string()))});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window_.get(), &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDropEvent event(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window_.get(), &event);
  }
  /// A building that fails, with nothing but buildings where it is clicked.
  Xy inside(std::uint32_t row) {
    return interior_point(document().table("building_risk")->shapes, row);
  }
};

TEST_F(FiveMinutes, FromADroppedFolderToAPageForTheCouncil) {
  // 0:00 an empty window with three things: open, recent, the sample town.
  ASSERT_TRUE(find<QWidget>("first_page")->isVisible());
  EXPECT_TRUE(find<QPushButton>("first_sample")->isVisible());
  EXPECT_FALSE(document().is_open());

  // 0:20 a folder is dropped: what was read, nothing modal.
  drop(std::filesystem::path(FIREBREAK_DATA) / "samples" / "lauf-de");
  EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
  settle();
  ASSERT_TRUE(document().city());
  EXPECT_EQ(document().city()->buildings->size(), 6492U);
  EXPECT_GT(find<QTreeWidget>("intake_layers")->topLevelItemCount(), 3);

  // 1:30 the map is there, doubts are counted.
  EXPECT_GT(test::pixels_like(picture(), QColor(0xd9, 0xd4, 0xc8), 6), 2000);
  const QString data_step = find<QToolButton>("step_1")->text();
  EXPECT_TRUE(data_step.contains(QRegularExpression("\\d+ serious\n\\d+ doubtful")))
      << data_step.toStdString();
  EXPECT_GT(find<QTreeWidget>("health_kinds")->topLevelItemCount(), 0);

  // 2:00 one line says what it will be judged by; one key; the window stays usable, parts appear
  // as they finish.
  window_->choose_step(gui::Step::assess);
  const QString rules = find<QLabel>("assess_rules")->text();
  EXPECT_TRUE(rules.contains("150 m") && rules.contains("4")) << rules.toStdString();
  std::vector<std::string> seen;
  QObject::connect(&document(), &gui::Document::tables_changed, window_.get(), [&] {
    if (document().table("building_risk") && !document().results()) seen.emplace_back("part");
  });
  press(Qt::Key_F9);
  const double metres_per_px = canvas().view().metres_per_px;
  QTest::mouseMove(&canvas(), canvas().rect().center());
  press(Qt::Key_Plus, Qt::ControlModifier);
  EXPECT_TRUE(document().busy());
  EXPECT_LT(canvas().view().metres_per_px, metres_per_px) << "the map answers while it computes";
  ASSERT_TRUE(QTest::qWaitFor([&] { return document().results() && !document().busy(); }, 120000));
  settle();
  EXPECT_FALSE(seen.empty()) << "hydrants show while lanes are still computed";

  // 3:00 the figures; what fails is one click away.
  EXPECT_TRUE(find<QPushButton>("figure_buildings")->text().startsWith("6,491"));
  const QString failing = find<QPushButton>("figure_hydrants")->text();
  QTest::mouseClick(find<QPushButton>("figure_hydrants"), Qt::LeftButton);
  settle();
  ASSERT_FALSE(document().selection().rows.empty());

  // 3:30 a click on a red building tells its story, the sentence first.
  const std::uint32_t row = document().selection().rows.front();
  const auto risk = document().table("building_risk");
  canvas().zoom_to(risk->shapes.boxes[row].grown(30));
  settle();
  click(inside(row));
  ASSERT_EQ(document().selection().focus, row);
  const QString story = find<QTextBrowser>("details_text")->toPlainText();
  EXPECT_TRUE(story.contains("hydrant")) << story.toStdString();
  EXPECT_TRUE(story.contains("GB 50974-2014"));
  EXPECT_LT(story.indexOf("hydrant"), story.indexOf("GB 50974-2014")) << "clauses come below";

  // 4:00 a remedy: a hydrant beside it.
  const Box box = risk->shapes.boxes[row];
  const auto before = document().results();
  trigger("add_hydrant");
  click(box.centre() + Xy{0.5 * box.width_m() + 8, 0});
  ASSERT_TRUE(QTest::qWaitFor([&] { return document().results() != before && !document().busy(); },
                              120000));
  settle();
  EXPECT_NE(find<QPushButton>("figure_hydrants")->text(), failing);
  EXPECT_TRUE(find<QLabel>("difference")->text().contains("better"));

  // 4:30 one page about the building, as a file.
  press(Qt::Key_Escape);
  document().show("building_risk", row);
  settle();
  const auto page = dir_ / "page.pdf";
  find<gui::BriefPage>("brief")->outputs().ask_path = [&](const QString&, const QString&,
                                                          const QString&) {
    return QString::fromStdString(page.string());
  };
  QElapsedTimer timer;
  timer.start();
  press(Qt::Key_P, Qt::ControlModifier | Qt::AltModifier);
  ASSERT_TRUE(QTest::qWaitFor([&] { return !document().busy(); }, 60000));
  EXPECT_LT(timer.elapsed(), 5000);
  EXPECT_TRUE(test::read_file(page).starts_with("%PDF"));
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
