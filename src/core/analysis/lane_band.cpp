#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "core/analysis/lane_width.hpp"

namespace firebreak {

namespace {

struct Blocked {
  double low;
  double high;
};

/// Offsets that one part blocks between two chainages; low > high if it is not there.
Blocked blocked(const Corridor& corridor, const Corridor::Part& part, double from_m, double to_m) {
  Blocked all{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
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

/// What one part blocks.
struct LaneBlock {
  Blocked blocked;
  std::uint32_t part;
};

constexpr std::uint32_t corridor_edge = UINT32_MAX;

/// A free interval and the parts that bound it, or the edge of the corridor.
struct LaneGap {
  double from_m;  ///< offset of its right end
  double width_m;
  std::uint32_t right;
  std::uint32_t left;
};

/// The free intervals between the walls over a stretch, from right to left.
void free_gaps(const Corridor& corridor, double from_m, double to_m, std::vector<LaneBlock>& blocks,
               std::vector<LaneGap>& gaps) {
  blocks.clear();
  const auto parts = corridor.parts();
  for (std::uint32_t p = 0; p < parts.size(); ++p) {
    if (parts[p].to_m < from_m || parts[p].from_m > to_m) continue;
    const Blocked b = blocked(corridor, parts[p], from_m, to_m);
    if (b.low <= b.high) blocks.push_back({b, p});
  }
  std::sort(blocks.begin(), blocks.end(),
            [](const LaneBlock& a, const LaneBlock& b) { return a.blocked.low < b.blocked.low; });
  gaps.clear();
  double free_from = -corridor.half_width_m();
  std::uint32_t right = corridor_edge;
  for (const LaneBlock& b : blocks) {
    if (b.blocked.low > free_from)
      gaps.push_back({free_from, b.blocked.low - free_from, right, b.part});
    if (b.blocked.high > free_from) free_from = b.blocked.high, right = b.part;
  }
  if (corridor.half_width_m() > free_from)
    gaps.push_back({free_from, corridor.half_width_m() - free_from, right, corridor_edge});
}

double widest_m(const std::vector<LaneGap>& gaps) {
  double widest = 0;
  for (const LaneGap& gap : gaps) widest = std::max(widest, gap.width_m);
  return widest;
}

/// The same gaps, between the same parts.
bool same_gaps(const std::vector<LaneGap>& a, const std::vector<LaneGap>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const LaneGap& one, const LaneGap& other) {
                      return one.right == other.right && one.left == other.left;
                    });
}

/// Starts of stretches between which every edge in the stretch runs straight: where a thing enters
/// or leaves, or crosses the centre line; and every metre.
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
    if ((bit.offset_a < 0) == (bit.offset_b < 0)) continue;
    const double share = bit.offset_a / (bit.offset_a - bit.offset_b);
    const double on_line = bit.along_a + share * (bit.along_b - bit.along_a);
    for (const double s : {on_line - 1e-6, on_line + 1e-6}) {
      offer(s);
      offer(s - length_m);
    }
  }
  for (double s = corridor.from_m(); s < last; s += 1) offer(s);
  offer(last);
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
}

/// A start and the gaps of its stretch.
struct BandWindow {
  double from_m = 0;
  std::vector<LaneGap> gaps;
};

/// Where the widest of gaps that grow and shrink evenly from `a` to `b` is least: share of the way
/// and width.
std::pair<double, double> least_of_widest(const std::vector<LaneGap>& a,
                                          const std::vector<LaneGap>& b) {
  const auto growth = [&](std::size_t i) { return b[i].width_m - a[i].width_m; };
  const auto largest = [&](double t) {
    double found = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
      found = std::max(found, a[i].width_m + t * growth(i));
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
      if (const double turn = growth(i) - growth(k); turn != 0)
        offer((a[k].width_m - a[i].width_m) / turn);
  return best;
}

/// The least over all stretches, found by looking at those where it can change and at those where
/// two gaps are equally wide.
class LeastBand {
 public:
  LeastBand(const Corridor& corridor, double length_m, double cap_m)
      : corridor_(corridor), length_m_(length_m), least_(cap_m) {}

  double find() {
    window_starts(corridor_, length_m_, starts_);
    BandWindow before = window(starts_.front());
    for (std::size_t i = 1; i < starts_.size() && least_ > 0; ++i) {
      BandWindow next = window(starts_[i]);
      between(before, next);
      before = std::move(next);
    }
    return std::max(least_, 0.0);
  }

 private:
  BandWindow window(double from_m) {
    BandWindow out{from_m, {}};
    free_gaps(corridor_, from_m, std::min(from_m + length_m_, corridor_.to_m()), blocks_, out.gaps);
    least_ = std::min(least_, widest_m(out.gaps));
    return out;
  }

  /// Between two starts each gap is bounded by straight edges: it is nowhere narrower than on the
  /// straight line between its widths at the two, so a single gap is least at one of them. Where
  /// other parts come to bound the gaps, the space is halved to a millimetre.
  void between(const BandWindow& a, const BandWindow& b) {
    constexpr double tolerance_m = 1e-9;
    constexpr double finest_m = 0.001;
    if (least_ <= 0 || b.from_m - a.from_m < 1e-4) return;
    double share = 0.5;
    if (same_gaps(a.gaps, b.gaps)) {
      const auto [at, bound] = least_of_widest(a.gaps, b.gaps);
      if (bound >= least_ - tolerance_m || at <= 0 || at >= 1) return;
      share = std::clamp(at, 0.01, 0.99);
    } else {
      if (b.from_m - a.from_m < finest_m) return;
      free_gaps(corridor_, a.from_m, std::min(b.from_m + length_m_, corridor_.to_m()), blocks_,
                bound_);
      if (widest_m(bound_) >= least_ - tolerance_m) return;
    }
    const BandWindow middle = window(a.from_m + share * (b.from_m - a.from_m));
    between(a, middle);
    between(middle, b);
  }

  const Corridor& corridor_;
  double length_m_;
  double least_;
  std::vector<double> starts_;
  std::vector<LaneBlock> blocks_;
  std::vector<LaneGap> bound_;
};

}  // namespace

CrossSection cross_section(const Corridor& corridor, double from_m, double to_m) {
  std::vector<LaneBlock> blocks;
  std::vector<LaneGap> gaps;
  free_gaps(corridor, from_m, to_m, blocks, gaps);
  CrossSection section;
  section.free_m = widest_m(gaps);
  const auto own = std::ranges::find_if(
      gaps, [](const LaneGap& gap) { return gap.from_m < 0 && gap.from_m + gap.width_m > 0; });
  section.on_line = own == gaps.end();
  if (section.on_line) {
    section.left_m = section.right_m = 0;
    return section;
  }
  if (own->left != corridor_edge) section.left_m = own->from_m + own->width_m;
  if (own->right != corridor_edge) section.right_m = -own->from_m;
  return section;
}

double band_width_m(const Corridor& corridor, double length_m, double cap_m) {
  if (corridor.free_left_m() + corridor.free_right_m() >= cap_m) return cap_m;
  return LeastBand(corridor, length_m, cap_m).find();
}

}  // namespace firebreak
