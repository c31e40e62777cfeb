#pragma once

#include <vector>

#include "gui/document.hpp"
#include "gui/map_canvas.hpp"
#include "gui/map_tool.hpp"

namespace firebreak::gui {

/// Measures on the map: a length, with running metres and the number of hoses of 20 m that reach so
/// far, or an area. A double click or Enter ends it, Backspace takes the last point back, Esc
/// clears; a click after the end begins anew.
class MeasureTool : public MapTool {
 public:
  enum class What : std::uint8_t { length, area };
  MeasureTool(What what, Document& document);

  bool move(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool click(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool double_click(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool key(QKeyEvent* event, MapCanvas& canvas) override;
  bool begun() const override { return !points_.empty(); }
  void reset(MapCanvas& canvas) override;
  void paint_overlay(QPainter& painter, const MapCanvas& canvas) const override;
  QCursor cursor() const override { return Qt::CrossCursor; }

  const std::vector<Xy>& points() const { return points_; }
  bool ended() const { return ended_; }
  /// What the map says: "152.3 m · 8 × 20 m of hose"; empty while nothing is measured.
  QString summary() const;

 private:
  std::vector<Xy> with_cursor() const;
  QString length_words(double length_m) const;

  What what_;
  Document& document_;
  std::vector<Xy> points_;
  Xy cursor_;
  bool ended_ = false;
};

}  // namespace firebreak::gui
