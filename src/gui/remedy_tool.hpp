#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/scenario.hpp"
#include "gui/document.hpp"
#include "gui/map_canvas.hpp"
#include "gui/map_tool.hpp"

namespace firebreak::gui {

/// Edits of the current plan made on the map: a click adds a hydrant, an obstacle or a station,
/// drags a hydrant to another place, switches it off and on, clears an obstacle. Nothing is changed
/// but the plan. Where the city as it is shown, the first edit makes a plan.
class RemedyTool : public MapTool {
 public:
  enum class Kind {
    add_hydrant,
    move_hydrant,
    switch_hydrant,
    add_obstacle,
    clear_obstacle,
    add_station,
    switch_station
  };
  explicit RemedyTool(Document& document) : document_(document) {}
  void set_kind(Kind kind) { kind_ = kind; }
  Kind kind() const { return kind_; }

  bool press(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool move(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool release(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool click(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool double_click(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool key(QKeyEvent* event, MapCanvas& canvas) override;
  bool begun() const override { return !dragged_.empty() || !line_.empty(); }
  void reset(MapCanvas& canvas) override;
  void paint_overlay(QPainter& painter, const MapCanvas& canvas) const override;
  QCursor cursor() const override { return Qt::CrossCursor; }

 private:
  void finish_obstacle();

  Document& document_;
  Kind kind_ = Kind::add_hydrant;
  std::string dragged_;  ///< id of the hydrant being moved
  Xy dragged_from_;
  Xy dragged_to_;
  std::vector<Xy> line_;  ///< of an obstacle being drawn
  Xy cursor_;
};

}  // namespace firebreak::gui
