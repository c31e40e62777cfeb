#include "gui/building_overlay.hpp"

#include <QPainterPath>
#include <cmath>

#include "core/analysis/district_risk.hpp"
#include "core/analysis/settings.hpp"
#include "core/geo/measure.hpp"
#include "gui/details_panel.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// Letters over a map: a halo in the ground's colour below them.
void label(QPainter& painter, QPointF at, const QString& words, const QColor& ink,
           const QColor& ground) {
  QPainterPath path;
  path.addText(at, painter.font(), words);
  painter.setPen(QPen(ground, 3.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(path);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ink);
  painter.drawPath(path);
}

class Story {
 public:
  Story(QPainter& painter, const MapCanvas& canvas, const Document& document,
        const FeatureTable& buildings, std::uint32_t row)
      : painter_(painter),
        canvas_(canvas),
        document_(document),
        buildings_(buildings),
        row_(row),
        ground_(canvas.palette().color(QPalette::Base)) {}

  void paint() {
    neighbours();
    way_in();
    hydrant();
  }

 private:
  std::optional<std::string_view> word(const char* name) const {
    const Column* c = buildings_.column(name);
    if (c == nullptr || c->type != ColumnType::text || !c->has(row_)) return std::nullopt;
    return c->texts[row_];
  }

  void line(Xy from, Xy to, const QColor& colour, double width, Qt::PenStyle style,
            const QString& words) {
    const QPointF a = canvas_.to_screen(from);
    const QPointF b = canvas_.to_screen(to);
    painter_.setPen(QPen(ground_, width + 2.5));
    painter_.drawLine(a, b);
    painter_.setPen(QPen(colour, width, style));
    painter_.drawLine(a, b);
    if (!words.isEmpty()) label(painter_, 0.5 * (a + b) + QPointF(4, -4), words, colour, ground_);
  }

  void hydrant() {
    const auto id = word("nearest_hydrant_id");
    if (!id) return;
    for (const char* name : {"hydrant_reach", "hydrants"}) {
      const TablePtr table = document_.table(name);
      const auto at = table ? row_with(*table, "hydrant_id", *id) : std::nullopt;
      if (!at) continue;
      const Xy place = table->shapes.feature_points(*at)[0];
      Xy nearest = place;
      const double distance = distance_m(buildings_.shapes, row_, place, &nearest);
      const QColor colour = meaning_colour("pass", document_.theme());
      line(nearest, place, colour, 2, Qt::SolidLine, words("{:.0f} m", distance));
      painter_.setBrush(Qt::NoBrush);
      painter_.setPen(QPen(colour, 2));
      painter_.drawEllipse(canvas_.to_screen(place), 8, 8);
      return;
    }
  }

  void way_in() {
    const auto id = word("way_in_lane_id");
    const TablePtr lanes = document_.table("fire_lanes");
    const auto at = id && lanes ? row_with(*lanes, "lane_id", *id) : std::nullopt;
    if (!at) return;
    const bool blocked = word("cut_off") == "yes";
    const QColor colour = meaning_colour(blocked ? "fail" : "marginal", document_.theme());
    QPolygonF points;
    for (const Xy p : lanes->shapes.feature_points(*at)) points << canvas_.to_screen(p);
    painter_.setBrush(Qt::NoBrush);
    painter_.setPen(QPen(ground_, 7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter_.drawPolyline(points);
    painter_.setPen(QPen(colour, 4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter_.drawPolyline(points);
    pinches(*id, colour);
  }

  void pinches(std::string_view lane, const QColor& colour) {
    const TablePtr pinches = document_.table("pinch_points");
    const Column* lane_id = pinches ? pinches->column("lane_id") : nullptr;
    const Column* width = pinches ? pinches->column("clear_width_m") : nullptr;
    if (lane_id == nullptr || width == nullptr) return;
    for (std::uint32_t p = 0; p < pinches->rows(); ++p) {
      if (!lane_id->has(p) || lane_id->texts[p] != lane) continue;
      const QPointF at = canvas_.to_screen(pinches->shapes.feature_points(p)[0]);
      painter_.setPen(QPen(ground_, 2));
      painter_.setBrush(colour);
      painter_.drawEllipse(at, 5, 5);
      if (width->has(p))
        label(painter_, at + QPointF(8, 4), words("{:.2f} m", width->reals[p]), colour, ground_);
    }
  }

  void neighbours() {
    const auto limits = document_.spread_rule();
    const Column* classes = buildings_.column("fire_class");
    const SpatialIndex* index = index_of_buildings();
    if (!limits || classes == nullptr || index == nullptr || !classes->has(row_)) return;
    const auto class_of = [&](std::uint32_t b) {
      return static_cast<std::uint8_t>(classes->integers[b]);
    };
    const QColor colour = meaning_colour("fail", document_.theme());
    const double longest = limits->longest_m();
    index->in_box(buildings_.shapes.boxes[row_].grown(longest), [&](std::uint32_t other) {
      if (other == row_ || !classes->has(other)) return;
      const auto limit = limits->limit_m(class_of(row_), class_of(other));
      if (!limit) return;
      Xy from;
      Xy to;
      const double d2 = distance2_m2(buildings_.shapes, row_, buildings_.shapes, other,
                                     *limit * *limit * (1 + 1e-9), &from, &to);
      if (d2 > *limit * *limit) return;
      if (d2 <= 0) {
        outline(other, colour);
      } else {
        outline(other, colour);
        line(from, to, colour, 1.5, Qt::DotLine,
             canvas_.view().metres_per_px < 0.4 ? words("{:.1f} m", std::sqrt(d2)) : QString());
      }
    });
  }

  void outline(std::uint32_t building, const QColor& colour) {
    painter_.setPen(QPen(colour, 1.2, Qt::DashLine));
    painter_.setBrush(Qt::NoBrush);
    const Shapes& shapes = buildings_.shapes;
    for (auto p = shapes.first_part(building); p < shapes.end_part(building); ++p) {
      QPolygonF ring;
      for (const Xy point : shapes.part(p).points) ring << canvas_.to_screen(point);
      painter_.drawPolyline(ring);
    }
  }

  const SpatialIndex* index_of_buildings() const {
    const auto scene = document_.scene();
    if (!scene) return nullptr;
    for (const auto& layer : scene->layers)
      if (layer.scene.table == &buildings_) return layer.scene.index.get();
    return nullptr;
  }

  QPainter& painter_;
  const MapCanvas& canvas_;
  const Document& document_;
  const FeatureTable& buildings_;
  std::uint32_t row_;
  QColor ground_;
};

}  // namespace

void paint_building_overlay(QPainter& painter, const MapCanvas& canvas, const Document& document) {
  const Selection& selection = document.selection();
  const TablePtr table = document.table(selection.table);
  if (!table || !selection.focus || *selection.focus >= table->rows()) return;
  const auto judged = judged_building(document, *table, *selection.focus);
  const TablePtr buildings = document.table("building_risk");
  if (!judged || !buildings) return;
  Story(painter, canvas, document, *buildings, *judged).paint();
}

}  // namespace firebreak::gui
