#include "render/screen_labels.hpp"

#include <cmath>

#include "render/labels.hpp"

namespace firebreak::render {

namespace {

constexpr double halo_mm = 0.35;
/// Letters of a screen are read from further away than those of a sheet.
constexpr LabelRoom screen_room{0, 1.3, 3.2, false, 1.9, true};

/// The letters of a label with an edge of the paper's colour: nine times the same text, far cheaper
/// than stroking its outline. `origin` is the sprite's corner in millimetres.
QImage sprite_of(const Label& label, const QRectF& box_mm, double per_mm, const StyleSheet& style,
                 Language language) {
  const QSize size(static_cast<int>(std::ceil(box_mm.width() * per_mm)),
                   static_cast<int>(std::ceil(box_mm.height() * per_mm)));
  QImage sprite(size, QImage::Format_ARGB32_Premultiplied);
  sprite.fill(Qt::transparent);
  QPainter painter(&sprite);
  painter.setRenderHint(QPainter::Antialiasing);
  const Paper paper(painter, per_mm, QRectF(QPointF(), box_mm.size()), style, language);
  const QPointF at = label.baseline - box_mm.topLeft();
  if (label.marker == nullptr) {
    TextStyle edge = label.style;
    edge.colour = paper.paper();
    for (int turn = 0; turn < 8; ++turn) {
      const double angle = 0.7853981633974483 * turn;
      paper.text(at + halo_mm * QPointF(std::cos(angle), std::sin(angle)), label.text, edge);
    }
  }
  paper.text(at, label.text, label.style);
  return sprite;
}

}  // namespace

std::vector<ScreenLabel> place_labels(const LiveScene& scene, const View& view,
                                      const QRectF& visible, Language language, const Job& job,
                                      std::span<const QRectF> kept_free) {
  // Labels are laid out in millimetres, as on a sheet.
  const double per_mm = view.units_per_mm;
  View mm = view;
  mm.frame = QRectF(visible.topLeft() / per_mm, visible.size() / per_mm);
  const Box box = view.box(visible);
  mm.top_left = {box.min.x_m, box.max.y_m};
  mm.units_per_mm = 1;

  std::vector<QRectF> kept_free_mm;
  for (const QRectF& units : kept_free)
    kept_free_mm.emplace_back(units.topLeft() / per_mm, units.size() / per_mm);
  LabelRoom room = screen_room;
  room.kept_free = kept_free_mm;

  std::vector<LabelSource> sources;
  for (const LiveLayer& layer : scene.layers)
    if (layer.shown && layer.opacity > 0)
      sources.push_back(
          {&layer.scene, {&layer.shown_rules, layer.filter ? &layer.filter->rows : nullptr, 1}});
  std::vector<ScreenLabel> placed;
  for (const Label& label : place_labels(sources, mm, Paper(scene.style, language), room, job)) {
    job.check();
    // The sprite begins at a whole unit, so that its letters are not blurred when it is laid down.
    const QRectF inked = label.box.adjusted(-halo_mm, -halo_mm, halo_mm, halo_mm);
    const QPointF corner(std::floor(inked.left() * per_mm), std::floor(inked.top() * per_mm));
    const QRectF drawn(corner / per_mm, inked.bottomRight());
    placed.push_back({label.text, QRectF(label.box.topLeft() * per_mm, label.box.size() * per_mm),
                      sprite_of(label, drawn, per_mm, scene.style, language), corner});
  }
  return placed;
}

void paint_labels(QPainter& painter, const std::vector<ScreenLabel>& labels, QPointF top_left,
                  double pixel_ratio) {
  painter.save();
  painter.scale(1 / pixel_ratio, 1 / pixel_ratio);
  // The most important comes last and so lies on top.
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
    const QPointF at = label->corner - top_left;
    painter.drawImage(QPointF(std::round(at.x()), std::round(at.y())), label->sprite);
  }
  painter.restore();
}

}  // namespace firebreak::render
