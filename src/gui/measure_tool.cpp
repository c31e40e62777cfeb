#include "gui/measure_tool.hpp"

#include <cmath>

#include "core/base/error.hpp"
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

/// By the length as it is told: 80.004 m are told as 80.0 m, which is four hoses.
int hoses_for(double length_m) {
  return static_cast<int>(std::ceil(std::max(std::round(10 * length_m) / 10 - 1e-6, 0.0) / hose_m));
}

double plane_area_m2(std::span<const Xy> corners) {
  if (corners.size() < 3) return 0;
  std::vector<Xy> ring(corners.begin(), corners.end());
  ring.push_back(ring.front());
  return std::abs(ring_area_m2(ring));
}

}  // namespace

MeasureTool::MeasureTool(What what, Document& document) : what_(what), document_(document) {}

bool MeasureTool::move(Xy at, QMouseEvent*, MapCanvas& canvas) {
  snap_ = snap_at(document_, canvas, at);
  cursor_ = snap_ ? snap_->at : at;
  return true;
}

bool MeasureTool::click(Xy at, QMouseEvent*, MapCanvas& canvas) {
  if (std::exchange(ended_, false)) points_.clear();
  snap_ = snap_at(document_, canvas, at);
  cursor_ = snap_ ? snap_->at : at;
  points_.push_back(cursor_);
  return true;
}

bool MeasureTool::double_click(Xy, QMouseEvent*, MapCanvas&) {
  ended_ = !points_.empty();
  return true;
}

bool MeasureTool::key(QKeyEvent* event, MapCanvas&) {
  if (event->key() != Qt::Key_Backspace || points_.empty()) return false;
  ended_ = false;
  points_.pop_back();
  return true;
}

bool MeasureTool::end(Qt::KeyboardModifiers, MapCanvas&) {
  if (points_.empty() || ended_) return false;
  ended_ = true;
  return true;
}

void MeasureTool::reset(MapCanvas&) {
  points_.clear();
  snap_.reset();
  ended_ = false;
}

std::vector<Xy> MeasureTool::with_cursor() const {
  std::vector<Xy> all = points_;
  if (!ended_ && !all.empty()) all.push_back(cursor_);
  return all;
}

const EllipsoidMeasure* MeasureTool::ellipsoid() const {
  const CityGrid& grid = document_.grid();
  if (!grid_ || !(*grid_ == grid)) {
    grid_ = grid;
    ellipsoid_.reset();
    try {
      if (grid.crs.known()) ellipsoid_.emplace(grid.crs, grid.origin);
    } catch (const Error&) {
      // A local grid has no place on the globe.
    }
  }
  return ellipsoid_ ? &*ellipsoid_ : nullptr;
}

double MeasureTool::length_of(std::span<const Xy> line) const {
  const auto* globe = ellipsoid();
  const auto length = globe == nullptr ? std::nullopt : globe->length_m(line);
  return length.value_or(line_length_m(line));
}

double MeasureTool::area_of(std::span<const Xy> corners) const {
  const auto* globe = ellipsoid();
  const auto area = globe == nullptr || corners.size() < 3 ? std::nullopt : globe->area_m2(corners);
  return area.value_or(plane_area_m2(corners));
}

/// Which of the two a figure is, and the other one where they differ by more than a thousandth.
QString MeasureTool::basis_words(double measured, double plane, const QString& plane_words) const {
  if (ellipsoid() == nullptr) return words("in the plane of the map");
  constexpr double worth_telling = 0.001;
  if (std::abs(measured - plane) <= worth_telling * measured) return words("on the ellipsoid");
  return words("on the ellipsoid ({} in the plane of the map)", plane_words.toStdString());
}

QString MeasureTool::length_words(std::span<const Xy> line) const {
  const double length_m = length_of(line);
  const double plane_m = line_length_m(line);
  return words("{:.1f} m {} · {} × 20 m of hose", length_m,
               basis_words(length_m, plane_m, words("{:.1f} m", plane_m)).toStdString(),
               hoses_for(length_m));
}

QString MeasureTool::summary() const {
  if (points_.empty()) return {};
  const std::vector<Xy> all = with_cursor();
  if (what_ == What::length) return length_words(all);
  std::vector<Xy> ring = all;
  ring.push_back(ring.front());
  const double area_m2 = area_of(all);
  const double plane_m2 = plane_area_m2(all);
  return words("{} {}, outline {:.1f} m", area_words(area_m2).toStdString(),
               basis_words(area_m2, plane_m2, area_words(plane_m2)).toStdString(), length_of(ring));
}

void MeasureTool::paint_overlay(QPainter& painter, const MapCanvas& canvas) const {
  if (snap_ && !ended_) paint_snap(painter, canvas, *snap_);
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
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto so_far = std::span(all).first(i + 1);
    draw_halo_text(
        painter, canvas.to_screen(all[i]) + above,
        i + 1 == all.size() ? length_words(so_far) : words("{:.1f} m", length_of(so_far)), text,
        ground);
  }
}

}  // namespace firebreak::gui
