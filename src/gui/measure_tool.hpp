#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/geo/ellipsoid.hpp"
#include "gui/document.hpp"
#include "gui/map_canvas.hpp"
#include "gui/map_snap.hpp"
#include "gui/map_tool.hpp"

namespace firebreak::gui {

/// Measures on the map: a length, with running metres and the number of hoses of 20 m that reach so
/// far, or an area: on the ellipsoid, and what the map's plane has besides if that differs. Clicks
/// snap to what is drawn. A double click, a right click or Enter ends it, Backspace takes the last
/// point back, Esc clears; a click after the end begins anew.
class MeasureTool : public MapTool {
 public:
  enum class What : std::uint8_t { length, area };
  MeasureTool(What what, Document& document);

  bool move(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool click(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool double_click(Xy at, QMouseEvent* event, MapCanvas& canvas) override;
  bool key(QKeyEvent* event, MapCanvas& canvas) override;
  bool end(Qt::KeyboardModifiers modifiers, MapCanvas& canvas) override;
  bool begun() const override { return !points_.empty(); }
  void reset(MapCanvas& canvas) override;
  void paint_overlay(QPainter& painter, const MapCanvas& canvas) const override;
  QCursor cursor() const override { return Qt::CrossCursor; }

  const std::vector<Xy>& points() const { return points_; }
  bool ended() const { return ended_; }
  /// What the map says: "152.3 m on the ellipsoid · 8 × 20 m of hose"; empty while nothing is
  /// measured.
  QString summary() const;

 private:
  std::vector<Xy> with_cursor() const;
  /// On the ellipsoid; in the plane where the map has no place on the globe.
  double length_of(std::span<const Xy> line) const;
  double area_of(std::span<const Xy> corners) const;
  const EllipsoidMeasure* ellipsoid() const;
  QString length_words(std::span<const Xy> line) const;
  QString basis_words(double measured, double plane, const QString& plane_words) const;

  What what_;
  Document& document_;
  std::vector<Xy> points_;
  Xy cursor_;
  bool ended_ = false;
  std::optional<MapSnap> snap_;
  mutable std::optional<CityGrid> grid_;  ///< that `ellipsoid_` is of
  mutable std::optional<EllipsoidMeasure> ellipsoid_;
};

}  // namespace firebreak::gui
