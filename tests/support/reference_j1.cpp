#include "support/reference_j1.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <vector>

#include "core/analysis/facade.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"

namespace firebreak::test {

namespace {

/// The regular 32-gon around a hydrant, relative to it; counter-clockwise.
struct Gon {
  static constexpr std::size_t sides = 32;
  std::array<Xy, sides + 1> corner;
  std::array<Xy, sides> normal;
  double radius_m;
  double apothem_m;

  explicit Gon(double radius)
      : radius_m(radius), apothem_m(radius * std::cos(std::numbers::pi / sides)) {
    for (std::size_t k = 0; k < sides; ++k) {
      const double at = 2 * std::numbers::pi * static_cast<double>(k) / sides;
      const double between = at + std::numbers::pi / sides;
      corner[k] = {radius * std::cos(at), radius * std::sin(at)};
      normal[k] = {std::cos(between), std::sin(between)};
    }
    corner[sides] = corner[0];
  }

  /// The part of ab inside the 32-gon around `centre`.
  std::optional<Stretch> inside(Xy a, Xy b, Xy centre) const {
    const Xy p = a - centre;
    const Xy q = b - centre;
    const double sure2 = apothem_m * apothem_m;
    if (dot(p, p) <= sure2 && dot(q, q) <= sure2) return Stretch{0, 1};
    if (point_segment2_m2({0, 0}, p, q) >= radius_m * radius_m) return std::nullopt;
    double from = 0;
    double to = 1;
    for (const Xy n : normal) {
      const double start = dot(p, n) - apothem_m;
      const double slope = dot(q - p, n);
      if (slope == 0) {
        if (start > 0) return std::nullopt;
      } else if (slope > 0) {
        to = std::min(to, -start / slope);
      } else {
        from = std::max(from, -start / slope);
      }
    }
    if (from >= to) return std::nullopt;
    return Stretch{from, to};
  }
};

/// Twice the area to the left of the way from a to b as seen from the origin, for the stretches
/// given: what Green's theorem sums.
double swept(Xy a, Xy b, std::span<const Stretch> stretches) {
  double share = 0;
  for (const Stretch s : stretches) share += s.to - s.from;
  return share * cross(a, b);
}

/// `within` minus the joined stretches of `holes`; `within` must be joined too.
void subtract(std::vector<Stretch>& within, const std::vector<Stretch>& holes,
              std::vector<Stretch>& out) {
  out.clear();
  for (const Stretch w : within) {
    double from = w.from;
    for (const Stretch h : holes) {
      if (h.to <= from || h.from >= w.to) continue;
      if (h.from > from) out.push_back({from, h.from});
      from = h.to;
    }
    if (from < w.to) out.push_back({from, w.to});
  }
}

/// Area of footprint under the union of 32-gons. One object per thread.
class Clipper {
 public:
  Clipper(const Shapes& footprints, const Gon& gon) : footprints_(footprints), gon_(gon) {}

  double covered_m2(std::size_t f, std::span<const Xy> centres) {
    const Box& box = footprints_.boxes[f];
    const Xy origin = box.centre();
    double twice = 0;
    for (auto p = footprints_.first_part(f); p < footprints_.end_part(f); ++p) {
      const auto [kind, ring] = footprints_.part(p);
      const double way = (ring_area_m2(ring) > 0) == (kind == PartKind::outer) ? 1 : -1;
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        in_.clear();
        for (const Xy c : centres)
          if (const auto part = gon_.inside(ring[i], ring[i + 1], c)) in_.push_back(*part);
        join_stretches(in_);
        twice += way * swept(ring[i] - origin, ring[i + 1] - origin, in_);
      }
    }
    for (std::size_t c = 0; c < centres.size(); ++c) {
      for (std::size_t k = 0; k < Gon::sides; ++k) {
        const Xy a = centres[c] + gon_.corner[k];
        const Xy b = centres[c] + gon_.corner[k + 1];
        Box side;
        side.add(a);
        side.add(b);
        if (!side.intersects(box)) continue;
        find_inside_footprint(f, a, b);
        if (in_.empty()) continue;
        hidden_.clear();
        for (std::size_t o = 0; o < centres.size(); ++o)
          if (o != c)
            if (const auto part = gon_.inside(a, b, centres[o])) hidden_.push_back(*part);
        join_stretches(hidden_);
        subtract(in_, hidden_, left_);
        twice += swept(a - origin, b - origin, left_);
      }
    }
    return 0.5 * twice;
  }

 private:
  /// `in_` = the stretches of ab inside the footprint (even-odd along the line through ab).
  void find_inside_footprint(std::size_t f, Xy a, Xy b) {
    crossings_.clear();
    const Xy along = b - a;
    const double length2 = dot(along, along);
    for (auto p = footprints_.first_part(f); p < footprints_.end_part(f); ++p) {
      const auto ring = footprints_.part(p).points;
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double s = cross(along, ring[i] - a);
        const double t = cross(along, ring[i + 1] - a);
        if ((s > 0) == (t > 0)) continue;
        const Xy at = ring[i] + (s / (s - t)) * (ring[i + 1] - ring[i]);
        crossings_.push_back(dot(at - a, along) / length2);
      }
    }
    std::sort(crossings_.begin(), crossings_.end());
    in_.clear();
    for (std::size_t i = 0; i + 1 < crossings_.size(); i += 2) {
      const double from = std::max(crossings_[i], 0.0);
      const double to = std::min(crossings_[i + 1], 1.0);
      if (from < to) in_.push_back({from, to});
    }
  }

  const Shapes& footprints_;
  const Gon& gon_;
  std::vector<Stretch> in_;
  std::vector<Stretch> hidden_;
  std::vector<Stretch> left_;
  std::vector<double> crossings_;
};

SpatialIndex index_of(std::span<const Xy> points) {
  std::vector<Box> boxes;
  boxes.reserve(points.size());
  for (const Xy p : points) boxes.push_back({p, p});
  return SpatialIndex(boxes);
}

/// The points without those that stand exactly on an earlier one.
std::vector<Xy> distinct(std::span<const Xy> points) {
  std::vector<Xy> out(points.begin(), points.end());
  std::sort(out.begin(), out.end(),
            [](Xy a, Xy b) { return a.x_m != b.x_m ? a.x_m < b.x_m : a.y_m < b.y_m; });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

double union_area_m2(std::span<const Xy> centres, const Gon& gon, const Job& job) {
  const SpatialIndex index = index_of(centres);
  Box extent;
  for (const Xy c : centres) extent.add(c);
  const Xy origin = extent.empty() ? Xy{} : extent.centre();
  std::vector<double> twice(centres.size());
  parallel_for(
      job, centres.size(), 256, "union", [&](std::size_t begin, std::size_t end, unsigned) {
        std::vector<Xy> near;
        std::vector<Stretch> all{{0, 1}};
        std::vector<Stretch> hidden;
        std::vector<Stretch> left;
        for (std::size_t c = begin; c < end; ++c) {
          near.clear();
          index.in_box(Box{centres[c], centres[c]}.grown(2 * gon.radius_m), [&](std::uint32_t o) {
            if (o != c) near.push_back(centres[o]);
          });
          for (std::size_t k = 0; k < Gon::sides; ++k) {
            const Xy a = centres[c] + gon.corner[k];
            const Xy b = centres[c] + gon.corner[k + 1];
            hidden.clear();
            for (const Xy o : near)
              if (const auto part = gon.inside(a, b, o)) hidden.push_back(*part);
            join_stretches(hidden);
            subtract(all, hidden, left);
            twice[c] += swept(a - origin, b - origin, left);
          }
        }
      });
  double sum = 0;
  for (const double t : twice) sum += t;
  return 0.5 * sum;
}

struct Row {
  double area_m2 = 0;
  double share = 0;
  std::uint32_t hydrants = 0;
  bool clipped = false;
};

}  // namespace

ReferenceJ1 reference_j1(const Shapes& footprints, std::span<const Xy> hydrants, double radius_m,
                         const Job& job) {
  const Gon gon(radius_m);
  const double radius2 = radius_m * radius_m;
  const double whole2 = gon.apothem_m * gon.apothem_m;
  const SpatialIndex index = index_of(hydrants);
  std::vector<Row> rows(footprints.size());
  parallel_for(job, rows.size(), 1024, "cover", [&](std::size_t begin, std::size_t end, unsigned) {
    Clipper clipper(footprints, gon);
    std::vector<Xy> near;
    for (std::size_t f = begin; f < end; ++f) {
      Row& row = rows[f];
      const Box& box = footprints.boxes[f];
      row.area_m2 = area_m2(footprints, f);
      near.clear();
      bool whole = false;
      index.in_box(box.grown(radius_m), [&](std::uint32_t h) {
        const Xy at = hydrants[h];
        if (distance2_m2(box, at) > radius2) return;
        double least = std::numeric_limits<double>::infinity();
        double most = 0;
        for (auto p = footprints.first_part(f); p < footprints.end_part(f); ++p) {
          const auto ring = footprints.part(p).points;
          for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            least = std::min(least, point_segment2_m2(at, ring[i], ring[i + 1]));
            most = std::max(most, distance2_m2(at, ring[i]));
          }
        }
        if (least > radius2 && !contains(footprints, f, at)) return;
        ++row.hydrants;
        near.push_back(at);
        whole = whole || most <= whole2;
      });
      if (whole) {
        row.share = 1;
      } else if (!near.empty()) {
        row.clipped = true;
        row.share = clipper.covered_m2(f, distinct(near)) / row.area_m2;
      }
    }
  });

  ReferenceJ1 out;
  for (const Row& row : rows) {
    out.none += row.share < 1e-9;
    out.whole += row.share > 1 - 1e-9;
    out.no_hydrant += row.hydrants == 0;
    out.max_hydrants = std::max<std::size_t>(out.max_hydrants, row.hydrants);
    out.mean_hydrants += row.hydrants;
    out.footprint_m2 += row.area_m2;
    out.uncovered_footprint_m2 += row.area_m2 * (1 - row.share);
    out.clipped += row.clipped;
  }
  out.part = rows.size() - out.none - out.whole;
  if (!rows.empty()) out.mean_hydrants /= static_cast<double>(rows.size());
  out.covered_area_m2 = union_area_m2(distinct(hydrants), gon, job);
  return out;
}

}  // namespace firebreak::test
