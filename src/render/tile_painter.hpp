#pragma once

#include <QImage>
#include <QRect>

#include "render/coverage.hpp"
#include "render/painter.hpp"

namespace firebreak::render {

/// Draws layers as `paint_layer` does, but into the pixels of a part of the screen's map, by exact
/// coverage: quick for many features, and the same pixels however the map is cut into parts.
/// What is smaller than one and a half pixels is spread over its box and never vanishes. Where the
/// order of rows cannot be seen (fills of one colour without outline, lines and hatches of one
/// opaque colour) they are drawn all at once, otherwise one by one in the order of the table.
class TilePainter {
 public:
  TilePainter(const View& view, const QRect& pixels);

  void layer(QImage& image, const SceneLayer& layer, const RowChoice& choice, const Job& job);

 private:
  const View* view_;
  QRect pixels_;
  Coverage fills_, inks_, single_;  ///< empty between layers
};

}  // namespace firebreak::render
