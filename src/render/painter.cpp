#include "render/painter.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "render/symbol.hpp"

namespace firebreak::render {

namespace {

constexpr double simplify_mm = 0.04;  ///< points nearer than this to the one before are left out

/// Feature after feature into device units, in memory that is used again.
class Outline {
 public:
  explicit Outline(const View& view) : view_(&view), near_(simplify_mm * view.units_per_mm) {}

  std::span<const QPointF> points() const { return points_; }
  std::span<const std::size_t> ring_end() const { return ring_end_; }

  void clear() {
    points_.clear();
    ring_end_.clear();
  }

  /// Adds a part; rings lose their closing point. A ring that collapses keeps its first points.
  void add(const Part& part) {
    const std::size_t from = points_.size();
    const bool ring = part.kind == PartKind::outer || part.kind == PartKind::hole;
    const std::size_t n = part.points.size() - (ring && part.points.size() > 1 ? 1 : 0);
    for (std::size_t i = 0; i < n; ++i) {
      const QPointF p = view_->at(part.points[i]);
      const bool last = !ring && i + 1 == n;
      if (points_.size() > from && !last && near_to(points_.back(), p)) continue;
      points_.push_back(p);
    }
    if (ring && points_.size() - from < 3) {
      points_.resize(from);
      for (const Xy& p : part.points.first(n)) points_.push_back(view_->at(p));
    }
    ring_end_.push_back(points_.size());
  }

 private:
  bool near_to(QPointF a, QPointF b) const {
    return std::abs(a.x() - b.x()) < near_ && std::abs(a.y() - b.y()) < near_;
  }

  const View* view_;
  double near_;
  std::vector<QPointF> points_;
  std::vector<std::size_t> ring_end_;
};

void paint_row(SymbolPainter& symbol, Outline& outline, const Shapes& shapes, std::size_t row) {
  outline.clear();
  bool polygon = false;
  for (auto p = shapes.first_part(row); p < shapes.end_part(row); ++p) {
    const Part part = shapes.part(p);
    if (part.points.empty()) continue;
    if (part.kind == PartKind::outer || part.kind == PartKind::hole) {
      polygon = true;
      outline.add(part);
    } else if (part.kind == PartKind::line) {
      outline.clear();
      outline.add(part);
      symbol.line(outline.points());
    } else {
      outline.clear();
      outline.add(part);
      for (const QPointF& at : outline.points()) symbol.marker(at);
    }
  }
  if (polygon) symbol.polygon(outline.points(), outline.ring_end());
}

}  // namespace

QPointF View::at(Xy p) const {
  const double k = units_per_m();
  const double x = frame.left() + (p.x_m - top_left.x_m) * k;
  const double y = frame.top() + (top_left.y_m - p.y_m) * k;
  return whole_units ? QPointF(std::round(x), std::round(y)) : QPointF(x, y);
}

Box View::box(const QRectF& part) const {
  const double k = 1 / units_per_m();
  const auto place = [&](QPointF p) {
    return Xy{top_left.x_m + (p.x() - frame.left()) * k, top_left.y_m - (p.y() - frame.top()) * k};
  };
  Box box;
  box.add(place(part.topLeft()));
  box.add(place(part.bottomRight()));
  return box;
}

double View::symbol_factor() const {
  return std::clamp(std::pow(10000 / scale, 0.35), 0.55, 1.5);
}

bool drawn_at(const LayerStyle& style, double scale) {
  return !style.min_scale || scale < *style.min_scale;
}

void paint_layer(QPainter& painter, const SceneLayer& layer, const View& view, const QRectF& part,
                 const RowChoice& choice, const Job& job) {
  double reach_mm = 0;  // how far a symbol stands out over its feature's box
  for (const auto& rule : layer.style->rules)
    reach_mm = std::max(reach_mm, rule.symbol.size_mm + rule.symbol.stroke_mm);
  const double reach = reach_mm * view.symbol_factor() * view.units_per_mm;
  const QRectF seen = part.adjusted(-reach, -reach, reach, reach);
  std::vector<std::vector<std::uint32_t>> by_rule(layer.style->rules.size());
  for (const auto row : layer.index->in_box(view.box(seen)))
    if (layer.rule_of_row[row] != SceneLayer::no_rule && choice.holds(row, layer.rule_of_row[row]))
      by_rule[layer.rule_of_row[row]].push_back(row);

  Outline outline(view);
  for (std::size_t r = by_rule.size(); r-- > 0;) {
    const auto& rule = layer.style->rules[r];
    if (layer.style->label_inside && rule.labelled) continue;
    SymbolPainter symbol(painter, rule.symbol, view.units_per_mm, view.symbol_factor(), seen);
    std::size_t done = 0;
    for (const auto row : by_rule[r]) {
      if (++done % 256 == 0) job.check();
      paint_row(symbol, outline, layer.table->shapes, row);
    }
    symbol.finish();
  }
}

void paint_scene(QPainter& painter, const Scene& scene, const View& view, const QRectF& part,
                 const Job& job) {
  for (const auto& layer : scene.layers) {
    job.check();
    if (drawn_at(*layer.style, view.scale)) paint_layer(painter, layer, view, part, {}, job);
  }
}

}  // namespace firebreak::render
