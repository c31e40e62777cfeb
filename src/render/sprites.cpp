#include "render/sprites.hpp"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "render/coverage.hpp"
#include "render/symbol.hpp"

namespace firebreak::render {

Sprites::Sprites(const Symbol& symbol, double units_per_mm, double factor)
    : symbol_(&symbol),
      per_mm_(units_per_mm),
      factor_(factor),
      // A triangle's corners reach further than half its size, mitres a little more.
      middle_(2 + static_cast<int>(std::ceil((0.6 * symbol.size_mm + 1.5 * symbol.stroke_mm) *
                                             factor * units_per_mm))) {}

void Sprites::paint(QImage& image, const QRect& pixels, QPointF at) {
  const auto x = static_cast<std::int64_t>(std::floor(at.x() * phases + 0.5));
  const auto y = static_cast<std::int64_t>(std::floor(at.y() * phases + 0.5));
  const auto right = static_cast<int>(x & (phases - 1)), down = static_cast<int>(y & (phases - 1));
  QImage& sprite = drawn_[static_cast<std::size_t>(down * phases + right)];
  const int side = 2 * middle_ + 1;
  if (sprite.isNull()) {
    sprite = QImage(side, side, QImage::Format_ARGB32_Premultiplied);
    sprite.fill(Qt::transparent);
    QPainter painter(&sprite);
    painter.setRenderHint(QPainter::Antialiasing);
    SymbolPainter symbol(painter, *symbol_, per_mm_, factor_, QRectF(sprite.rect()));
    symbol.marker({middle_ + static_cast<double>(right) / phases,
                   middle_ + static_cast<double>(down) / phases});
    symbol.finish();
  }
  const std::int64_t left = (x >> 2) - middle_ - pixels.left();
  const std::int64_t top = (y >> 2) - middle_ - pixels.top();
  if (left >= image.width() || top >= image.height() || left + side <= 0 || top + side <= 0) return;
  const int from = static_cast<int>(std::max(std::int64_t{0}, -left));
  const int to = static_cast<int>(std::min(std::int64_t{side}, image.width() - left));
  for (int row = 0; row < side; ++row) {
    const std::int64_t line = top + row;
    if (line < 0 || line >= image.height()) continue;
    const auto* source = reinterpret_cast<const QRgb*>(sprite.constScanLine(row));
    auto* target = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(line)));
    for (int i = from; i < to; ++i)
      if (qAlpha(source[i]) > 0) target[left + i] = over(source[i], target[left + i]);
  }
}

}  // namespace firebreak::render
