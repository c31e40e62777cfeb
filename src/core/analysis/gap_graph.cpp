#include "core/analysis/gap_graph.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

constexpr std::size_t chunk_size = 256;

bool counts(Counted counted, std::size_t i) {
  return counted.empty() || counted[i] != 0;
}

/// The smallest number above `value`: a distance equal to the limit still counts as within it.
double just_above(double value) {
  return std::nextafter(value, std::numeric_limits<double>::infinity());
}

void pairs_of(const Shapes& shapes, const SpatialIndex& index, Counted counted, std::uint32_t a,
              double limit_m, std::vector<GapPair>& out) {
  const double limit2 = limit_m * limit_m;
  const std::size_t first = out.size();
  const Box& box = shapes.boxes[a];
  index.in_box(box.grown(limit_m), [&](std::uint32_t b) {
    if (b <= a || !counts(counted, b) || distance2_m2(box, shapes.boxes[b]) > limit2) return;
    const double gap2 = distance2_m2(shapes, a, shapes, b, just_above(limit2));
    if (gap2 <= limit2) out.push_back({a, b, std::sqrt(gap2)});
  });
  std::sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
            [](const GapPair& p, const GapPair& q) { return p.b < q.b; });
}

}  // namespace

std::vector<GapPair> gap_pairs(const Shapes& shapes, const SpatialIndex& index, Counted counted,
                               double limit_m, const Job& job) {
  const std::size_t chunks = (shapes.size() + chunk_size - 1) / chunk_size;
  std::vector<std::vector<GapPair>> found(chunks);
  parallel_for(job, shapes.size(), chunk_size, translate("measuring gaps between buildings"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 std::vector<GapPair>& mine = found[begin / chunk_size];
                 for (std::size_t a = begin; a < end; ++a)
                   if (counts(counted, a) && !shapes.boxes[a].empty())
                     pairs_of(shapes, index, counted, static_cast<std::uint32_t>(a), limit_m, mine);
               });
  std::size_t total = 0;
  for (const auto& part : found) total += part.size();
  std::vector<GapPair> all;
  all.reserve(total);
  for (auto& part : found) {
    all.insert(all.end(), part.begin(), part.end());
    part = {};
  }
  return all;
}

NearestGaps nearest_gaps(const Shapes& shapes, const SpatialIndex& index, Counted counted,
                         std::span<const GapPair> pairs, const Job& job) {
  const std::size_t n = shapes.size();
  NearestGaps nearest;
  nearest.gap_m.assign(n, std::numeric_limits<double>::infinity());
  nearest.neighbour.assign(n, NearestGaps::none);
  const auto offer = [&](std::uint32_t i, std::uint32_t other, double gap_m) {
    if (gap_m > nearest.gap_m[i] || (gap_m == nearest.gap_m[i] && other > nearest.neighbour[i]))
      return;
    nearest.gap_m[i] = gap_m;
    nearest.neighbour[i] = other;
  };
  for (const GapPair& pair : pairs) {
    offer(pair.a, pair.b, pair.gap_m);
    offer(pair.b, pair.a, pair.gap_m);
  }
  parallel_for(job, n, chunk_size, translate("measuring gaps between buildings"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t i = begin; i < end; ++i) {
                   if (nearest.neighbour[i] != NearestGaps::none || !counts(counted, i) ||
                       shapes.boxes[i].empty())
                     continue;
                   double best2 = std::numeric_limits<double>::infinity();
                   index.nearest(shapes.boxes[i], best2, [&](std::uint32_t other, double) {
                     if (other == i || !counts(counted, other)) return best2;
                     const double gap2 = distance2_m2(shapes, i, shapes, other, just_above(best2));
                     if (gap2 < best2 || (gap2 == best2 && other < nearest.neighbour[i])) {
                       best2 = gap2;
                       nearest.neighbour[i] = other;
                     }
                     return best2;
                   });
                   if (nearest.neighbour[i] != NearestGaps::none)
                     nearest.gap_m[i] = std::sqrt(best2);
                 }
               });
  return nearest;
}

}  // namespace firebreak
