#include "gui/map_overview.hpp"

#include <QMouseEvent>
#include <QPainter>
#include <cmath>

#include "render/symbol.hpp"
#include "render/tile.hpp"

namespace firebreak::gui {

namespace {

constexpr QSize overview_size_px(190, 140);
constexpr int overview_margin_px = 10;
constexpr int attribution_px = 26;  // that line stays free below

/// A box of the widget's proportions with all of `extent` in it.
Box overview_box(const Box& extent) {
  const double m = 1.06 * std::max(extent.width_m() / overview_size_px.width(),
                                   extent.height_m() / overview_size_px.height());
  const Xy half{0.5 * overview_size_px.width() * m, 0.5 * overview_size_px.height() * m};
  return {extent.centre() - half, extent.centre() + half};
}

}  // namespace

MapOverview::MapOverview(Document& document, MapCanvas& canvas)
    : QWidget(&canvas), document_(document), canvas_(canvas) {
  setObjectName("overview_map");
  setFixedSize(overview_size_px);
  setCursor(Qt::PointingHandCursor);
  setVisible(false);
  canvas.installEventFilter(this);
  connect(&document_, &Document::scene_changed, this, &MapOverview::ask_for_picture);
  connect(&document_, &Document::theme_changed, this, qOverload<>(&QWidget::update));
  connect(&canvas_, &MapCanvas::view_changed, this, qOverload<>(&QWidget::update));
}

bool MapOverview::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) place();
  return QWidget::eventFilter(watched, event);
}

void MapOverview::place() {
  move(canvas_.width() - width() - overview_margin_px,
       canvas_.height() - height() - overview_margin_px - attribution_px);
}

void MapOverview::showEvent(QShowEvent*) {
  place();
  ask_for_picture();
}

void MapOverview::ask_for_picture() {
  const auto scene = document_.scene();
  if (!isVisible() || !scene || scene->extent.empty()) {
    painting_.cancel();
    picture_ = QImage();
    return update();
  }
  const Box box = overview_box(scene->extent);
  const double ratio = devicePixelRatioF();
  painting_.start(
      [scene, box, ratio](const Job& job) {
        const double m = std::max(box.width_m() / overview_size_px.width(), 0.01);
        const QPoint corner(static_cast<int>(std::floor(box.min.x_m / m * ratio)),
                            static_cast<int>(std::floor(-box.max.y_m / m * ratio)));
        return render::paint_area(*scene, render::screen_view(m, ratio),
                                  QRect(corner, (QSizeF(overview_size_px) * ratio).toSize()), job);
      },
      [this, box](QImage picture) {
        picture_ = std::move(picture);
        picture_.setDevicePixelRatio(devicePixelRatioF());
        shown_ = box;
        update();
      });
}

QPointF MapOverview::to_screen(Xy p) const {
  const double m = shown_.width_m() / width();
  return {(p.x_m - shown_.min.x_m) / m, (shown_.max.y_m - p.y_m) / m};
}

Xy MapOverview::to_map(QPointF pixel) const {
  const double m = shown_.width_m() / width();
  return {shown_.min.x_m + pixel.x() * m, shown_.max.y_m - pixel.y() * m};
}

void MapOverview::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), render::to_qt(document_.style().ground));
  if (!picture_.isNull()) {
    painter.drawImage(QPointF(), picture_);
    const Box seen = canvas_.visible();
    QRectF frame(to_screen({seen.min.x_m, seen.max.y_m}), to_screen({seen.max.x_m, seen.min.y_m}));
    // A view of one house would be a frame that nobody sees.
    constexpr double least_px = 6;
    if (frame.width() < least_px)
      frame = QRectF(frame.center() - QPointF(0.5 * least_px, 0.5 * least_px),
                     QSizeF(least_px, least_px));
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(frame);
  }
  painter.setPen(QPen(palette().color(QPalette::Mid), 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void MapOverview::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || picture_.isNull()) return;
  canvas_.set_view({to_map(event->position()), canvas_.view().metres_per_px});
}

void MapOverview::mouseMoveEvent(QMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) != 0 && !picture_.isNull())
    canvas_.set_view({to_map(event->position()), canvas_.view().metres_per_px});
}

}  // namespace firebreak::gui
