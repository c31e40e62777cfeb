#include "gui/map_text.hpp"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainterPath>
#include <algorithm>
#include <utility>
#include <vector>

namespace firebreak::gui {

namespace {

/// The part of a segment in a box; nothing if it passes beside it.
std::optional<QLineF> part_in(const QLineF& segment, const QRectF& box) {
  double from = 0;
  double to = 1;
  const auto cut = [&](double start, double step, double low, double high) {
    if (step == 0) return start >= low && start <= high;
    const auto [first, last] = std::minmax({(low - start) / step, (high - start) / step});
    from = std::max(from, first);
    to = std::min(to, last);
    return from <= to;
  };
  if (!cut(segment.x1(), segment.dx(), box.left(), box.right()) ||
      !cut(segment.y1(), segment.dy(), box.top(), box.bottom()))
    return std::nullopt;
  return QLineF(segment.pointAt(from), segment.pointAt(to));
}

}  // namespace

void draw_halo_text(QPainter& painter, QPointF at, const QString& text, const QColor& ink,
                    const QColor& ground) {
  const QFontMetricsF metrics(painter.font());
  QPainterPath path;
  path.addText(at.x() - 0.5 * metrics.horizontalAdvance(text),
               at.y() + 0.5 * (metrics.ascent() - metrics.descent()), painter.font(), text);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.strokePath(path, QPen(ground, 4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.fillPath(path, ink);
  painter.restore();
}

void draw_halo_line(QPainter& painter, const QPolygonF& line, const QColor& ink,
                    const QColor& ground, double width) {
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(ground, width + 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPolyline(line);
  painter.setPen(QPen(ink, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPolyline(line);
}

std::optional<QPointF> middle_seen(const QPolygonF& line, const QRectF& seen) {
  std::vector<QLineF> parts;
  double length = 0;
  for (qsizetype i = 1; i < line.size(); ++i)
    if (const auto part = part_in(QLineF(line[i - 1], line[i]), seen)) {
      parts.push_back(*part);
      length += part->length();
    }
  double left = 0.5 * length;
  for (const QLineF& part : parts) {
    if (part.length() > 0 && left <= part.length()) return part.pointAt(left / part.length());
    left -= part.length();
  }
  return std::nullopt;
}

}  // namespace firebreak::gui
