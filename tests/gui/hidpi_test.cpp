#include <QScreen>
#include <QWindow>

#include "gui/window_fixture.hpp"

/// Screens with two device pixels per pixel; the platform of these tests has one of each kind.
namespace firebreak {
namespace {

class HiDpi : public test::WindowTest {
 protected:
  void move_to_ratio(int ratio) {
    const auto screens = QGuiApplication::screens();
    QScreen* there = *std::ranges::find(screens, ratio, &QScreen::devicePixelRatio);
    window_->windowHandle()->setScreen(there);
    window_->move(there->geometry().topLeft() + QPoint(10, 10));
    QTest::qWait(20);
  }
  /// How many device pixels the left edge of a house takes to become the house.
  int edge_px(const Box& house) {
    const QImage seen = picture();
    const double ratio = canvas().devicePixelRatioF();
    const QPointF at = ratio * canvas().to_screen({house.min.x_m, house.centre().y_m});
    const QRgb inside = seen.pixel(int(at.x() + 12 * ratio), int(at.y()));
    int steps = 0;
    for (int x = int(at.x() - 6 * ratio); x < int(at.x() + 6 * ratio); ++x)
      steps += seen.pixel(x, int(at.y())) != inside &&
                       seen.pixel(x, int(at.y())) != seen.pixel(x - 1, int(at.y()))
                   ? 1
                   : 0;
    return steps;
  }
};

TEST_F(HiDpi, AWindowThatComesToAFineScreenIsPaintedFinely) {
  ASSERT_EQ(QGuiApplication::screens().size(), 2);
  move_to_ratio(1);
  open_town();
  ASSERT_EQ(canvas().devicePixelRatioF(), 1);
  const Box house = document().city()->buildings->shapes.boxes[5];
  canvas().set_view({house.centre(), 0.25});
  const QImage coarse = picture();
  const auto view = canvas().view();
  move_to_ratio(2);
  ASSERT_EQ(canvas().devicePixelRatioF(), 2);
  settle();  // all tiles of the new ratio are there: they were asked for
  EXPECT_EQ(canvas().view(), view);
  const QImage fine = picture();
  EXPECT_EQ(fine.size(), canvas().size() * 2);
  EXPECT_LE(edge_px(house), 4) << "an edge of some device pixels, not one drawn twice as large";
  // The same picture in twice the pixels: not one that was scaled up.
  const QColor fill(0xd9, 0xd4, 0xc8);
  EXPECT_NEAR(test::pixels_like(fine, fill, 2) / 4.0, test::pixels_like(coarse, fill, 2),
              0.1 * test::pixels_like(coarse, fill, 2));
  EXPECT_NE(fine, coarse.scaled(fine.size(), Qt::IgnoreAspectRatio, Qt::FastTransformation));
  move_to_ratio(1);
  settle();
  EXPECT_EQ(canvas().devicePixelRatioF(), 1);
  EXPECT_EQ(picture(), coarse);
}

}  // namespace
}  // namespace firebreak
