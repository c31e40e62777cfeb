#include "render/symbol.hpp"

#include <QPainterPath>
#include <algorithm>
#include <array>
#include <cmath>

namespace firebreak::render {

namespace {

constexpr double dot_mm = 0.15;          ///< side of the square that stands for a tiny feature
constexpr double outline_from_mm = 0.9;  ///< smaller filled features have no outline
constexpr double hatch_step_mm = 0.75;
constexpr double hatch_stroke_mm = 0.13;

QRectF bounds(std::span<const QPointF> points) {
  double x0 = points[0].x(), x1 = x0, y0 = points[0].y(), y1 = y0;
  for (const QPointF& p : points) {
    x0 = std::min(x0, p.x()), x1 = std::max(x1, p.x());
    y0 = std::min(y0, p.y()), y1 = std::max(y1, p.y());
  }
  return {x0, y0, x1 - x0, y1 - y0};
}

/// Calls `visit(a, b)` for every edge of the rings.
template <class Visit>
void each_edge(std::span<const QPointF> points, std::span<const std::size_t> ring_end,
               const Visit& visit) {
  std::size_t from = 0;
  for (const std::size_t end : ring_end) {
    for (std::size_t i = from; i + 1 < end; ++i) visit(points[i], points[i + 1]);
    if (end > from) visit(points[end - 1], points[from]);
    from = end;
  }
}

}  // namespace

QColor to_qt(Colour colour) {
  return {colour.red, colour.green, colour.blue, colour.alpha};
}

SymbolPainter::SymbolPainter(QPainter& painter, const Symbol& symbol, double units_per_mm,
                             double factor, const QRectF& area)
    : painter_(&painter),
      symbol_(&symbol),
      per_mm_(units_per_mm),
      factor_(factor),
      area_(area),
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

  const bool outline =
      !symbol_->fill || size >= outline_from_mm * per_mm_ || symbol_->stroke_mm >= 0.2;
  painter_->setPen(outline ? pen_ : QPen(Qt::NoPen));
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
  const auto kind = symbol_->hatch;
  if (kind == Hatch::forward || kind == Hatch::cross) hatch(points, ring_end, 1, box);
  if (kind == Hatch::backward || kind == Hatch::cross) hatch(points, ring_end, -1, box);
  if (kind == Hatch::dots) hatch_dots(points, ring_end, box);
}

// Lines x + slope * y = c for whole multiples c of the step: they continue from one feature to the
// next. A feature between two such lines gets one through its middle, so that none looks plain.
void SymbolPainter::hatch(std::span<const QPointF> points, std::span<const std::size_t> ring_end,
                          double slope, const QRectF& box) {
  const QRectF seen = box.intersected(area_);
  if (seen.isEmpty()) return;
  const double step = hatch_step_mm * per_mm_ * std::sqrt(2.0);
  const auto c_of = [&](QPointF p) { return p.x() + slope * p.y(); };
  const double c0 = std::min(c_of(seen.topLeft()), c_of(seen.bottomLeft()));
  const double c1 = std::max(c_of(seen.topRight()), c_of(seen.bottomRight()));

  const auto cut = [&](double c) {
    cuts_.clear();
    each_edge(points, ring_end, [&](QPointF a, QPointF b) {
      const double ca = c_of(a), cb = c_of(b);
      if ((ca <= c) != (cb <= c)) cuts_.push_back(a.x() + (b.x() - a.x()) * (c - ca) / (cb - ca));
    });
    std::sort(cuts_.begin(), cuts_.end());
    for (std::size_t i = 0; i + 1 < cuts_.size(); i += 2)
      hatch_lines_.emplace_back(cuts_[i], slope * (c - cuts_[i]), cuts_[i + 1],
                                slope * (c - cuts_[i + 1]));
    return cuts_.size() > 1;
  };
  bool any = false;
  for (double k = std::ceil(c0 / step); k * step <= c1; ++k) any = cut(k * step) || any;
  if (!any) cut(c_of(box.center()));
}

void SymbolPainter::hatch_dots(std::span<const QPointF> points,
                               std::span<const std::size_t> ring_end, const QRectF& box) {
  const QRectF seen = box.intersected(area_);
  const double step = hatch_step_mm * per_mm_;
  const double half = 0.7 * hatch_stroke_mm * per_mm_;
  for (double row = std::ceil(seen.top() / step); row * step <= seen.bottom(); ++row) {
    const double y = row * step;
    const double shift = std::fmod(std::abs(row), 2.0) * 0.5 * step;
    cuts_.clear();
    each_edge(points, ring_end, [&](QPointF a, QPointF b) {
      if ((a.y() <= y) != (b.y() <= y))
        cuts_.push_back(a.x() + (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y()));
    });
    std::sort(cuts_.begin(), cuts_.end());
    for (std::size_t i = 0; i + 1 < cuts_.size(); i += 2)
      for (double k = std::ceil((cuts_[i] - shift) / step); k * step + shift <= cuts_[i + 1]; ++k)
        hatch_lines_.emplace_back(k * step + shift - half, y, k * step + shift + half, y);
  }
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
  // What is hatched or only outlined keeps its own colour; a light fill would look like another.
  const bool by_stroke = symbol_->stroke && (symbol_->hatch != Hatch::none || !symbol_->fill);
  painter_->setPen(Qt::NoPen);
  painter_->setBrush(by_stroke ? QBrush(to_qt(*symbol_->stroke)) : brush_);
  painter_->drawRects(runs);
}

void SymbolPainter::finish() {
  if (!hatch_lines_.empty() && symbol_->stroke) {
    painter_->setPen(QPen(to_qt(*symbol_->stroke), hatch_stroke_mm * per_mm_, Qt::SolidLine,
                          symbol_->hatch == Hatch::dots ? Qt::SquareCap : Qt::FlatCap));
    painter_->setBrush(Qt::NoBrush);
    painter_->drawLines(hatch_lines_.data(), static_cast<int>(hatch_lines_.size()));
    hatch_lines_.clear();
  }
  if (!dots_.empty()) draw_dots();
  dots_.clear();
}

}  // namespace firebreak::render
