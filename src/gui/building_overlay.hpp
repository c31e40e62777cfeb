#pragma once

#include <QPainter>

#include "gui/document.hpp"
#include "gui/map_canvas.hpp"

namespace firebreak::gui {

/// Draws what the story of the chosen building speaks of: a line to the nearest hydrant with its
/// length, the narrowest lane of its way in with its pinch points, and lines to the neighbours near
/// enough for fire to cross, with the gap. Nothing for anything but a judged building.
void paint_building_overlay(QPainter& painter, const MapCanvas& canvas, const Document& document);

}  // namespace firebreak::gui
