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

bool WidthMeasure::chain_reaches(const Corridor& corridor, double from_m, double to_m) const {
  for (std::uint32_t p = last_; p != none; p = reach_[p].before) {
    const auto& part = corridor.parts()[p];
    if (part.to_m >= from_m && part.from_m <= to_m) return true;
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
