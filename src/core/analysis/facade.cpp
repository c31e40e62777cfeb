#include "core/analysis/facade.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

std::optional<Stretch> clipped(double from, double to) {
  from = std::max(from, 0.0);
  to = std::min(to, 1.0);
  if (from > to) return std::nullopt;
  return Stretch{from, to};
}

/// Widens `all` by the part of ab that a convex piece of the neighbourhood covers.
void widen(std::optional<Stretch>& all, const std::optional<Stretch>& part) {
  if (!part) return;
  if (!all) {
    all = part;
  } else {
    all->from = std::min(all->from, part->from);
    all->to = std::max(all->to, part->to);
  }
}

/// Narrows [from, to] to where start + t * slope lies in [low, high].
void narrow(double start, double slope, double low, double high, double& from, double& to) {
  if (slope == 0) {
    if (start < low || start > high) to = from - 1;
    return;
  }
  const double t0 = (low - start) / slope;
  const double t1 = (high - start) / slope;
  from = std::max(from, std::min(t0, t1));
  to = std::min(to, std::max(t0, t1));
}

bool wide_courtyard(std::span<const Xy> hole, double courtyard_m) {
  Box box;
  for (const Xy p : hole) box.add(p);
  // The short side is at most the box's longer diagonal: most light wells end here.
  if (std::hypot(box.width_m(), box.height_m()) <= courtyard_m) return false;
  return short_side_m(hole) > courtyard_m;
}

}  // namespace

std::optional<Stretch> stretch_in_disc(Xy a, Xy b, const Disc& disc) {
  const Xy d = b - a;
  const Xy e = a - disc.centre;
  const double length2 = dot(d, d);
  const double r2 = disc.radius_m * disc.radius_m;
  if (length2 == 0) {
    if (dot(e, e) > r2) return std::nullopt;
    return Stretch{0, 1};
  }
  // |e + t d|^2 = r^2 around the foot of the perpendicular, where it is best conditioned.
  const double foot = -dot(e, d) / length2;
  const double offset = cross(d, e);
  const double half2 = (r2 - offset * offset / length2) / length2;
  if (half2 < 0) return std::nullopt;
  const double half = std::sqrt(half2);
  return clipped(foot - half, foot + half);
}

std::optional<Stretch> stretch_near(Xy a, Xy b, Xy c, Xy d, double within_m) {
  auto all = stretch_in_disc(a, b, {c, within_m});
  widen(all, stretch_in_disc(a, b, {d, within_m}));
  const Xy along = d - c;
  const double length = length_m(along);
  if (length > 0) {
    const Xy unit = (1 / length) * along;
    double from = 0;
    double to = 1;
    narrow(dot(a - c, unit), dot(b - a, unit), 0, length, from, to);
    narrow(cross(unit, a - c), cross(unit, b - a), -within_m, within_m, from, to);
    if (from <= to) widen(all, Stretch{from, to});
  }
  return all;
}

void join_stretches(std::vector<Stretch>& stretches) {
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& s, const Stretch& t) {
    return s.from != t.from ? s.from < t.from : s.to < t.to;
  });
  std::size_t kept = 0;
  for (const Stretch s : stretches) {
    if (kept > 0 && s.from <= stretches[kept - 1].to)
      stretches[kept - 1].to = std::max(stretches[kept - 1].to, s.to);
    else
      stretches[kept++] = s;
  }
  stretches.resize(kept);
}

double short_side_m(std::span<const Xy> ring) {
  const std::vector<Xy> hull = convex_hull(ring);
  if (hull.size() < 3) return 0;
  double least_area = std::numeric_limits<double>::infinity();
  double short_side = 0;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const Xy edge = hull[(i + 1) % hull.size()] - hull[i];
    const Xy unit = (1 / length_m(edge)) * edge;
    double low = 0;
    double high = 0;
    double depth = 0;
    for (const Xy p : hull) {
      low = std::min(low, dot(p - hull[i], unit));
      high = std::max(high, dot(p - hull[i], unit));
      depth = std::max(depth, cross(unit, p - hull[i]));
    }
    if ((high - low) * depth < least_area) {
      least_area = (high - low) * depth;
      short_side = std::min(high - low, depth);
    }
  }
  return short_side;
}

void append_walls(const Shapes& buildings, std::size_t f, const FacadeRule& rule,
                  std::vector<WallPiece>& out) {
  for (auto p = buildings.first_part(f); p < buildings.end_part(f); ++p) {
    const Part part = buildings.part(p);
    if (part.kind != PartKind::outer && part.kind != PartKind::hole) continue;
    if (part.kind == PartKind::hole && !wide_courtyard(part.points, rule.courtyard_m)) continue;
    for (std::size_t i = 0; i + 1 < part.points.size(); ++i)
      if (part.points[i] != part.points[i + 1]) out.push_back({part.points[i], part.points[i + 1]});
  }
}

void FacadeFinder::find_neighbours(std::size_t f, double within_m) {
  neighbours_.clear();
  const Box& own = buildings_.shapes.boxes[f];
  const double limit2 = within_m * within_m;
  buildings_.index.in_box(own.grown(within_m), [&](std::uint32_t g) {
    if (g != f && !buildings_[g].obstacle_only &&
        distance2_m2(own, buildings_.shapes.boxes[g]) <= limit2)
      neighbours_.push_back(g);
  });
}

void FacadeFinder::append_free_parts(const WallPiece& wall, std::vector<WallPiece>& out) {
  taken_.clear();
  const double within = rule_.party_wall_m;
  const Shapes& shapes = buildings_.shapes;
  Box wall_box;
  wall_box.add(wall.a);
  wall_box.add(wall.b);
  const Box reach = wall_box.grown(within);
  for (const std::uint32_t g : neighbours_) {
    if (!shapes.boxes[g].intersects(reach)) continue;
    for (auto p = shapes.first_part(g); p < shapes.end_part(g); ++p) {
      const auto ring = shapes.part(p).points;
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        Box edge;
        edge.add(ring[i]);
        edge.add(ring[i + 1]);
        if (!edge.intersects(reach)) continue;
        if (const auto near = stretch_near(wall.a, wall.b, ring[i], ring[i + 1], within))
          taken_.push_back(*near);
      }
    }
  }
  join_stretches(taken_);
  // What is left meets no neighbour's outline, so one point tells whether all of it is inside one.
  const Xy along = wall.b - wall.a;
  double from = 0;
  const auto keep = [&](double to) {
    if (to <= from) return;
    const Xy middle = wall.a + 0.5 * (from + to) * along;
    const bool inside = std::any_of(neighbours_.begin(), neighbours_.end(), [&](std::uint32_t g) {
      return shapes.boxes[g].contains(middle) && contains(shapes, g, middle);
    });
    if (!inside)
      out.push_back(
          {from == 0 ? wall.a : wall.a + from * along, to == 1 ? wall.b : wall.a + to * along});
  };
  for (const Stretch s : taken_) {
    keep(s.from);
    from = std::max(from, s.to);
  }
  keep(1);
}

void FacadeFinder::append_exposed(std::size_t f, std::vector<WallPiece>& out) {
  find_neighbours(f, rule_.party_wall_m);
  walls_.clear();
  append_walls(buildings_.shapes, f, rule_, walls_);
  if (neighbours_.empty()) {
    out.insert(out.end(), walls_.begin(), walls_.end());
    return;
  }
  for (const WallPiece& wall : walls_) append_free_parts(wall, out);
}

bool FacadeFinder::enclosed(std::size_t f) {
  find_neighbours(f, rule_.party_wall_m);
  if (neighbours_.empty()) return false;
  walls_.clear();
  append_walls(buildings_.shapes, f, rule_, walls_);
  double free_m = 0;
  for (const WallPiece& wall : walls_) {
    free_parts_.clear();
    append_free_parts(wall, free_parts_);
    free_m += total_length_m(free_parts_);
    if (free_m >= least_facade_m) return false;  // nearly always after the first wall
  }
  return true;
}

void FacadeFinder::append_adjoining(std::size_t f, std::vector<WallPiece>& out) {
  const std::size_t before = out.size();
  const double limit2 = rule_.party_wall_m * rule_.party_wall_m;
  std::vector<std::uint32_t> seen{static_cast<std::uint32_t>(f)};
  std::size_t done = 0;
  for (int step = 0; step < 3; ++step) {
    const std::size_t end = seen.size();
    for (; done < end; ++done) {
      const std::uint32_t from = seen[done];
      find_neighbours(from, rule_.party_wall_m);
      for (const std::uint32_t g : neighbours_)
        if (std::find(seen.begin(), seen.end(), g) == seen.end() &&
            distance2_m2(buildings_.shapes, from, buildings_.shapes, g,
                         std::nextafter(limit2, 2 * limit2)) <= limit2)
          seen.push_back(g);
    }
    std::sort(seen.begin() + static_cast<std::ptrdiff_t>(end), seen.end());
    for (std::size_t i = end; i < seen.size(); ++i) append_exposed(seen[i], out);
    if (total_length_m(std::span(out).subspan(before)) >= least_facade_m) return;
    out.resize(before);
  }
  append_walls(buildings_.shapes, f, rule_, out);
}

double total_length_m(std::span<const WallPiece> walls) {
  double sum = 0;
  for (const WallPiece& wall : walls) sum += distance_m(wall.a, wall.b);
  return sum;
}

double covered_share(std::span<const WallPiece> walls, std::span<const Disc> discs,
                     std::vector<Stretch>& scratch) {
  double total = 0;
  double bare = 0;
  for (const WallPiece& wall : walls) {
    const double length = distance_m(wall.a, wall.b);
    total += length;
    scratch.clear();
    for (const Disc& disc : discs)
      if (const auto part = stretch_in_disc(wall.a, wall.b, disc)) scratch.push_back(*part);
    join_stretches(scratch);
    double open = 0;
    double from = 0;
    for (const Stretch s : scratch) {
      open += s.from - from;
      from = s.to;
    }
    bare += (open + (1 - from)) * length;
  }
  return total > 0 ? 1 - bare / total : 0;
}

}  // namespace firebreak
