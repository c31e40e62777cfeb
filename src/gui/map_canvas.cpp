#include "gui/map_canvas.hpp"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "core/base/error.hpp"
#include "gui/map_background.hpp"
#include "gui/map_labels.hpp"
#include "gui/tile_store.hpp"

namespace firebreak::gui {

namespace {

constexpr double pixels_per_mm = 96 / 25.4;
constexpr double finest = 0.002;
constexpr double coarsest = 50000;
constexpr int keep_after_ms = 500;
constexpr int extras_after_ms = 60;
constexpr std::size_t most_views = 100;

bool stands_somewhere(const MapView& view) {
  return std::isfinite(view.centre.x_m) && std::isfinite(view.centre.y_m);
}

/// Twelve digits: going in and out again ends at the very same resolution.
double rounded(double metres_per_px) {
  const double unit = std::pow(10, std::floor(std::log10(metres_per_px)) - 11);
  return std::clamp(std::round(metres_per_px / unit) * unit, finest, coarsest);
}

}  // namespace

MapCanvas::MapCanvas(Document& document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      tiles_(std::make_unique<TileStore>()),
      labels_(std::make_unique<MapLabels>()),
      background_(std::make_unique<MapBackground>()) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(200, 150);
  history_.push_back(view_);
  keep_later_.setSingleShot(true);
  keep_later_.setInterval(keep_after_ms);
  flash_timer_.setInterval(30);
  extras_later_.setSingleShot(true);
  extras_later_.setInterval(extras_after_ms);
  connect(&extras_later_, &QTimer::timeout, this, &MapCanvas::ask_for_extras);
  connect(labels_.get(), &MapLabels::changed, this, qOverload<>(&QWidget::update));
  connect(background_.get(), &MapBackground::changed, this, qOverload<>(&QWidget::update));
  connect(background_.get(), &MapBackground::opened, this, &MapCanvas::ask_for_extras);
  connect(background_.get(), &MapBackground::failed, this,
          [this](const QString& words) { document_.tell(words, Tone::failure); });
  connect(&document_, &Document::project_changed, this, [this] {
    const ViewSettings& said = document_.project().view;
    background_->set(said.background, said.background_raster);
    update();
  });
  connect(&keep_later_, &QTimer::timeout, this, &MapCanvas::keep_view);
  connect(&flash_timer_, &QTimer::timeout, this, [this] {
    if (flash_since_.elapsed() > flash_ms) flash_timer_.stop();
    update();
  });
  connect(tiles_.get(), &TileStore::tile_ready, this, [this] {
    update();
    if (tiles_finished()) stand_in_.reset();
    if (finished()) emit picture_finished();
  });
  connect(&document_, &Document::scene_changed, this, &MapCanvas::take_scene);
  connect(&document_, &Document::opened, this, [this] { fitted_ = false; });
  connect(&document_, &Document::grid_changed, this, &MapCanvas::take_grid);
  connect(&document_, &Document::city_changed, this, [this] {
    if (document_.city()) refit_ = fitted_;
  });
  connect(&document_, &Document::place_wanted, this, &MapCanvas::go_to);
  connect(&document_, &Document::theme_changed, this, qOverload<>(&QWidget::update));
}

MapCanvas::~MapCanvas() = default;

void MapCanvas::take_scene() {
  if (!document_.scene()) {
    tiles_->clear();
    labels_->clear();
    if (!document_.is_open()) fitted_ = false;
    update();
    return;
  }
  if (std::exchange(grid_moved_, false)) {
    forget_tiles();
    labels_->clear();
    scene_shift_ = {};
  }
  if (!fitted_ && !document_.scene()->extent.empty()) {
    fitted_ = true;
    full_extent();
    history_ = {view_};
    at_ = 0;
  } else if (std::exchange(refit_, false) && whole_ && view_ == *whole_ && history_.size() == 1) {
    full_extent();  // the early picture is not exact; nobody has gone elsewhere yet
    history_ = {view_};
  }
  ask_for_tiles();
  update();
}

/// Another grid moves the coordinates of everything: stay at the same place on the ground.
void MapCanvas::take_grid() {
  const CityGrid before = std::exchange(grid_, document_.grid());
  grid_moved_ = true;
  if (!fitted_) return;
  if (tool_ != nullptr) tool_->reset(*this);  // what it began has other coordinates now
  const Xy centre = view_.centre;
  try {
    const std::optional<Transform> between =
        before.crs == grid_.crs ? std::nullopt
                                : std::optional<Transform>(std::in_place, before.crs, grid_.crs);
    const auto move = [&](MapView& view) {
      const Xy place = view.centre + before.origin;
      view.centre = (between ? (*between)(place) : place) - grid_.origin;
    };
    move(view_);
    fitted_ = stands_somewhere(view_);
    for (MapView& view : history_) move(view);
    if (whole_) move(*whole_);
    std::erase_if(history_, std::not_fn(stands_somewhere));
    if (history_.empty()) history_.push_back(view_);
    at_ = std::min(at_, history_.size() - 1);
  } catch (const Error&) {
    fitted_ = false;  // no way from one to the other: the next scene is shown as a whole
  }
  if (!fitted_) view_.centre = centre;
  scene_shift_ = scene_shift_ + (view_.centre - centre);
  update();
  emit view_changed();
}

// --- the view -----------------------------------------------------------------------------------

void MapCanvas::set_view(const MapView& view) {
  MapView next = view;
  next.metres_per_px = rounded(next.metres_per_px);
  if (next == view_) return;
  view_ = next;
  keep_later_.start();
  ask_for_tiles();
  update();
  emit view_changed();
}

void MapCanvas::keep_view() {
  keep_later_.stop();
  if (view_ == history_[at_]) return;
  history_.resize(at_ + 1);
  history_.push_back(view_);
  if (history_.size() > most_views) history_.erase(history_.begin());
  at_ = history_.size() - 1;
}

void MapCanvas::back() {
  keep_view();
  if (at_ == 0) return;
  --at_;
  set_view(history_[at_]);
}

void MapCanvas::forward() {
  keep_view();
  if (!can_go_forward()) return;
  ++at_;
  set_view(history_[at_]);
}

void MapCanvas::zoom_to(const Box& box, double margin) {
  if (box.empty()) return;
  MapView next{box.centre(), view_.metres_per_px};
  const double needed = margin * std::max(box.width_m() / std::max(width(), 1),
                                          box.height_m() / std::max(height(), 1));
  if (needed > 0) next.metres_per_px = needed;
  set_view(next);
}

void MapCanvas::jump_to(const Box& box) {
  keep_view();
  box.empty() ? full_extent() : zoom_to(box);
  keep_view();
}

void MapCanvas::zoom_by(double factor, QPointF at) {
  const Xy fixed = to_map(at);
  MapView next = view_;
  next.metres_per_px = rounded(view_.metres_per_px / factor);
  const double ratio = next.metres_per_px / view_.metres_per_px;
  next.centre = fixed + ratio * (view_.centre - fixed);
  set_view(next);
}

void MapCanvas::pan_by(QPointF pixels) {
  MapView next = view_;
  next.centre =
      next.centre + Xy{-pixels.x() * view_.metres_per_px, pixels.y() * view_.metres_per_px};
  set_view(next);
}

void MapCanvas::full_extent() {
  if (!document_.scene()) return;
  const Box& extent = document_.scene()->extent;
  if (!extent.empty()) zoom_to({extent.min + scene_shift_, extent.max + scene_shift_}, 1.05);
  whole_ = view_;
}

double MapCanvas::scale() const {
  return view_.metres_per_px * pixels_per_mm * 1000;
}

void MapCanvas::set_scale(double scale) {
  set_view({view_.centre, scale / (pixels_per_mm * 1000)});
}

QPointF MapCanvas::to_screen(Xy place) const {
  const Xy d = place - view_.centre;
  return {0.5 * width() + d.x_m / view_.metres_per_px,
          0.5 * height() - d.y_m / view_.metres_per_px};
}

Xy MapCanvas::to_map(QPointF pixel) const {
  return view_.centre + Xy{(pixel.x() - 0.5 * width()) * view_.metres_per_px,
                           (0.5 * height() - pixel.y()) * view_.metres_per_px};
}

Box MapCanvas::visible() const {
  Box box;
  box.add(to_map({0, 0}));
  box.add(to_map({double(width()), double(height())}));
  return box;
}

QRectF MapCanvas::screen_box(const Box& box) const {
  return QRectF(to_screen({box.min.x_m, box.max.y_m}), to_screen({box.max.x_m, box.min.y_m}));
}

void MapCanvas::go_to(const Box& box) {
  constexpr double least_m = 60;  // a point or a house is shown with what stands around it
  Box wanted = box;
  const double grow = 0.5 * (least_m - std::max(box.width_m(), box.height_m()));
  if (grow > 0) wanted = box.grown(grow);
  const Box now = visible();
  const bool in_sight = now.contains(wanted.min) && now.contains(wanted.max);
  if (!in_sight || now.width_m() > 8 * wanted.width_m()) zoom_to(wanted, 3);
  flash(box);
}

void MapCanvas::flash(const Box& box) {
  flash_box_ = box;
  flash_since_.start();
  flash_timer_.start();
}

void MapCanvas::resizeEvent(QResizeEvent* event) {
  const int lowered = pos().y() - std::exchange(top_, pos().y());
  const int shortened = event->oldSize().height() - event->size().height();
  if (whole_ && view_ == *whole_)
    full_extent();  // nobody has gone elsewhere yet
  else if (lowered != 0 && lowered == shortened)
    keep_ground(lowered);
  ask_for_tiles();
  emit view_changed();
}

void MapCanvas::keep_ground(int lowered) {
  MapView& kept = history_[at_];
  const bool is_kept = view_ == kept;
  view_.centre.y_m -= 0.5 * lowered * view_.metres_per_px;
  if (is_kept) kept = view_;  // for back and forward it is the same view
}

void MapCanvas::set_tool(MapTool* tool) {
  if (tool == tool_) return;
  if (tool_ != nullptr) tool_->reset(*this);
  tool_ = tool;
  setCursor(tool_ != nullptr ? tool_->cursor() : QCursor(Qt::ArrowCursor));
  update();
  emit tool_changed();
}

void MapCanvas::set_plain_tool(MapTool* tool) {
  plain_tool_ = tool;
  set_tool(tool);
}

void MapCanvas::keep_free(Places places) {
  kept_free_ = std::move(places);
  if (document_.scene()) extras_later_.start();
}

void MapCanvas::set_overlay(const std::string& name, Overlay overlay, Level level) {
  if (overlay)
    overlays_[name] = {std::move(overlay), level};
  else
    overlays_.erase(name);
  update();
}

}  // namespace firebreak::gui
