#include "gui/map_furniture.hpp"

#include <QFontMetricsF>

#include "gui/map_text.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"
#include "render/page.hpp"
#include "render/symbol.hpp"

namespace firebreak::gui {

namespace {

constexpr double bar_px_per_mm = 96 / 25.4;
constexpr double bar_room_mm = 42;
constexpr double furniture_margin_px = 14;

/// The letters above the bar and beside its ends, the arrow with the letter below it.
std::vector<QRectF> furniture_places(const MapCanvas& canvas) {
  const double bar_px =
      4 * render::scale_bar(canvas.scale(), bar_room_mm).segment_mm * bar_px_per_mm;
  const double height = 2 * furniture_margin_px + 18;
  return {QRectF(0, canvas.height() - height, bar_px + 3 * furniture_margin_px, height),
          QRectF(canvas.width() - 3 * furniture_margin_px, 0, 3 * furniture_margin_px,
                 4.5 * furniture_margin_px)};
}

void paint_scale_bar(QPainter& painter, const MapCanvas& canvas, const QColor& ink,
                     const QColor& ground) {
  const render::ScaleBar bar = render::scale_bar(canvas.scale(), bar_room_mm);
  if (bar.segment_m <= 0) return;
  const double segment = bar.segment_mm * bar_px_per_mm;
  const QPointF left(furniture_margin_px, canvas.height() - furniture_margin_px - 6);
  painter.setPen(QPen(ground, 3));
  painter.drawRect(QRectF(left, QSizeF(4 * segment, 6)));
  painter.setPen(QPen(ink, 1));
  for (int i = 0; i < 4; ++i) {
    painter.setBrush(i % 2 == 0 ? ink : ground);
    painter.drawRect(QRectF(left + QPointF(i * segment, 0), QSizeF(segment, 6)));
  }
  const double all_m = 4 * bar.segment_m;
  const QString end = all_m < 1000 ? words("{} m", render::grouped(all_m))
                                   : words("{} km", render::grouped(all_m / 1000));
  draw_halo_text(painter, left + QPointF(0, -10), "0", ink, ground);
  draw_halo_text(painter, left + QPointF(4 * segment, -10), end, ink, ground);
}

/// Up is the north of the map's grid.
void paint_north(QPainter& painter, const MapCanvas& canvas, const QColor& ink,
                 const QColor& ground) {
  const QPointF top(canvas.width() - furniture_margin_px - 12, furniture_margin_px);
  const QPolygonF arrow({top, top + QPointF(9, 28), top + QPointF(0, 21), top + QPointF(-9, 28)});
  painter.setBrush(ink);
  painter.setPen(QPen(ground, 2));
  painter.drawPolygon(arrow);
  draw_halo_text(painter, top + QPointF(0, 38), words("N"), ink, ground);
}

}  // namespace

MapFurniture::MapFurniture(Context& context, QObject* parent)
    : QObject(parent),
      context_(context),
      tip_(context.document, context.canvas),
      overview_(new MapOverview(context.document, context.canvas)) {
  add_switch(
      "scale_bar", tr_key("Scale bar and north arrow"),
      tr_key("Draws a scale bar and an arrow to the north of the grid on the map"), true,
      [this](bool on) {
        context_.canvas.set_overlay(
            "furniture",
            on ? MapCanvas::Overlay([this](QPainter& painter, const MapCanvas&) { paint(painter); })
               : MapCanvas::Overlay());
        context_.canvas.keep_free(on ? furniture_places : MapCanvas::Places());
      });
  add_switch("overview", tr_key("Overview map"),
             tr_key("A small map of everything; a click in it goes there"), false,
             [this](bool on) { overview_->setVisible(on); });
  add_switch("map_tips", tr_key("Tips on the map"),
             tr_key("Tells what is under the mouse when it rests"), true,
             [this](bool on) { tip_.set_on(on); });
  add_switch(
      "snapping", tr_key("Snap to corners and edges"),
      tr_key("Clicks of measuring and of selecting by polygon take the corner or edge beside "
             "them"),
      true, [this](bool on) { context_.canvas.set_snapping(on); });
}

void MapFurniture::add_switch(const char* id, const char* text, const char* tip, bool at_first,
                              std::function<void(bool)> take) {
  const std::string key = std::string("map/") + id;
  QAction* action =
      context_.actions.add_toggle(id, "view", text, tip, {}, [this, key, take](bool on) {
        context_.settings.set_value(key.c_str(), on);
        take(on);
      });
  const QVariant kept = context_.settings.value(key.c_str());
  const bool on = kept.isValid() ? kept.toBool() : at_first;
  const QSignalBlocker quiet(action);
  action->setChecked(on);
  take(on);
}

void MapFurniture::paint(QPainter& painter) const {
  if (!context_.document.scene()) return;
  const QColor ink = render::to_qt(context_.document.style().ink);
  const QColor ground = render::to_qt(context_.document.style().ground);
  paint_scale_bar(painter, context_.canvas, ink, ground);
  paint_north(painter, context_.canvas, ink, ground);
}

}  // namespace firebreak::gui
