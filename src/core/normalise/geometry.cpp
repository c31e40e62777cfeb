#include "core/normalise/geometry.hpp"

#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>

#include "core/base/parallel.hpp"
#include "core/base/text.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/normalise/intake.hpp"
#include "core/normalise/issue_log.hpp"

namespace firebreak {

namespace {

/// Rings with more sides than this go to GEOS, whose check does not grow with the square.
constexpr std::size_t plain_ring_sides = 48;

/// A closed line of a drawing may miss its first point by this much.
constexpr double closing_gap_m = 0.05;

constexpr double quarantine_share = 0.05;

/// Which side of ab the point lies on; 0 within rounding of the line.
int side_of(Xy a, Xy b, Xy p) {
  const double left = cross(b - a, p - a);
  const double slack = 1e-12 * (std::abs(b.x_m - a.x_m) + std::abs(b.y_m - a.y_m)) *
                       (std::abs(p.x_m - a.x_m) + std::abs(p.y_m - a.y_m));
  return left > slack ? 1 : left < -slack ? -1 : 0;
}

/// False if the segments cross, touch, or nearly do.
bool plainly_apart(Xy a, Xy b, Xy c, Xy d) {
  if (std::max(a.x_m, b.x_m) < std::min(c.x_m, d.x_m) ||
      std::max(c.x_m, d.x_m) < std::min(a.x_m, b.x_m) ||
      std::max(a.y_m, b.y_m) < std::min(c.y_m, d.y_m) ||
      std::max(c.y_m, d.y_m) < std::min(a.y_m, b.y_m))
    return true;
  if (side_of(a, b, c) * side_of(a, b, d) > 0) return true;
  return side_of(c, d, a) * side_of(c, d, b) > 0;
}

struct Checked {
  PolygonState state = PolygonState::good;
  std::optional<Shapes> fixed;
};

/// The polygons among the parts of a record, or the closed lines if there is none.
Shapes polygon_parts(const Shapes& raw, std::size_t f, bool lines) {
  Shapes out;
  for (auto p = raw.first_part(f); p < raw.end_part(f); ++p) {
    const Part part = raw.part(p);
    if (!lines && (part.kind == PartKind::outer || part.kind == PartKind::hole)) {
      out.add_part(part.kind, part.points);
    } else if (lines && part.kind == PartKind::line && part.points.size() >= 4 &&
               distance_m(part.points.front(), part.points.back()) <= closing_gap_m) {
      std::vector<Xy> ring(part.points.begin(), part.points.end());
      ring.back() = ring.front();
      out.add_part(PartKind::outer, ring);
    }
  }
  out.finish_feature();
  return out;
}

bool has_kind(const Shapes& raw, std::size_t f, PartKind kind) {
  for (auto p = raw.first_part(f); p < raw.end_part(f); ++p)
    if (raw.part_kind[p] == kind) return true;
  return false;
}

/// Closes rings that GEOS would refuse.
Shapes with_closed_rings(const Shapes& raw, std::size_t f) {
  Shapes out;
  for (auto p = raw.first_part(f); p < raw.end_part(f); ++p) {
    const Part part = raw.part(p);
    std::vector<Xy> ring(part.points.begin(), part.points.end());
    if (ring.empty()) continue;
    if (ring.front() != ring.back()) ring.push_back(ring.front());
    if (ring.size() >= 4) out.add_part(part.kind, ring);
  }
  out.finish_feature();
  return out;
}

/// Makes a polygon valid that our own check did not clear.
Checked repaired(const Geos& geos, const Shapes& raw, std::size_t f, PolygonState if_valid) {
  const Shapes closed = with_closed_rings(raw, f);
  if (closed.first_part(0) == closed.end_part(0)) return {PolygonState::area_changed, {}};
  const bool was_closed = closed.points.size() == raw.feature_points(f).size();
  if (was_closed && geos.valid(closed, 0)) {
    if (if_valid == PolygonState::good) return {};
    return {if_valid, closed};
  }
  const double before = std::abs(area_m2(closed, 0));
  Shapes valid = geos.made_valid(closed, 0);
  const double after = valid.size() == 1 ? area_m2(valid, 0) : 0;
  if (!(after > 0) || std::abs(after - before) > quarantine_share * before)
    return {PolygonState::area_changed, {}};
  return {PolygonState::repaired, std::move(valid)};
}

Checked judge(const Shapes& raw, std::size_t f, const Geos& geos) {
  const auto first = raw.first_part(f);
  const auto end = raw.end_part(f);
  if (end == first + 1 && raw.part_kind[first] == PartKind::outer) {
    if (plainly_simple(raw.part(first).points)) return {};
    return repaired(geos, raw, f, PolygonState::good);
  }
  const bool others = has_kind(raw, f, PartKind::line) || has_kind(raw, f, PartKind::point);
  if (has_kind(raw, f, PartKind::outer)) {
    if (!others) return repaired(geos, raw, f, PolygonState::good);
    return repaired(geos, polygon_parts(raw, f, false), 0, PolygonState::mixed);
  }
  const Shapes rings = polygon_parts(raw, f, true);
  if (rings.first_part(0) == rings.end_part(0)) return {PolygonState::wrong_kind, {}};
  return repaired(geos, rings, 0, PolygonState::closed_line);
}

/// Appends a ring closed, turned as asked, without points twice in a row.
void append_ring(Shapes& out, PartKind kind, std::span<const Xy> ring) {
  const bool turn = (ring_area_m2(ring) < 0) == (kind == PartKind::outer);
  const std::size_t from = out.points.size();
  const auto put = [&](Xy p) {
    if (out.points.size() == from || out.points.back() != p) out.points.push_back(p);
  };
  if (turn)
    for (std::size_t i = ring.size(); i-- > 0;) put(ring[i]);
  else
    for (const Xy& p : ring) put(p);
  if (out.points.back() != out.points[from]) out.points.push_back(out.points[from]);
  out.part_start.push_back(static_cast<std::uint32_t>(out.points.size()));
  out.part_kind.push_back(kind);
}

}  // namespace

bool plainly_simple(std::span<const Xy> ring) {
  const std::size_t n = ring.size() - 1;  // sides
  if (ring.size() < 4 || ring.front() != ring.back() || n > plain_ring_sides) return false;
  for (std::size_t i = 0; i < n; ++i) {
    const Xy before = ring[i == 0 ? n - 1 : i - 1];
    if (ring[i] == ring[i + 1]) return false;
    // A spike: the next side runs back along this one.
    const Xy in = ring[i] - before;
    const Xy out = ring[i + 1] - ring[i];
    if (side_of(before, ring[i], ring[i + 1]) == 0 && dot(in, out) <= 0) return false;
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 2; j < n; ++j) {
      if (i == 0 && j == n - 1) continue;
      if (!plainly_apart(ring[i], ring[i + 1], ring[j], ring[j + 1])) return false;
    }
  return true;
}

void CheckedPolygons::append(Shapes& out, const Shapes& raw, std::uint32_t row) const {
  const auto found = std::lower_bound(fixed_row.begin(), fixed_row.end(), row);
  const bool other = found != fixed_row.end() && *found == row;
  const Shapes& from = other ? fixed : raw;
  const std::size_t f = other ? static_cast<std::size_t>(found - fixed_row.begin()) : row;
  for (auto p = from.first_part(f); p < from.end_part(f); ++p)
    append_ring(out, from.part_kind[p], from.part(p).points);
  out.finish_feature();
}

namespace {

struct Words {
  IssueKind kind;
  Severity severity;
  Action action;
  std::string_view detail;
  std::string_view effect;
};

/// The sentences for a state; none for the good.
std::optional<Words> words_for(PolygonState state) {
  switch (state) {
    case PolygonState::repaired:
      return Words{IssueKind::invalid_geometry, Severity::info, Action::repaired,
                   "The polygon crosses or touches itself; it was made valid.",
                   "Its outline may differ slightly from the file."};
    case PolygonState::closed_line:
      return Words{IssueKind::wrong_geometry, Severity::info, Action::repaired,
                   "A closed line was taken as the polygon it draws.",
                   "None, if the line is an outline."};
    case PolygonState::mixed:
      return Words{IssueKind::mixed_geometry, Severity::info, Action::repaired,
                   "The record mixes polygons with lines or points; only its polygons are used.",
                   "None, if the polygons are the outline."};
    case PolygonState::wrong_kind:
      return Words{IssueKind::wrong_geometry, Severity::serious, Action::set_aside,
                   "The record is not a polygon.", "It takes no part in any result."};
    case PolygonState::area_changed:
      return Words{
          IssueKind::area_changed, Severity::serious, Action::set_aside,
          "The polygon is invalid, and making it valid would change its area by more than 5 %.",
          "It takes no part in any result."};
    case PolygonState::good:
    case PolygonState::skipped:
      break;
  }
  return std::nullopt;
}

void report(const CheckedPolygons& checked, Intake& intake, IssueLog& log) {
  for (std::size_t f = 0; f < checked.state.size(); ++f) {
    const auto words = words_for(checked.state[f]);
    if (!words) continue;
    if (!usable(checked.state[f])) intake.aside[f] = 1;
    if (!log.wants({words->kind, words->severity, words->action, intake.source},
                   intake.origin(f).fid))
      continue;
    Issue issue;
    issue.kind = words->kind;
    issue.severity = words->severity;
    issue.action = words->action;
    issue.origin = intake.origin(f);
    issue.at = intake.raw().shapes.boxes[f].centre();
    issue.detail = translate(words->detail);
    issue.effect = translate(words->effect);
    log.add(std::move(issue));
  }
}

}  // namespace

CheckedPolygons check_polygons(Intake& intake, IssueLog& log, const Job& job) {
  const Shapes& raw = intake.raw().shapes;
  constexpr std::size_t chunk = 2048;
  CheckedPolygons result;
  result.state.assign(raw.size(), PolygonState::good);
  struct Fixed {
    std::uint32_t row;
    Shapes shape;
  };
  std::vector<std::vector<Fixed>> fixed((raw.size() + chunk - 1) / chunk);
  std::vector<std::unique_ptr<Geos>> geos(job.threads());
  parallel_for(job, raw.size(), chunk, translate("checking geometry"),
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 if (!geos[thread]) geos[thread] = std::make_unique<Geos>();
                 for (std::size_t f = begin; f < end; ++f) {
                   if (intake.aside[f] != 0) {
                     result.state[f] = PolygonState::skipped;
                     continue;
                   }
                   Checked verdict = judge(raw, f, *geos[thread]);
                   result.state[f] = verdict.state;
                   if (verdict.fixed)
                     fixed[begin / chunk].push_back(
                         {static_cast<std::uint32_t>(f), std::move(*verdict.fixed)});
                 }
               });
  for (const auto& part : fixed)
    for (const Fixed& f : part) {
      result.fixed_row.push_back(f.row);
      result.fixed.add_copy(f.shape, 0);
    }
  report(result, intake, log);
  return result;
}

namespace {

/// Area under both of two sides, above `base`, over the stretch of x that they share.
double area_below_both(Xy a, Xy b, Xy c, Xy d, double base) {
  const double from = std::max(std::min(a.x_m, b.x_m), std::min(c.x_m, d.x_m));
  const double to = std::min(std::max(a.x_m, b.x_m), std::max(c.x_m, d.x_m));
  if (!(from < to)) return 0;
  const double slope1 = (b.y_m - a.y_m) / (b.x_m - a.x_m);
  const double slope2 = (d.y_m - c.y_m) / (d.x_m - c.x_m);
  const double low1 = a.y_m + slope1 * (from - a.x_m) - base;
  const double high1 = a.y_m + slope1 * (to - a.x_m) - base;
  const double low2 = c.y_m + slope2 * (from - c.x_m) - base;
  const double high2 = c.y_m + slope2 * (to - c.x_m) - base;
  const double gap_from = low1 - low2;
  const double gap_to = high1 - high2;
  const double width = to - from;
  if ((gap_from <= 0) == (gap_to <= 0))
    return 0.5 * width * (gap_from + gap_to <= 0 ? low1 + high1 : low2 + high2);
  const double share = gap_from / (gap_from - gap_to);
  const double middle = low1 + share * (high1 - low1);
  const double left = gap_from <= 0 ? low1 : low2;
  const double right = gap_from <= 0 ? high2 : high1;
  return 0.5 * width * (share * (left + middle) + (1 - share) * (middle + right));
}

}  // namespace

double shared_area_m2(const Shapes& a, std::size_t f, const Shapes& b, std::size_t g) {
  const Box& box_a = a.boxes[f];
  const Box& box_b = b.boxes[g];
  if (!box_a.intersects(box_b)) return 0;
  const double base = std::min(box_a.min.y_m, box_b.min.y_m);
  const double left = std::max(box_a.min.x_m, box_b.min.x_m);
  const double right = std::min(box_a.max.x_m, box_b.max.x_m);
  const auto outside = [&](Xy p, Xy q) {
    return std::max(p.x_m, q.x_m) <= left || std::min(p.x_m, q.x_m) >= right;
  };
  double area = 0;
  for (auto p = a.first_part(f); p < a.end_part(f); ++p) {
    const auto ring = a.part(p).points;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      if (outside(ring[i], ring[i + 1])) continue;
      const double way = ring[i].x_m > ring[i + 1].x_m ? 1 : -1;
      for (auto q = b.first_part(g); q < b.end_part(g); ++q) {
        const auto other = b.part(q).points;
        for (std::size_t j = 0; j + 1 < other.size(); ++j) {
          if (outside(other[j], other[j + 1])) continue;
          const double turn = other[j].x_m > other[j + 1].x_m ? way : -way;
          area += turn * area_below_both(ring[i], ring[i + 1], other[j], other[j + 1], base);
        }
      }
    }
  }
  return std::max(area, 0.0);
}

}  // namespace firebreak
