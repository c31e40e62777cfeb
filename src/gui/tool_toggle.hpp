#pragma once

#include "gui/map_tool.hpp"
#include "gui/panels.hpp"

namespace firebreak::gui {

/// A command that is on while `tool` works on the map; switched off, the plain arrow comes back.
/// The tool must live until the action is off or the canvas is gone.
QAction* add_tool(Context& context, QObject* owner, const char* id, const char* menu,
                  const char* text, const char* tip, const QKeySequence& keys, MapTool& tool);

}  // namespace firebreak::gui
