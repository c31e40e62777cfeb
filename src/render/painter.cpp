#include "render/painter.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "render/outline.hpp"
#include "render/symbol.hpp"

namespace firebreak::render {

namespace {

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
  return (!style.min_scale || scale < *style.min_scale) &&
         (!style.max_scale || scale >= *style.max_scale);
}

double symbol_reach(const LayerStyle& style, const View& view) {
  double reach_mm = 0;
  for (const auto& rule : style.rules)
    reach_mm = std::max(reach_mm, rule.symbol.size_mm + rule.symbol.stroke_mm);
  return reach_mm * view.symbol_factor() * view.units_per_mm;
}

std::vector<std::vector<std::uint32_t>> rows_by_rule(const SceneLayer& layer, const View& view,
                                                     const QRectF& part, const RowChoice& choice,
                                                     bool with_numbered, const Job& job) {
  const double reach = symbol_reach(*layer.style, view);
  const Box box = view.box(part.adjusted(-reach, -reach, reach, reach));
  std::vector<std::uint32_t> rows;
  layer.index->in_box(box, [&](std::uint32_t row) {
    rows.push_back(row);
    if (rows.size() % 8192 == 0) job.check();
  });
  const std::size_t all = layer.rule_of_row.size();
  if (rows.size() < all / 16) {
    std::sort(rows.begin(), rows.end());
  } else {  // ticking them off is quicker
    std::vector<std::uint8_t> wanted(all, 0);
    for (const auto row : rows) wanted[row] = 1;
    rows.clear();
    for (std::uint32_t row = 0; row < all; ++row)
      if (wanted[row] != 0) rows.push_back(row);
  }
  std::vector<std::vector<std::uint32_t>> by_rule(layer.style->rules.size());
  std::size_t done = 0;
  for (const auto row : rows) {
    if (++done % 8192 == 0) job.check();
    const auto rule = layer.rule_of_row[row];
    if (rule == SceneLayer::no_rule || !choice.holds(row, rule)) continue;
    if (with_numbered || !layer.style->label_inside || !layer.style->rules[rule].labelled)
      by_rule[rule].push_back(row);
  }
  return by_rule;
}

void paint_layer(QPainter& painter, const SceneLayer& layer, const View& view, const QRectF& part,
                 const RowChoice& choice, const Job& job) {
  const auto by_rule = rows_by_rule(layer, view, part, choice, false, job);
  const double reach = symbol_reach(*layer.style, view);
  const QRectF seen = part.adjusted(-reach, -reach, reach, reach);
  Outline outline(view);
  for (std::size_t r = by_rule.size(); r-- > 0;) {
    SymbolPainter symbol(painter, layer.style->rules[r].symbol, view.units_per_mm,
                         view.symbol_factor(), seen);
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
