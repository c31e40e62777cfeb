#include "render/hatch.hpp"

#include <algorithm>
#include <cmath>

namespace firebreak::render {

namespace {

/// Calls `visit(a, b)` for every edge of the rings.
template <class Visit>
void each_edge(std::span<const QPointF> points, std::span<const std::size_t> ring_end,
               const Visit& visit) {
  std::size_t from = 0;
  for (const std::size_t end : ring_end) {
    for (std::size_t i = from; i + 1 < end; ++i) visit(points[i], points[i + 1]);
    if (end > from) visit(points[end - 1], points[from]);
    from = end;
  }
}

}  // namespace

Hatching::Hatching(Hatch kind, double units_per_mm, const QRectF& area)
    : kind_(kind), per_mm_(units_per_mm), area_(area) {}

void Hatching::add(std::span<const QPointF> points, std::span<const std::size_t> ring_end) {
  if (points.size() < 3) return;
  if (kind_ == Hatch::forward || kind_ == Hatch::cross) slanted(points, ring_end, 1);
  if (kind_ == Hatch::backward || kind_ == Hatch::cross) slanted(points, ring_end, -1);
  if (kind_ == Hatch::dots) dots(points, ring_end);
}

// Lines x + slope * y = c for whole multiples c of the step: they continue from one feature to the
// next. A feature between two such lines gets one through its middle, so that none looks plain.
void Hatching::slanted(std::span<const QPointF> points, std::span<const std::size_t> ring_end,
                       double slope) {
  const double step = step_mm * per_mm_ * std::sqrt(2.0);
  const auto c_of = [&](QPointF p) { return p.x() + slope * p.y(); };
  double low = c_of(points[0]), high = low;
  for (const QPointF& p : points) low = std::min(low, c_of(p)), high = std::max(high, c_of(p));

  const auto cut = [&](double c) {
    cuts_.clear();
    each_edge(points, ring_end, [&](QPointF a, QPointF b) {
      const double ca = c_of(a), cb = c_of(b);
      if ((ca <= c) != (cb <= c)) cuts_.push_back(a.x() + (b.x() - a.x()) * (c - ca) / (cb - ca));
    });
    std::sort(cuts_.begin(), cuts_.end());
    for (std::size_t i = 0; i + 1 < cuts_.size(); i += 2)
      lines.emplace_back(cuts_[i], slope * (c - cuts_[i]), cuts_[i + 1],
                         slope * (c - cuts_[i + 1]));
  };
  if (std::ceil(low / step) * step >= high) return cut(0.5 * (low + high));
  const auto [area_low, area_high] =
      std::minmax({c_of(area_.topLeft()), c_of(area_.topRight()), c_of(area_.bottomLeft()),
                   c_of(area_.bottomRight())});
  const double from = std::ceil(std::max(low, area_low) / step);
  for (double k = from; k * step <= std::min(high, area_high); ++k) cut(k * step);
}

void Hatching::dots(std::span<const QPointF> points, std::span<const std::size_t> ring_end) {
  double top = points[0].y(), bottom = top;
  for (const QPointF& p : points) top = std::min(top, p.y()), bottom = std::max(bottom, p.y());
  top = std::max(top, area_.top()), bottom = std::min(bottom, area_.bottom());
  const double step = step_mm * per_mm_;
  const double half = 0.7 * stroke_mm * per_mm_;
  for (double row = std::ceil(top / step); row * step <= bottom; ++row) {
    const double y = row * step;
    const double shift = std::fmod(std::abs(row), 2.0) * 0.5 * step;
    cuts_.clear();
    each_edge(points, ring_end, [&](QPointF a, QPointF b) {
      if ((a.y() <= y) != (b.y() <= y))
        cuts_.push_back(a.x() + (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y()));
    });
    std::sort(cuts_.begin(), cuts_.end());
    for (std::size_t i = 0; i + 1 < cuts_.size(); i += 2) {
      const double from = std::max(cuts_[i], area_.left());
      const double to = std::min(cuts_[i + 1], area_.right());
      for (double k = std::ceil((from - shift) / step); k * step + shift <= to; ++k)
        lines.emplace_back(k * step + shift - half, y, k * step + shift + half, y);
    }
  }
}

}  // namespace firebreak::render
