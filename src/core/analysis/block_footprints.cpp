#include "core/analysis/block_footprints.hpp"

#include <algorithm>
#include <memory>

#include "core/base/parallel.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

constexpr double depth_m = 1e-6;

/// Signed distance of p from the line ab: positive on its left.
double side_m(Xy p, Xy a, Xy b) {
  const double length = distance_m(a, b);
  return length > 0 ? cross(b - a, p - a) / length : 0;
}

bool cross_properly(Xy a, Xy b, Xy c, Xy d) {
  const double c_side = side_m(c, a, b);
  const double d_side = side_m(d, a, b);
  if (!((c_side > depth_m && d_side < -depth_m) || (c_side < -depth_m && d_side > depth_m)))
    return false;
  const double a_side = side_m(a, c, d);
  const double b_side = side_m(b, c, d);
  return (a_side > depth_m && b_side < -depth_m) || (a_side < -depth_m && b_side > depth_m);
}

bool edges_cross(const Shapes& shapes, std::uint32_t a, std::uint32_t b) {
  const Box& box = shapes.boxes[b];
  for (auto pa = shapes.first_part(a); pa < shapes.end_part(a); ++pa) {
    const auto p = shapes.part(pa).points;
    for (std::size_t i = 0; i + 1 < p.size(); ++i) {
      Box edge;
      edge.add(p[i]);
      edge.add(p[i + 1]);
      if (!edge.intersects(box)) continue;
      for (auto pb = shapes.first_part(b); pb < shapes.end_part(b); ++pb) {
        const auto q = shapes.part(pb).points;
        for (std::size_t j = 0; j + 1 < q.size(); ++j)
          if (cross_properly(p[i], p[i + 1], q[j], q[j + 1])) return true;
      }
    }
  }
  return false;
}

/// True if p lies inside by more than the depth.
bool deep_inside(const Shapes& shapes, std::uint32_t f, Xy p) {
  return shapes.boxes[f].contains(p) && contains(shapes, f, p) &&
         boundary_distance2_m2(shapes, f, p) > depth_m * depth_m;
}

bool any_corner_inside(const Shapes& shapes, std::uint32_t of, std::uint32_t in) {
  const auto points = shapes.feature_points(of);
  return std::any_of(points.begin(), points.end(),
                     [&](Xy p) { return deep_inside(shapes, in, p); });
}

/// True if the segment meets the box.
bool meets(const Box& box, Xy a, Xy b) {
  Box piece;
  piece.add(a);
  piece.add(b);
  if (!piece.intersects(box)) return false;
  const Xy corners[] = {box.min, {box.max.x_m, box.min.y_m}, box.max, {box.min.x_m, box.max.y_m}};
  bool left = false;
  bool right = false;
  for (const Xy corner : corners) {
    const double at = cross(b - a, corner - a);
    left |= at >= 0;
    right |= at <= 0;
  }
  return left && right;
}

/// True if the edge of the block comes into the building's box: then it may be cut.
bool near_edge(const Shapes& blocks, std::uint32_t block, const Box& box) {
  for (auto p = blocks.first_part(block); p < blocks.end_part(block); ++p) {
    const auto points = blocks.part(p).points;
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
      if (meets(box, points[i], points[i + 1])) return true;
  }
  return false;
}

/// An edge as the upper side of the ground below it: +1 where the polygon lies below, -1 above.
struct Lid {
  Xy west;
  Xy east;
  double sign = 0;
  double y_at(double x_m) const {
    return west.y_m + (x_m - west.x_m) * (east.y_m - west.y_m) / (east.x_m - west.x_m);
  }
};

/// The edges of a polygon over the box's stretch of x and not wholly below it.
void add_lids(const Shapes& shapes, std::size_t f, const Box& box, std::vector<Lid>& lids) {
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
    const Part part = shapes.part(p);
    const bool counter_clockwise = ring_area_m2(part.points) > 0;
    const double inward = counter_clockwise == (part.kind == PartKind::outer) ? 1 : -1;
    for (std::size_t i = 0; i + 1 < part.points.size(); ++i) {
      const Xy a = part.points[i];
      const Xy b = part.points[i + 1];
      if (a.x_m == b.x_m || std::max(a.x_m, b.x_m) <= box.min.x_m ||
          std::min(a.x_m, b.x_m) >= box.max.x_m || std::max(a.y_m, b.y_m) <= box.min.y_m)
        continue;
      lids.push_back(a.x_m > b.x_m ? Lid{b, a, inward} : Lid{a, b, -inward});
    }
  }
}

/// Ground above `floor_y_m` and below both lids.
double under_both_m2(const Lid& a, const Lid& b, double floor_y_m) {
  const double x0 = std::max(a.west.x_m, b.west.x_m);
  const double x1 = std::min(a.east.x_m, b.east.x_m);
  if (!(x0 < x1)) return 0;
  // The lower of both, clipped at the floor, is straight between these places.
  double cuts[5] = {x0, x1};
  int count = 2;
  const auto cut = [&](double at0, double at1) {
    if ((at0 < 0) == (at1 < 0) || at0 == at1) return;
    cuts[count++] = std::clamp(x0 + (x1 - x0) * at0 / (at0 - at1), x0, x1);
  };
  const double a0 = a.y_at(x0) - floor_y_m;
  const double a1 = a.y_at(x1) - floor_y_m;
  const double b0 = b.y_at(x0) - floor_y_m;
  const double b1 = b.y_at(x1) - floor_y_m;
  cut(a0 - b0, a1 - b1);
  cut(a0, a1);
  cut(b0, b1);
  std::sort(cuts, cuts + count);
  const auto height = [&](double x) {
    const double share = (x - x0) / (x1 - x0);
    return std::max(0.0, std::min(a0 + share * (a1 - a0), b0 + share * (b1 - b0)));
  };
  double area = 0;
  for (int i = 0; i + 1 < count; ++i)
    area += 0.5 * (height(cuts[i]) + height(cuts[i + 1])) * (cuts[i + 1] - cuts[i]);
  return area;
}

/// Exact area common to two polygons: each is the signed sum of what lies below its edges, so their
/// intersection is the sum over pairs of edges. `a` should be the small one.
double common_area_m2(const Shapes& a, std::size_t f, const Shapes& b, std::size_t g) {
  const Box& box = a.boxes[f];
  std::vector<Lid> small;
  std::vector<Lid> large;
  add_lids(a, f, box, small);
  add_lids(b, g, box, large);
  double area = 0;
  for (const Lid& p : small)
    for (const Lid& q : large) area += p.sign * q.sign * under_both_m2(p, q, box.min.y_m);
  return std::max(0.0, area);
}

double total_area_m2(const Shapes& shapes) {
  double sum = 0;
  for (std::size_t f = 0; f < shapes.size(); ++f) sum += area_m2(shapes, f);
  return sum;
}

/// Measures building after building; one per thread.
class PartMaker {
 public:
  PartMaker(const Shapes& buildings, const StreetBlocks& blocks)
      : buildings_(buildings), blocks_(blocks) {}

  /// `under` are the buildings that take ground from this one.
  void add(std::uint32_t b, std::span<const std::uint32_t> under,
           std::vector<FootprintPart>& parts) const {
    const std::uint32_t own = blocks_.of_building[b];
    const bool whole = own != UINT32_MAX && !near_edge(blocks_.shapes, own, buildings_.boxes[b]);
    if (whole && under.empty()) {
      parts.push_back({b, own, area_m2(buildings_, b)});
      return;
    }
    Shapes ground;
    ground.add_copy(buildings_, b);
    if (!under.empty()) {
      Shapes taken;
      for (const std::uint32_t other : under) taken.add_copy(buildings_, other);
      ground = geos_.difference(ground, taken);
    }
    if (whole) {
      parts.push_back({b, own, total_area_m2(ground)});
      return;
    }
    for (const std::uint32_t block : blocks_.index.in_box(buildings_.boxes[b])) {
      double inside = 0;
      for (std::size_t f = 0; f < ground.size(); ++f)
        inside += common_area_m2(ground, f, blocks_.shapes, block);
      if (inside > depth_m * depth_m) parts.push_back({b, block, inside});
    }
  }

 private:
  const Shapes& buildings_;
  const StreetBlocks& blocks_;
  Geos geos_;
};

}  // namespace

bool overlap(const Shapes& shapes, std::uint32_t a, std::uint32_t b) {
  if (!shapes.boxes[a].intersects(shapes.boxes[b])) return false;
  return edges_cross(shapes, a, b) || any_corner_inside(shapes, a, b) ||
         any_corner_inside(shapes, b, a) || deep_inside(shapes, b, interior_point(shapes, a)) ||
         deep_inside(shapes, a, interior_point(shapes, b));
}

std::vector<FootprintPart> footprint_parts(const City& city, const StreetBlocks& blocks,
                                           Counted counted, std::span<const GapPair> pairs,
                                           const Job& job) {
  const Shapes& shapes = city.buildings->shapes;
  const std::size_t n = shapes.size();
  // `under` lists for each building the lower-numbered ones it overlaps.
  std::vector<std::uint8_t> overlapping(pairs.size(), 0);
  parallel_for(job.part(0, 0.4), pairs.size(), 4096, translate("measuring built-up ground"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t p = begin; p < end; ++p)
                   if (pairs[p].gap_m <= 0 && overlap(shapes, pairs[p].a, pairs[p].b))
                     overlapping[p] = 1;
               });
  std::vector<std::uint32_t> start(n + 1, 0);
  for (std::size_t p = 0; p < pairs.size(); ++p)
    if (overlapping[p] != 0) ++start[pairs[p].b + 1];
  for (std::size_t b = 0; b < n; ++b) start[b + 1] += start[b];
  std::vector<std::uint32_t> under(start[n]);
  std::vector<std::uint32_t> at(start.begin(), start.end() - 1);
  for (std::size_t p = 0; p < pairs.size(); ++p)
    if (overlapping[p] != 0) under[at[pairs[p].b]++] = pairs[p].a;

  constexpr std::size_t chunk = 256;
  std::vector<std::vector<FootprintPart>> found((n + chunk - 1) / chunk);
  std::vector<std::unique_ptr<PartMaker>> makers(job.threads());
  parallel_for(job.part(0.4, 1), n, chunk, translate("measuring built-up ground"),
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 if (!makers[thread]) makers[thread] = std::make_unique<PartMaker>(shapes, blocks);
                 for (std::size_t b = begin; b < end; ++b) {
                   if (shapes.boxes[b].empty() || (!counted.empty() && counted[b] == 0)) continue;
                   makers[thread]->add(static_cast<std::uint32_t>(b),
                                       std::span(under).subspan(start[b], start[b + 1] - start[b]),
                                       found[begin / chunk]);
                 }
               });
  std::vector<FootprintPart> parts;
  parts.reserve(n);
  for (const auto& some : found) parts.insert(parts.end(), some.begin(), some.end());
  return parts;
}

}  // namespace firebreak
