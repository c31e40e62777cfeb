#include "core/analysis/hose_sight.hpp"

#include <algorithm>

#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

/// True if the two segments have a point in common; `at` gets one.
bool meet(Xy a, Xy b, Xy c, Xy d, Xy& at) {
  Xy on_cd;
  return segment_segment2_m2(a, b, c, d, &at, &on_cd) == 0;
}

/// True if the line from a to b has a part inside polygon `f`. Running along its boundary or
/// touching a corner is no way through it.
bool passes_through(const Shapes& shapes, std::size_t f, Xy a, Xy b) {
  const Xy way = b - a;
  const double length2 = dot(way, way);
  bool touches = false;
  for (auto part = shapes.first_part(f); part < shapes.end_part(f); ++part) {
    const auto ring = shapes.part(part).points;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const double from = cross(way, ring[i] - a);
      const double to = cross(way, ring[i + 1] - a);
      if ((from > 0 && to > 0) || (from < 0 && to < 0)) continue;
      const Xy edge = ring[i + 1] - ring[i];
      const double start = cross(edge, a - ring[i]);
      const double end = cross(edge, b - ring[i]);
      const bool crosses = from * to < 0 && start * end < 0;
      if (crosses) return true;
      touches = touches || (start <= 0 && end >= 0) || (start >= 0 && end <= 0);
    }
  }
  if (!touches) return contains(shapes, f, a + 0.5 * way);
  // Through corners or along walls: what lies between the touching places decides.
  std::vector<double> shares{0, 1};
  for (auto part = shapes.first_part(f); part < shapes.end_part(f); ++part)
    for (const Xy corner : shapes.part(part).points) {
      const double share = dot(corner - a, way) / length2;
      if (share > 0 && share < 1) shares.push_back(share);
    }
  std::sort(shares.begin(), shares.end());
  for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
    const Xy middle = a + 0.5 * (shares[i] + shares[i + 1]) * way;
    constexpr double inside_m = 1e-6;
    if ((shares[i + 1] - shares[i]) * (shares[i + 1] - shares[i]) * length2 < inside_m * inside_m)
      continue;
    if (contains(shapes, f, middle) &&
        boundary_distance2_m2(shapes, f, middle) > inside_m * inside_m)
      return true;
  }
  return false;
}

}  // namespace

bool HoseSight::building_between(Xy a, Xy b, const Box& box, std::uint32_t own_building) const {
  bool found = false;
  city_.buildings->index.in_box(box, [&](std::uint32_t other) {
    found = other != own_building && passes_through(city_.buildings->shapes, other, a, b);
    return !found;
  });
  return found;
}

bool HoseSight::line_between(Xy a, Xy b, const Box& box) const {
  bool found = false;
  barriers_.line_index.in_box(box, [&](std::uint32_t l) {
    const auto line = barriers_.lines.only_part(l);
    for (std::size_t i = 0; i + 1 < line.size() && !found; ++i) {
      Xy at;
      found = meet(a, b, line[i], line[i + 1], at) &&
              !(barriers_.walls[l] != 0 && barriers_.opened(at));
    }
    return !found;
  });
  return found;
}

bool HoseSight::water_between(Xy a, Xy b, const Box& box) const {
  bool found = false;
  barriers_.water_index.in_box(box, [&](std::uint32_t w) {
    found = passes_through(*city_.water, w, a, b);
    return !found;
  });
  return found;
}

bool HoseSight::open(Xy a, Xy b, std::uint32_t own_building) const {
  Box box;
  box.add(a);
  box.add(b);
  return !building_between(a, b, box, own_building) && !line_between(a, b, box) &&
         !water_between(a, b, box);
}

bool HoseSight::clear(Xy a, Xy b, std::uint32_t own_building) const {
  const double length = distance_m(a, b);
  if (length <= 2 * end_slack_m) return true;
  const Xy step = (end_slack_m / length) * (b - a);
  return open(a + step, b - step, own_building);
}

}  // namespace firebreak
