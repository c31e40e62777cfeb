#include "gui/map_snap.hpp"

#include "core/geo/measure.hpp"

namespace firebreak::gui {

namespace {

constexpr double snap_reach_px = 8;
/// In a view of the whole city thousands of things lie under the mouse: none of them is meant.
constexpr std::size_t most_rows = 400;

struct Nearest {
  std::optional<Xy> at;
  double distance2_m2;
  void take(Xy place, double d2) {
    if (d2 > distance2_m2) return;
    at = place;
    distance2_m2 = d2;
  }
};

void look_at(const Part& part, Xy at, Nearest& corner, Nearest& edge) {
  for (std::size_t i = 0; i < part.points.size(); ++i) {
    const Xy p = part.points[i];
    const Xy d = p - at;
    corner.take(p, d.x_m * d.x_m + d.y_m * d.y_m);
    if (i == 0) continue;
    double share = 0;
    const Xy before = part.points[i - 1];
    const double d2 = point_segment2_m2(at, before, p, &share);
    edge.take(before + share * (p - before), d2);
  }
}

}  // namespace

std::optional<MapSnap> snap_at(const Document& document, const MapCanvas& canvas, Xy at) {
  const auto scene = document.scene();
  if (!scene || !canvas.snapping()) return std::nullopt;
  const double reach_m = snap_reach_px * canvas.view().metres_per_px;
  const Box near{at - Xy{reach_m, reach_m}, at + Xy{reach_m, reach_m}};
  Nearest corner{std::nullopt, reach_m * reach_m};
  Nearest edge = corner;
  for (const render::LiveLayer& layer : scene->layers) {
    if (!layer.shown || !render::drawn_at(*layer.scene.style, canvas.scale())) continue;
    const auto rows = layer.scene.index->in_box(near);
    if (rows.size() > most_rows) continue;
    const Shapes& shapes = layer.scene.table->shapes;
    for (const std::uint32_t row : rows) {
      if (!layer.draws(row)) continue;
      for (auto p = shapes.first_part(row); p < shapes.end_part(row); ++p)
        look_at(shapes.part(p), at, corner, edge);
    }
  }
  if (corner.at) return MapSnap{*corner.at, true};
  if (edge.at) return MapSnap{*edge.at, false};
  return std::nullopt;
}

void paint_snap(QPainter& painter, const MapCanvas& canvas, const MapSnap& snap) {
  const QPointF at = canvas.to_screen(snap.at);
  painter.setBrush(Qt::NoBrush);
  for (const bool halo : {true, false}) {
    painter.setPen(
        QPen(canvas.palette().color(halo ? QPalette::Base : QPalette::Highlight), halo ? 5 : 2));
    if (snap.corner) {
      painter.drawRect(QRectF(at.x() - 6, at.y() - 6, 12, 12));
    } else {
      painter.drawLine(at + QPointF(-6, -6), at + QPointF(6, 6));
      painter.drawLine(at + QPointF(-6, 6), at + QPointF(6, -6));
    }
  }
}

}  // namespace firebreak::gui
