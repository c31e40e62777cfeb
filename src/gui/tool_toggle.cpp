#include "gui/tool_toggle.hpp"

#include <QSignalBlocker>

namespace firebreak::gui {

QAction* add_tool(Context& context, QObject* owner, const char* id, const char* menu,
                  const char* text, const char* tip, const QKeySequence& keys, MapTool& tool) {
  QAction* action =
      context.actions.add_toggle(id, menu, text, tip, keys, [context, &tool](bool on) mutable {
        if (on) {
          context.canvas.set_tool(&tool);
          context.canvas.setFocus();
        } else if (context.canvas.tool() == &tool) {
          context.canvas.leave_tool();
        }
      });
  QObject::connect(&context.canvas, &MapCanvas::tool_changed, owner, [context, action, &tool] {
    action->setChecked(context.canvas.tool() == &tool);
  });
  return action;
}

}  // namespace firebreak::gui
