#pragma once

#include <QPainter>

#include "gui/building_story.hpp"
#include "gui/map_canvas.hpp"

namespace firebreak::gui {

/// Draws what the story of the chosen building speaks of above the map, with lengths and widths.
void paint_story(QPainter& painter, const MapCanvas& canvas, const StoryPicture& picture,
                 const std::string& theme);

}  // namespace firebreak::gui
