#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

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

/// The free intervals between the walls over a stretch, from right to left, the outermost two always.
void free_gaps(const Corridor& corridor, double from_m, double to_m, std::vector<Interval>& blocks,
               std::vector<double>& gaps) {
  blocks.clear();
  for (const auto& part : corridor.parts()) {
    if (part.to_m < from_m || part.from_m > to_m) continue;
    const Interval b = blocked(corridor, part, from_m, to_m);
    if (b.low <= b.high) blocks.push_back(b);
  }
  std::sort(blocks.begin(), blocks.end(),
            [](const Interval& a, const Interval& b) { return a.low < b.low; });
  gaps.clear();
  double free_from = -corridor.half_width_m();
  for (const Interval& b : blocks) {
    if (gaps.empty() || b.low > free_from) gaps.push_back(std::max(0.0, b.low - free_from));
    free_from = std::max(free_from, b.high);
  }
  gaps.push_back(std::max(0.0, corridor.half_width_m() - free_from));
}

double widest(const std::vector<double>& gaps) {
  return *std::max_element(gaps.begin(), gaps.end());
}

/// Starts of stretches between which every edge in the stretch runs straight: where a thing enters or
/// leaves.
void window_starts(const Corridor& corridor, double length_m, std::vector<double>& starts) {
  starts.clear();
  const double last = std::max(corridor.from_m(), corridor.to_m() - length_m);
  const auto offer = [&](double s) { starts.push_back(std::clamp(s, corridor.from_m(), last)); };
  for (const auto& bit : corridor.bits()) {
    for (const double s : {bit.along_a, bit.along_b}) {
      offer(s - bit.radius_m - length_m + 1e-6);
      offer(s - length_m);
      offer(s);
      offer(s + bit.radius_m - 1e-6);
    }
  }
  offer(corridor.from_m());
  offer(last);
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
}

/// A start and the gaps of its stretch.
struct Window {
  double from_m = 0;
  std::vector<double> gaps;
};

/// Where the largest of several straight lines from `a` to `b` is least: share of the way and value.
std::pair<double, double> least_of_largest(const std::vector<double>& a,
                                           const std::vector<double>& b) {
  const auto largest = [&](double t) {
    double found = 0;
    for (std::size_t i = 0; i < a.size(); ++i) found = std::max(found, a[i] + t * (b[i] - a[i]));
    return found;
  };
  std::pair best(0.0, largest(0));
  const auto offer = [&](double t) {
    if (t > 0 && t <= 1)
      if (const double value = largest(t); value < best.second) best = {t, value};
  };
  offer(1);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t k = i + 1; k < a.size(); ++k)
      if (const double turn = (b[i] - a[i]) - (b[k] - a[k]); turn != 0) offer((a[k] - a[i]) / turn);
  return best;
}

/// The least over all stretches, found by looking at those where it can change and at those where two
/// gaps are equally wide.
class LeastBand {
 public:
  LeastBand(const Corridor& corridor, double length_m, double cap_m)
      : corridor_(corridor), length_m_(length_m), least_(cap_m) {}

  double find() {
    window_starts(corridor_, length_m_, starts_);
    Window before = window(starts_.front());
    for (std::size_t i = 1; i < starts_.size() && least_ > 0; ++i) {
      Window next = window(starts_[i]);
      between(before, next, 0);
      before = std::move(next);
    }
    return std::max(least_, 0.0);
  }

 private:
  static constexpr int deepest = 12;

  Window window(double from_m) {
    Window out{from_m, {}};
    free_gaps(corridor_, from_m, std::min(from_m + length_m_, corridor_.to_m()), blocks_, out.gaps);
    least_ = std::min(least_, widest(out.gaps));
    return out;
  }

  /// Between two starts each gap is bounded by straight edges: it is nowhere narrower than on the
  /// straight line between its widths at the two, so a single gap is least at one of them.
  void between(const Window& a, const Window& b, int depth) {
    constexpr double tolerance_m = 1e-9;
    if (depth == deepest || b.from_m - a.from_m < 1e-4) return;
    double share = 0.5;
    if (a.gaps.size() == b.gaps.size()) {
      const auto [at, bound] = least_of_largest(a.gaps, b.gaps);
      if (bound >= least_ - tolerance_m || at <= 0 || at >= 1) return;
      share = std::clamp(at, 0.01, 0.99);
    } else {
      free_gaps(corridor_, a.from_m, std::min(b.from_m + length_m_, corridor_.to_m()), blocks_,
                bound_);
      if (widest(bound_) >= least_ - tolerance_m) return;
    }
    const Window middle = window(a.from_m + share * (b.from_m - a.from_m));
    between(a, middle, depth + 1);
    between(middle, b, depth + 1);
  }

  const Corridor& corridor_;
  double length_m_;
  double least_;
  std::vector<double> starts_;
  std::vector<Interval> blocks_;
  std::vector<double> bound_;
};

}  // namespace

double band_width_m(const Corridor& corridor, double length_m, double cap_m) {
  if (corridor.free_left_m() + corridor.free_right_m() >= cap_m) return cap_m;
  return LeastBand(corridor, length_m, cap_m).find();
}

}  // namespace firebreak
