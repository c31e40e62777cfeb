#pragma once

#include <QPainter>
#include <QString>

namespace firebreak::gui {

/// Text on the map with a halo of the ground's colour, its middle at `at`.
void draw_halo_text(QPainter& painter, QPointF at, const QString& text, const QColor& ink,
                    const QColor& ground);

/// What a line on the map is drawn with: twice, first broad in the ground's colour.
void draw_halo_line(QPainter& painter, const QPolygonF& line, const QColor& ink,
                    const QColor& ground, double width);

}  // namespace firebreak::gui
