#include <QPaintEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "gui/map_background.hpp"
#include "gui/map_canvas.hpp"
#include "gui/map_labels.hpp"
#include "gui/map_text.hpp"
#include "gui/tile_store.hpp"
#include "render/symbol.hpp"

/// Which tiles the map wants, and how a frame is put together from what there is.
namespace firebreak::gui {

Box MapCanvas::scene_visible() const {
  const Box box = visible();
  return {box.min - scene_shift_, box.max - scene_shift_};
}

std::vector<render::TileKey> MapCanvas::visible_tiles() const {
  const double ratio = devicePixelRatioF();
  const double side = render::TileKey::size * view_.metres_per_px / ratio;
  const Box box = scene_visible();
  const auto index = [&](double metres) { return static_cast<int>(std::floor(metres / side)); };
  std::vector<render::TileKey> keys;
  for (int y = index(-box.max.y_m); y <= index(-box.min.y_m); ++y)
    for (int x = index(box.min.x_m); x <= index(box.max.x_m); ++x)
      keys.push_back({view_.metres_per_px, ratio, x, y});
  const double cx = scene_centre().x_m / side - 0.5;
  const double cy = -scene_centre().y_m / side - 0.5;
  std::stable_sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
    return std::hypot(a.x - cx, a.y - cy) < std::hypot(b.x - cx, b.y - cy);
  });
  return keys;
}

void MapCanvas::ask_for_tiles() {
  if (!document_.scene() || width() <= 0 || height() <= 0) return;
  asked_ratio_ = devicePixelRatioF();
  tiles_->want(document_.scene(), visible_tiles());
  extras_later_.start();
}

QRectF MapCanvas::visible_units() const {
  const double ratio = devicePixelRatioF();
  const double device_m = view_.metres_per_px / ratio;
  const QSizeF size = QSizeF(this->size()) * ratio;
  return {std::round(scene_centre().x_m / device_m - 0.5 * size.width()),
          std::round(-scene_centre().y_m / device_m - 0.5 * size.height()), size.width(),
          size.height()};
}

void MapCanvas::ask_for_extras() {
  extras_later_.stop();
  const double ratio = devicePixelRatioF();
  const QRectF seen = visible_units();
  std::vector<QRectF> kept_free;
  if (kept_free_)
    for (const QRectF& place : kept_free_(*this))
      kept_free.emplace_back(seen.topLeft() + ratio * place.topLeft(), ratio * place.size());
  if (document_.scene())
    labels_->want(document_.scene(), view_.metres_per_px, ratio, seen, std::move(kept_free));
  background_->want(document_.grid(), visible(), (QSizeF(size()) * ratio).toSize());
}

void MapCanvas::paint_background(QPainter& painter) {
  const ViewSettings& said = document_.project().view;
  if (background_->picture().isNull() || !said.background_shown) return;
  painter.setOpacity(std::clamp(said.background_opacity, 0.0, 1.0));
  const QRectF at = screen_box(background_->box());
  // A whole number of pixels off: a copy; while it is zoomed: scaled.
  const bool copy = std::abs(at.width() - width()) < 0.5 && std::abs(at.height() - height()) < 0.5;
  if (copy) {
    QImage picture = background_->picture();
    picture.setDevicePixelRatio(devicePixelRatioF());
    painter.drawImage(at.topLeft(), picture);
  } else {
    painter.drawImage(at, background_->picture());
  }
  painter.setOpacity(1);
}

void MapCanvas::paint_attribution(QPainter& painter) const {
  QStringList parts;
  if (const auto city = document_.city(); city && !city->attribution.empty())
    parts << QString::fromStdString(city->attribution);
  if (document_.project().view.background_shown && !background_->picture().isNull() &&
      !background_->attribution().isEmpty())
    parts << background_->attribution();
  if (parts.isEmpty()) return;
  QFont small = font();
  small.setPointSizeF(0.8 * small.pointSizeF());
  painter.setFont(small);
  const QString words =
      painter.fontMetrics().elidedText(parts.join(" · "), Qt::ElideRight, width() - 20);
  const QRectF box(width() - painter.fontMetrics().horizontalAdvance(words) - 8,
                   height() - painter.fontMetrics().height() - 4,
                   painter.fontMetrics().horizontalAdvance(words) + 8,
                   painter.fontMetrics().height() + 4);
  QColor ground = render::to_qt(document_.style().ground);
  ground.setAlpha(190);
  painter.fillRect(box, ground);
  painter.setPen(render::to_qt(document_.style().ink));
  painter.drawText(box, Qt::AlignCenter, words);
  painter.setFont(font());
}

bool MapCanvas::tiles_finished() const {
  const auto keys = visible_tiles();
  return std::all_of(keys.begin(), keys.end(),
                     [this](const auto& key) { return tiles_->current(key); });
}

bool MapCanvas::finished() const {
  if (!document_.scene()) return true;
  return !extras_later_.isActive() && labels_->finished() && background_->finished() &&
         tiles_finished();
}

void MapCanvas::paint_tiles(QPainter& painter) {
  const double ratio = devicePixelRatioF();
  const auto keys = visible_tiles();
  const bool complete = std::all_of(
      keys.begin(), keys.end(), [this](const auto& key) { return tiles_->find(key) != nullptr; });
  const QRectF seen = visible_units();
  const auto place = [&](const render::TileKey& key) {
    return QPointF((double(key.x) * render::TileKey::size - seen.left()) / ratio,
                   (double(key.y) * render::TileKey::size - seen.top()) / ratio);
  };
  // Until the right tiles have come, those of another resolution stand in for them, scaled.
  if (!complete) {
    QRegion missing;
    const int side_px = static_cast<int>(std::ceil(render::TileKey::size / ratio));
    for (const auto& key : keys)
      if (tiles_->find(key) == nullptr)
        missing += QRect(place(key).toPoint(), QSize(side_px, side_px));
    painter.save();
    painter.setClipRegion(missing);
    if (stand_in_) {
      const double m = stand_in_->view.metres_per_px;
      const QSizeF size = stand_in_->picture.deviceIndependentSize();
      const Xy half{0.5 * size.width() * m, 0.5 * size.height() * m};
      painter.drawPixmap(screen_box({stand_in_->view.centre - half, stand_in_->view.centre + half}),
                         stand_in_->picture, QRectF(stand_in_->picture.rect()));
    }
    for (const auto& key : tiles_->others(view_.metres_per_px, ratio, scene_visible())) {
      const double side = render::TileKey::size * key.metres_per_pixel / ratio;
      const QRectF at(to_screen(Xy{key.x * side, -key.y * side} + scene_shift_),
                      to_screen(Xy{(key.x + 1) * side, -(key.y + 1) * side} + scene_shift_));
      if (const QImage* image = tiles_->find(key)) painter.drawImage(at, *image);
    }
    painter.restore();
  }
  // Whole device pixels: a tile is copied, not resampled.
  for (const auto& key : keys)
    if (const QImage* image = tiles_->find(key)) painter.drawImage(place(key), *image);
}

void MapCanvas::paint_overlays(QPainter& painter, Level level) const {
  for (const auto& [name, overlay] : overlays_)
    if (overlay.level == level) overlay.paint(painter, *this);
}

void MapCanvas::paintEvent(QPaintEvent*) {
  // A window that moves to another screen is painted without being resized.
  if (asked_ratio_ != devicePixelRatioF()) ask_for_tiles();
  QPainter painter(this);
  painter.fillRect(rect(), render::to_qt(document_.style().ground));
  paint_background(painter);
  if (document_.scene()) paint_tiles(painter);
  painter.setRenderHint(QPainter::Antialiasing);
  paint_overlays(painter, Level::below_labels);
  // Over what is chosen and what is being planned: a name half hidden is no name.
  painter.setRenderHint(QPainter::Antialiasing, false);
  labels_->paint(painter, view_.metres_per_px, devicePixelRatioF(), visible_units().topLeft());
  painter.setRenderHint(QPainter::Antialiasing);
  paint_overlays(painter, Level::above_labels);
  paint_attribution(painter);
  if (tool_ != nullptr) tool_->paint_overlay(painter, *this);
  if (drag_ == Drag::zoom_box) {
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(drag_from_, drag_last_).normalized());
  }
  if (aiming_) {
    constexpr double arm_px = 9;
    for (const QPointF arm : {QPointF(arm_px, 0), QPointF(0, arm_px)})
      draw_halo_line(painter, QPolygonF{middle() - arm, middle() + arm},
                     palette().color(QPalette::Text), render::to_qt(document_.style().ground), 1.5);
  }
  if (flash_timer_.isActive()) {
    const double share = std::min(1.0, double(flash_since_.elapsed()) / flash_ms);
    const QRectF at = screen_box(flash_box_);
    const double radius = 14 + 0.5 * std::hypot(at.width(), at.height()) + 60 * (1 - share);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 3));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(at.center(), radius, radius);
  }
}

void MapCanvas::forget_tiles() {
  if (fitted_ && !size().isEmpty()) {
    StandIn picture{QPixmap(size() * devicePixelRatioF()), view_};
    picture.picture.setDevicePixelRatio(devicePixelRatioF());
    picture.picture.fill(Qt::transparent);
    QPainter painter(&picture.picture);
    paint_tiles(painter);
    painter.end();
    stand_in_ = std::move(picture);
  }
  tiles_->clear();
}

void MapCanvas::redraw() {
  forget_tiles();
  background_->ask_again();
  ask_for_tiles();
  update();
}

}  // namespace firebreak::gui
