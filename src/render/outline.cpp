#include "render/outline.hpp"

#include <algorithm>
#include <cmath>

namespace firebreak::render {

namespace {

constexpr double simplify_mm = 0.04;

}  // namespace

Outline::Outline(const View& view, double near)
    : view_(view),
      per_m_(view.units_per_m()),
      near_(std::max(near, simplify_mm * view.units_per_mm)) {}

QPointF Outline::at(Xy p) const {
  if (view_.whole_units) return view_.at(p);
  return {view_.frame.left() + (p.x_m - view_.top_left.x_m) * per_m_,
          view_.frame.top() + (view_.top_left.y_m - p.y_m) * per_m_};
}

void Outline::clear() {
  points_.clear();
  ring_end_.clear();
}

void Outline::add(const Part& part) {
  const auto near_to = [&](QPointF a, QPointF b) {
    return std::abs(a.x() - b.x()) < near_ && std::abs(a.y() - b.y()) < near_;
  };
  const std::size_t from = points_.size();
  const bool ring = part.kind == PartKind::outer || part.kind == PartKind::hole;
  const std::size_t n = part.points.size() - (ring && part.points.size() > 1 ? 1 : 0);
  for (std::size_t i = 0; i < n; ++i) {
    const QPointF p = at(part.points[i]);
    const bool last = !ring && i + 1 == n;
    if (points_.size() > from && !last && near_to(points_.back(), p)) continue;
    points_.push_back(p);
  }
  if (ring && points_.size() - from < 3) {
    points_.resize(from);
    for (const Xy& p : part.points.first(n)) points_.push_back(at(p));
  }
  ring_end_.push_back(points_.size());
}

}  // namespace firebreak::render
