#include <QRegularExpression>
#include <QTreeWidget>

#include "core/geo/measure.hpp"
#include "gui/brief_page.hpp"
#include "gui/layer_items.hpp"
#include "gui/window_fixture.hpp"

/// The first five minutes of planner.md 4.2 with the sample town, as far as they are built.
namespace firebreak {
namespace {

class FiveMinutes : public test::WindowTest {
 protected:
  /// The button that writes this line about where layers lie; null if nothing asks for it.
  QPushButton* answer(const char* line) {
    for (auto* take : window_->findChildren<QPushButton*>("intake_take"))
      if (take->toolTip() == line) return take;
    return nullptr;
  }
  /// A building that fails, with nothing but buildings where it is clicked.
  Xy inside(std::uint32_t row) {
    return interior_point(document().table("building_risk")->shapes, row);
  }
};

TEST_F(FiveMinutes, FromADroppedFolderToAPageForTheCouncil) {
  // 0:00 an empty window with three things: open, recent, the samples.
  ASSERT_TRUE(find<QWidget>("first_page")->isVisible());
  EXPECT_TRUE(find<QPushButton>("first_sample")->isVisible());
  EXPECT_FALSE(document().is_open());

  // 0:20 a folder is dropped: what was read, nothing modal.
  drop({std::filesystem::path(FIREBREAK_DATA) / "samples" / "lauf-de"});
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

/// The folder of a county in Chinese: two words settle where its layers lie, one key assesses it.
TEST_F(FiveMinutes, FromTheFolderOfACountyToItsCheckListInChinese) {
  trigger("chinese");
  EXPECT_EQ(find<QPushButton>("first_sample")->text(), "演示数据（一个小镇）");
  QElapsedTimer clock;
  clock.start();

  // 0:20 the folder is dropped as the county handed it over; nothing modal, every layer listed.
  drop({std::filesystem::path(FIREBREAK_DATA) / "samples" / "demo-county" / "演示县"});
  EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
  settle();
  ASSERT_TRUE(document().city());
  EXPECT_GT(find<QTreeWidget>("intake_layers")->topLevelItemCount(), 14);
  EXPECT_LT(document().city()->buildings->size(), 1514U) << "the drawing has no place yet";

  // 0:50 where do they lie: the zone of the survey, and what was located by phone; two questions.
  std::size_t asked = 0;
  for (const QLabel* question : window_->findChildren<QLabel*>("intake_question"))
    asked += question->isVisibleTo(find<QWidget>("intake_questions")) ? 1U : 0U;
  EXPECT_EQ(asked, 2U) << "what no verdict needs is folded away";
  for (const char* line : {"crs = \"EPSG:4547\"", "shift = \"gcj02\""}) {
    QPushButton* take = answer(line);
    ASSERT_NE(take, nullptr) << line;
    QTest::mouseClick(take, Qt::LeftButton);
    settle();
    EXPECT_EQ(answer(line), nullptr) << line << " is settled";
  }
  EXPECT_EQ(document().city()->buildings->size(), 1514U);
  for (const Proposal& left : document().city()->proposals)
    EXPECT_EQ(left.key, "angles") << "key sites may wait: the map needs no third word";

  // 1:30 doubts are counted where they are looked for.
  EXPECT_TRUE(find<QToolButton>("step_1")->text().contains(QRegularExpression("\\d+")));
  EXPECT_GT(find<QTreeWidget>("health_kinds")->topLevelItemCount(), 0);

  // 2:00 one line says by what, one key assesses.
  window_->choose_step(gui::Step::assess);
  const QString rules = find<QLabel>("assess_rules")->text();
  EXPECT_TRUE(rules.contains("150 m")) << rules.toStdString();
  press(Qt::Key_F9);
  ASSERT_TRUE(QTest::qWaitFor([&] { return document().results() && !document().busy(); }, 240000));
  settle();

  // 3:00 the figures of one town, and of all of them again.
  const QString of_all = find<QPushButton>("figure_buildings")->text();
  auto* units = find<QComboBox>("unit");
  units->setFocus();
  int steps = 0;
  while (steps < units->count() && !units->currentText().trimmed().startsWith("城关镇")) {
    QTest::keyClick(units, Qt::Key_Down);
    settle();
    ++steps;
  }
  EXPECT_NE(document().project().view.unit, "");
  EXPECT_NE(find<QPushButton>("figure_buildings")->text(), of_all);
  EXPECT_LT(clock.elapsed(), 5 * 60 * 1000) << "the first assessed map of one town";
  units->setFocus();
  for (; steps > 0; --steps) {
    QTest::keyClick(units, Qt::Key_Up);
    settle();
  }
  EXPECT_EQ(find<QPushButton>("figure_buildings")->text(), of_all);

  // 3:30 a red building tells its story in Chinese, the sentence before the clauses.
  QTest::mouseClick(find<QPushButton>("figure_hydrants"), Qt::LeftButton);
  settle();
  ASSERT_FALSE(document().selection().rows.empty());
  const std::uint32_t row = document().selection().rows.front();
  canvas().zoom_to(document().table("building_risk")->shapes.boxes[row].grown(30));
  settle();
  click(inside(row));
  ASSERT_EQ(document().selection().focus, row);
  const QString story = find<QTextBrowser>("details_text")->toPlainText();
  EXPECT_TRUE(story.contains("消火栓")) << story.toStdString();
  EXPECT_LT(story.indexOf("消火栓"), story.indexOf("GB 50974-2014")) << story.toStdString();

  // 4:30 one page, and the list that goes out to the towns.
  const auto page = dir_.path() / "page.pdf", list = dir_.path() / "list.xlsx";
  find<gui::BriefPage>("brief")->outputs().ask_path = [&](const QString&, const QString&,
                                                          const QString& ending) {
    return QString::fromStdString(ending == "xlsx" ? list.string() : page.string());
  };
  press(Qt::Key_P, Qt::ControlModifier | Qt::AltModifier);
  ASSERT_TRUE(QTest::qWaitFor([&] { return !document().busy(); }, 60000));
  EXPECT_TRUE(test::read_file(page).starts_with("%PDF"));
  trigger("export_checks");
  ASSERT_TRUE(
      QTest::qWaitFor([&] { return !document().busy() && std::filesystem::exists(list); }, 60000));
  EXPECT_TRUE(test::read_file(list).starts_with("PK"));
}

TEST_F(FiveMinutes, TheSampleCountyIsOneClick) {
  QTest::mouseClick(find<QPushButton>("first_county"), Qt::LeftButton);
  settle();
  ASSERT_TRUE(document().city());
  EXPECT_EQ(document().city()->units->size(), 27U);
  EXPECT_EQ(document().city()->buildings->size(), 1514U);
  EXPECT_TRUE(document().city()->proposals.empty()) << "what it asks was accepted";
  EXPECT_TRUE(document().project().path.empty()) << "a copy: the sample stays as it came";

  // Of where its hydrants come from the legend has much to say: folded, and one click away.
  const auto hydrants = [&]() -> QTreeWidgetItem* {
    for (QTreeWidgetItem* row : gui::layer_rows(*find<QTreeWidget>("layer_tree")))
      if (gui::key_of(*row).table == "hydrants") return row;
    return nullptr;
  };
  ASSERT_NE(hydrants(), nullptr);
  ASSERT_FALSE(gui::folds_of(*hydrants()).empty());
  QTreeWidgetItem* remarks = gui::folds_of(*hydrants()).front();
  EXPECT_EQ(hydrants()->indexOfChild(remarks), 0);
  EXPECT_EQ(gui::kind_of(*hydrants()->child(1)), gui::RowKind::rule) << "the legend at once";
  EXPECT_GT(remarks->childCount(), 1);
  EXPECT_FALSE(remarks->isExpanded());
  EXPECT_TRUE(remarks->toolTip(0).contains(remarks->child(0)->text(0)));
  remarks->setExpanded(true);
  trigger("chinese");
  settle();
  remarks = gui::folds_of(*hydrants()).front();
  EXPECT_TRUE(remarks->text(0).startsWith("位置来源说明")) << remarks->text(0).toStdString();
  EXPECT_TRUE(remarks->isExpanded()) << "as it was left";
}

}  // namespace
}  // namespace firebreak
