#include "render/tile_painter.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "core/geo/measure.hpp"
#include "render/labels.hpp"
#include "render/outline.hpp"
#include "render/sprites.hpp"
#include "render/stroke.hpp"
#include "render/symbol.hpp"

namespace firebreak::render {

namespace {

constexpr double spread_below = 1.5;  ///< pixels
constexpr double short_way = 0.6;     ///< pixels: a line below this counts as straight
/// Corners of a line nearer than this (pixels) to the one before are left out: an outline that
/// turns back and forth within its own width would be inked twice.
constexpr double line_detail = 0.5;

/// Where things are drawn.
struct Ground {
  QImage* image;
  QRect pixels;
  Coverage *fills, *inks, *single;
};

/// The rows of one rule.
class RulePainter {
 public:
  RulePainter(const Ground& ground, const Symbol& symbol, const View& view, const QRectF& seen)
      : ground_(ground),
        symbol_(&symbol),
        view_(&view),
        per_m_(view.units_per_m()),
        outline_(view),
        path_(view, line_detail),
        hatching_(symbol.hatch, view.units_per_mm, seen),
        sprites_(symbol, view.units_per_mm, view.symbol_factor()),
        hatch_pen_(Hatching::stroke_mm * view.units_per_mm, {}) {
    if (symbol.fill) fill_.emplace(to_qt(*symbol.fill));
    if (symbol.stroke) ink_.emplace(to_qt(*symbol.stroke));
    if (!symbol.stroke || symbol.stroke_mm <= 0) return;
    std::vector<double> dashes;
    for (const double mm : symbol.dash_mm) dashes.push_back(mm / symbol.stroke_mm);
    pen_.emplace(symbol.stroke_mm * view.symbol_factor() * view.units_per_mm, dashes);
    opaque_ = symbol.stroke->alpha == 255;
  }

  /// Adds what may be drawn in any order; false if the row has to wait for its turn.
  bool any_order(const Shapes& shapes, std::size_t row) {
    const auto first = shapes.first_part(row), end = shapes.end_part(row);
    if (first == end) return true;
    const PartKind kind = shapes.part_kind[first];
    for (auto p = first + 1; p < end; ++p)
      if (is_ring(shapes.part_kind[p]) != is_ring(kind)) return false;  // a mixture
    if (kind == PartKind::point) return false;
    if (kind == PartKind::line) {
      if (pen_ && !opaque_) return false;
      if (pen_) lines(shapes, row, *ground_.inks);
      return true;
    }
    const Box& box = shapes.boxes[row];
    const double size = size_of(box);
    if (size < spread_below && symbol_->hatch != Hatch::dots) {
      spread_polygon(shapes, row, size);
      return true;
    }
    const bool edged = pen_ && outlined(*symbol_, size / view_->units_per_mm);
    if (edged && (fill_ || !opaque_)) return false;
    polygon(shapes, row, *ground_.fills, edged ? ground_.inks : nullptr);
    return true;
  }

  /// Draws a row that `any_order` left out.
  void in_turn(const Shapes& shapes, std::size_t row) {
    bool polygonal = false;
    for (auto p = shapes.first_part(row); p < shapes.end_part(row); ++p) {
      const Part part = shapes.part(p);
      polygonal = polygonal || is_ring(part.kind);
      if (part.kind != PartKind::point) continue;
      for (const Xy& at : part.points)
        sprites_.paint(*ground_.image, ground_.pixels, view_->at(at));
    }
    if (polygonal) {
      const Box& box = shapes.boxes[row];
      const double size = size_of(box);
      const bool edged = pen_ && outlined(*symbol_, size / view_->units_per_mm);
      polygon(shapes, row, *ground_.single, nullptr);
      if (fill_) ground_.single->paint(*ground_.image, *fill_, false);
      if (edged) {
        ring_lines(outline_, *ground_.single);
        ground_.single->paint(*ground_.image, *ink_, false);
      }
    }
    if (pen_) {
      lines(shapes, row, *ground_.single);
      ground_.single->paint(*ground_.image, *ink_, false);
    }
  }

  /// Lays the fills that came in any order; before what comes in turn.
  void paint_fills() {
    if (fill_) ground_.fills->paint(*ground_.image, *fill_, true);
  }
  /// Lays lines and hatches; after all.
  void paint_inks() {
    if (!ink_) return;
    if (!hatching_.lines.empty()) {
      const double longer = symbol_->hatch == Hatch::dots ? 0.5 * hatch_pen_.width() : 0;
      for (const QLineF& line : hatching_.lines) {
        const QPointF more(longer, 0);
        hatch_pen_.straight(*ground_.inks, line.p1() - more, line.p2() + more);
      }
    }
    ground_.inks->paint(*ground_.image, *ink_, false);
  }

 private:
  static bool is_ring(PartKind kind) { return kind == PartKind::outer || kind == PartKind::hole; }

  void lines(const Shapes& shapes, std::size_t row, Coverage& into) {
    const Box& whole = shapes.boxes[row];
    if (shapes.end_part(row) - shapes.first_part(row) == 1 && size_of(whole) < short_way) {
      if (shapes.part_kind[shapes.first_part(row)] == PartKind::line)
        spread_line(whole, std::sqrt(distance2_m2(whole.min, whole.max)), into);
      return;  // without a look at its points
    }
    for (auto p = shapes.first_part(row); p < shapes.end_part(row); ++p) {
      const Part part = shapes.part(p);
      if (part.kind != PartKind::line || part.points.empty()) continue;
      if (spread_small(part.points, into)) continue;
      path_.clear();
      path_.add(part);
      pen_->line(into, path_.points());
    }
  }

  /// Spreads a line or ring over its box if that is small.
  bool spread_small(std::span<const Xy> points, Coverage& into) {
    const double small = spread_below / per_m_;
    Box box;
    double length_m = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      box.add(points[i]);
      if (!(box.width_m() < small && box.height_m() < small)) return false;
      if (i > 0) length_m += std::sqrt(distance2_m2(points[i - 1], points[i]));
    }
    spread_line(box, length_m, into);
    return true;
  }
  void spread_line(const Box& box, double length_m, Coverage& into) {
    const QRectF on = on_screen(box);
    const double w = pen_->width();
    const double area =
        std::min(per_m_ * length_m * w + 0.785 * w * w, (on.width() + w) * (on.height() + w));
    into.spread(on.adjusted(-0.5 * w, -0.5 * w, 0.5 * w, 0.5 * w), std::max(area, least()));
  }

  /// Fill, hatch and, if `edges` is given, outline. Leaves the rings in `outline_`.
  void polygon(const Shapes& shapes, std::size_t row, Coverage& fill, Coverage* edges) {
    outline_.clear();
    std::size_t from = 0;
    // Where all is drawn in the lines' detail the finer outline is not needed.
    const bool fine = fill_ || edges == nullptr || symbol_->hatch != Hatch::none;
    for (auto p = shapes.first_part(row); fine && p < shapes.end_part(row); ++p) {
      const Part part = shapes.part(p);
      if (!is_ring(part.kind) || part.points.empty()) continue;
      outline_.add(part);
      const auto ring = outline_.points().subspan(from);
      if (fill_) fill.ring(ring, part.kind == PartKind::hole);
      from = outline_.points().size();
    }
    if (edges != nullptr) {
      path_.clear();
      for (auto p = shapes.first_part(row); p < shapes.end_part(row); ++p)
        if (is_ring(shapes.part_kind[p]) && !spread_small(shapes.part(p).points, *edges))
          path_.add(shapes.part(p));
      ring_lines(path_, *edges);
    }
    if (ink_ && symbol_->hatch != Hatch::none)
      hatching_.add(outline_.points(), outline_.ring_end());
  }

  void ring_lines(const Outline& of, Coverage& into) {
    std::size_t from = 0;
    for (const std::size_t end : of.ring_end()) {
      pen_->ring(into, of.points().subspan(from, end - from));
      from = end;
    }
  }

  void spread_polygon(const Shapes& shapes, std::size_t row, double size) {
    const double k = per_m_;
    const QRectF box = on_screen(shapes.boxes[row]);
    const bool dot = size < dot_mm * view_->units_per_mm;
    if (dot && dots_by_stroke(*symbol_)) return ground_.inks->spread(box, least());
    const double area = dot ? 0 : k * k * area_m2(shapes, row);
    if (fill_) ground_.fills->spread(box, std::max(area, least()));
    if (dot || !ink_) return;
    double inked = 0, w = 0;
    if (symbol_->hatch != Hatch::none)  // a line from corner to corner, as seen in a square
      inked = std::min(area, 1.41 * hatch_pen_.width() * area / std::max(size, 1e-9));
    if (pen_ && outlined(*symbol_, size / view_->units_per_mm)) {
      w = pen_->width();
      inked = std::min(inked + k * perimeter_m(shapes, row) * w,
                       (box.width() + w) * (box.height() + w));
    }
    if (inked > 0)
      ground_.inks->spread(box.adjusted(-0.5 * w, -0.5 * w, 0.5 * w, 0.5 * w),
                           fill_ ? inked : std::max(inked, least()));
  }

  double size_of(const Box& box) const { return per_m_ * std::max(box.width_m(), box.height_m()); }
  QRectF on_screen(const Box& box) const {
    return {view_->frame.left() + (box.min.x_m - view_->top_left.x_m) * per_m_,
            view_->frame.top() + (view_->top_left.y_m - box.max.y_m) * per_m_,
            box.width_m() * per_m_, box.height_m() * per_m_};
  }
  /// Square pixels that the least feature gets: those of the dot on a map sheet.
  double least() const {
    const double side = dot_mm * view_->units_per_mm;
    return side * side;
  }

  Ground ground_;
  const Symbol* symbol_;
  const View* view_;
  double per_m_;
  Outline outline_, path_;
  Hatching hatching_;
  Sprites sprites_;
  Stroker hatch_pen_;
  std::optional<Ink> fill_, ink_;
  std::optional<Stroker> pen_;
  bool opaque_ = true;
};

}  // namespace

TilePainter::TilePainter(const View& view, const QRect& pixels)
    : view_(&view), pixels_(pixels), fills_(pixels), inks_(pixels), single_(pixels) {}

void TilePainter::layer(QImage& image, const SceneLayer& layer, const RowChoice& choice,
                        const Job& job) {
  const auto rules = rows_by_rule(layer, *view_, QRectF(pixels_), choice, true, job);
  const double reach = symbol_reach(*layer.style, *view_);
  const QRectF seen = QRectF(pixels_).adjusted(-reach, -reach, reach, reach);
  const Ground ground{&image, pixels_, &fills_, &inks_, &single_};
  const Shapes& shapes = layer.table->shapes;
  std::vector<std::uint32_t> in_turn;
  for (std::size_t r = rules.size(); r-- > 0;) {
    if (rules[r].empty()) continue;
    RulePainter painter(ground, layer.style->rules[r].symbol, *view_, seen);
    in_turn.clear();
    std::size_t done = 0;
    for (const auto row : rules[r]) {
      if (++done % 256 == 0) job.check();
      if (!painter.any_order(shapes, row)) in_turn.push_back(row);
    }
    job.check();
    painter.paint_fills();
    job.check();
    if (layer.style->label_inside) {  // numbers stand in the markers that lie on top
      const Column* order = layer.table->column(layer.style->order_field);
      std::stable_sort(in_turn.begin(), in_turn.end(), [&](std::uint32_t a, std::uint32_t b) {
        return label_order(order, a) > label_order(order, b);
      });
    }
    for (const auto row : in_turn) {
      if (++done % 256 == 0) job.check();
      painter.in_turn(shapes, row);
    }
    job.check();
    painter.paint_inks();
  }
}

}  // namespace firebreak::render
