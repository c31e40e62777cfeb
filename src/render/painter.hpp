#pragma once

#include <QPainter>
#include <QPointF>
#include <QRectF>

#include "core/base/job.hpp"
#include "render/scene.hpp"

namespace firebreak::render {

/// Which part of the city stands where on a device.
struct View {
  QRectF frame;  ///< device units
  Xy top_left;   ///< the city's place at the frame's top left corner
  double units_per_mm = 1;
  double scale = 1000;       ///< 1:scale
  bool whole_units = false;  ///< round coordinates to device units: short numbers in vector files

  double units_per_m() const { return units_per_mm * 1000 / scale; }
  QPointF at(Xy p) const;
  /// The city's box under a part of the device.
  Box box(const QRectF& part) const;
  /// Symbols shrink on small scales and grow a little on large ones, more slowly than the map.
  double symbol_factor() const;
};

/// Draws the layers of the scene that this scale shows, as far as they touch `part` of the device:
/// within a layer the first rule ends up on top. What is too small for its shape is a dot; nothing
/// vanishes. Labels are not drawn here, nor are markers that carry their label inside (labels.hpp).
void paint_scene(QPainter& painter, const Scene& scene, const View& view, const QRectF& part,
                 const Job& job);

/// Which rows of a layer are drawn; a null pointer lets all through.
struct RowChoice {
  const std::vector<std::uint8_t>* shown_rules = nullptr;  ///< per rule, 0: not drawn
  const std::vector<std::uint8_t>* rows = nullptr;         ///< per row
  std::uint8_t wanted = 1;                                 ///< value in `rows` that is drawn
  bool holds(std::size_t row, std::uint8_t rule) const {
    return (shown_rules == nullptr || (*shown_rules)[rule] != 0) &&
           (rows == nullptr || (*rows)[row] == wanted);
  }
};

/// How far symbols of a layer stand out over the boxes of its features, in device units.
double symbol_reach(const LayerStyle& style, const View& view);

/// For each rule the rows of a layer that may be seen in `part`, ascending; those whose markers
/// carry their label inside only `with_numbered`.
std::vector<std::vector<std::uint32_t>> rows_by_rule(const SceneLayer& layer, const View& view,
                                                     const QRectF& part, const RowChoice& choice,
                                                     bool with_numbered, const Job& job);

/// One layer of it, whatever the scale.
void paint_layer(QPainter& painter, const SceneLayer& layer, const View& view, const QRectF& part,
                 const RowChoice& choice, const Job& job);

/// True if the style draws at this scale.
bool drawn_at(const LayerStyle& style, double scale);

}  // namespace firebreak::render
