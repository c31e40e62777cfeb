#include "render/tile.hpp"

#include <QPainter>
#include <cstdlib>
#include <new>

#include "render/tile_painter.hpp"

namespace firebreak::render {

namespace {

constexpr double pixels_per_mm = 96 / 25.4;

/// A transparent picture. From calloc: pages that nothing is painted on cost nothing, and one who
/// has lost interest need not wait for them.
QImage blank(const QRect& pixels) {
  if (pixels.isEmpty()) return QImage();
  const auto stride = 4 * static_cast<qsizetype>(pixels.width());
  void* bytes =
      std::calloc(static_cast<std::size_t>(pixels.height()), static_cast<std::size_t>(stride));
  if (bytes == nullptr) throw std::bad_alloc();
  return {static_cast<uchar*>(bytes),
          pixels.width(),
          pixels.height(),
          stride,
          QImage::Format_ARGB32_Premultiplied,
          &std::free,
          bytes};
}

/// A translucent layer is painted as a whole first, so that overlaps within it do not add up.
void paint_faded(TilePainter& tile, QImage& image, const LiveLayer& layer, const RowChoice& choice,
                 double opacity, const Job& job) {
  if (opacity <= 0) return;
  if (opacity >= 1) return tile.layer(image, layer.scene, choice, job);
  QImage own = blank(image.rect());
  tile.layer(own, layer.scene, choice, job);
  QPainter painter(&image);
  painter.setOpacity(opacity);
  painter.drawImage(0, 0, own);
}

}  // namespace

View screen_view(double metres_per_pixel, double pixel_ratio) {
  View view;
  view.frame = QRectF(0, 0, TileKey::size, TileKey::size);
  view.top_left = {0, 0};
  view.units_per_mm = pixels_per_mm * pixel_ratio;
  view.scale = metres_per_pixel * pixels_per_mm * 1000;
  return view;
}

QImage paint_area(const LiveScene& scene, const View& view, const QRect& pixels, const Job& job) {
  QImage image = blank(pixels);
  job.check();
  TilePainter tile(view, pixels);
  for (const auto& layer : scene.layers) {
    job.check();
    if (!layer.shown || !drawn_at(*layer.scene.style, view.scale)) continue;
    RowChoice choice{&layer.shown_rules, nullptr, 1};
    if (layer.filter) {
      choice.rows = &layer.filter->rows;
      choice.wanted = 0;
      paint_faded(tile, image, layer, choice, layer.opacity * layer.filter->others, job);
      choice.wanted = 1;
    }
    paint_faded(tile, image, layer, choice, layer.opacity, job);
  }
  return image;
}

QImage paint_tile(const LiveScene& scene, const TileKey& key, const Job& job) {
  QImage image = paint_area(
      scene, screen_view(key.metres_per_pixel, key.pixel_ratio),
      QRect(key.x * TileKey::size, key.y * TileKey::size, TileKey::size, TileKey::size), job);
  image.setDevicePixelRatio(key.pixel_ratio);
  return image;
}

}  // namespace firebreak::render
