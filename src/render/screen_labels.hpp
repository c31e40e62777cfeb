#pragma once

#include <QImage>
#include <QPainter>
#include <QPointF>
#include <QRectF>
#include <span>
#include <vector>

#include "core/base/text.hpp"
#include "render/live_scene.hpp"

namespace firebreak::render {

/// One label of the map window, ready to be laid over the tiles.
struct ScreenLabel {
  QString text;
  QRectF rect;     ///< units of the view that no other label touches
  QImage sprite;   ///< letters with their halo
  QPointF corner;  ///< where the sprite's top left corner lies, units of the view
};

/// Labels of the layers shown that lie wholly in the part `visible` of a view (see `screen_view`):
/// upper layers first, within a layer in the order of its `order_field`; what finds no room is
/// left out. Rows that a rule or a filter hides, or shows pale, have none. No name lies on
/// `kept_free` (units of the view). Safe on any thread; throws `Cancelled`.
std::vector<ScreenLabel> place_labels(const LiveScene& scene, const View& view,
                                      const QRectF& visible, Language language, const Job& job,
                                      std::span<const QRectF> kept_free = {});

/// Lays them on the map; `top_left` is the place of the painter's origin in units of the view,
/// `pixel_ratio` how many of these are a unit of the painter.
void paint_labels(QPainter& painter, const std::vector<ScreenLabel>& labels, QPointF top_left,
                  double pixel_ratio);

}  // namespace firebreak::render
