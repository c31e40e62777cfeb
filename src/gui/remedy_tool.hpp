#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/model/scenario.hpp"
#include "gui/document.hpp"
#include "gui/map_canvas.hpp"
#include "gui/map_tool.hpp"
#include "gui/remedy_form.hpp"

namespace firebreak::gui {

/// Edits of the current plan made on the map: a click adds a hydrant, an obstacle or a station,
/// switches one off and on, clears an obstacle or all that narrows a lane, makes a lane wider; a
/// hydrant or a station is dragged to another place. Nothing is changed but the plan. Where the
/// city as it is shown, the first edit makes a plan.
class RemedyTool : public MapTool {
 public:
  enum class Kind {
    add_hydrant,
    move_hydrant,
    switch_hydrant,
    add_obstacle,
    clear_obstacle,
    clear_lane,
    widen_lane,
    add_station,
    move_station,
    switch_station
  };
  explicit RemedyTool(Document& document) : document_(document) {}
  void set_kind(Kind kind) { kind_ = kind; }
  Kind kind() const { return kind_; }
  /// Changes hydrants: what is in the hand is told live.
  bool about_hydrants() const {
    return kind_ == Kind::add_hydrant || kind_ == Kind::move_hydrant ||
           kind_ == Kind::switch_hydrant;
  }
  /// What the next thing put on the map will be.
  void set_next(const NextEdit& next) { next_ = next; }
  const NextEdit& next() const { return next_; }
  /// Called where clearing a lane is not enough: it can only be made wider.
  std::function<void(const std::string& lane_id)> offer_widening;

  bool press(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool move(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool release(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool click(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool double_click(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool key(QKeyEvent* event, MapCanvas& canvas) override;
  bool end(Qt::KeyboardModifiers modifiers, MapCanvas& canvas) override;
  bool begun() const override { return !dragged_.empty() || !line_.empty(); }
  void reset(MapCanvas& canvas) override;
  void paint_overlay(QPainter& painter, const MapCanvas& canvas) const override;
  QCursor cursor() const override { return Qt::CrossCursor; }

 private:
  /// Puts something new down, whatever stands there.
  bool adds() const {
    return kind_ == Kind::add_hydrant || kind_ == Kind::add_obstacle || kind_ == Kind::add_station;
  }
  bool moves() const { return kind_ == Kind::move_hydrant || kind_ == Kind::move_station; }
  void add(Xy at);
  void switch_off_or_on(Xy at, double reach_m);
  void clear_obstacle(Xy at, double reach_m);
  void finish_obstacle();

  Document& document_;
  Kind kind_ = Kind::add_hydrant;
  NextEdit next_;
  std::string dragged_;  ///< id of the hydrant or station being moved
  bool held_ = false;    ///< it was taken by a click: no button is held
  Xy pressed_at_;        ///< where it was taken: anywhere within reach
  Xy dragged_from_;
  Xy dragged_to_;
  std::vector<Xy> line_;  ///< of an obstacle being drawn
  Xy cursor_;
};

}  // namespace firebreak::gui
