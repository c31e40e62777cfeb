#include "core/geo/measure.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace firebreak {

double point_segment2_m2(Xy p, Xy a, Xy b, double* at) {
  const Xy ab = b - a;
  const double length2 = dot(ab, ab);
  const double t = length2 > 0 ? std::clamp(dot(p - a, ab) / length2, 0.0, 1.0) : 0.0;
  if (at != nullptr) *at = t;
  return distance2_m2(p, a + t * ab);
}

namespace {

/// True if the segments share a point, by signs of triangle areas (touching counts).
bool segments_meet(Xy a, Xy b, Xy c, Xy d) {
  const double c_side = cross(b - a, c - a);
  const double d_side = cross(b - a, d - a);
  const double a_side = cross(d - c, a - c);
  const double b_side = cross(d - c, b - c);
  return ((c_side > 0) != (d_side > 0)) && ((a_side > 0) != (b_side > 0)) &&
         (c_side != 0 || d_side != 0);
}

}  // namespace

double segment_segment2_m2(Xy a, Xy b, Xy c, Xy d, Xy* from, Xy* to) {
  if (segments_meet(a, b, c, d)) {
    const double denominator = cross(b - a, d - c);
    const double t = denominator != 0 ? cross(c - a, d - c) / denominator : 0.0;
    const Xy meet = a + std::clamp(t, 0.0, 1.0) * (b - a);
    if (from != nullptr) *from = meet;
    if (to != nullptr) *to = meet;
    return 0;
  }
  double best = 0;
  double t = 0;
  const auto take = [&](double d2, Xy on_ab, Xy on_cd) {
    best = d2;
    if (from != nullptr) *from = on_ab;
    if (to != nullptr) *to = on_cd;
  };
  take(point_segment2_m2(a, c, d, &t), a, {});
  if (to != nullptr) *to = c + t * (d - c);
  if (const double d2 = point_segment2_m2(b, c, d, &t); d2 < best) take(d2, b, c + t * (d - c));
  if (const double d2 = point_segment2_m2(c, a, b, &t); d2 < best) take(d2, a + t * (b - a), c);
  if (const double d2 = point_segment2_m2(d, a, b, &t); d2 < best) take(d2, a + t * (b - a), d);
  return best;
}

double ring_area_m2(std::span<const Xy> ring) {
  if (ring.size() < 3) return 0;
  double twice = 0;
  const Xy o = ring.front();
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) twice += cross(ring[i] - o, ring[i + 1] - o);
  return 0.5 * twice;
}

double line_length_m(std::span<const Xy> line) {
  double length = 0;
  for (std::size_t i = 1; i < line.size(); ++i) length += distance_m(line[i - 1], line[i]);
  return length;
}

double area_m2(const Shapes& shapes, std::size_t f) {
  double area = 0;
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
    const PartKind kind = shapes.part_kind[p];
    if (kind != PartKind::outer && kind != PartKind::hole) continue;
    const double ring = std::abs(ring_area_m2(shapes.part(p).points));
    area += kind == PartKind::hole ? -ring : ring;
  }
  return std::max(area, 0.0);
}

double perimeter_m(const Shapes& shapes, std::size_t f) {
  double length = 0;
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p)
    length += line_length_m(shapes.part(p).points);
  return length;
}

Xy centroid(const Shapes& shapes, std::size_t f) {
  const auto all = shapes.feature_points(f);
  if (all.empty()) return {};
  const Xy o = all.front();
  double weight = 0;
  Xy sum;
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
    const auto [kind, ring] = shapes.part(p);
    if (kind != PartKind::outer && kind != PartKind::hole) continue;
    double ring_weight = 0;
    Xy ring_sum;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Xy a = ring[i] - o;
      const Xy b = ring[i + 1] - o;
      const double w = cross(a, b);
      ring_weight += w;
      ring_sum = ring_sum + w * (a + b);
    }
    const double sign = (ring_weight < 0) != (kind == PartKind::hole) ? -1.0 : 1.0;
    weight += sign * ring_weight;
    sum = sum + sign * ring_sum;
  }
  if (std::abs(weight) > 1e-12) return o + (1.0 / (3.0 * weight)) * sum;
  Xy mean;
  for (const Xy p : all) mean = mean + (p - o);
  return o + (1.0 / static_cast<double>(all.size())) * mean;
}

Xy interior_point(const Shapes& shapes, std::size_t f) {
  const Box& box = shapes.boxes[f];
  if (box.empty()) return {};
  std::vector<double> hits;
  Xy best = box.centre();
  double widest = 0;
  // The middle line may run along an edge or through a corner only: other heights follow.
  for (const double share : {0.5, 0.5 + 0.113, 0.5 - 0.137, 0.25, 0.75, 0.04, 0.96}) {
    const double y = box.min.y_m + share * box.height_m();
    hits.clear();
    for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
      const auto [kind, ring] = shapes.part(p);
      if (kind != PartKind::outer && kind != PartKind::hole) continue;
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Xy a = ring[i];
        const Xy b = ring[i + 1];
        if ((a.y_m > y) != (b.y_m > y))
          hits.push_back(a.x_m + (b.x_m - a.x_m) * (y - a.y_m) / (b.y_m - a.y_m));
      }
    }
    std::sort(hits.begin(), hits.end());
    for (std::size_t i = 0; i + 1 < hits.size(); i += 2) {
      if (hits[i + 1] - hits[i] <= widest) continue;
      widest = hits[i + 1] - hits[i];
      best = {0.5 * (hits[i] + hits[i + 1]), y};
    }
    if (widest > 0) break;
  }
  return best;
}

bool contains(const Shapes& shapes, std::size_t f, Xy p) {
  if (!shapes.boxes[f].contains(p)) return false;
  bool inside = false;
  for (auto part = shapes.first_part(f); part < shapes.end_part(f); ++part) {
    const auto [kind, ring] = shapes.part(part);
    if (kind != PartKind::outer && kind != PartKind::hole) continue;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Xy a = ring[i];
      const Xy b = ring[i + 1];
      const double side = cross(b - a, p - a);
      if (side == 0 && std::min(a.x_m, b.x_m) <= p.x_m && p.x_m <= std::max(a.x_m, b.x_m) &&
          std::min(a.y_m, b.y_m) <= p.y_m && p.y_m <= std::max(a.y_m, b.y_m))
        return true;
      if ((a.y_m > p.y_m) != (b.y_m > p.y_m) && (side > 0) == (b.y_m > a.y_m)) inside = !inside;
    }
  }
  return inside;
}

double boundary_distance2_m2(const Shapes& shapes, std::size_t f, Xy p, Xy* nearest) {
  double best = std::numeric_limits<double>::infinity();
  for (auto part = shapes.first_part(f); part < shapes.end_part(f); ++part) {
    const auto points = shapes.part(part).points;
    if (points.size() == 1) {
      const double d2 = distance2_m2(p, points[0]);
      if (d2 < best) {
        best = d2;
        if (nearest != nullptr) *nearest = points[0];
      }
    }
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      double t = 0;
      const double d2 = point_segment2_m2(p, points[i], points[i + 1], &t);
      if (d2 < best) {
        best = d2;
        if (nearest != nullptr) *nearest = points[i] + t * (points[i + 1] - points[i]);
      }
    }
  }
  return best;
}

double distance_m(const Shapes& shapes, std::size_t f, Xy p, Xy* nearest) {
  if (contains(shapes, f, p)) {
    if (nearest != nullptr) *nearest = p;
    return 0;
  }
  return std::sqrt(boundary_distance2_m2(shapes, f, p, nearest));
}

namespace {

bool has_polygon(const Shapes& shapes, std::size_t f) {
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p)
    if (shapes.part_kind[p] == PartKind::outer) return true;
  return false;
}

/// True if some part of `b`'s feature g lies inside polygon f of `a` (boundaries known not to
/// meet).
bool holds(const Shapes& a, std::size_t f, const Shapes& b, std::size_t g, Xy* at) {
  if (!has_polygon(a, f)) return false;
  for (auto p = b.first_part(g); p < b.end_part(g); ++p) {
    const Xy first = b.part(p).points.front();
    if (!contains(a, f, first)) continue;
    if (at != nullptr) *at = first;
    return true;
  }
  return false;
}

}  // namespace

double distance2_m2(const Shapes& a, std::size_t f, const Shapes& b, std::size_t g,
                    double limit2_m2, Xy* from, Xy* to) {
  double best = limit2_m2;
  const Box& g_box = b.boxes[g];
  if (distance2_m2(a.boxes[f], g_box) >= best) return best;
  // A lone point is a segment of no length.
  const auto segments = [](std::span<const Xy> points) {
    return std::max<std::size_t>(points.size(), 2) - 1;
  };
  const auto end_of = [](std::span<const Xy> points, std::size_t i) {
    return points[std::min(i + 1, points.size() - 1)];
  };
  for (auto pa = a.first_part(f); pa < a.end_part(f); ++pa) {
    const auto a_points = a.part(pa).points;
    for (std::size_t i = 0; i < segments(a_points); ++i) {
      const Xy a0 = a_points[i];
      const Xy a1 = end_of(a_points, i);
      Box a_box;
      a_box.add(a0);
      a_box.add(a1);
      if (distance2_m2(a_box, g_box) >= best) continue;
      for (auto pb = b.first_part(g); pb < b.end_part(g); ++pb) {
        const auto b_points = b.part(pb).points;
        for (std::size_t j = 0; j < segments(b_points); ++j) {
          const Xy b0 = b_points[j];
          const Xy b1 = end_of(b_points, j);
          const double dx = std::max({0.0, a_box.min.x_m - std::max(b0.x_m, b1.x_m),
                                      std::min(b0.x_m, b1.x_m) - a_box.max.x_m});
          const double dy = std::max({0.0, a_box.min.y_m - std::max(b0.y_m, b1.y_m),
                                      std::min(b0.y_m, b1.y_m) - a_box.max.y_m});
          if (dx * dx + dy * dy >= best) continue;
          Xy on_a;
          Xy on_b;
          const double d2 = segment_segment2_m2(a0, a1, b0, b1, &on_a, &on_b);
          if (d2 >= best) continue;
          best = d2;
          if (from != nullptr) *from = on_a;
          if (to != nullptr) *to = on_b;
          if (best <= 0) return 0;
        }
      }
    }
  }
  Xy at;
  if (a.boxes[f].intersects(g_box) && (holds(a, f, b, g, &at) || holds(b, g, a, f, &at))) {
    if (from != nullptr) *from = at;
    if (to != nullptr) *to = at;
    return 0;
  }
  return best;
}

Xy point_along(std::span<const Xy> line, double along_m, Xy* direction) {
  double done = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const double length = distance_m(line[i], line[i + 1]);
    const bool last = i + 2 == line.size();
    if (along_m <= done + length || last) {
      const double t = length > 0 ? std::clamp((along_m - done) / length, 0.0, 1.0) : 0.0;
      if (direction != nullptr && length > 0) *direction = (1.0 / length) * (line[i + 1] - line[i]);
      return line[i] + t * (line[i + 1] - line[i]);
    }
    done += length;
  }
  return line.empty() ? Xy{} : line.front();
}

LineFoot nearest_on_line(std::span<const Xy> line, Xy p) {
  LineFoot best;
  best.distance2_m2 = std::numeric_limits<double>::infinity();
  if (line.size() == 1) return {0, distance2_m2(p, line[0]), line[0]};
  double done = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    double t = 0;
    const double d2 = point_segment2_m2(p, line[i], line[i + 1], &t);
    const double length = distance_m(line[i], line[i + 1]);
    if (d2 < best.distance2_m2)
      best = {done + t * length, d2, line[i] + t * (line[i + 1] - line[i])};
    done += length;
  }
  return best;
}

std::vector<Xy> line_part(std::span<const Xy> line, double from_m, double to_m) {
  std::vector<Xy> part{point_along(line, from_m)};
  double done = 0;
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    done += distance_m(line[i - 1], line[i]);
    if (done > from_m && done < to_m && line[i] != part.back()) part.push_back(line[i]);
  }
  const Xy end = point_along(line, to_m);
  if (end != part.back() || part.size() == 1) part.push_back(end);
  return part;
}

std::vector<Xy> convex_hull(std::span<const Xy> of) {
  std::vector<Xy> points(of.begin(), of.end());
  std::sort(points.begin(), points.end(),
            [](Xy a, Xy b) { return a.x_m != b.x_m ? a.x_m < b.x_m : a.y_m < b.y_m; });
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 3) return points;
  std::vector<Xy> hull(2 * points.size());
  std::size_t n = 0;
  const auto add = [&](Xy p, std::size_t keep) {
    while (n >= keep + 2 && cross(hull[n - 1] - hull[n - 2], p - hull[n - 2]) <= 0) --n;
    hull[n++] = p;
  };
  for (const Xy p : points) add(p, 0);
  const std::size_t lower = n - 1;
  for (std::size_t i = points.size() - 1; i-- > 0;) add(points[i], lower);
  hull.resize(n - 1);
  return hull;
}

}  // namespace firebreak
