#include "render/symbol.hpp"

#include <QPainterPath>
#include <algorithm>
#include <array>
#include <cmath>

namespace firebreak::render {

namespace {

QRectF bounds(std::span<const QPointF> points) {
  double x0 = points[0].x(), x1 = x0, y0 = points[0].y(), y1 = y0;
  for (const QPointF& p : points) {
    x0 = std::min(x0, p.x()), x1 = std::max(x1, p.x());
    y0 = std::min(y0, p.y()), y1 = std::max(y1, p.y());
  }
  return {x0, y0, x1 - x0, y1 - y0};
}

}  // namespace

QColor to_qt(Colour colour) {
  return {colour.red, colour.green, colour.blue, colour.alpha};
}

bool outlined(const Symbol& symbol, double size_mm) {
  return !symbol.fill || size_mm >= outline_from_mm || symbol.stroke_mm >= 0.2;
}

bool dots_by_stroke(const Symbol& symbol) {
  return symbol.stroke && (symbol.hatch != Hatch::none || !symbol.fill);
}

SymbolPainter::SymbolPainter(QPainter& painter, const Symbol& symbol, double units_per_mm,
                             double factor, const QRectF& area)
    : painter_(&painter),
      symbol_(&symbol),
      per_mm_(units_per_mm),
      factor_(factor),
      hatching_(symbol.hatch, units_per_mm, area),
      pen_(Qt::NoPen),
      brush_(Qt::NoBrush) {
  if (symbol.fill) brush_ = QBrush(to_qt(*symbol.fill));
  if (!symbol.stroke || symbol.stroke_mm <= 0) return;
  const double width = symbol.stroke_mm * factor * units_per_mm;
  pen_ = QPen(to_qt(*symbol.stroke), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
  if (symbol.dash_mm.empty()) return;
  QList<qreal> dashes;  // in widths of the pen
  for (const double mm : symbol.dash_mm) dashes.push_back(mm / symbol.stroke_mm);
  pen_.setDashPattern(dashes);
  pen_.setCapStyle(Qt::FlatCap);
}

void SymbolPainter::polygon(std::span<const QPointF> points,
                            std::span<const std::size_t> ring_end) {
  if (points.empty()) return;
  const QRectF box = bounds(points);
  const double size = std::max(box.width(), box.height());
  if (size < dot_mm * per_mm_ || points.size() < 3) return dot(box.center());

  painter_->setPen(outlined(*symbol_, size / per_mm_) ? pen_ : QPen(Qt::NoPen));
  painter_->setBrush(brush_);
  if (ring_end.size() == 1) {
    painter_->drawPolygon(points.data(), static_cast<int>(points.size()));
  } else {
    QPainterPath path;
    std::size_t from = 0;
    for (const std::size_t end : ring_end) {
      path.moveTo(points[from]);
      for (std::size_t i = from + 1; i < end; ++i) path.lineTo(points[i]);
      path.closeSubpath();
      from = end;
    }
    painter_->drawPath(path);
  }
  hatching_.add(points, ring_end);
}

void SymbolPainter::line(std::span<const QPointF> points) {
  if (points.empty() || pen_.style() == Qt::NoPen) return;
  painter_->setPen(pen_);
  painter_->setBrush(Qt::NoBrush);
  if (points.size() == 1) {
    painter_->drawPoint(points[0]);
    return;
  }
  painter_->drawPolyline(points.data(), static_cast<int>(points.size()));
}

void SymbolPainter::house(QPointF at, double half) {
  const std::array<QPointF, 5> wall{
      QPointF(at.x() - half, at.y() + half), QPointF(at.x() - half, at.y() - 0.15 * half),
      QPointF(at.x(), at.y() - 1.1 * half), QPointF(at.x() + half, at.y() - 0.15 * half),
      QPointF(at.x() + half, at.y() + half)};
  painter_->drawPolygon(wall.data(), 5);
  if (pen_.style() == Qt::NoPen) return;
  const QColor gate = pen_.color();  // a gate in the outline's colour: an engine can come out
  painter_->fillRect(QRectF(at.x() - 0.45 * half, at.y() + 0.1 * half, 0.9 * half, 0.9 * half),
                     gate);
}

void SymbolPainter::marker(QPointF at) {
  const double half = 0.5 * symbol_->size_mm * factor_ * per_mm_;
  const QRectF box(at.x() - half, at.y() - half, 2 * half, 2 * half);
  painter_->setPen(pen_);
  painter_->setBrush(brush_);
  switch (symbol_->marker) {
    case Marker::circle:
      painter_->drawEllipse(box);
      break;
    case Marker::square:
      painter_->drawRect(box);
      break;
    case Marker::triangle: {
      const std::array<QPointF, 3> corners{QPointF(at.x() - half, at.y() + 0.8 * half),
                                           QPointF(at.x(), at.y() - half),
                                           QPointF(at.x() + half, at.y() + 0.8 * half)};
      painter_->drawPolygon(corners.data(), 3);
      break;
    }
    case Marker::diamond: {
      const std::array<QPointF, 4> corners{
          QPointF(at.x() - half, at.y()), QPointF(at.x(), at.y() - half),
          QPointF(at.x() + half, at.y()), QPointF(at.x(), at.y() + half)};
      painter_->drawPolygon(corners.data(), 4);
      break;
    }
    case Marker::cross: {
      const double arm = 0.75 * half;
      painter_->drawLine(QPointF(at.x() - arm, at.y() - arm), QPointF(at.x() + arm, at.y() + arm));
      painter_->drawLine(QPointF(at.x() - arm, at.y() + arm), QPointF(at.x() + arm, at.y() - arm));
      break;
    }
    case Marker::hydrant: {
      painter_->drawEllipse(box);
      const QColor inner = pen_.style() == Qt::NoPen ? QColor(Qt::white) : pen_.color();
      painter_->setPen(Qt::NoPen);
      painter_->setBrush(inner);
      painter_->drawEllipse(at, 0.32 * half, 0.32 * half);
      break;
    }
    case Marker::station:
      house(at, half);
      break;
  }
  if (symbol_->hatch != Hatch::none) {
    const double arm = 0.7 * half;
    painter_->setPen(pen_);
    painter_->drawLine(QPointF(at.x() - arm, at.y() - arm), QPointF(at.x() + arm, at.y() + arm));
  }
}

void SymbolPainter::dot(QPointF at) {
  const double grid = dot_mm * per_mm_;
  dots_.emplace_back(static_cast<std::int32_t>(std::floor(at.y() / grid)),
                     static_cast<std::int32_t>(std::floor(at.x() / grid)));
}

// Neighbours in a row become one rectangle: a whole town far away stays a small file.
void SymbolPainter::draw_dots() {
  const double grid = dot_mm * per_mm_;
  std::sort(dots_.begin(), dots_.end());
  dots_.erase(std::unique(dots_.begin(), dots_.end()), dots_.end());
  QList<QRectF> runs;
  for (std::size_t i = 0; i < dots_.size();) {
    std::size_t end = i + 1;
    while (end < dots_.size() && dots_[end].first == dots_[i].first &&
           dots_[end].second == dots_[end - 1].second + 1)
      ++end;
    runs.emplace_back(dots_[i].second * grid, dots_[i].first * grid,
                      static_cast<double>(end - i) * grid, grid);
    i = end;
  }
  painter_->setPen(Qt::NoPen);
  painter_->setBrush(dots_by_stroke(*symbol_) ? QBrush(to_qt(*symbol_->stroke)) : brush_);
  painter_->drawRects(runs);
}

void SymbolPainter::finish() {
  if (!hatching_.lines.empty() && symbol_->stroke) {
    painter_->setPen(QPen(to_qt(*symbol_->stroke), Hatching::stroke_mm * per_mm_, Qt::SolidLine,
                          symbol_->hatch == Hatch::dots ? Qt::SquareCap : Qt::FlatCap));
    painter_->setBrush(Qt::NoBrush);
    painter_->drawLines(hatching_.lines.data(), static_cast<int>(hatching_.lines.size()));
    hatching_.lines.clear();
  }
  if (!dots_.empty()) draw_dots();
  dots_.clear();
}

}  // namespace firebreak::render
