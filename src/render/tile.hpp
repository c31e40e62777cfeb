#pragma once

#include <QImage>
#include <QRect>

#include "render/live_scene.hpp"

namespace firebreak::render {

/// A square of the map. Tile (0, 0) has the origin of the city at its top left corner; x grows to
/// the east, y to the south.
struct TileKey {
  static constexpr int size = 512;  ///< device pixels
  double metres_per_pixel = 1;      ///< per device-independent pixel
  double pixel_ratio = 1;           ///< device pixels per device-independent pixel
  int x = 0, y = 0;
  friend bool operator==(const TileKey&, const TileKey&) = default;
};

/// How the screen sees the city at this resolution: whole device pixels from the city's origin, so
/// that hatches and edges stand at the same places in every tile.
View screen_view(double metres_per_pixel, double pixel_ratio);

/// The layers shown, without labels (numbered markers are there, without their numbers), on a
/// transparent ground; `pixels` in the units of `screen_view`. The same pixels on whatever thread
/// and however the map is cut (see TilePainter; QPainter would not do: it cuts lines thinner than a
/// pixel at the border of the picture before it sets their pixels, which then differ along the
/// whole line).
QImage paint_area(const LiveScene& scene, const View& view, const QRect& pixels, const Job& job);

QImage paint_tile(const LiveScene& scene, const TileKey& key, const Job& job);

}  // namespace firebreak::render
