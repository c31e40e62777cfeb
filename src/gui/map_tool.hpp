#pragma once

#include <QCursor>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "core/geo/point.hpp"

namespace firebreak::gui {

class MapCanvas;

/// What the mouse does on the map. Places are city metres. The canvas itself handles what works in
/// every tool: wheel zoom, Space and middle button pan, Shift-drag box zoom, arrow and page keys,
/// Esc (the first forgets what the tool has begun, the next comes back to the plain arrow). A tool
/// returns true for an event it used; an unused press and drag pans.
class MapTool {
 public:
  virtual ~MapTool() = default;
  virtual bool press(Xy, QMouseEvent*, MapCanvas&) { return false; }
  virtual bool move(Xy, QMouseEvent*, MapCanvas&) { return false; }
  virtual bool release(Xy, QMouseEvent*, MapCanvas&) { return false; }
  /// A press and release at one place (no drag).
  virtual bool click(Xy, QMouseEvent*, MapCanvas&) { return false; }
  virtual bool double_click(Xy, QMouseEvent*, MapCanvas&) { return false; }
  virtual bool key(QKeyEvent*, MapCanvas&) { return false; }
  /// A right click, or Enter: what was begun is done, as by a double click. False where nothing can
  /// end.
  virtual bool end(Qt::KeyboardModifiers, MapCanvas&) { return false; }
  /// Something is begun that Esc should forget before it leaves the tool.
  virtual bool begun() const { return false; }
  /// Esc, or another tool takes over: forget what was begun.
  virtual void reset(MapCanvas&) {}
  /// Drawn live above the tiles, in widget pixels.
  virtual void paint_overlay(QPainter&, const MapCanvas&) const {}
  virtual QCursor cursor() const { return Qt::ArrowCursor; }
};

}  // namespace firebreak::gui
