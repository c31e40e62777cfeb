#include "gui/live_cover_overlay.hpp"

#include <QPainterPath>

#include "gui/theme.hpp"

namespace firebreak::gui {

namespace {

/// The verdict whose colour a reach has.
Verdict told_as(HoseLay::Reach reach) {
  switch (reach) {
    case HoseLay::Reach::full:
      return Verdict::pass;
    case HoseLay::Reach::partly:
      return Verdict::marginal;
    case HoseLay::Reach::none:
      return Verdict::fail;
    default:
      return Verdict::unknown;
  }
}

void paint_building(QPainter& painter, const MapCanvas& canvas, const Shapes& shapes,
                    std::uint32_t row, Verdict verdict, const std::string& theme) {
  QPainterPath outline;  // holes stay open by its rule of odd and even
  for (auto p = shapes.first_part(row); p < shapes.end_part(row); ++p) {
    QPolygonF ring;
    for (const Xy point : shapes.part(p).points) ring << canvas.to_screen(point);
    outline.addPolygon(ring);
  }
  painter.setBrush(meaning_colour(verdict_name(verdict), theme));
  painter.drawPath(outline);
}

}  // namespace

void paint_live_cover(QPainter& painter, const MapCanvas& canvas, const LiveCover& live,
                      const std::string& theme) {
  const Box visible = canvas.visible();
  painter.setPen(QPen(canvas.palette().color(QPalette::Base), 1));
  const auto paint = [&](std::uint32_t row, Verdict verdict) {
    const Shapes& shapes = live.table()->shapes;
    if (shapes.boxes[row].intersects(visible))
      paint_building(painter, canvas, shapes, row, verdict, theme);
  };
  // The map shows the one over the other.
  if (live.hoses_shown())
    for (const auto& [row, reach] : live.hoses().changed()) paint(row, told_as(reach));
  else
    for (const auto& [row, verdict] : live.changed()) paint(row, verdict);
}

}  // namespace firebreak::gui
