#pragma once

#include <QPointF>
#include <QRectF>
#include <span>
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
  QRectF box;      ///< what it keeps free of others
};

/// Places the labels of all layers that this scale shows, once for the whole sheet: upper layers
/// first, within a layer in the order of its `order_field`; one that finds no room is left out,
/// except numbered markers. `view` is in millimetres.
std::vector<Label> place_labels(const Scene& scene, const View& view, const Paper& paper);

/// A layer whose rows may be labelled.
struct LabelSource {
  const SceneLayer* layer = nullptr;
  RowChoice choice;
};

/// Where a row stands by a layer's `order_field`, the first first; rows without value come last.
double label_order(const Column* order_field, std::size_t row);

/// How labels are placed on what is not a sheet.
struct LabelRoom {
  double margin_mm = 4;      ///< inside the frame that stays free
  double text_factor = 1;    ///< larger letters than the style's
  double least_text_mm = 0;  ///< and no smaller ones
  bool markers_move = true;  ///< numbered markers make room for each other; else those without
                             ///< room and those with too small numbers get none
  double least_number_mm = 0;
  bool follow = false;  ///< what is named out of sight is named on its part in sight
  std::span<const QRectF> kept_free{};  ///< millimetres of the view: something else stands there
};

/// The same for layers given lowest first. Throws `Cancelled`.
std::vector<Label> place_labels(std::span<const LabelSource> layers, const View& view,
                                const Paper& paper, const LabelRoom& room, const Job& job);

/// Draws them; `factor` is the view's symbol factor.
void paint_labels(const Paper& paper, const std::vector<Label>& labels, double factor);

}  // namespace firebreak::render
