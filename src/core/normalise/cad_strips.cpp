#include "core/normalise/cad_strips.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "core/geo/spatial_index.hpp"

namespace firebreak {

namespace {

constexpr double narrowest = 2;
constexpr double widest = 40;
/// Cosine of the angle that edges of one road may have.
constexpr double parallel = 0.97;
/// Shorter strips come from corners.
constexpr double shortest = 0.5;

/// A stretch of an edge, in metres from its start.
struct Span {
  double from, to;
};

Xy unit(Xy v) {
  return 1 / length_m(v) * v;
}

/// `span` without those taken already.
std::vector<Span> without(Span span, const std::vector<Span>& taken) {
  std::vector<Span> left{span};
  for (const Span& t : taken) {
    std::vector<Span> next;
    for (const Span& s : left) {
      if (t.to <= s.from || t.from >= s.to) {
        next.push_back(s);
        continue;
      }
      if (t.from > s.from) next.push_back({s.from, t.from});
      if (t.to < s.to) next.push_back({t.to, s.to});
    }
    left = std::move(next);
  }
  return left;
}

class StripFinder {
 public:
  StripFinder(const std::vector<RoadEdge>& edges, const std::function<bool(Xy, Xy)>& free)
      : edges_(edges), free_(free), taken_(edges.size()) {}

  std::vector<RoadStrip> find() {
    for (const auto& [width, a, b] : candidates()) {
      const auto span = overlap(a, b);
      if (!span) continue;
      for (const Span& mine : without(*span, taken_[a])) {
        const double b0 = along(b, opposite(a, b, mine.from));
        const double b1 = along(b, opposite(a, b, mine.to));
        for (const Span& theirs : without({std::min(b0, b1), std::max(b0, b1)}, taken_[b]))
          add(a, b, mine, theirs);
      }
    }
    return std::move(strips_);
  }

 private:
  double length(std::size_t e) const { return length_m(edges_[e].to - edges_[e].from); }
  Xy direction(std::size_t e) const { return unit(edges_[e].to - edges_[e].from); }
  Xy at(std::size_t e, double metres) const { return edges_[e].from + metres * direction(e); }
  double along(std::size_t e, Xy p) const { return dot(p - edges_[e].from, direction(e)); }

  /// Where the square line from edge a meets the line of edge b.
  Xy opposite(std::size_t a, std::size_t b, double metres) const {
    const Xy p = at(a, metres);
    const Xy square{-direction(a).y_m, direction(a).x_m};
    const Xy d = direction(b);
    const double s = cross(edges_[b].from - p, d) / cross(square, d);
    return p + s * square;
  }

  /// The stretch of a that has b beside it.
  std::optional<Span> overlap(std::size_t a, std::size_t b) const {
    double from = along(a, edges_[b].from);
    double to = along(a, edges_[b].to);
    if (from > to) std::swap(from, to);
    const Span span{std::max(from, 0.0), std::min(to, length(a))};
    if (span.to - span.from < shortest) return std::nullopt;
    return span;
  }

  std::vector<std::tuple<double, std::size_t, std::size_t>> candidates() const {
    std::vector<Box> boxes;
    for (const RoadEdge& edge : edges_) {
      Box box;
      box.add(edge.from);
      box.add(edge.to);
      boxes.push_back(box);
    }
    const SpatialIndex index(boxes);
    std::vector<std::tuple<double, std::size_t, std::size_t>> out;
    for (std::size_t a = 0; a < edges_.size(); ++a) {
      Box around = boxes[a];
      around.min = around.min - Xy{widest, widest};
      around.max = around.max + Xy{widest, widest};
      index.in_box(around, [&](std::uint32_t b) {
        if (b <= a || std::abs(dot(direction(a), direction(b))) < parallel) return;
        const auto span = overlap(a, b);
        if (!span) return;
        const double middle = 0.5 * (span->from + span->to);
        const double width = length_m(opposite(a, b, middle) - at(a, middle));
        if (width >= narrowest && width <= widest) out.emplace_back(width, a, b);
      });
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  void add(std::size_t a, std::size_t b, Span mine, Span theirs) {
    // What is left of both: the stretch of b back on a.
    double from = along(a, at(b, theirs.from));
    double to = along(a, at(b, theirs.to));
    if (from > to) std::swap(from, to);
    from = std::max(from, mine.from);
    to = std::min(to, mine.to);
    if (to - from < shortest) return;
    RoadStrip strip{a, b, at(a, from), at(a, to), opposite(a, b, from), opposite(a, b, to), 0};
    strip.width = length_m(0.5 * (strip.b0 + strip.b1) - 0.5 * (strip.a0 + strip.a1));
    if (!free_(0.5 * (strip.a0 + strip.a1), 0.5 * (strip.b0 + strip.b1))) return;
    taken_[a].push_back({from, to});
    const double b0 = along(b, strip.b0);
    const double b1 = along(b, strip.b1);
    taken_[b].push_back({std::min(b0, b1), std::max(b0, b1)});
    strips_.push_back(strip);
  }

  const std::vector<RoadEdge>& edges_;
  const std::function<bool(Xy, Xy)>& free_;
  std::vector<std::vector<Span>> taken_;
  std::vector<RoadStrip> strips_;
};

}  // namespace

std::vector<RoadStrip> road_strips(const std::vector<RoadEdge>& edges,
                                   const std::function<bool(Xy, Xy)>& free) {
  return StripFinder(edges, free).find();
}

}  // namespace firebreak
