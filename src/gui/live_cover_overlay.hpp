#pragma once

#include <QPainter>
#include <string>

#include "gui/live_cover.hpp"
#include "gui/map_canvas.hpp"

namespace firebreak::gui {

/// Paints the buildings that the hydrant in the hand changes in the colour of their new verdict;
/// where the map shows the reach of hoses, in that of their new reach.
void paint_live_cover(QPainter& painter, const MapCanvas& canvas, const LiveCover& live,
                      const std::string& theme);

}  // namespace firebreak::gui
