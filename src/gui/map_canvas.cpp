#include "gui/map_canvas.hpp"

#include <QPaintEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "core/base/error.hpp"
#include "gui/map_background.hpp"
#include "gui/map_labels.hpp"
#include "gui/tile_store.hpp"
#include "render/symbol.hpp"

namespace firebreak::gui {

namespace {

constexpr double pixels_per_mm = 96 / 25.4;
constexpr double finest = 0.002;
constexpr double coarsest = 50000;
constexpr int keep_after_ms = 500;
constexpr int extras_after_ms = 60;
constexpr int flash_ms = 900;
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

void MapCanvas::forget_tiles() {
  if (fitted_ && !size().isEmpty()) {
    StandIn picture{QPixmap(size() * devicePixelRatioF()), view_};
    picture.picture.setDevicePixelRatio(devicePixelRatioF());
    picture.picture.fill(Qt::transparent);
    QPainter painter(&picture.picture);
    paint_tiles(painter);
    painter.end();
    stand_in_ = std::move(picture);
  }
  tiles_->clear();
}

void MapCanvas::redraw() {
  forget_tiles();
  background_->ask_again();
  ask_for_tiles();
  update();
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

// --- tiles --------------------------------------------------------------------------------------

Box MapCanvas::scene_visible() const {
  const Box box = visible();
  return {box.min - scene_shift_, box.max - scene_shift_};
}

std::vector<render::TileKey> MapCanvas::visible_tiles() const {
  const double ratio = devicePixelRatioF();
  const double side = render::TileKey::size * view_.metres_per_px / ratio;
  const Box box = scene_visible();
  const auto index = [&](double metres) { return static_cast<int>(std::floor(metres / side)); };
  std::vector<render::TileKey> keys;
  for (int y = index(-box.max.y_m); y <= index(-box.min.y_m); ++y)
    for (int x = index(box.min.x_m); x <= index(box.max.x_m); ++x)
      keys.push_back({view_.metres_per_px, ratio, x, y});
  const double cx = scene_centre().x_m / side - 0.5;
  const double cy = -scene_centre().y_m / side - 0.5;
  std::stable_sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
    return std::hypot(a.x - cx, a.y - cy) < std::hypot(b.x - cx, b.y - cy);
  });
  return keys;
}

void MapCanvas::ask_for_tiles() {
  if (!document_.scene() || width() <= 0 || height() <= 0) return;
  asked_ratio_ = devicePixelRatioF();
  tiles_->want(document_.scene(), visible_tiles());
  extras_later_.start();
}

QRectF MapCanvas::visible_units() const {
  const double ratio = devicePixelRatioF();
  const double device_m = view_.metres_per_px / ratio;
  const QSizeF size = QSizeF(this->size()) * ratio;
  return {std::round(scene_centre().x_m / device_m - 0.5 * size.width()),
          std::round(-scene_centre().y_m / device_m - 0.5 * size.height()), size.width(),
          size.height()};
}

void MapCanvas::ask_for_extras() {
  extras_later_.stop();
  if (document_.scene())
    labels_->want(document_.scene(), view_.metres_per_px, devicePixelRatioF(), visible_units());
  background_->want(document_.grid(), visible(), (QSizeF(size()) * devicePixelRatioF()).toSize());
}

void MapCanvas::paint_background(QPainter& painter) {
  const ViewSettings& said = document_.project().view;
  if (background_->picture().isNull() || !said.background_shown) return;
  painter.setOpacity(std::clamp(said.background_opacity, 0.0, 1.0));
  const QRectF at = screen_box(background_->box());
  // A whole number of pixels off: a copy; while it is zoomed: scaled.
  const bool copy = std::abs(at.width() - width()) < 0.5 && std::abs(at.height() - height()) < 0.5;
  if (copy) {
    QImage picture = background_->picture();
    picture.setDevicePixelRatio(devicePixelRatioF());
    painter.drawImage(at.topLeft(), picture);
  } else {
    painter.drawImage(at, background_->picture());
  }
  painter.setOpacity(1);
}

void MapCanvas::paint_attribution(QPainter& painter) const {
  QStringList parts;
  if (const auto city = document_.city(); city && !city->attribution.empty())
    parts << QString::fromStdString(city->attribution);
  if (document_.project().view.background_shown && !background_->picture().isNull() &&
      !background_->attribution().isEmpty())
    parts << background_->attribution();
  if (parts.isEmpty()) return;
  QFont small = font();
  small.setPointSizeF(0.8 * small.pointSizeF());
  painter.setFont(small);
  const QString words =
      painter.fontMetrics().elidedText(parts.join(" · "), Qt::ElideRight, width() - 20);
  const QRectF box(width() - painter.fontMetrics().horizontalAdvance(words) - 8,
                   height() - painter.fontMetrics().height() - 4,
                   painter.fontMetrics().horizontalAdvance(words) + 8,
                   painter.fontMetrics().height() + 4);
  QColor ground = render::to_qt(document_.style().ground);
  ground.setAlpha(190);
  painter.fillRect(box, ground);
  painter.setPen(render::to_qt(document_.style().ink));
  painter.drawText(box, Qt::AlignCenter, words);
  painter.setFont(font());
}

bool MapCanvas::tiles_finished() const {
  const auto keys = visible_tiles();
  return std::all_of(keys.begin(), keys.end(),
                     [this](const auto& key) { return tiles_->current(key); });
}

bool MapCanvas::finished() const {
  if (!document_.scene()) return true;
  return !extras_later_.isActive() && labels_->finished() && background_->finished() &&
         tiles_finished();
}

void MapCanvas::paint_tiles(QPainter& painter) {
  const double ratio = devicePixelRatioF();
  const auto keys = visible_tiles();
  const bool complete = std::all_of(
      keys.begin(), keys.end(), [this](const auto& key) { return tiles_->find(key) != nullptr; });
  const QRectF seen = visible_units();
  const auto place = [&](const render::TileKey& key) {
    return QPointF((double(key.x) * render::TileKey::size - seen.left()) / ratio,
                   (double(key.y) * render::TileKey::size - seen.top()) / ratio);
  };
  // Until the right tiles have come, those of another resolution stand in for them, scaled.
  if (!complete) {
    QRegion missing;
    const int side_px = static_cast<int>(std::ceil(render::TileKey::size / ratio));
    for (const auto& key : keys)
      if (tiles_->find(key) == nullptr)
        missing += QRect(place(key).toPoint(), QSize(side_px, side_px));
    painter.save();
    painter.setClipRegion(missing);
    if (stand_in_) {
      const double m = stand_in_->view.metres_per_px;
      const QSizeF size = stand_in_->picture.deviceIndependentSize();
      const Xy half{0.5 * size.width() * m, 0.5 * size.height() * m};
      painter.drawPixmap(screen_box({stand_in_->view.centre - half, stand_in_->view.centre + half}),
                         stand_in_->picture, QRectF(stand_in_->picture.rect()));
    }
    for (const auto& key : tiles_->others(view_.metres_per_px, ratio, scene_visible())) {
      const double side = render::TileKey::size * key.metres_per_pixel / ratio;
      const QRectF at(to_screen(Xy{key.x * side, -key.y * side} + scene_shift_),
                      to_screen(Xy{(key.x + 1) * side, -(key.y + 1) * side} + scene_shift_));
      if (const QImage* image = tiles_->find(key)) painter.drawImage(at, *image);
    }
    painter.restore();
  }
  // Whole device pixels: a tile is copied, not resampled.
  for (const auto& key : keys)
    if (const QImage* image = tiles_->find(key)) painter.drawImage(place(key), *image);
}

void MapCanvas::paintEvent(QPaintEvent*) {
  // A window that moves to another screen is painted without being resized.
  if (asked_ratio_ != devicePixelRatioF()) ask_for_tiles();
  QPainter painter(this);
  painter.fillRect(rect(), render::to_qt(document_.style().ground));
  paint_background(painter);
  if (document_.scene()) paint_tiles(painter);
  labels_->paint(painter, view_.metres_per_px, devicePixelRatioF(), visible_units().topLeft());
  painter.setRenderHint(QPainter::Antialiasing);
  paint_attribution(painter);
  for (const auto& [name, overlay] : overlays_) overlay(painter, *this);
  if (tool_ != nullptr) tool_->paint_overlay(painter, *this);
  if (drag_ == Drag::zoom_box) {
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(drag_from_, drag_last_).normalized());
  }
  if (flash_timer_.isActive()) {
    const double share = std::min(1.0, double(flash_since_.elapsed()) / flash_ms);
    const QRectF at = screen_box(flash_box_);
    const double radius = 14 + 0.5 * std::hypot(at.width(), at.height()) + 60 * (1 - share);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 3));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(at.center(), radius, radius);
  }
}

void MapCanvas::resizeEvent(QResizeEvent*) {
  if (whole_ && view_ == *whole_) full_extent();  // nobody has gone elsewhere yet
  ask_for_tiles();
  emit view_changed();
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

void MapCanvas::set_overlay(const std::string& name, Overlay overlay) {
  if (overlay)
    overlays_[name] = std::move(overlay);
  else
    overlays_.erase(name);
  update();
}

}  // namespace firebreak::gui
