#include "gui/measure_tool.hpp"

#include <cmath>

#include "core/geo/measure.hpp"
#include "gui/map_text.hpp"
#include "gui/words.hpp"
#include "render/symbol.hpp"

namespace firebreak::gui {

namespace {

constexpr double hose_m = 20;

QString area_words(double area_m2) {
  return area_m2 < 100000 ? words("{:.1f} m²", area_m2) : words("{:.2f} ha", area_m2 / 10000);
}

double area_of(std::vector<Xy> ring) {
  if (ring.size() < 3) return 0;
  ring.push_back(ring.front());
  return std::abs(ring_area_m2(ring));
}

}  // namespace

MeasureTool::MeasureTool(What what, Document& document) : what_(what), document_(document) {}

bool MeasureTool::move(Xy at, QMouseEvent*, MapCanvas&) {
  cursor_ = at;
  return !points_.empty() && !ended_;
}

bool MeasureTool::click(Xy at, QMouseEvent*, MapCanvas&) {
  if (std::exchange(ended_, false)) points_.clear();
  points_.push_back(at);
  cursor_ = at;
  return true;
}

bool MeasureTool::double_click(Xy, QMouseEvent*, MapCanvas&) {
  ended_ = !points_.empty();
  return true;
}

bool MeasureTool::key(QKeyEvent* event, MapCanvas&) {
  switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (points_.empty() || ended_) return false;
      ended_ = true;
      return true;
    case Qt::Key_Backspace:
      if (points_.empty()) return false;
      ended_ = false;
      points_.pop_back();
      return true;
    default:
      return false;
  }
}

void MeasureTool::reset(MapCanvas&) {
  points_.clear();
  ended_ = false;
}

std::vector<Xy> MeasureTool::with_cursor() const {
  std::vector<Xy> all = points_;
  if (!ended_ && !all.empty()) all.push_back(cursor_);
  return all;
}

QString MeasureTool::length_words(double length_m) const {
  return words("{:.1f} m · {} × 20 m of hose", length_m,
               static_cast<int>(std::ceil(std::max(length_m - 1e-6, 0.0) / hose_m)));
}

QString MeasureTool::summary() const {
  if (points_.empty()) return {};
  const std::vector<Xy> all = with_cursor();
  if (what_ == What::length) return length_words(line_length_m(all));
  std::vector<Xy> ring = all;
  ring.push_back(ring.front());
  return words("{}, outline {:.1f} m", area_words(area_of(all)).toStdString(), line_length_m(ring));
}

void MeasureTool::paint_overlay(QPainter& painter, const MapCanvas& canvas) const {
  if (points_.empty()) return;
  const QColor ink = canvas.palette().color(QPalette::Highlight);
  const QColor text = canvas.palette().color(QPalette::Text);
  const QColor ground = render::to_qt(document_.style().ground);
  const std::vector<Xy> all = with_cursor();
  QPolygonF line;
  for (const Xy point : all) line << canvas.to_screen(point);
  if (what_ == What::area) {
    QColor fill = ink;
    fill.setAlpha(40);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(line);
    line << line.front();
  }
  draw_halo_line(painter, line, ink, ground, 2);
  painter.setBrush(ground);
  painter.setPen(QPen(ink, 2));
  for (const Xy point : points_) painter.drawEllipse(canvas.to_screen(point), 4, 4);
  QFont font = painter.font();
  font.setPointSizeF(font.pointSizeF() + 1);
  painter.setFont(font);
  constexpr QPointF above(0, -16);
  if (what_ == What::area) {
    double x = 0;
    double y = 0;
    for (const Xy point : all) {
      x += canvas.to_screen(point).x() / static_cast<double>(all.size());
      y += canvas.to_screen(point).y() / static_cast<double>(all.size());
    }
    if (all.size() >= 3) draw_halo_text(painter, {x, y}, summary(), text, ground);
    return;
  }
  double along_m = 0;
  for (std::size_t i = 1; i < all.size(); ++i) {
    along_m += distance_m(all[i - 1], all[i]);
    if (i + 1 == all.size())
      draw_halo_text(painter, canvas.to_screen(all[i]) + above, length_words(along_m), text,
                     ground);
    else
      draw_halo_text(painter, canvas.to_screen(all[i]) + above, words("{:.1f} m", along_m), text,
                     ground);
  }
}

}  // namespace firebreak::gui
