#include "support/raster_width.hpp"

#include <algorithm>
#include <cmath>
#include <queue>
#include <vector>

#include "core/geo/measure.hpp"

namespace firebreak::test {

namespace {

struct Grid {
  Xy origin;
  double cell_m = 0.1;
  int columns = 0;
  int rows = 0;
  std::size_t at(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
           static_cast<std::size_t>(column);
  }
  Xy centre(int column, int row) const {
    return origin + Xy{(column + 0.5) * cell_m, (row + 0.5) * cell_m};
  }
};

/// One outline as the raster sees it: edges, and whether it is filled.
struct Outline {
  std::vector<Xy> points;
  bool ring = false;
  double radius_m = 0;
};

double outline_distance_m(const Outline& o, Xy p) {
  double least2 = distance2_m2(p, o.points.front());
  bool inside = false;
  for (std::size_t v = 0; v + 1 < o.points.size(); ++v) {
    const Xy a = o.points[v];
    const Xy b = o.points[v + 1];
    least2 = std::min(least2, point_segment2_m2(p, a, b));
    if (o.ring && (a.y_m > p.y_m) != (b.y_m > p.y_m) &&
        p.x_m < a.x_m + (b.x_m - a.x_m) * (p.y_m - a.y_m) / (b.y_m - a.y_m))
      inside = !inside;
  }
  return inside ? 0 : std::max(0.0, std::sqrt(least2) - o.radius_m);
}

/// What the largest disc centred in a cell may have as radius: distance to the nearest outline and
/// to the corridor's sides. Negative outside the corridor.
double free_radius_m(std::span<const Outline> outlines, std::span<const Xy> line,
                     double half_width_m, double length_m, Xy p, LineFoot* foot) {
  *foot = nearest_on_line(line, p);
  const double aside = std::sqrt(foot->distance2_m2);
  if (aside > half_width_m) return -1;
  const Xy start = line[1] - line[0];
  const Xy end = line.back() - line[line.size() - 2];
  if (foot->along_m <= 0 && dot(p - line[0], start) < 0) return -1;
  if (foot->along_m >= length_m && dot(p - line.back(), end) > 0) return -1;
  double radius = half_width_m - aside;
  for (const Outline& o : outlines) radius = std::min(radius, outline_distance_m(o, p));
  return radius;
}

}  // namespace

double raster_width_m(const LaneObstacles& obstacles, std::span<const Xy> line, double half_width_m,
                      double cap_m, double cell_m) {
  Box box;
  for (const Xy p : line) box.add(p);
  box = box.grown(half_width_m);
  std::vector<Outline> outlines;
  obstacles.in_box(box, 0, true, [&](const OutlineRun& run) {
    outlines.push_back({{run.points.begin(), run.points.end()}, run.ring, run.radius_m});
  });
  Grid grid{box.min, cell_m, static_cast<int>(box.width_m() / cell_m) + 1,
            static_cast<int>(box.height_m() / cell_m) + 1};
  const double length = line_length_m(line);
  const auto cells = static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows);
  std::vector<float> radius(cells, -1);
  std::vector<std::uint8_t> goal(cells);
  std::vector<std::uint8_t> done(cells);
  struct Offer {
    float radius;
    int column, row;
    bool operator<(const Offer& o) const { return radius < o.radius; }
  };
  std::priority_queue<Offer> queue;
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      LineFoot foot;
      const auto i = grid.at(column, row);
      radius[i] = static_cast<float>(
          free_radius_m(outlines, line, half_width_m, length, grid.centre(column, row), &foot));
      if (radius[i] <= 0) continue;
      if (foot.along_m > length - cell_m) goal[i] = 1;
      if (foot.along_m < cell_m) queue.push({radius[i], column, row});
    }
  // Widest path over the cells: the first goal reached has the widest way.
  while (!queue.empty()) {
    const Offer now = queue.top();
    queue.pop();
    const auto i = grid.at(now.column, now.row);
    if (done[i] != 0) continue;
    done[i] = 1;
    if (goal[i] != 0) return std::min(cap_m, 2.0 * static_cast<double>(now.radius));
    for (int dr = -1; dr <= 1; ++dr)
      for (int dc = -1; dc <= 1; ++dc) {
        const int column = now.column + dc;
        const int row = now.row + dr;
        if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) continue;
        const auto j = grid.at(column, row);
        if (done[j] == 0 && radius[j] > 0)
          queue.push({std::min(now.radius, radius[j]), column, row});
      }
  }
  return 0;
}

}  // namespace firebreak::test
