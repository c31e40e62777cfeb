#include "render/labels.hpp"

#include <QLineF>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

#include "core/geo/measure.hpp"
#include "render/symbol.hpp"
#include "render/visible_part.hpp"

namespace firebreak::render {

namespace {

constexpr std::size_t most_per_layer = 3000;

/// Boxes already taken, in a coarse grid.
class Taken {
 public:
  explicit Taken(const QRectF& area)
      : area_(area),
        columns_(static_cast<std::size_t>(area.width() / cell_mm) + 1),
        cells_(columns_ * (static_cast<std::size_t>(area.height() / cell_mm) + 1)) {}

  bool free(const QRectF& box) const {
    if (!area_.contains(box)) return false;
    bool hit = false;
    each_cell(box, [&](std::size_t cell) {
      for (const QRectF& other : cells_[cell]) hit = hit || other.intersects(box);
    });
    return !hit;
  }
  void take(const QRectF& box) {
    each_cell(box.intersected(area_), [&](std::size_t cell) { cells_[cell].push_back(box); });
  }

 private:
  static constexpr double cell_mm = 8;

  template <class Visit>
  void each_cell(const QRectF& box, const Visit& visit) const {
    if (box.isEmpty()) return;
    const auto index = [](double mm) {
      return static_cast<std::size_t>(std::max(0.0, mm) / cell_mm);
    };
    for (auto y = index(box.top() - area_.top()); y <= index(box.bottom() - area_.top()); ++y)
      for (auto x = index(box.left() - area_.left()); x <= index(box.right() - area_.left()); ++x)
        if (y * columns_ + x < cells_.size()) visit(y * columns_ + x);
  }

  QRectF area_;
  std::size_t columns_;
  std::vector<std::vector<QRectF>> cells_;
};

/// Where a feature is named: its point, the middle of its line, the inside of its polygon.
Xy anchor_of(const SceneLayer& layer, std::size_t row) {
  const Shapes& shapes = layer.table->shapes;
  const auto first = shapes.part(shapes.first_part(row));
  if (first.kind == PartKind::point) return first.points.front();
  if (first.kind == PartKind::line)
    return point_along(first.points, 0.5 * line_length_m(first.points));
  return interior_point(shapes, row);
}

bool labelled_at(const StyleRule& rule, double scale) {
  return rule.labelled && (!rule.label_min_scale || scale < *rule.label_min_scale);
}

bool lines(TableGeometry geometry) {
  return geometry == TableGeometry::line || geometry == TableGeometry::multi_line;
}

/// The rows of a layer that want a label in this view, most important first.
std::vector<std::uint32_t> candidates(const LabelSource& source, const View& view, const Job& job) {
  const SceneLayer& layer = *source.layer;
  std::vector<std::uint32_t> rows;
  for (const auto row : layer.index->in_box(view.box(view.frame))) {
    const auto rule = layer.rule_of_row[row];
    if (rule != SceneLayer::no_rule && labelled_at(layer.style->rules[rule], view.scale) &&
        source.choice.holds(row, rule))
      rows.push_back(row);
  }
  job.check();
  const Column* order = layer.table->column(layer.style->order_field);
  std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    return label_order(order, a) < label_order(order, b);
  });
  if (rows.size() > most_per_layer && !layer.style->label_inside) rows.resize(most_per_layer);
  return rows;
}

class Placer {
 public:
  Placer(const View& view, const Paper& paper, const LabelRoom& room)
      : view_(&view),
        paper_(&paper),
        room_(&room),
        taken_(
            view.frame.adjusted(room.margin_mm, room.margin_mm, -room.margin_mm, -room.margin_mm)) {
    for (const QRectF& box : room.kept_free) taken_.take(box);
  }

  void layer(const LabelSource& source, const Job& job) {
    const SceneLayer& from = *source.layer;
    const LayerStyle& style = *from.style;
    const Column* column = from.table->column(style.label_field);
    if (!style.labelled() || !drawn_at(style, view_->scale)) return;
    const bool small = style.label_min_scale && view_->scale >= *style.label_min_scale;
    if ((column == nullptr || small) && !style.label_inside) return;
    std::set<std::string> named;
    std::size_t done = 0;
    for (const auto row : candidates(source, *view_, job)) {
      if (++done % 64 == 0) job.check();
      const std::string value = column == nullptr ? std::string() : cell_text(*column, row);
      const QString words = value.empty() || style.label_text.empty()
                                ? QString::fromStdString(value)
                                : paper_->say(style.label_text, value);
      QPointF at = view_->at(anchor_of(from, row));
      if (room_->follow && !view_->frame.contains(at))
        if (const auto seen = place_within(from.table->shapes, row, view_->box(view_->frame)))
          at = view_->at(*seen);
      if (style.label_inside) {
        numbered(at, words, style, style.rules[from.rule_of_row[row]].symbol);
      } else if (!words.isEmpty()) {
        // A street is many lines of one name.
        if (lines(from.table->geometry) && !named.insert(value).second) continue;
        beside(at, words, from);
      }
    }
  }

  std::vector<Label> labels;

 private:
  void beside(QPointF at, const QString& words, const SceneLayer& from) {
    const LayerStyle& style = *from.style;
    const double size_mm =
        std::max(room_->least_text_mm, room_->text_factor * style.label_mm *
                                           std::clamp(view_->symbol_factor(), 0.75, 1.1));
    Label label{words, {size_mm, true, paper_->ink()}, {}, nullptr, {}, at, {}};
    const double w = Paper::width_mm(words, label.style);
    const double h = 0.9 * size_mm;
    const bool point = from.table->geometry == TableGeometry::point;
    const double off =
        point ? 0.5 * style.rules.front().symbol.size_mm * view_->symbol_factor() + 0.6 : 0.0;
    // For a point the sides of the symbol; for an area its inside, then just above and below.
    const std::array<QPointF, 5> centres =
        point ? std::array{QPointF(at.x() + off + 0.5 * w, at.y()),
                           QPointF(at.x() - off - 0.5 * w, at.y()),
                           QPointF(at.x(), at.y() - off - 0.5 * h),
                           QPointF(at.x(), at.y() + off + 0.5 * h),
                           QPointF(at.x() + off + 0.5 * w, at.y() - off - 0.5 * h)}
              : std::array{at, QPointF(at.x(), at.y() - 1.3 * h), QPointF(at.x(), at.y() + 1.3 * h),
                           QPointF(at.x() + 0.6 * w, at.y() - 1.3 * h),
                           QPointF(at.x() - 0.6 * w, at.y() + 1.3 * h)};
    for (const QPointF& c : centres) {
      const QRectF box(c.x() - 0.5 * w - 0.3, c.y() - 0.5 * h - 0.3, w + 0.6, h + 0.6);
      if (!taken_.free(box)) continue;
      taken_.take(box);
      label.box = box;
      label.baseline = {c.x() - 0.5 * w, c.y() + 0.38 * size_mm};
      labels.push_back(label);
      return;
    }
  }

  // A numbered marker is never left out: it moves away in growing rings until it has room.
  void numbered(QPointF at, const QString& words, const LayerStyle& style, const Symbol& symbol) {
    Label label{words, {style.label_mm * view_->symbol_factor(), true, paper_->paper()},
                {},    &symbol,
                at,    at,
                {}};
    const double size = symbol.size_mm * view_->symbol_factor();
    const auto box_at = [&](QPointF c) {
      return QRectF(c.x() - 0.5 * size, c.y() - 0.5 * size, size, size);
    };
    if (!room_->markers_move) {
      // The disc stands where it is; without its number it would be a riddle. Only another disc
      // that hides its middle takes the number away.
      const bool hidden = std::any_of(discs_.begin(), discs_.end(), [&](QPointF other) {
        return QLineF(at, other).length() < 0.5 * size;
      });
      if (hidden || label.style.size_mm < room_->least_number_mm || words.isEmpty() ||
          !view_->frame.contains(at))
        return;
      discs_.push_back(at);
    }
    const bool stays = !room_->markers_move;
    for (int ring = 0; ring < (stays ? 0 : 6); ++ring) {
      bool found = false;
      for (int turn = 0; turn < (ring == 0 ? 1 : 8) && !found; ++turn) {
        const double angle = 0.7853981633974483 * turn - 0.7853981633974483;
        const QPointF c = at + 1.15 * ring * size * QPointF(std::cos(angle), std::sin(angle));
        if (!taken_.free(box_at(c))) continue;
        label.marker_at = c;
        found = true;
      }
      if (found) break;
    }
    label.box = box_at(label.marker_at);
    taken_.take(label.box);
    const double w = Paper::width_mm(words, label.style);
    label.baseline = label.marker_at + QPointF(-0.5 * w, 0.36 * label.style.size_mm);
    labels.push_back(label);
  }

  const View* view_;
  const Paper* paper_;
  const LabelRoom* room_;
  Taken taken_;
  std::vector<QPointF> discs_;  ///< numbered markers that stay where they are
};

}  // namespace

double label_order(const Column* column, std::size_t row) {
  if (column == nullptr || !column->has(row)) return HUGE_VAL;
  if (column->type == ColumnType::integer) return static_cast<double>(column->integers[row]);
  return column->type == ColumnType::real ? column->reals[row] : 0;
}

std::vector<Label> place_labels(std::span<const LabelSource> layers, const View& view,
                                const Paper& paper, const LabelRoom& room, const Job& job) {
  Placer placer(view, paper, room);
  for (std::size_t l = layers.size(); l-- > 0;) placer.layer(layers[l], job);
  return std::move(placer.labels);
}

std::vector<Label> place_labels(const Scene& scene, const View& view, const Paper& paper) {
  std::vector<LabelSource> layers;
  for (const SceneLayer& layer : scene.layers) layers.push_back({&layer, {}});
  return place_labels(layers, view, paper, {}, {});
}

void paint_labels(const Paper& paper, const std::vector<Label>& labels, double factor) {
  // The most important comes last and so lies on top.
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
    if (label->marker == nullptr) {
      paper.halo_text(label->baseline, label->text, label->style);
      continue;
    }
    if (label->marker_at != label->anchor)
      paper.line(label->anchor, label->marker_at, paper.ink(), 0.18);
    SymbolPainter symbol(*paper.painter(), *label->marker, paper.units_per_mm(), factor, {});
    symbol.marker(paper.units_per_mm() * label->marker_at);
    symbol.finish();
    paper.text(label->baseline, label->text, label->style);
  }
}

}  // namespace firebreak::render
