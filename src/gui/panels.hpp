#pragma once

#include <QWidget>
#include <functional>
#include <span>

#include "gui/actions.hpp"
#include "gui/app_settings.hpp"
#include "gui/document.hpp"
#include "gui/map_canvas.hpp"

namespace firebreak::gui {

/// What every panel is given: it reads the document, looks at the canvas, offers commands, and
/// knows no other panel.
struct Context {
  Document& document;
  MapCanvas& canvas;
  Actions& actions;
  AppSettings& settings;
  QMainWindow& window;
};

/// Where a panel stands: on the page of one of the five steps, in a dock, or above the map.
enum class Place { data, rules, assess, remedy, brief, left, right, bottom, top };

/// One panel. Adding a panel to the window is one line in panels.cpp.
struct PanelSpec {
  const char* id;     ///< object name, key of the saved layout
  const char* title;  ///< English key
  Place place;
  QWidget* (*make)(Context&);
};
std::span<const PanelSpec> panels();

}  // namespace firebreak::gui
