#pragma once

#include <QPainter>
#include <QPolygonF>
#include <QRectF>
#include <QString>
#include <optional>

namespace firebreak::gui {

/// Text on the map with a halo of the ground's colour, its middle at `at`.
void draw_halo_text(QPainter& painter, QPointF at, const QString& text, const QColor& ink,
                    const QColor& ground);

/// What a line on the map is drawn with: twice, first broad in the ground's colour.
void draw_halo_line(QPainter& painter, const QPolygonF& line, const QColor& ink,
                    const QColor& ground, double width);

/// The place half way along what is seen of a line, for the words beside it; nothing if none of it
/// is seen.
std::optional<QPointF> middle_seen(const QPolygonF& line, const QRectF& seen);

}  // namespace firebreak::gui
