#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/planar_graph.hpp"
#include "core/base/parallel.hpp"

namespace firebreak {

namespace {

/// Rounding to the grid moves a point by up to 0.71 mm: two roundings stay below this.
constexpr double touch_mm = 1.5;
/// Each round splits what the rounding of the round before brought into touch.
constexpr int most_rounds = 12;

struct Split {
  std::uint32_t piece = 0;
  MmPoint at;
  friend bool operator==(const Split&, const Split&) = default;
};

std::int64_t cross(MmPoint o, MmPoint a, MmPoint b) {
  return (a.x_mm - o.x_mm) * (b.y_mm - o.y_mm) - (a.y_mm - o.y_mm) * (b.x_mm - o.x_mm);
}

double along(MmPoint a, MmPoint b, MmPoint p) {
  return static_cast<double>(p.x_mm - a.x_mm) * static_cast<double>(b.x_mm - a.x_mm) +
         static_cast<double>(p.y_mm - a.y_mm) * static_cast<double>(b.y_mm - a.y_mm);
}

/// True if p lies on the piece within the tolerance, away from both ends.
bool lies_on(MmPoint p, const MmPiece& piece) {
  const double share = along(piece.a, piece.b, p);
  const double length2 = along(piece.a, piece.b, piece.b);
  if (share <= 0 || share >= length2 || p == piece.a || p == piece.b) return false;
  const auto off = static_cast<double>(cross(piece.a, piece.b, p));
  return off * off <= touch_mm * touch_mm * length2;
}

int sign(std::int64_t v) {
  return v > 0 ? 1 : v < 0 ? -1 : 0;
}

/// Notes the splits that two pieces make in each other.
void meet(std::span<const MmPiece> pieces, std::uint32_t i, std::uint32_t j,
          std::vector<Split>& splits) {
  const MmPiece& p = pieces[i];
  const MmPiece& q = pieces[j];
  bool touched = false;
  for (const MmPoint end : {q.a, q.b})
    if (lies_on(end, p)) splits.push_back({i, end}), touched = true;
  for (const MmPoint end : {p.a, p.b})
    if (lies_on(end, q)) splits.push_back({j, end}), touched = true;
  if (touched || p.a == q.a || p.a == q.b || p.b == q.a || p.b == q.b) return;
  if (sign(cross(p.a, p.b, q.a)) * sign(cross(p.a, p.b, q.b)) >= 0 ||
      sign(cross(q.a, q.b, p.a)) * sign(cross(q.a, q.b, p.b)) >= 0)
    return;
  const auto from_a = static_cast<double>(cross(q.a, q.b, p.a));
  const auto from_b = static_cast<double>(cross(q.a, q.b, p.b));
  const double share = from_a / (from_a - from_b);
  const MmPoint at{p.a.x_mm + std::llround(share * static_cast<double>(p.b.x_mm - p.a.x_mm)),
                   p.a.y_mm + std::llround(share * static_cast<double>(p.b.y_mm - p.a.y_mm))};
  if (at != p.a && at != p.b) splits.push_back({i, at});
  if (at != q.a && at != q.b) splits.push_back({j, at});
}

/// Pieces in sorted order, each once with `a` < `b`. A piece is fresh until it has been held
/// against all others.
struct Pieces {
  std::vector<MmPiece> rows;
  std::vector<std::uint8_t> fresh;

  /// Takes in more pieces, as fresh ones: directed, without empty ones; of equal pieces the lowest
  /// tag stays.
  void bring_in(std::vector<MmPiece> added) {
    for (MmPiece& piece : added)
      if (piece.b < piece.a) std::swap(piece.a, piece.b);
    std::erase_if(added, [](const MmPiece& piece) { return piece.a == piece.b; });
    std::sort(added.begin(), added.end());
    std::size_t old = rows.size();
    std::size_t more = added.size();
    rows.reserve(old + more);
    rows.resize(old + more);
    fresh.resize(old + more, 1);
    // Merged from the back: no row is overwritten before it has moved.
    while (more > 0) {
      const bool take_old = old > 0 && added[more - 1] < rows[old - 1];
      const std::size_t to = old + more - 1;
      rows[to] = take_old ? rows[old - 1] : added[more - 1];
      fresh[to] = take_old ? fresh[old - 1] : 1;
      --(take_old ? old : more);
    }
    drop_repeated();
  }

  /// Takes out the pieces that are split, and calls all others settled.
  void settle_without(std::span<const Split> splits) {
    std::size_t kept = 0;
    std::size_t s = 0;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      if (s < splits.size() && splits[s].piece == i) {
        while (s < splits.size() && splits[s].piece == i) ++s;
        continue;
      }
      rows[kept++] = rows[i];
    }
    rows.resize(kept);
    fresh.assign(kept, 0);
  }

 private:
  void drop_repeated() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (kept > 0 && rows[kept - 1].a == rows[i].a && rows[kept - 1].b == rows[i].b) {
        fresh[kept - 1] |= fresh[i];
        continue;
      }
      rows[kept] = rows[i];
      fresh[kept++] = fresh[i];
    }
    rows.resize(kept);
    fresh.resize(kept);
  }
};

/// Pieces sorted into strips from south to north; in each they stand from west to east. A piece
/// stands in every strip that it comes near.
class Strips {
 public:
  explicit Strips(std::span<const MmPiece> pieces) {
    if (pieces.empty()) return;
    std::int64_t low = INT64_MAX;
    std::int64_t high = INT64_MIN;
    double rise_mm = 0;
    for (const MmPiece& p : pieces) {
      low = std::min(low, south_of(p));
      high = std::max(high, north_of(p));
      rise_mm += static_cast<double>(north_of(p) - south_of(p));
    }
    // High enough that most pieces stand in one strip, and never more strips than pieces.
    const auto count = static_cast<double>(pieces.size());
    low_mm_ = low;
    height_mm_ = std::max<std::int64_t>(
        std::llround(std::max(4 * rise_mm / count, static_cast<double>(high - low) / count)), 1);
    start_.assign(strip_at(high) + 2, 0);
    for (const MmPiece& p : pieces)
      for (auto s = strip_at(south_of(p)); s <= strip_at(north_of(p)); ++s) ++start_[s + 1];
    std::partial_sum(start_.begin(), start_.end(), start_.begin());
    pieces_.resize(start_.back());
    std::vector<std::size_t> at(start_.begin(), start_.end() - 1);
    for (std::uint32_t i = 0; i < pieces.size(); ++i)
      for (auto s = strip_at(south_of(pieces[i])); s <= strip_at(north_of(pieces[i])); ++s)
        pieces_[at[s]++] = i;
  }

  std::size_t size() const { return start_.empty() ? 0 : start_.size() - 1; }
  std::span<const std::uint32_t> operator[](std::size_t strip) const {
    return std::span(pieces_).subspan(start_[strip], start_[strip + 1] - start_[strip]);
  }

  /// Calls `visit(i, j)`, i < j, for the pieces of a strip whose boxes come near each other and of
  /// which one is fresh. A pair that shares several strips is met in the southernmost.
  template <class Visit>
  void pairs(std::size_t strip, const Pieces& pieces, const Visit& visit) const {
    const auto here = (*this)[strip];
    if (std::none_of(here.begin(), here.end(), [&](auto i) { return pieces.fresh[i] != 0; }))
      return;
    for (std::size_t k = 0; k < here.size(); ++k) {
      const MmPiece& p = pieces.rows[here[k]];
      for (std::size_t m = k + 1; m < here.size(); ++m) {
        const MmPiece& q = pieces.rows[here[m]];
        if (q.a.x_mm > p.b.x_mm + near_mm) break;
        if (pieces.fresh[here[k]] == 0 && pieces.fresh[here[m]] == 0) continue;
        const std::int64_t from = std::max(south_of(p), south_of(q));
        if (from <= std::min(north_of(p), north_of(q)) && strip_at(from) == strip)
          visit(here[k], here[m]);
      }
    }
  }

 private:
  /// More than the tolerance of touching.
  static constexpr std::int64_t near_mm = 2;
  static std::int64_t south_of(const MmPiece& p) { return std::min(p.a.y_mm, p.b.y_mm) - near_mm; }
  static std::int64_t north_of(const MmPiece& p) { return std::max(p.a.y_mm, p.b.y_mm) + near_mm; }
  std::size_t strip_at(std::int64_t y_mm) const {
    return static_cast<std::size_t>((y_mm - low_mm_) / height_mm_);
  }

  std::int64_t low_mm_ = 0;
  std::int64_t height_mm_ = 1;
  std::vector<std::size_t> start_;
  std::vector<std::uint32_t> pieces_;
};

std::vector<Split> find_splits(const Pieces& pieces, const Job& job) {
  const Strips strips(pieces.rows);
  std::vector<std::vector<Split>> found(job.threads());
  parallel_for(job, strips.size(), 1, translate("drawing street blocks"),
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t strip = begin; strip < end; ++strip)
                   strips.pairs(strip, pieces, [&](std::uint32_t i, std::uint32_t j) {
                     meet(pieces.rows, i, j, found[thread]);
                   });
               });
  std::vector<Split> splits;
  for (const auto& part : found) splits.insert(splits.end(), part.begin(), part.end());
  std::sort(splits.begin(), splits.end(), [&](const Split& s, const Split& t) {
    if (s.piece != t.piece) return s.piece < t.piece;
    const MmPiece& piece = pieces.rows[s.piece];
    const double at_s = along(piece.a, piece.b, s.at);
    const double at_t = along(piece.a, piece.b, t.at);
    return at_s != at_t ? at_s < at_t : s.at < t.at;
  });
  splits.erase(std::unique(splits.begin(), splits.end()), splits.end());
  return splits;
}

/// The parts of the split pieces, one piece after the other.
std::vector<MmPiece> parts_of(std::span<const MmPiece> pieces, std::span<const Split> splits) {
  std::vector<MmPiece> parts;
  for (std::size_t s = 0; s < splits.size();) {
    const std::uint32_t i = splits[s].piece;
    MmPoint from = pieces[i].a;
    for (; s < splits.size() && splits[s].piece == i; ++s) {
      parts.push_back({from, splits[s].at, pieces[i].tag});
      from = splits[s].at;
    }
    parts.push_back({from, pieces[i].b, pieces[i].tag});
  }
  return parts;
}

}  // namespace

MmPoint to_mm(Xy p) {
  return {std::llround(p.x_m * 1000), std::llround(p.y_m * 1000)};
}

Xy to_metres(MmPoint p) {
  return {static_cast<double>(p.x_mm) / 1000, static_cast<double>(p.y_mm) / 1000};
}

std::vector<MmPiece> noded(std::vector<MmPiece> pieces, const Job& job) {
  return noded_with({}, std::move(pieces), job);
}

std::vector<MmPiece> noded_with(std::vector<MmPiece> noded, std::vector<MmPiece> added,
                                const Job& job) {
  Pieces pieces{std::move(noded), {}};
  pieces.fresh.assign(pieces.rows.size(), 0);
  pieces.bring_in(std::move(added));
  for (int round = 0; round < most_rounds; ++round) {
    const auto splits = find_splits(pieces, job);
    if (splits.empty()) break;
    std::vector<MmPiece> parts = parts_of(pieces.rows, splits);
    pieces.settle_without(splits);
    pieces.bring_in(std::move(parts));
  }
  return std::move(pieces.rows);
}

}  // namespace firebreak
