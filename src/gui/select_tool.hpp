#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gui/document.hpp"
#include "gui/map_canvas.hpp"
#include "gui/map_snap.hpp"
#include "gui/map_tool.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// Selects what an area touches: a box that is dragged, or a polygon of clicks that a double click,
/// a right click or Enter closes; its corners snap to what is drawn. Ctrl adds to the selection,
/// Ctrl and Shift take away from it (Shift alone zooms to a box, as in every tool). Of which table:
/// the one that is being added to or taken from, else `preferred()` if the map draws it, else the
/// topmost layer with something in the area.
class SelectTool : public MapTool {
 public:
  enum class Area : std::uint8_t { box, polygon };
  SelectTool(Area area, Document& document, std::function<std::string()> preferred);

  bool press(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool move(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool release(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool click(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool double_click(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool key(QKeyEvent* event, MapCanvas& canvas) override;
  bool end(Qt::KeyboardModifiers modifiers, MapCanvas& canvas) override;
  bool begun() const override { return !points_.empty(); }
  void reset(MapCanvas& canvas) override;
  void paint_overlay(QPainter& painter, const MapCanvas& canvas) const override;
  QCursor cursor() const override { return Qt::CrossCursor; }

  /// The search for the rows is still running.
  bool busy() const { return finding_.running(); }

 private:
  enum class How : std::uint8_t { replace, add, take_away };
  static How how_of(Qt::KeyboardModifiers modifiers);
  void select_in(std::vector<Xy> ring, How how);
  void take(const std::string& table, const std::vector<std::uint32_t>& rows, How how);

  Area area_;
  Document& document_;
  std::function<std::string()> preferred_;
  std::vector<Xy> points_;
  Xy cursor_;
  std::optional<MapSnap> snap_;  ///< of a polygon's next corner
  Task finding_;
};

}  // namespace firebreak::gui
