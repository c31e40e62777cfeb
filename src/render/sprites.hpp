#pragma once

#include <QImage>
#include <QPointF>
#include <QRect>
#include <array>

#include "core/model/style.hpp"

namespace firebreak::render {

/// A symbol's marker as small pictures, one for each quarter of a pixel its middle may stand at;
/// each is drawn when first needed.
class Sprites {
 public:
  /// `factor` as for SymbolPainter.
  Sprites(const Symbol& symbol, double units_per_mm, double factor);

  /// Lays the marker over the picture of an area; `at` in units of the whole map.
  void paint(QImage& image, const QRect& pixels, QPointF at);

 private:
  static constexpr int phases = 4;

  const Symbol* symbol_;
  double per_mm_, factor_;
  int middle_;  ///< pixel of a sprite that holds the middle
  std::array<QImage, phases * phases> drawn_;
};

}  // namespace firebreak::render
