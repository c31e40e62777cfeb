#include "gui/map_text.hpp"

#include <QFontMetricsF>
#include <QPainterPath>

namespace firebreak::gui {

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

}  // namespace firebreak::gui
