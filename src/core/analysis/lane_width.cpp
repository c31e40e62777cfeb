#include "core/analysis/lane_width.hpp"

#include <algorithm>
#include <cmath>

#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

constexpr std::uint32_t none = UINT32_MAX;

Box bit_box(const Corridor::Bit& bit) {
  Box box;
  box.add(bit.a);
  box.add(bit.b);
  return box;
}

/// Widths this near are equal but for rounding.
constexpr double tie_m = 1e-6;

/// The chainages between which two bits are no farther apart than `reach_m`, by the middles of the
/// gaps at their ends; from > to if they are farther apart everywhere.
LineStretch tied_places(const Corridor::Bit& one, const Corridor::Bit& other, double reach_m) {
  const double reach = reach_m + one.radius_m + other.radius_m;
  LineStretch tied{std::numeric_limits<double>::infinity(),
                   -std::numeric_limits<double>::infinity()};
  if (distance2_m2(bit_box(one), bit_box(other)) > reach * reach) return tied;
  const auto look = [&](Xy from, double along, const Corridor::Bit& at) {
    const Xy edge = at.b - at.a;
    const double length2 = dot(edge, edge);
    const double t = length2 > 0 ? std::clamp(dot(from - at.a, edge) / length2, 0.0, 1.0) : 0;
    if (distance2_m2(from, at.a + t * edge) > reach * reach) return;
    const double middle = 0.5 * (along + at.along_a + t * (at.along_b - at.along_a));
    tied.from_m = std::min(tied.from_m, middle);
    tied.to_m = std::max(tied.to_m, middle);
  };
  look(one.a, one.along_a, other);
  look(one.b, one.along_b, other);
  look(other.a, other.along_a, one);
  look(other.b, other.along_b, one);
  return tied;
}

/// The gap between a part and a wall, as drawn on the map.
PinchGap wall_gap(const Corridor& corridor, const Corridor::Bit& bit, bool left_wall) {
  const bool a_wins = left_wall == (bit.offset_a > bit.offset_b);
  const double along = a_wins ? bit.along_a : bit.along_b;
  const Xy thing = a_wins ? bit.a : bit.b;
  const Xy wall =
      corridor.place(along, left_wall ? corridor.half_width_m() : -corridor.half_width_m());
  PinchGap gap;
  gap.left_at = left_wall ? wall : thing;
  gap.right_at = left_wall ? thing : wall;
  (left_wall ? gap.right : gap.left) = bit.ref;
  return gap;
}

}  // namespace

double WidthMeasure::part_distance_m(const Corridor& corridor, const Corridor::Part& a,
                                     const Corridor::Part& b, double limit_m, PinchGap* gap) const {
  const auto bits = corridor.bits();
  double best = limit_m;
  for (std::uint32_t i = a.first_bit; i < a.end_bit; ++i) {
    const Box box = bit_box(bits[i]);
    const double ri = bits[i].radius_m;
    if (distance2_m2(box, b.box) > (best + ri) * (best + ri)) continue;
    for (std::uint32_t j = b.first_bit; j < b.end_bit; ++j) {
      const double radii = ri + bits[j].radius_m;
      const double reach = best + radii;
      if (distance2_m2(box, bit_box(bits[j])) >= reach * reach) continue;
      Xy from, to;
      double d = std::max(0.0, std::sqrt(segment_segment2_m2(bits[i].a, bits[i].b, bits[j].a,
                                                             bits[j].b, &from, &to)) -
                                   radii);
      if (d < closed_m) d = 0;
      if (d >= best) continue;
      best = d;
      if (gap != nullptr) *gap = {from, to, bits[i].ref, bits[j].ref};
      if (best == 0) return 0;
    }
  }
  return best;
}

ClearWidth WidthMeasure::measure(const Corridor& corridor, double cap_m) {
  last_ = none;
  if (corridor.free_left_m() + corridor.free_right_m() >= cap_m) return {cap_m, {}};
  const auto parts = corridor.parts();
  reach_.clear();
  for (const auto& part : parts) reach_.push_back({part.left_gap_m, none, false});
  double answer = cap_m;
  std::uint32_t last = none;
  for (;;) {
    std::uint32_t now = none;
    for (std::uint32_t p = 0; p < parts.size(); ++p)
      if (!reach_[p].done && reach_[p].gap_m < answer &&
          (now == none || reach_[p].gap_m < reach_[now].gap_m))
        now = p;
    if (now == none) break;
    reach_[now].done = true;
    const double here = reach_[now].gap_m;
    const double through = std::max(here, parts[now].right_gap_m);
    if (through < answer) {
      answer = through;
      last = now;
    }
    for (std::uint32_t p = 0; p < parts.size(); ++p) {
      const double limit = std::min(reach_[p].gap_m, answer);
      if (reach_[p].done || here >= limit) continue;
      if (distance2_m2(parts[now].box, parts[p].box) >= limit * limit) continue;
      const double gap =
          std::max(here, part_distance_m(corridor, parts[now], parts[p], limit, nullptr));
      if (gap < limit) {
        reach_[p].gap_m = gap;
        reach_[p].before = now;
      }
    }
  }
  last_ = last;
  if (last == none) return {cap_m, {}};
  return {answer, widest_gap(corridor, last)};
}

bool WidthMeasure::decided_in(const Corridor& corridor, double width_m, double from_m,
                              double to_m) const {
  const auto parts = corridor.parts();
  const double tied_m = width_m + tie_m;
  const double infinity = std::numeric_limits<double>::infinity();
  const auto wall_in = [&](const Corridor::Part& part, bool left_wall) {
    if ((left_wall ? part.left_gap_m : part.right_gap_m) < width_m - tie_m) return false;
    for (std::uint32_t b = part.first_bit; b < part.end_bit; ++b) {
      const auto& bit = corridor.bits()[b];
      for (const auto& [offset, along] :
           {std::pair(bit.offset_a, bit.along_a), {bit.offset_b, bit.along_b}}) {
        const double to_wall = corridor.half_width_m() - (left_wall ? offset : -offset);
        if (to_wall - bit.radius_m <= tied_m && along >= from_m && along <= to_m) return true;
      }
    }
    return false;
  };
  for (std::uint32_t p = last_; p != none; p = reach_[p].before) {
    const std::uint32_t before = reach_[p].before;
    if (p == last_ && wall_in(parts[p], false)) return true;
    if (before == none) return wall_in(parts[p], true);
    if (part_distance_m(corridor, parts[before], parts[p], infinity, nullptr) < width_m - tie_m)
      continue;
    for (std::uint32_t i = parts[before].first_bit; i < parts[before].end_bit; ++i)
      for (std::uint32_t k = parts[p].first_bit; k < parts[p].end_bit; ++k) {
        const LineStretch tied = tied_places(corridor.bits()[i], corridor.bits()[k], tied_m);
        if (tied.to_m >= from_m && tied.from_m <= to_m) return true;
      }
  }
  return false;
}

/// Walks the best chain back from its last part and returns its largest gap.
PinchGap WidthMeasure::widest_gap(const Corridor& corridor, std::uint32_t last) const {
  const auto parts = corridor.parts();
  const auto bits = corridor.bits();
  double widest = parts[last].right_gap_m;
  PinchGap found = wall_gap(corridor, bits[parts[last].right_bit], false);
  for (std::uint32_t p = last; p != none; p = reach_[p].before) {
    const std::uint32_t before = reach_[p].before;
    PinchGap gap;
    double width = 0;
    if (before == none) {
      width = parts[p].left_gap_m;
      gap = wall_gap(corridor, bits[parts[p].left_bit], true);
    } else {
      width = part_distance_m(corridor, parts[before], parts[p],
                              std::numeric_limits<double>::infinity(), &gap);
    }
    // Of equal gaps the first from the left: a gap between two things tells more than one to
    // the edge of the corridor.
    if (width > widest || (width == widest && before != none)) {
      widest = width;
      found = gap;
    }
  }
  return found;
}

}  // namespace firebreak
