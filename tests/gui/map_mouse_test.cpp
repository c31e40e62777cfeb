#include <QMenu>
#include <QMouseEvent>

#include "gui/map_bar.hpp"
#include "gui/window_fixture.hpp"

/// What mouse buttons, Space and Shift do on the map, also when they come in an awkward order.
namespace firebreak {
namespace {

class MapMouse : public test::WindowTest {
 protected:
  /// As the window system tells it: which button it is about, and which are down then.
  void mouse(QEvent::Type type, QPointF at, Qt::MouseButton button, Qt::MouseButtons down) {
    QMouseEvent event(type, at, canvas().mapToGlobal(at), button, down, Qt::NoModifier);
    QCoreApplication::sendEvent(&canvas(), &event);
  }
};

TEST_F(MapMouse, TheMiddleButtonPansUnderAnyTool) {
  open_town();
  trigger("select_box");
  const Xy grabbed = canvas().to_map(QPointF(400, 300));
  drag({400, 300}, {470, 350}, Qt::NoModifier, Qt::MiddleButton);
  EXPECT_LT(distance_m(canvas().to_map(QPointF(470, 350)), grabbed), 1e-6);
  EXPECT_TRUE(document().selection().rows.empty());
}

TEST_F(MapMouse, ASecondButtonDoesNotEndADrag) {
  open_town();
  const Xy grabbed = canvas().to_map(QPointF(400, 300));
  mouse(QEvent::MouseButtonPress, {400, 300}, Qt::LeftButton, Qt::LeftButton);
  mouse(QEvent::MouseMove, {430, 300}, Qt::NoButton, Qt::LeftButton);
  mouse(QEvent::MouseButtonPress, {430, 300}, Qt::MiddleButton, Qt::LeftButton | Qt::MiddleButton);
  mouse(QEvent::MouseButtonRelease, {430, 300}, Qt::MiddleButton, Qt::LeftButton);
  mouse(QEvent::MouseMove, {500, 340}, Qt::NoButton, Qt::LeftButton);
  EXPECT_LT(distance_m(canvas().to_map(QPointF(500, 340)), grabbed), 1e-6) << "still in hand";
  mouse(QEvent::MouseButtonRelease, {500, 340}, Qt::LeftButton, Qt::NoButton);
  const auto view = canvas().view();
  mouse(QEvent::MouseMove, {600, 400}, Qt::NoButton, Qt::NoButton);
  EXPECT_EQ(canvas().view(), view) << "let go";
}

TEST_F(MapMouse, AReleaseThatNobodyToldDoesNotStick) {
  open_town();
  mouse(QEvent::MouseButtonPress, {400, 300}, Qt::LeftButton, Qt::LeftButton);
  // The release goes to another window; later the button comes alone.
  const Xy grabbed = canvas().to_map(QPointF(300, 300));
  drag({300, 300}, {360, 330});
  EXPECT_LT(distance_m(canvas().to_map(QPointF(360, 330)), grabbed), 1e-6);
}

TEST_F(MapMouse, WithoutAMouseTheMiddleOfTheMapIsClicked) {
  open_town();
  const Xy place = (*document().city()->hydrants)[0].at;
  canvas().set_view({place, 0.5});
  settle();
  find<QLineEdit>("find")->setFocus();
  press(Qt::Key_Insert);
  press(Qt::Key_F10, Qt::ShiftModifier);
  EXPECT_TRUE(document().selection().table.empty()) << "the keys are those of the field";
  EXPECT_EQ(canvas().findChild<QMenu*>("map_menu"), nullptr);
  canvas().setFocus();
  press(Qt::Key_Insert);
  EXPECT_EQ(document().selection().table, "hydrants");
  const auto seen = [&] {
    return picture().copy(QRect(canvas().rect().center() - QPoint(15, 15), QSize(30, 30)));
  };
  const QImage aimed = seen();
  QTest::mouseMove(&canvas(), QPoint(20, 20));
  EXPECT_NE(seen(), aimed) << "a cross tells what is aimed at, until the mouse is back";
  trigger("snapping");  // off
  trigger("measure_length");
  press(Qt::Key_Insert);
  QTest::keyClick(&canvas(), Qt::Key_Right, Qt::ControlModifier);
  EXPECT_NEAR(canvas().view().centre.x_m, place.x_m + 4, 1e-6) << "eight pixels of half a metre";
  const auto& tool = static_cast<gui::MapBar*>(window_->panel("map_bar"))->length_tool();
  EXPECT_EQ(tool.summary(), "4.0 m on the ellipsoid · 1 × 20 m of hose") << "running metres";
  press(Qt::Key_Insert);
  QTest::keyClick(&canvas(), Qt::Key_Return);
  EXPECT_EQ(tool.points().size(), 2U);
  EXPECT_EQ(tool.summary(), "4.0 m on the ellipsoid · 1 × 20 m of hose");
}

TEST_F(MapMouse, TheMiddleIsAnotherPlaceOnceTheMapHasMoved) {
  open_town();
  const Xy house = document().table("buildings")->shapes.boxes[0].centre();
  canvas().set_view({house, 1});
  settle();
  canvas().setFocus();
  press(Qt::Key_Insert);
  EXPECT_EQ(document().selection().table, "buildings");
  canvas().set_view({(*document().city()->hydrants)[0].at, 1});
  settle();
  press(Qt::Key_Insert);
  EXPECT_EQ(document().selection().table, "hydrants") << "what is on top there";
  press(Qt::Key_Insert);
  EXPECT_NE(document().selection().table, "hydrants") << "what lies below: a house, a street";
}

TEST_F(MapMouse, SpaceIsForgottenWhenTheKeysGoElsewhere) {
  open_town();
  trigger("add_hydrant");
  canvas().setFocus();
  QTest::keyPress(&canvas(), Qt::Key_Space);
  find<QLineEdit>("go_to")->setFocus();  // the release goes there
  const auto view = canvas().view();
  drag({400, 300}, {460, 300});
  click(canvas().to_map(QPointF(500, 300)));
  EXPECT_NE(document().scenario(), nullptr) << "the tool has the mouse again";
  EXPECT_NE(canvas().view(), view) << "a drag that the tool does not use pans";
}

TEST_F(MapMouse, ShiftDragZoomsInEveryTool) {
  open_town();
  for (const char* tool : {"select_box", "select_polygon", "measure_length", "add_hydrant"}) {
    canvas().full_extent();
    if (!window_->actions().find(tool)->isChecked()) trigger(tool);
    const Xy corner = canvas().to_map(QPointF(300, 250));
    const Xy other = canvas().to_map(QPointF(500, 350));
    drag({300, 250}, {500, 350}, Qt::ShiftModifier);
    const Box seen = canvas().visible().grown(0.01);
    EXPECT_TRUE(seen.contains(corner) && seen.contains(other)) << tool;
    EXPECT_LT(distance_m(canvas().view().centre, 0.5 * (corner + other)), 1) << tool;
    EXPECT_TRUE(document().selection().rows.empty()) << tool;
  }
}

TEST_F(MapMouse, DoubleClickZoomsInWhereItIs) {
  open_town();
  const Xy place = canvas().to_map(QPointF(300, 200));
  const double before = canvas().view().metres_per_px;
  QTest::mouseDClick(&canvas(), Qt::LeftButton, Qt::NoModifier, QPoint(300, 200));
  EXPECT_NEAR(canvas().view().metres_per_px, before / 2, 1e-6);
  EXPECT_LT(distance_m(canvas().to_map(QPointF(300, 200)), place), 1e-6);
}

TEST_F(MapMouse, EveryArrowAndPageKeyMovesTheMap) {
  open_town();
  canvas().setFocus();
  const auto start = canvas().view();
  const double quarter_m = 0.25 * canvas().width() * start.metres_per_px;
  const double down_m = 0.25 * canvas().height() * start.metres_per_px;
  const auto moved = [&](Qt::Key key) {
    canvas().set_view(start);
    QTest::keyClick(&canvas(), key);
    return canvas().view().centre - start.centre;
  };
  EXPECT_LT(distance_m(moved(Qt::Key_Left), {-quarter_m, 0}), 1e-6);
  EXPECT_LT(distance_m(moved(Qt::Key_Right), {quarter_m, 0}), 1e-6);
  EXPECT_LT(distance_m(moved(Qt::Key_Up), {0, down_m}), 1e-6);
  EXPECT_LT(distance_m(moved(Qt::Key_Down), {0, -down_m}), 1e-6);
  moved(Qt::Key_PageUp);
  EXPECT_NEAR(canvas().view().metres_per_px, start.metres_per_px / 2, 1e-6);
  moved(Qt::Key_PageDown);
  EXPECT_NEAR(canvas().view().metres_per_px, start.metres_per_px * 2, 1e-6);
}

TEST_F(MapMouse, AScaleIsChosenFromTheList) {
  open_town();
  auto* scale = find<QComboBox>("scale");
  const int at = scale->findData(2000.0);
  ASSERT_GE(at, 0);
  scale->setCurrentIndex(at);
  emit scale->activated(at);
  EXPECT_NEAR(canvas().scale(), 2000, 1e-6);
  EXPECT_EQ(scale->currentText(), "1:2,000");
}

TEST_F(MapMouse, GoToTakesCoordinatesOfTheMap) {
  open_town();
  const Xy house = document().city()->buildings->shapes.boxes[7].centre();
  const Xy place = document().city()->to_crs(house);
  auto* go = find<QLineEdit>("go_to");
  go->setFocus();
  QTest::keyClicks(go,
                   QStringLiteral("%1, %2").arg(place.x_m, 0, 'f', 2).arg(place.y_m, 0, 'f', 2));
  QTest::keyClick(go, Qt::Key_Return);
  EXPECT_LT(distance_m(canvas().view().centre, house), 0.02);
}

}  // namespace
}  // namespace firebreak
