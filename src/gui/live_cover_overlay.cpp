#include "gui/live_cover_overlay.hpp"

#include <QPainterPath>

#include "gui/theme.hpp"

namespace firebreak::gui {

void paint_live_cover(QPainter& painter, const MapCanvas& canvas, const LiveCover& live,
                      const std::string& theme) {
  if (live.changed().empty()) return;
  const Shapes& shapes = live.table()->shapes;
  const Box visible = canvas.visible();
  painter.setPen(QPen(canvas.palette().color(QPalette::Base), 1));
  for (const auto& [row, verdict] : live.changed()) {
    if (!shapes.boxes[row].intersects(visible)) continue;
    QPainterPath outline;  // holes stay open by its rule of odd and even
    for (auto p = shapes.first_part(row); p < shapes.end_part(row); ++p) {
      QPolygonF ring;
      for (const Xy point : shapes.part(p).points) ring << canvas.to_screen(point);
      outline.addPolygon(ring);
    }
    painter.setBrush(meaning_colour(verdict_name(verdict), theme));
    painter.drawPath(outline);
  }
}

}  // namespace firebreak::gui
