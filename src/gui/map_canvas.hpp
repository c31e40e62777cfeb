#pragma once

#include <QElapsedTimer>
#include <QPixmap>
#include <QTimer>
#include <QWidget>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/geo/point.hpp"
#include "gui/document.hpp"
#include "gui/map_tool.hpp"
#include "render/tile.hpp"

namespace firebreak::gui {

class MapBackground;
class MapLabels;
class TileStore;

/// Which part of the city the canvas shows: the place in its middle and how much a logical pixel
/// covers.
struct MapView {
  Xy centre;
  double metres_per_px = 10;
  friend bool operator==(const MapView&, const MapView&) = default;
};

/// The map. Shows the last picture at once, moved and scaled, and the right one soon: tiles are
/// painted on worker threads, the main thread only copies them and draws the overlays.
class MapCanvas : public QWidget {
  Q_OBJECT
 public:
  explicit MapCanvas(Document& document, QWidget* parent = nullptr);
  ~MapCanvas() override;

  const MapView& view() const { return view_; }
  /// Goes there. A view that lasted half a second is kept for `back`.
  void set_view(const MapView& view);
  void zoom_to(const Box& box, double margin = 1.1);
  /// The same as a step of its own of back and forward, however soon after another move. An empty
  /// box: everything.
  void jump_to(const Box& box);
  /// Keeps the place under `at` where it is.
  void zoom_by(double factor, QPointF at);
  void pan_by(QPointF pixels);
  void full_extent();
  bool can_go_back() const { return at_ > 0 || !(view_ == history_[at_]); }
  bool can_go_forward() const { return at_ + 1 < history_.size(); }
  void back();
  void forward();
  /// 1:scale on this screen.
  double scale() const;
  void set_scale(double scale);

  QPointF to_screen(Xy place) const;
  Xy to_map(QPointF pixel) const;
  Box visible() const;

  /// The tool of the left button; null: the plain hand. The canvas does not own it.
  void set_tool(MapTool* tool);
  MapTool* tool() const { return tool_; }
  /// The tool that Esc comes back to.
  void set_plain_tool(MapTool* tool);
  void leave_tool() { set_tool(plain_tool_); }
  bool plain() const { return tool_ == plain_tool_; }

  /// Something drawn live above the tiles (selection, a story's lines, …), by name so that it can
  /// be replaced; an empty function takes it away. Painted in the order of the names, below the
  /// labels of the map or above them.
  using Overlay = std::function<void(QPainter&, const MapCanvas&)>;
  enum class Level { below_labels, above_labels };
  void set_overlay(const std::string& name, Overlay overlay, Level level = Level::below_labels);
  /// Where labels make room for what an overlay shows, in pixels of the canvas; empty: nowhere.
  using Places = std::function<std::vector<QRectF>(const MapCanvas&)>;
  void keep_free(Places places);
  /// Tools take corners and edges that lie beside a click.
  void set_snapping(bool on) { snapping_ = on; }
  bool snapping() const { return snapping_; }
  /// Paints everything once more and asks the background again. What is seen stays until then.
  void redraw();
  /// The menu of the place in the middle, for who has no mouse.
  void ask_menu();
  /// The tool acts at the place in the middle, as by a click there.
  void click_middle();
  /// A ring that shrinks on the place, for what was searched.
  void flash(const Box& box);

  /// True when every tile in view is painted for the present scene (tests, benchmarks, printing).
  bool finished() const;
  MapBackground& background() { return *background_; }

 signals:
  void view_changed();
  void cursor_at(firebreak::Xy place);
  void cursor_left();
  void tool_changed();
  void picture_finished();
  /// Right click without a tool's use for it, or the menu key: the window's context menu.
  void context_wanted(firebreak::Xy place, const QPoint& global);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void take_scene();
  void take_grid();
  void forget_tiles();
  void go_to(const Box& box);
  void ask_for_tiles();
  void ask_for_extras();
  Xy scene_centre() const { return view_.centre - scene_shift_; }
  Box scene_visible() const;
  bool tiles_finished() const;
  QRectF visible_units() const;
  void paint_background(QPainter& painter);
  void paint_attribution(QPainter& painter) const;
  void keep_view();
  /// What lies above the map took (or gave) so many pixels: what is seen stays where it is, so that
  /// the next click goes where the last one did.
  void keep_ground(int lowered);
  void paint_tiles(QPainter& painter);
  void end_pan();
  /// Drops what was begun on the map; true if there was something.
  bool escape();
  bool pans(const QMouseEvent* event) const;
  QPointF middle() const { return {0.5 * width(), 0.5 * height()}; }
  void aim(bool on);
  /// The tool in hand is where the cross is, as if the mouse were there.
  void aim_tool();
  QPointF arrow_step(const QKeyEvent* event) const;
  std::vector<render::TileKey> visible_tiles() const;
  QRectF screen_box(const Box& box) const;

  Document& document_;
  std::unique_ptr<TileStore> tiles_;
  std::unique_ptr<MapLabels> labels_;
  std::unique_ptr<MapBackground> background_;
  QTimer extras_later_;  ///< labels and background wait until the view rests
  MapView view_;
  std::vector<MapView> history_;
  std::size_t at_ = 0;
  QTimer keep_later_;
  bool fitted_ = false;
  bool refit_ = false;            ///< the next scene is the first of a city
  std::optional<MapView> whole_;  ///< the view that shows the whole city
  int top_ = 0;                   ///< where its upper edge was, in the window's column
  CityGrid grid_;                 ///< of the view's coordinates
  /// Added to coordinates of the scene it gives those of the view: they differ from when the grid
  /// changes until the scene of the new one is drawn.
  Xy scene_shift_;
  bool grid_moved_ = false;
  double asked_ratio_ = 0;  ///< device pixels per pixel that tiles were asked for

  /// What the tiles showed before they were all thrown away, until the new ones have come.
  struct StandIn {
    QPixmap picture;
    MapView view;
  };
  std::optional<StandIn> stand_in_;

  MapTool* tool_ = nullptr;
  MapTool* plain_tool_ = nullptr;
  struct LevelOverlay {
    Overlay paint;
    Level level = Level::below_labels;
  };
  void paint_overlays(QPainter& painter, Level level) const;
  std::map<std::string, LevelOverlay> overlays_;
  Places kept_free_;
  static constexpr int flash_ms = 900;
  QTimer flash_timer_;
  QElapsedTimer flash_since_;
  Box flash_box_;

  // What the mouse is doing.
  enum class Drag { none, press, pan, zoom_box, tool };
  Drag drag_ = Drag::none;
  Qt::MouseButton drag_button_ = Qt::NoButton;  ///< that began it and ends it
  QPointF drag_from_;
  QPointF drag_last_;
  bool space_ = false;
  bool aiming_ = false;  ///< keys move the map: a cross shows its middle
  bool snapping_ = true;
};

}  // namespace firebreak::gui
