#pragma once

#include <QPointF>
#include <vector>

#include "render/painter.hpp"
#include "render/paper.hpp"

namespace firebreak::render {

/// One label at its place on the sheet, all in millimetres. Numbered markers are labels too: they
/// move aside when they would cover each other, and then point to their place.
struct Label {
  QString text;
  TextStyle style;
  QPointF baseline;                ///< left end of the text's baseline
  const Symbol* marker = nullptr;  ///< drawn under the text, if the text stands inside it
  QPointF marker_at;
  QPointF anchor;  ///< where the feature is; a thin line leads there
};

/// Places the labels of all layers that this scale shows, once for the whole sheet: upper layers
/// first, within a layer in the order of its `order_field`; one that finds no room is left out,
/// except numbered markers. `view` is in millimetres.
std::vector<Label> place_labels(const Scene& scene, const View& view, const Paper& paper);

/// Draws them; `factor` is the view's symbol factor.
void paint_labels(const Paper& paper, const std::vector<Label>& labels, double factor);

}  // namespace firebreak::render
