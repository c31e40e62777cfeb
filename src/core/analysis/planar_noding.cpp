#include <algorithm>
#include <cmath>

#include "core/analysis/planar_graph.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/spatial_index.hpp"

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

/// Directs pieces from the smaller to the larger end, drops empty and repeated ones. `fresh` is
/// carried along: of equal pieces one is fresh if any was.
void tidy(std::vector<MmPiece>& pieces, std::vector<std::uint8_t>& fresh) {
  std::vector<std::pair<MmPiece, std::uint8_t>> rows;
  rows.reserve(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    MmPiece p = pieces[i];
    if (p.b < p.a) std::swap(p.a, p.b);
    if (p.a != p.b) rows.emplace_back(p, fresh[i]);
  }
  std::sort(rows.begin(), rows.end());
  pieces.clear();
  fresh.clear();
  for (const auto& [piece, is_fresh] : rows) {
    if (!pieces.empty() && pieces.back().a == piece.a && pieces.back().b == piece.b) {
      fresh.back() |= is_fresh;
      continue;
    }
    pieces.push_back(piece);
    fresh.push_back(is_fresh);
  }
}

std::vector<Split> find_splits(std::span<const MmPiece> pieces, std::span<const std::uint8_t> fresh,
                               const Job& job) {
  std::vector<Box> boxes(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    boxes[i].add(to_metres(pieces[i].a));
    boxes[i].add(to_metres(pieces[i].b));
    boxes[i] = boxes[i].grown(0.002);
  }
  const SpatialIndex index(boxes);
  std::vector<std::vector<Split>> found(job.threads());
  parallel_for(job, pieces.size(), 2048, translate("drawing street blocks"),
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t i = begin; i < end; ++i) {
                   if (fresh[i] == 0) continue;
                   index.in_box(boxes[i], [&](std::uint32_t j) {
                     // Two fresh pieces meet once, a fresh and a settled one from the fresh side.
                     if (j == i || (fresh[j] != 0 && j < i)) return;
                     meet(pieces, static_cast<std::uint32_t>(i), j, found[thread]);
                   });
                 }
               });
  std::vector<Split> splits;
  for (const auto& part : found) splits.insert(splits.end(), part.begin(), part.end());
  std::sort(splits.begin(), splits.end(), [&](const Split& s, const Split& t) {
    if (s.piece != t.piece) return s.piece < t.piece;
    const MmPiece& piece = pieces[s.piece];
    const double at_s = along(piece.a, piece.b, s.at);
    const double at_t = along(piece.a, piece.b, t.at);
    return at_s != at_t ? at_s < at_t : s.at < t.at;
  });
  splits.erase(std::unique(splits.begin(), splits.end()), splits.end());
  return splits;
}

}  // namespace

MmPoint to_mm(Xy p) {
  return {std::llround(p.x_m * 1000), std::llround(p.y_m * 1000)};
}

Xy to_metres(MmPoint p) {
  return {static_cast<double>(p.x_mm) / 1000, static_cast<double>(p.y_mm) / 1000};
}

std::vector<MmPiece> noded(std::vector<MmPiece> pieces, const Job& job) {
  std::vector<std::uint8_t> fresh(pieces.size(), 1);
  tidy(pieces, fresh);
  for (int round = 0; round < most_rounds; ++round) {
    const auto splits = find_splits(pieces, fresh, job);
    if (splits.empty()) break;
    std::vector<MmPiece> next;
    std::vector<std::uint8_t> next_fresh;
    next.reserve(pieces.size() + splits.size());
    next_fresh.reserve(pieces.size() + splits.size());
    std::size_t s = 0;
    for (std::uint32_t i = 0; i < pieces.size(); ++i) {
      MmPoint from = pieces[i].a;
      const bool split = s < splits.size() && splits[s].piece == i;
      for (; s < splits.size() && splits[s].piece == i; ++s) {
        next.push_back({from, splits[s].at, pieces[i].tag});
        next_fresh.push_back(1);
        from = splits[s].at;
      }
      next.push_back({from, pieces[i].b, pieces[i].tag});
      next_fresh.push_back(split ? 1 : 0);
    }
    pieces = std::move(next);
    fresh = std::move(next_fresh);
    tidy(pieces, fresh);
  }
  return pieces;
}

}  // namespace firebreak
