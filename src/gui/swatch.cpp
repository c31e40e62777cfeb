#include "gui/swatch.hpp"

#include <QPainter>
#include <QPixmap>
#include <array>

#include "render/symbol.hpp"

namespace firebreak::gui {

QIcon swatch(const Symbol& symbol, TableGeometry geometry, const Colour& ground,
             double pixel_ratio) {
  constexpr int width = 26;
  constexpr int height = 16;
  constexpr double per_mm = 96 / 25.4;
  QPixmap picture(QSize(width, height) * pixel_ratio);
  picture.setDevicePixelRatio(pixel_ratio);
  picture.fill(render::to_qt(ground));
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF box(1.5, 1.5, width - 3, height - 3);
  render::SymbolPainter drawn(painter, symbol, per_mm, 1, box);
  switch (geometry) {
    case TableGeometry::point:
      drawn.marker(box.center());
      break;
    case TableGeometry::multi_polygon: {
      const std::array corners{box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()};
      const std::array<std::size_t, 1> end{4};
      drawn.polygon(corners, end);
      break;
    }
    default: {
      const std::array ends{QPointF(box.left(), box.center().y()),
                            QPointF(box.right(), box.center().y())};
      drawn.line(ends);
    }
  }
  drawn.finish();
  painter.end();
  return QIcon(picture);
}

}  // namespace firebreak::gui
