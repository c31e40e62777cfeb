#include "render/stroke.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace firebreak::render {

namespace {

constexpr double too_small = 0.02;  ///< square pixels that a bend may lack
constexpr double short_line = 1;    ///< thin lines below this (pixels) are spread over their box
constexpr double thin = 1;          ///< half widths below this end in rectangles of the same area

double length(QPointF v) {
  return std::sqrt(v.x() * v.x() + v.y() * v.y());
}

/// The unit vector from a to b; (0, 0) if they are the same.
QPointF direction(QPointF a, QPointF b) {
  const double l = length(b - a);
  return l > 0 ? (b - a) / l : QPointF();
}

/// From where to where the ray from `a` along a unit vector runs within a box; (0, 0) if it does
/// not meet it within `whole`.
std::pair<double, double> stretch_in(const QRectF& box, QPointF a, QPointF along, double whole) {
  double enter = 0, leave = whole;
  const auto cut = [&](double from, double step, double low, double high) {
    if (step == 0) {
      if (from < low || from > high) leave = -1;
      return;
    }
    const double s0 = (low - from) / step, s1 = (high - from) / step;
    enter = std::max(enter, std::min(s0, s1));
    leave = std::min(leave, std::max(s0, s1));
  };
  cut(a.x(), along.x(), box.left(), box.right());
  cut(a.y(), along.y(), box.top(), box.bottom());
  return leave < enter ? std::pair(0.0, 0.0) : std::pair(enter, leave);
}

QPointF left_of(QPointF v) {
  return {v.y(), -v.x()};
}

}  // namespace

Stroker::Stroker(double width, std::vector<double> dashes)
    : half_(0.5 * width), dashes_(std::move(dashes)) {
  if (dashes_.size() % 2 != 0) dashes_.insert(dashes_.end(), dashes_.begin(), dashes_.end());
  for (double& dash : dashes_) period_ += dash *= width;
  if (!(period_ > 0.01)) dashes_.clear();
}

void Stroker::line(Coverage& into, std::span<const QPointF> points) {
  if (dashes_.empty())
    solid(into, points, true);
  else
    dashed(into, points);
}

void Stroker::ring(Coverage& into, std::span<const QPointF> points) {
  if (points.empty()) return;
  closed_.assign(points.begin(), points.end());
  closed_.push_back(points.front());
  line(into, closed_);
}

void Stroker::straight(Coverage& into, QPointF a, QPointF b) const {
  if (half_ < 0.5 * thin && std::abs(a.x() - b.x()) < short_line &&
      std::abs(a.y() - b.y()) < short_line) {
    const QPointF by(half_, half_);
    const QPointF low(std::min(a.x(), b.x()), std::min(a.y(), b.y()));
    const QPointF high(std::max(a.x(), b.x()), std::max(a.y(), b.y()));
    return into.spread({low - by, high + by}, 2 * half_ * length(b - a));
  }
  const QPointF side = half_ * left_of(direction(a, b));
  const std::array<QPointF, 4> corners{a + side, b + side, b - side, a - side};
  into.ring(corners);
}

void Stroker::wedge(Coverage& into, QPointF at, QPointF from, QPointF to) const {
  const double sine = from.x() * to.y() - from.y() * to.x();
  const double cosine = QPointF::dotProduct(from, to);
  if (cosine > 0 && 0.5 * half_ * half_ * std::abs(sine) < too_small) return;
  if (half_ < thin) {  // two triangles do
    const QPointF between = from + to;
    const double l = length(between);
    const QPointF tip = l > 1e-6 ? between / l : QPointF(-from.y(), from.x());
    // As much larger than the round slice's kite as it takes to have the slice's area; a series in
    // the cosine of half the angle.
    const double rest = 1 - 0.5 * l;
    const double radius = half_ * std::sqrt(1 + rest / 3 + 0.238 * rest * rest);
    const std::array<QPointF, 4> kite{at, at + radius * from, at + radius * tip, at + radius * to};
    return into.ring(kite);
  }
  const double angle = std::atan2(sine, cosine);
  const double per_radian = half_ < 2 ? 1.3 : 0.9 * std::sqrt(half_) + 0.6;
  const int arcs = 1 + static_cast<int>(std::abs(angle) * per_radian);
  std::array<QPointF, 64> fan;
  const int n = std::min(arcs, 62);
  // A fan inscribed in the arc lacks some of its area; one of this radius has all of it.
  const double step = angle / n;
  const double radius = half_ * std::sqrt(step / std::sin(step));
  fan[0] = at;
  for (int i = 0; i <= n; ++i) {
    const double turn = step * i;
    const double c = std::cos(turn) * radius, s = std::sin(turn) * radius;
    fan[static_cast<std::size_t>(i) + 1] =
        at + QPointF(c * from.x() - s * from.y(), s * from.x() + c * from.y());
  }
  into.ring(std::span(fan).first(static_cast<std::size_t>(n) + 2));
}

void Stroker::solid(Coverage& into, std::span<const QPointF> points, bool round_ends) {
  if (points.empty()) return;
  const bool closed = points.size() > 2 && points.front() == points.back();
  QPointF before, first;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const QPointF along = direction(points[i], points[i + 1]);
    if (along.isNull()) continue;
    QPointF a = points[i], b = points[i + 1];
    if (round_ends && half_ < thin && !closed) {
      const QPointF cap = (half_ * std::numbers::pi / 4) * along;
      if (i == 0) a -= cap;
      if (i + 2 == points.size()) b += cap;
    }
    straight(into, a, b);
    if (before.isNull()) {
      first = along;
    } else {
      // Bends leave a gap on their outer side.
      const double bend = before.x() * along.y() - before.y() * along.x();
      const double side = bend > 0 ? 1 : -1;
      if (bend != 0 || QPointF::dotProduct(before, along) < 0)
        wedge(into, points[i], side * left_of(before), side * left_of(along));
    }
    before = along;
  }
  if (before.isNull()) {  // a point
    if (!round_ends) return;
    for (const QPointF up : {QPointF(0, -1), QPointF(0, 1)})
      wedge(into, points[0], left_of(up), left_of(-up));
    return;
  }
  if (closed) {
    const double bend = before.x() * first.y() - before.y() * first.x();
    const double side = bend > 0 ? 1 : -1;
    wedge(into, points.front(), side * left_of(before), side * left_of(first));
  } else if (round_ends && half_ >= thin) {
    // The half circle from one side over the tip to the other.
    wedge(into, points.back(), left_of(before), before);
    wedge(into, points.back(), before, -left_of(before));
    wedge(into, points.front(), -left_of(first), -first);
    wedge(into, points.front(), -first, left_of(first));
  }
}

bool Stroker::is_on(double phase) const {
  for (std::size_t d = 0; d < dashes_.size(); d += 2) {
    if (phase < dashes_[d]) return true;
    phase -= dashes_[d] + dashes_[d + 1];
    if (phase < 0) return false;
  }
  return false;
}

void Stroker::finish_dash(Coverage& into) {
  if (dash_.size() > 1) solid(into, dash_, false);
  dash_.clear();
}

// Dashes are counted from the start of their segment, so that those out of sight can be left out
// without moving the others.
void Stroker::dashed(Coverage& into, std::span<const QPointF> points) {
  const double reach = half_ + period_;
  const QRectF seen = QRectF(into.pixels()).adjusted(-reach, -reach, reach, reach);
  double phase = 0;  // of the pattern where the segment begins
  dash_.clear();
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    if (!is_on(phase)) finish_dash(into);
    const QPointF along = direction(points[i], points[i + 1]);
    const double whole = length(points[i + 1] - points[i]);
    const double last = std::floor((phase + whole) / period_);
    const auto [enter, leave] = stretch_in(seen, points[i], along, whole);
    const double from = std::floor((phase + enter) / period_);
    const double to = std::floor((phase + leave) / period_);
    for (double round = 0; round <= last; ++round) {
      if (round > 0 && round < from) round = std::min(from, last);
      if (round > to && round < last) round = last;
      double begin = round * period_ - phase;
      for (std::size_t d = 0; d < dashes_.size(); d += 2) {
        const double end = begin + dashes_[d];
        const double s0 = std::max(0.0, begin);
        const double s1 = std::min(whole, end);
        begin = end + dashes_[d + 1];
        if (s0 > 0) finish_dash(into);
        if (s1 <= s0) continue;
        if (dash_.empty()) dash_.push_back(points[i] + s0 * along);
        dash_.push_back(s1 < whole ? points[i] + s1 * along : points[i + 1]);
        if (s1 < whole) finish_dash(into);
      }
    }
    phase = std::fmod(phase + whole, period_);
  }
  finish_dash(into);
}

}  // namespace firebreak::render
