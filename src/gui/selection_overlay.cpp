#include "gui/selection_overlay.hpp"

#include <QPainter>
#include <cmath>

#include "render/symbol.hpp"

namespace firebreak::gui {

namespace {

struct Looks {
  QColor ink;
  QColor ground;
};

/// From city metres to logical pixels of a picture.
struct Frame {
  MapView view;
  QSize size;
  QPointF operator()(Xy p) const {
    const Xy d = p - view.centre;
    return {0.5 * size.width() + d.x_m / view.metres_per_px,
            0.5 * size.height() - d.y_m / view.metres_per_px};
  }
  /// What is in the picture, and `margin_px` around it.
  Box box(double margin_px) const {
    const double m = view.metres_per_px;
    const Xy half{(0.5 * size.width() + margin_px) * m, (0.5 * size.height() + margin_px) * m};
    return {view.centre - half, view.centre + half};
  }
};

void add_lines(std::vector<QPolygonF>& lines, const FeatureTable& table, std::uint32_t row,
               const Frame& frame) {
  for (auto p = table.shapes.first_part(row); p < table.shapes.end_part(row); ++p) {
    const Part part = table.shapes.part(p);
    QPolygonF line;
    line.reserve(static_cast<qsizetype>(part.points.size()));
    for (const Xy point : part.points) {
      const QPointF at = frame(point);
      // Points nearer than half a pixel do not show.
      if (line.isEmpty() || (at - line.back()).manhattanLength() > 0.5) line << at;
    }
    lines.push_back(std::move(line));
  }
}

/// Halo below, ink above, over all features: outlines that touch stay readable.
void draw_lines(QPainter& painter, const std::vector<QPolygonF>& lines, const Looks& looks,
                double width) {
  painter.setBrush(Qt::NoBrush);
  for (const bool halo : {true, false}) {
    painter.setPen(QPen(halo ? looks.ground : looks.ink, halo ? width + 4 : width, Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    for (const QPolygonF& line : lines) {
      if (line.size() > 1)
        painter.drawPolyline(line);
      else if (line.size() == 1)
        painter.drawEllipse(line.front(), 6, 6);
    }
  }
}

/// Draws the rows in the frame. Features too small for an outline become dots, one a place.
void draw_rows(QPainter& painter, const FeatureTable& table, const std::vector<std::uint32_t>& rows,
               const Frame& frame, const Looks& looks, double width, const Job& job) {
  constexpr double smallest_px = 4;
  constexpr int cell_px = 3;
  const Box view = frame.box(12);
  const int columns = frame.size.width() / cell_px + 1;
  std::vector<std::uint8_t> taken(static_cast<std::size_t>(columns) *
                                  (static_cast<std::size_t>(frame.size.height()) / cell_px + 1));
  std::vector<QPolygonF> lines;
  std::vector<QRectF> dots;
  const bool points = table.geometry == TableGeometry::point;
  std::size_t seen = 0;
  for (const std::uint32_t row : rows) {
    if (++seen % 1024 == 0) job.check();
    if (row >= table.shapes.size()) continue;
    const Box& box = table.shapes.boxes[row];
    if (box.empty() || !box.intersects(view)) continue;
    const double size_px = std::max(box.width_m(), box.height_m()) / frame.view.metres_per_px;
    if (size_px >= smallest_px || (points && rows.size() < 2000)) {
      add_lines(lines, table, row, frame);
      continue;
    }
    const QPointF at = frame(box.centre());
    const int x = static_cast<int>(at.x()) / cell_px;
    const int y = static_cast<int>(at.y()) / cell_px;
    if (at.x() < 0 || at.y() < 0 || x >= columns) continue;
    const std::size_t cell = static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) +
                             static_cast<std::size_t>(x);
    if (cell >= taken.size() || std::exchange(taken[cell], std::uint8_t{1}) != 0) continue;
    dots.emplace_back(x * cell_px, y * cell_px, cell_px, cell_px);
  }
  job.check();
  painter.setPen(Qt::NoPen);
  painter.setBrush(looks.ground);
  for (const QRectF& dot : dots) painter.drawRect(dot.adjusted(-1, -1, 1, 1));
  painter.setBrush(looks.ink);
  for (const QRectF& dot : dots) painter.drawRect(dot);
  job.check();
  draw_lines(painter, lines, looks, width);
}

}  // namespace

SelectionOverlay::SelectionOverlay(Document& document, MapCanvas& canvas, QObject* parent)
    : QObject(parent),
      document_(document),
      canvas_(canvas),
      rows_(std::make_shared<const std::vector<std::uint32_t>>()) {
  connect(&document_, &Document::selection_changed, this, &SelectionOverlay::take_selection);
  connect(&document_, &Document::tables_changed, this, &SelectionOverlay::take_selection);
  connect(&document_, &Document::theme_changed, this, &SelectionOverlay::take_selection);
  canvas_.set_overlay("selection", [this](QPainter& painter, const MapCanvas&) { paint(painter); });
  take_selection();
}

SelectionOverlay::~SelectionOverlay() {
  canvas_.set_overlay("selection", {});
}

void SelectionOverlay::take_selection() {
  const Selection& selection = document_.selection();
  table_ = document_.table(selection.table);
  rows_ = std::make_shared<const std::vector<std::uint32_t>>(selection.rows);
  ++state_;
  if (rows_->empty() || is_live()) {
    painting_.cancel();
    picture_ = {};
  }
  canvas_.update();
}

bool SelectionOverlay::finished() const {
  return !table_ || is_live() ||
         (picture_.state == state_ && picture_.view == canvas_.view() &&
          picture_.size == canvas_.size());
}

void SelectionOverlay::ask() {
  if (finished() || painting_.running()) return;
  Picture wanted;
  wanted.view = canvas_.view();
  wanted.size = canvas_.size();
  wanted.ratio = canvas_.devicePixelRatioF();
  wanted.state = state_;
  const Looks looks{canvas_.palette().color(QPalette::Highlight),
                    render::to_qt(document_.style().ground)};
  painting_.start(
      [table = table_, rows = rows_, wanted, looks](const Job& job) {
        Picture picture = wanted;
        picture.image = QImage(wanted.size * wanted.ratio, QImage::Format_ARGB32_Premultiplied);
        picture.image.setDevicePixelRatio(wanted.ratio);
        picture.image.fill(Qt::transparent);
        QPainter painter(&picture.image);
        painter.setRenderHint(QPainter::Antialiasing);
        draw_rows(painter, *table, *rows, {wanted.view, wanted.size}, looks, 2, job);
        return picture;
      },
      [this](Picture picture) {
        // A view that has moved on is asked for again when the canvas paints.
        picture_ = std::move(picture);
        canvas_.update();
      });
}

void SelectionOverlay::paint(QPainter& painter) {
  if (!table_ || rows_->empty()) return;
  const Looks looks{canvas_.palette().color(QPalette::Highlight),
                    render::to_qt(document_.style().ground)};
  const Frame frame{canvas_.view(), canvas_.size()};
  if (is_live()) {
    draw_rows(painter, *table_, *rows_, frame, looks, 2.5, Job());
  } else {
    ask();
    if (!picture_.image.isNull()) {
      const double grow = picture_.view.metres_per_px / frame.view.metres_per_px;
      const QPointF middle = frame(picture_.view.centre);
      const QSizeF size = grow * QSizeF(picture_.size);
      const QRectF at(middle - QPointF(0.5 * size.width(), 0.5 * size.height()), size);
      if (grow == 1)
        painter.drawImage(at.topLeft(), picture_.image);
      else
        painter.drawImage(at, picture_.image);
    }
  }
  const auto& focus = document_.selection().focus;
  if (focus && *focus < table_->shapes.size())
    draw_rows(painter, *table_, {*focus}, frame, looks, 4.5, Job());
}

}  // namespace firebreak::gui
