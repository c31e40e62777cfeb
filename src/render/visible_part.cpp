#include "render/visible_part.hpp"

#include <array>

#include "core/geo/measure.hpp"

namespace firebreak::render {

namespace {

/// One side of a box: how far inside of it a place is.
struct Side {
  Xy inwards;
  double offset;
  double inside(Xy p) const { return dot(p, inwards) + offset; }
};

std::array<Side, 4> sides_of(const Box& box) {
  return {Side{{1, 0}, -box.min.x_m}, Side{{-1, 0}, box.max.x_m}, Side{{0, 1}, -box.min.y_m},
          Side{{0, -1}, box.max.y_m}};
}

/// The closed ring within a box; where it leaves and comes back it runs along the sides.
std::vector<Xy> cut_ring(std::span<const Xy> ring, const Box& box) {
  std::vector<Xy> kept(ring.begin(), ring.end()), from;
  for (const Side& side : sides_of(box)) {
    from.swap(kept);
    kept.clear();
    for (std::size_t i = 0; i + 1 < from.size(); ++i) {
      const double a = side.inside(from[i]), b = side.inside(from[i + 1]);
      if (a >= 0) kept.push_back(from[i]);
      if ((a >= 0) != (b >= 0)) kept.push_back(from[i] + (a / (a - b)) * (from[i + 1] - from[i]));
    }
    if (!kept.empty()) kept.push_back(kept.front());
  }
  return kept;
}

/// The longest stretch of a line within a box; empty if there is none.
std::vector<Xy> longest_stretch(std::span<const Xy> line, const Box& box) {
  std::vector<Xy> best, now;
  const auto finish = [&] {
    if (now.size() > 1 && (best.empty() || line_length_m(now) > line_length_m(best))) best = now;
    now.clear();
  };
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Xy along = line[i + 1] - line[i];
    double enter = 0, leave = 1;
    for (const Side& side : sides_of(box)) {
      const double a = side.inside(line[i]), b = side.inside(line[i + 1]);
      if (a < 0 && b < 0) leave = -1;
      if (a < 0 && b >= 0) enter = std::max(enter, a / (a - b));
      if (a >= 0 && b < 0) leave = std::min(leave, a / (a - b));
    }
    if (enter > 0 || leave < enter) finish();
    if (leave < enter) continue;
    if (now.empty()) now.push_back(line[i] + enter * along);
    now.push_back(line[i] + leave * along);
    if (leave < 1) finish();
  }
  finish();
  return best;
}

}  // namespace

std::optional<Xy> place_within(const Shapes& shapes, std::size_t row, const Box& box) {
  std::vector<Xy> longest;
  Shapes seen;
  for (auto p = shapes.first_part(row); p < shapes.end_part(row); ++p) {
    const Part part = shapes.part(p);
    if (part.kind == PartKind::line) {
      auto stretch = longest_stretch(part.points, box);
      if (line_length_m(stretch) > line_length_m(longest)) longest = std::move(stretch);
    } else if (part.kind != PartKind::point) {
      const auto ring = cut_ring(part.points, box);
      if (ring.size() > 3) seen.add_part(part.kind, ring);
    }
  }
  if (!longest.empty()) return point_along(longest, 0.5 * line_length_m(longest));
  if (seen.part_kind.empty()) return std::nullopt;
  seen.finish_feature();
  if (!(area_m2(seen, 0) > 0)) return std::nullopt;
  return interior_point(seen, 0);
}

}  // namespace firebreak::render
