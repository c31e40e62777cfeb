#include "gui/select_tool.hpp"

#include <algorithm>
#include <iterator>

#include "gui/words.hpp"
#include "render/pick.hpp"
#include "render/symbol.hpp"

namespace firebreak::gui {

namespace {

struct Found {
  std::string table;
  std::vector<std::uint32_t> rows;
};

std::vector<std::uint32_t> rows_of_table(const render::LiveScene& scene, const std::string& table,
                                         std::span<const Xy> ring) {
  std::vector<std::uint32_t> rows;
  for (std::size_t l = 0; l < scene.layers.size(); ++l) {
    const auto& layer = scene.layers[l];
    if (!layer.shown || layer.scene.table->name != table) continue;
    const auto more = render::rows_in(scene, l, ring);
    std::vector<std::uint32_t> both;
    std::set_union(rows.begin(), rows.end(), more.begin(), more.end(), std::back_inserter(both));
    rows = std::move(both);
  }
  return rows;
}

Found find_in(const render::LiveScene& scene, const std::string& wanted, std::span<const Xy> ring,
              const Job& job) {
  const auto is_drawn = [&](const auto& layer) {
    return layer.shown && layer.scene.table->name == wanted;
  };
  if (std::any_of(scene.layers.begin(), scene.layers.end(), is_drawn))
    return {wanted, rows_of_table(scene, wanted, ring)};
  for (const bool ground : {false, true})
    for (std::size_t l = scene.layers.size(); l-- > 0;) {
      job.check();
      const auto& layer = scene.layers[l];
      const std::string& name = layer.scene.table->name;
      if (!layer.shown || covers_wide_areas(name) != ground ||
          render::rows_in(scene, l, ring).empty())
        continue;
      return {name, rows_of_table(scene, name, ring)};
    }
  return {wanted, {}};
}

}  // namespace

SelectTool::SelectTool(Area area, Document& document, std::function<std::string()> preferred)
    : area_(area), document_(document), preferred_(std::move(preferred)) {}

SelectTool::How SelectTool::how_of(Qt::KeyboardModifiers modifiers) {
  if ((modifiers & Qt::ControlModifier) == 0) return How::replace;
  return (modifiers & Qt::ShiftModifier) != 0 ? How::take_away : How::add;
}

bool SelectTool::press(Xy at, QMouseEvent*, MapCanvas&) {
  if (area_ != Area::box) return false;
  points_ = {at};
  cursor_ = at;
  return true;
}

bool SelectTool::move(Xy at, QMouseEvent*, MapCanvas& canvas) {
  snap_ = area_ == Area::polygon ? snap_at(document_, canvas, at) : std::nullopt;
  cursor_ = snap_ ? snap_->at : at;
  return area_ == Area::polygon || !points_.empty();
}

bool SelectTool::release(Xy at, QMouseEvent* event, MapCanvas& canvas) {
  if (area_ != Area::box || points_.empty()) return false;
  const Xy from = points_.front();
  points_.clear();
  Box box{from, from};
  box.add(at);
  // A click without a drag catches what lies under the arrow's tip.
  const double reach_m = 4 * canvas.view().metres_per_px;
  if (std::max(box.width_m(), box.height_m()) < reach_m) box = box.grown(reach_m);
  select_in({box.min, {box.max.x_m, box.min.y_m}, box.max, {box.min.x_m, box.max.y_m}, box.min},
            how_of(event->modifiers()));
  return true;
}

bool SelectTool::click(Xy at, QMouseEvent*, MapCanvas& canvas) {
  if (area_ != Area::polygon) return false;
  snap_ = snap_at(document_, canvas, at);
  cursor_ = snap_ ? snap_->at : at;
  points_.push_back(cursor_);
  return true;
}

bool SelectTool::double_click(Xy, QMouseEvent* event, MapCanvas& canvas) {
  end(event->modifiers(), canvas);
  return true;
}

bool SelectTool::key(QKeyEvent* event, MapCanvas&) {
  if (event->key() != Qt::Key_Backspace || points_.empty()) return false;
  points_.pop_back();
  return true;
}

bool SelectTool::end(Qt::KeyboardModifiers modifiers, MapCanvas&) {
  if (area_ != Area::polygon || points_.size() < 3) return false;
  points_.push_back(points_.front());
  select_in(std::exchange(points_, {}), how_of(modifiers));
  return true;
}

void SelectTool::reset(MapCanvas&) {
  points_.clear();
  snap_.reset();
}

void SelectTool::select_in(std::vector<Xy> ring, How how) {
  const auto scene = document_.scene();
  if (!scene) return;
  const std::string& selected = document_.selection().table;
  const std::string wanted = how != How::replace && !selected.empty() ? selected : preferred_();
  finding_.start([scene, wanted, ring = std::move(ring)](
                     const Job& job) { return find_in(*scene, wanted, ring, job); },
                 [this, how](const Found& found) { take(found.table, found.rows, how); });
}

void SelectTool::take(const std::string& table, const std::vector<std::uint32_t>& rows, How how) {
  const Selection& before = document_.selection();
  Selection selection{table, {}, std::nullopt};
  const bool same = before.table == table;
  if (how == How::replace || !same)
    selection.rows = how == How::take_away ? std::vector<std::uint32_t>() : rows;
  else if (how == How::add)
    std::set_union(before.rows.begin(), before.rows.end(), rows.begin(), rows.end(),
                   std::back_inserter(selection.rows));
  else
    std::set_difference(before.rows.begin(), before.rows.end(), rows.begin(), rows.end(),
                        std::back_inserter(selection.rows));
  if (how == How::take_away && !same) return;
  if (selection.rows.size() == 1) selection.focus = selection.rows.front();
  if (selection.rows.empty()) selection = {};
  document_.select(std::move(selection));
}

void SelectTool::paint_overlay(QPainter& painter, const MapCanvas& canvas) const {
  if (snap_) paint_snap(painter, canvas, *snap_);
  if (points_.empty()) return;
  const QColor ink = canvas.palette().color(QPalette::Highlight);
  QColor fill = ink;
  fill.setAlpha(40);
  QPolygonF shape;
  if (area_ == Area::box) {
    shape = QPolygonF(
        QRectF(canvas.to_screen(points_.front()), canvas.to_screen(cursor_)).normalized());
  } else {
    for (const Xy point : points_) shape << canvas.to_screen(point);
    shape << canvas.to_screen(cursor_);
  }
  painter.setPen(QPen(ink, 1.5, Qt::DashLine));
  painter.setBrush(fill);
  painter.drawPolygon(shape);
}

}  // namespace firebreak::gui
