#include <algorithm>
#include <cmath>
#include <limits>

#include "core/analysis/lane_width.hpp"

namespace firebreak {

namespace {

struct Interval {
  double low;
  double high;
};

/// Offsets that one part blocks between two chainages; low > high if it is not there.
Interval blocked(const Corridor& corridor, const Corridor::Part& part, double from_m, double to_m) {
  Interval all{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  const auto bits = corridor.bits();
  for (std::uint32_t b = part.first_bit; b < part.end_bit; ++b) {
    const auto& bit = bits[b];
    const double r = bit.radius_m;
    const bool forward = bit.along_a <= bit.along_b;
    const double s0 = forward ? bit.along_a : bit.along_b;
    const double s1 = forward ? bit.along_b : bit.along_a;
    // A thing that only touches the end of the stretch does not bar it.
    if (s1 + r <= from_m || s0 - r >= to_m) {
      if (!(s0 == s1 && s0 > from_m && s0 < to_m)) continue;
    }
    const double o0 = forward ? bit.offset_a : bit.offset_b;
    const double o1 = forward ? bit.offset_b : bit.offset_a;
    const auto offset_at = [&](double s) {
      return s1 > s0 ? o0 + (o1 - o0) * std::clamp((s - s0) / (s1 - s0), 0.0, 1.0) : o0;
    };
    const double low_side = offset_at(from_m);
    const double high_side = offset_at(to_m);
    double low = std::min(low_side, high_side);
    double high = std::max(low_side, high_side);
    if (!(s1 > s0)) low = std::min(o0, o1), high = std::max(o0, o1);
    all.low = std::min(all.low, low - r);
    all.high = std::max(all.high, high + r);
  }
  if (all.low > all.high) return all;
  if (part.left_gap_m <= 0 && all.low > 0) all.high = corridor.half_width_m();
  if (part.right_gap_m <= 0 && all.high < 0) all.low = -corridor.half_width_m();
  return all;
}

/// The widest free interval between the walls over a stretch.
double widest_free_m(const Corridor& corridor, double from_m, double to_m,
                     std::vector<Interval>& scratch) {
  scratch.clear();
  for (const auto& part : corridor.parts()) {
    if (part.to_m < from_m || part.from_m > to_m) continue;
    const Interval b = blocked(corridor, part, from_m, to_m);
    if (b.low <= b.high) scratch.push_back(b);
  }
  std::sort(scratch.begin(), scratch.end(),
            [](const Interval& a, const Interval& b) { return a.low < b.low; });
  double free_from = -corridor.half_width_m();
  double widest = 0;
  for (const Interval& b : scratch) {
    widest = std::max(widest, b.low - free_from);
    free_from = std::max(free_from, b.high);
  }
  return std::max(widest, corridor.half_width_m() - free_from);
}

/// Starts of the stretches to look at: every metre, and where a thing enters or leaves.
void window_starts(const Corridor& corridor, double length_m, double cap_m,
                   std::vector<double>& starts) {
  starts.clear();
  const double last = std::max(corridor.from_m(), corridor.to_m() - length_m);
  const auto offer = [&](double s) { starts.push_back(std::clamp(s, corridor.from_m(), last)); };
  for (const auto& bit : corridor.bits()) {
    // What lies farther out than the cap cannot narrow a band below it by its own edge.
    if (std::min(std::abs(bit.offset_a), std::abs(bit.offset_b)) > cap_m) continue;
    for (const double s : {bit.along_a, bit.along_b}) {
      offer(s - bit.radius_m - length_m + 1e-6);
      offer(s + bit.radius_m - 1e-6);
    }
  }
  for (double s = corridor.from_m(); s < last; s += 1) offer(s);
  offer(last);
  std::sort(starts.begin(), starts.end());
  starts.erase(
      std::unique(starts.begin(), starts.end(), [](double a, double b) { return b - a < 1e-3; }),
      starts.end());
}

}  // namespace

double band_width_m(const Corridor& corridor, double length_m, double cap_m) {
  if (corridor.free_left_m() + corridor.free_right_m() >= cap_m) return cap_m;
  thread_local std::vector<double> starts;
  thread_local std::vector<Interval> scratch;
  window_starts(corridor, length_m, cap_m, starts);
  double least = cap_m;
  for (const double s : starts) {
    least = std::min(least,
                     widest_free_m(corridor, s, std::min(s + length_m, corridor.to_m()), scratch));
    if (least <= 0) break;
  }
  return std::max(least, 0.0);
}

}  // namespace firebreak
