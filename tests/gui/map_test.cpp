#include <QWheelEvent>

#include "gui/figure_rows.hpp"
#include "gui/window_fixture.hpp"

/// The map under mouse and keys.
namespace firebreak {
namespace {

using gui::TablePtr;

class Map : public test::WindowTest {};

void wheel(gui::MapCanvas& canvas, QPointF at, int steps) {
  QWheelEvent event(at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), Qt::NoButton,
                    Qt::NoModifier, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&canvas, &event);
}

TEST_F(Map, ShowsTheWholeTownWhenOpened) {
  open_town();
  ASSERT_TRUE(document().scene());
  const Box city = document().scene()->extent;
  const Box seen = canvas().visible();
  EXPECT_TRUE(seen.contains(city.min) && seen.contains(city.max));
  EXPECT_LT(std::min(seen.width_m() / city.width_m(), seen.height_m() / city.height_m()), 1.2);
  EXPECT_GT(test::pixels_like(picture(), QColor(0xd9, 0xd4, 0xc8), 3), 500) << "houses";
}

TEST_F(Map, TheGroundStaysWhereItIsWhenTheFiguresTakeAnotherRow) {
  open_town();
  assess();
  window_->resize(2000, 800);
  const Box house = document().city()->buildings->shapes.boxes[20];
  canvas().zoom_to(house, 6);
  settle();
  auto* figures = find<gui::FigureRows>("figures");
  const int rows = figures->rows();
  const int height = canvas().height();
  const auto seen_at = [&] {
    return canvas().mapTo(window_.get(), canvas().to_screen(house.centre())).y();
  };
  const double before = seen_at();
  window_->resize(1000, 800);
  settle();
  ASSERT_GT(figures->rows(), rows);
  ASSERT_LT(canvas().height(), height);
  EXPECT_NEAR(seen_at(), before, 0.01) << "a second click goes where the first one did";
}

TEST_F(Map, WheelZoomsAtTheCursor) {
  open_town();
  const QPointF at(300, 200);
  const Xy place = canvas().to_map(at);
  const double before = canvas().view().metres_per_px;
  wheel(canvas(), at, 2);
  EXPECT_NEAR(canvas().view().metres_per_px, before / 2, 1e-9 * before);
  EXPECT_LT(distance_m(canvas().to_map(at), place), 1e-6);
  wheel(canvas(), at, -2);
  EXPECT_EQ(canvas().view().metres_per_px, before) << "in and out ends at the same resolution";
}

TEST_F(Map, DragPansAndAClickDoesNot) {
  open_town();
  const Xy grabbed = canvas().to_map(QPointF(400, 300));
  drag({400, 300}, {520, 360});
  EXPECT_LT(distance_m(canvas().to_map(QPointF(520, 360)), grabbed), 1e-6);
  const auto view = canvas().view();
  QTest::mouseClick(&canvas(), Qt::LeftButton, Qt::NoModifier, {400, 300});
  EXPECT_EQ(canvas().view(), view);
}

TEST_F(Map, SpacePansUnderAnyTool) {
  open_town();
  trigger("add_hydrant");
  canvas().setFocus();
  const Xy grabbed = canvas().to_map(QPointF(400, 300));
  QTest::keyPress(&canvas(), Qt::Key_Space);
  drag({400, 300}, {450, 330});
  QTest::keyRelease(&canvas(), Qt::Key_Space);
  EXPECT_LT(distance_m(canvas().to_map(QPointF(450, 330)), grabbed), 1e-6);
  EXPECT_EQ(document().scenario(), nullptr) << "no hydrant was placed";
}

TEST_F(Map, ShiftDragZoomsToTheBox) {
  open_town();
  const Xy corner = canvas().to_map(QPointF(300, 250));
  const Xy other = canvas().to_map(QPointF(500, 350));
  drag({300, 250}, {500, 350}, Qt::ShiftModifier);
  // The box fills the view one way: its corners lie on the very edge.
  const Box seen = canvas().visible().grown(0.01);
  EXPECT_TRUE(seen.contains(corner) && seen.contains(other));
  EXPECT_LT(distance_m(canvas().view().centre, 0.5 * (corner + other)), 1);
}

TEST_F(Map, KeysPanZoomAndGoBack) {
  open_town();
  canvas().setFocus();
  QTest::qWait(600);  // the view lasts long enough to be kept
  const auto whole = canvas().view();
  QTest::keyClick(&canvas(), Qt::Key_Right);
  EXPECT_GT(canvas().view().centre.x_m, whole.centre.x_m);
  QTest::keyClick(&canvas(), Qt::Key_PageUp);
  EXPECT_NEAR(canvas().view().metres_per_px, whole.metres_per_px / 2, 1e-6);
  const auto there = canvas().view();
  trigger("view_back");
  EXPECT_EQ(canvas().view(), whole);
  trigger("view_forward");
  EXPECT_EQ(canvas().view(), there);
  trigger("full_extent");
  EXPECT_EQ(canvas().view(), whole);
}

TEST_F(Map, ScaleBoxAndGoTo) {
  open_town();
  auto* scale = find<QComboBox>("scale");
  scale->setFocus();
  scale->lineEdit()->selectAll();
  QTest::keyClicks(scale->lineEdit(), "1:2,500");
  QTest::keyClick(scale->lineEdit(), Qt::Key_Return);
  EXPECT_NEAR(canvas().scale(), 2500, 1e-6);
  auto* go = find<QLineEdit>("go_to");
  go->setFocus();
  QTest::keyClicks(go, "11.281 49.5105");
  QTest::keyClick(go, Qt::Key_Return);
  // 72.3 m east and 55.6 m north of the town's own origin; house b1 begins 6 m north of it.
  const auto& buildings = *document().city()->buildings;
  std::size_t b1 = 0;
  while (b1 < buildings.size() && buildings.ids[b1] != "b1") ++b1;
  ASSERT_LT(b1, buildings.size());
  const Xy house = buildings.shapes.boxes[b1].min;
  EXPECT_NEAR(distance_m(canvas().view().centre, house), std::hypot(72.3, 49.6), 2);
  QTest::keyClicks(go, "somewhere");
  QTest::keyClick(go, Qt::Key_Return);
  EXPECT_TRUE(find<QLabel>("message")->text().contains("is no place"));
}

TEST_F(Map, AMessageLiesOverTheMapAndMovesNothing) {
  open_town();
  const QPoint corner = canvas().mapToGlobal(QPoint());
  const QSize size = canvas().size();
  auto* bar = find<QWidget>("message_bar");
  document().tell("One line.", gui::Tone::failure);
  settle();
  ASSERT_TRUE(bar->isVisible());
  const int low = bar->height();
  EXPECT_EQ(canvas().mapToGlobal(QPoint()), corner);
  EXPECT_EQ(canvas().size(), size);
  const QRect over(bar->mapToGlobal(QPoint()), bar->size());
  EXPECT_TRUE(QRect(corner, size).contains(over));
  document().tell(QString("Many words. ").repeated(60), gui::Tone::failure);
  settle();
  EXPECT_GT(bar->height(), low) << "all of it can be read";
  EXPECT_EQ(canvas().size(), size);
  window_->resize(window_->width() - 200, window_->height());
  settle();
  EXPECT_TRUE(QRect(canvas().mapToGlobal(QPoint()), canvas().size())
                  .contains(QRect(bar->mapToGlobal(QPoint()), bar->size())));
  // Over a page it lies below, where none of the page's tools is.
  assess();
  window_->choose_step(gui::Step::brief);
  document().tell("One line.", gui::Tone::failure);
  settle();
  const auto* tool = find<QWidget>("page_larger");
  EXPECT_FALSE(QRect(bar->mapToGlobal(QPoint()), bar->size())
                   .intersects(QRect(tool->mapToGlobal(QPoint()), tool->size())));
}

TEST_F(Map, ClickTellsWhatIsThereAndAgainWhatLiesBelow) {
  open_town();
  assess();
  const TablePtr risk = document().table("building_risk");
  const Column* cluster = risk->column("cluster_id");
  ASSERT_NE(cluster, nullptr);
  std::uint32_t row = 0;
  while (row < risk->rows() && !cluster->has(row)) ++row;
  ASSERT_LT(row, risk->rows()) << "houses of the close row burn together";
  const Box box = risk->shapes.boxes[row];
  canvas().zoom_to(box, 8);
  settle();
  click(box.centre());
  EXPECT_EQ(document().selection().table, "building_risk");
  EXPECT_EQ(document().selection().focus, row);
  EXPECT_TRUE(find<QTextBrowser>("details_text")->toPlainText().contains("Building"));
  click(box.centre());
  EXPECT_EQ(document().selection().table, "fire_clusters") << "what lies below";
  click(canvas().to_map(QPointF(2, 2)));
  EXPECT_TRUE(document().selection().rows.empty());
}

TEST_F(Map, AFrameNeverWaitsForTiles) {
  open_town();
  int before_the_tiles = 0;
  for (int i = 0; i < 60; ++i) {
    wheel(canvas(), {400, 300}, i % 2 == 0 ? 1 : -1);
    canvas().pan_by({500, 300});  // always somewhere new
    canvas().repaint();
    before_the_tiles += canvas().finished() ? 0 : 1;
  }
  EXPECT_EQ(before_the_tiles, 60) << "every frame was drawn with what there was";
  settle();
  EXPECT_TRUE(canvas().finished());
}

}  // namespace
}  // namespace firebreak
