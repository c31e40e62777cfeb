#include "core/normalise/noding.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/parallel.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

constexpr std::uint32_t pieces_per_run = 8;
/// Rounding to the grid moves a point by up to 0.71 mm: two roundings stay below this.
constexpr double touch_mm = 1.5;

/// Holds products of distances that a broken file stretches over half the globe.
__extension__ typedef __int128 Wide;

Wide cross(GridPoint o, GridPoint a, GridPoint b) {
  return Wide{a.x_mm - o.x_mm} * (b.y_mm - o.y_mm) - Wide{a.y_mm - o.y_mm} * (b.x_mm - o.x_mm);
}

/// True if p lies on the inside of ab, away from both ends, within the touch tolerance.
bool touches(GridPoint p, GridPoint a, GridPoint b) {
  const auto dx = static_cast<double>(b.x_mm - a.x_mm);
  const auto dy = static_cast<double>(b.y_mm - a.y_mm);
  const double along =
      static_cast<double>(p.x_mm - a.x_mm) * dx + static_cast<double>(p.y_mm - a.y_mm) * dy;
  const double length2 = dx * dx + dy * dy;
  if (along <= 0 || along >= length2) return false;
  const auto off = static_cast<double>(cross(a, b, p));
  return off * off <= touch_mm * touch_mm * length2;
}

/// Where ab and cd cross inside both; the caller knows that they do. The pieces are put into one
/// order first, so that the rounding is the same whichever road comes first.
GridPoint crossing_point(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
  if (b < a) std::swap(a, b);
  if (d < c) std::swap(c, d);
  if (std::pair(c, d) < std::pair(a, b)) {
    std::swap(a, c);
    std::swap(b, d);
  }
  const auto from_c = static_cast<double>(cross(c, d, a));
  const auto from_d = static_cast<double>(cross(c, d, b));
  const double share = from_c / (from_c - from_d);
  return {a.x_mm + std::llround(share * static_cast<double>(b.x_mm - a.x_mm)),
          a.y_mm + std::llround(share * static_cast<double>(b.y_mm - a.y_mm))};
}

/// What one thread found.
struct Found {
  std::vector<Cut> cuts;
  std::vector<Cut> crossings;
};

/// Compares two pieces and notes where they meet.
class PiecePairs {
 public:
  PiecePairs(const GridLines& lines, Found& found) : lines_(lines), found_(found) {}

  void compare(std::uint32_t line_a, std::uint32_t a, std::uint32_t line_b, std::uint32_t b) {
    const auto pa = lines_.line(line_a);
    const auto pb = lines_.line(line_b);
    if (apart(pa[a], pa[a + 1], pb[b], pb[b + 1])) return;
    const bool same_level = lines_.level[line_a] == lines_.level[line_b];
    bool met = false;
    for (std::uint32_t i = a; i <= a + 1; ++i)
      for (std::uint32_t j = b; j <= b + 1; ++j)
        if (pa[i] == pb[j]) {
          met = true;
          if (same_level || is_end(pa, i) || is_end(pb, j)) {
            mark(line_a, i);
            mark(line_b, j);
          }
        }
    if (!same_level) return;
    for (std::uint32_t j = b; j <= b + 1; ++j) met |= touch(line_b, j, line_a, a);
    for (std::uint32_t i = a; i <= a + 1; ++i) met |= touch(line_a, i, line_b, b);
    if (!met) proper_crossing(line_a, a, line_b, b);
  }

 private:
  static bool apart(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
    return std::max(a.x_mm, b.x_mm) + 2 < std::min(c.x_mm, d.x_mm) ||
           std::max(c.x_mm, d.x_mm) + 2 < std::min(a.x_mm, b.x_mm) ||
           std::max(a.y_mm, b.y_mm) + 2 < std::min(c.y_mm, d.y_mm) ||
           std::max(c.y_mm, d.y_mm) + 2 < std::min(a.y_mm, b.y_mm);
  }
  static bool is_end(std::span<const GridPoint> line, std::uint32_t vertex) {
    return vertex == 0 || vertex + 1 == line.size();
  }
  void mark(std::uint32_t line, std::uint32_t vertex) {
    const auto points = lines_.line(line);
    if (!is_end(points, vertex)) found_.cuts.push_back({line, vertex, points[vertex]});
  }
  /// Splits `other` at a vertex of `line` that lies on it.
  bool touch(std::uint32_t line, std::uint32_t vertex, std::uint32_t other, std::uint32_t piece) {
    const GridPoint p = lines_.line(line)[vertex];
    const auto points = lines_.line(other);
    if (p == points[piece] || p == points[piece + 1]) return false;
    if (!touches(p, points[piece], points[piece + 1])) return false;
    found_.cuts.push_back({other, piece, p});
    mark(line, vertex);
    return true;
  }
  void proper_crossing(std::uint32_t line_a, std::uint32_t a, std::uint32_t line_b,
                       std::uint32_t b) {
    const auto pa = lines_.line(line_a);
    const auto pb = lines_.line(line_b);
    const auto side = [](Wide v) { return v > 0 ? 1 : v < 0 ? -1 : 0; };
    if (side(cross(pa[a], pa[a + 1], pb[b])) * side(cross(pa[a], pa[a + 1], pb[b + 1])) >= 0)
      return;
    if (side(cross(pb[b], pb[b + 1], pa[a])) * side(cross(pb[b], pb[b + 1], pa[a + 1])) >= 0)
      return;
    const GridPoint at = crossing_point(pa[a], pa[a + 1], pb[b], pb[b + 1]);
    found_.cuts.push_back(cut_at(lines_, line_a, a, at));
    found_.cuts.push_back(cut_at(lines_, line_b, b, at));
    found_.crossings.push_back({line_a, a, at});
  }

  const GridLines& lines_;
  Found& found_;
};

void compare_runs(const Runs::Run& a, const Runs::Run& b, PiecePairs& pairs) {
  for (std::uint32_t i = a.from; i < a.end; ++i)
    for (std::uint32_t j = b.from; j < b.end; ++j) {
      if (a.line == b.line && (i > j ? i - j : j - i) <= 1) continue;
      pairs.compare(a.line, i, b.line, j);
    }
}

void compare_with_itself(const Runs::Run& run, PiecePairs& pairs) {
  for (std::uint32_t i = run.from; i < run.end; ++i)
    for (std::uint32_t j = i + 2; j < run.end; ++j) pairs.compare(run.line, i, run.line, j);
}

}  // namespace

GridPoint to_grid(Xy p) {
  return {std::llround(p.x_m * 1000), std::llround(p.y_m * 1000)};
}

Xy from_grid(GridPoint p) {
  return {static_cast<double>(p.x_mm) / 1000, static_cast<double>(p.y_mm) / 1000};
}

double distance_m(GridPoint a, GridPoint b) {
  return std::hypot(static_cast<double>(b.x_mm - a.x_mm), static_cast<double>(b.y_mm - a.y_mm)) /
         1000;
}

GridLines grid_lines(const Table<Road>& roads) {
  GridLines lines;
  lines.points.reserve(roads.shapes.points.size());
  for (std::size_t r = 0; r < roads.size(); ++r) {
    if (!roads[r].open) continue;
    for (auto p = roads.shapes.first_part(r); p < roads.shapes.end_part(r); ++p) {
      const Part part = roads.shapes.part(p);
      if (part.kind == PartKind::point) continue;
      const std::size_t from = lines.points.size();
      for (const Xy& xy : part.points) {
        const GridPoint point = to_grid(xy);
        if (lines.points.size() == from || lines.points.back() != point)
          lines.points.push_back(point);
      }
      if (lines.points.size() < from + 2) {
        lines.points.resize(from);
        continue;
      }
      lines.start.push_back(static_cast<std::uint32_t>(lines.points.size()));
      lines.road.push_back(static_cast<std::uint32_t>(r));
      lines.level.push_back(road_level(roads[r]));
    }
  }
  return lines;
}

Runs make_runs(const GridLines& lines) {
  Runs made;
  made.runs.reserve(lines.size() + lines.points.size() / pieces_per_run);
  for (std::uint32_t l = 0; l < lines.size(); ++l) {
    const auto points = lines.line(l);
    const auto pieces = static_cast<std::uint32_t>(points.size() - 1);
    for (std::uint32_t from = 0; from < pieces; from += pieces_per_run)
      made.runs.push_back({l, from, std::min(pieces, from + pieces_per_run)});
  }
  made.boxes.reserve(made.runs.size());
  for (const auto& run : made.runs) {
    Box box;
    const auto points = lines.line(run.line);
    for (std::uint32_t v = run.from; v <= run.end; ++v) box.add(from_grid(points[v]));
    made.boxes.push_back(box.grown(0.002));
  }
  made.index = SpatialIndex(made.boxes);
  return made;
}

Cut cut_at(const GridLines& lines, std::uint32_t line, std::uint32_t piece, GridPoint at) {
  if (at == lines.line(line)[piece + 1]) return {line, piece + 1, at};
  return {line, piece, at};
}

void sort_along(std::vector<Cut>& cuts, const GridLines& lines) {
  const auto from_start2 = [&](const Cut& cut) {
    const GridPoint v = lines.points[lines.start[cut.line] + cut.piece];
    const Wide dx = cut.at.x_mm - v.x_mm;
    const Wide dy = cut.at.y_mm - v.y_mm;
    return dx * dx + dy * dy;
  };
  std::sort(cuts.begin(), cuts.end(), [&](const Cut& a, const Cut& b) {
    if (a.line != b.line) return a.line < b.line;
    if (a.piece != b.piece) return a.piece < b.piece;
    const auto da = from_start2(a);
    const auto db = from_start2(b);
    return da != db ? da < db : a.at < b.at;
  });
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
}

Noding find_cuts(const GridLines& lines, const Runs& runs, const Job& job) {
  std::vector<Found> found(job.threads());
  parallel_for(job, runs.runs.size(), 1024, translate("Joining roads"),
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 PiecePairs pairs(lines, found[thread]);
                 for (std::size_t r = begin; r < end; ++r) {
                   compare_with_itself(runs.runs[r], pairs);
                   runs.index.in_box(runs.boxes[r], [&](std::uint32_t other) {
                     if (other > r) compare_runs(runs.runs[r], runs.runs[other], pairs);
                   });
                 }
               });
  Noding all;
  for (Found& part : found) {
    all.cuts.insert(all.cuts.end(), part.cuts.begin(), part.cuts.end());
    all.crossings.insert(all.crossings.end(), part.crossings.begin(), part.crossings.end());
    part = {};
  }
  // A cut that rounding put on the end of its line is no cut: the end is a node by itself.
  std::erase_if(all.cuts, [&](const Cut& c) {
    const auto points = lines.line(c.line);
    return c.piece + 1 == points.size() || (c.piece == 0 && c.at == points.front());
  });
  sort_along(all.cuts, lines);
  std::sort(all.crossings.begin(), all.crossings.end(), [](const Cut& a, const Cut& b) {
    return a.at != b.at ? a.at < b.at : a.line < b.line;
  });
  const auto same_place = [](const Cut& a, const Cut& b) { return a.at == b.at; };
  all.crossings.erase(std::unique(all.crossings.begin(), all.crossings.end(), same_place),
                      all.crossings.end());
  return all;
}

}  // namespace firebreak
