#pragma once

#include <QPainter>
#include <optional>

#include "gui/map_canvas.hpp"

namespace firebreak::gui {

/// A place of the data that a point of the mouse is drawn to.
struct MapSnap {
  Xy at;
  bool corner = true;  ///< else on an edge
};

/// The corner nearest to a place, of what is drawn within some pixels of it; without one the
/// nearest place on an edge. Nothing while snapping is switched off.
std::optional<MapSnap> snap_at(const Document& document, const MapCanvas& canvas, Xy at);

/// Shows what the next click will take: a square on a corner, a cross on an edge.
void paint_snap(QPainter& painter, const MapCanvas& canvas, const MapSnap& snap);

}  // namespace firebreak::gui
