// Dense districts by the definitions of the reference figures (tests/data/reference): nearest gap,
// pairs and clusters of gaps <= 6 m, ground covered in cells of 100 m. Prints one line of JSON with
// the figures and processor seconds.   usage: bench_j5 city.gpkg [threads]
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <numeric>

#include "core/analysis/fire_clusters.hpp"
#include "core/analysis/gap_graph.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "support/footprints.hpp"

namespace firebreak {
namespace {

constexpr double limit_m = 6;
constexpr double cell_m = 100;

double processor_s() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Keeps the part of a ring on one side of an upright or level line (Sutherland and Hodgman).
void clip(std::vector<Xy>& ring, std::vector<Xy>& scratch, double Xy::*axis, double at,
          double sign) {
  scratch.clear();
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Xy p = ring[i];
    const Xy q = ring[i + 1 == ring.size() ? 0 : i + 1];
    const double dp = sign * (p.*axis - at);
    const double dq = sign * (q.*axis - at);
    if (dp >= 0) scratch.push_back(p);
    if ((dp >= 0) != (dq >= 0)) scratch.push_back(p + (dp / (dp - dq)) * (q - p));
  }
  ring.swap(scratch);
}

struct CellPart {
  std::int64_t x = 0;
  std::int64_t y = 0;
  double area_m2 = 0;
};

std::int64_t cell_of(double coordinate) {
  return static_cast<std::int64_t>(std::floor(coordinate / cell_m));
}

void add_parts(const Shapes& shapes, std::size_t f, std::vector<CellPart>& parts) {
  const Box& box = shapes.boxes[f];
  const CellPart low{cell_of(box.min.x_m), cell_of(box.min.y_m), 0};
  const CellPart high{cell_of(box.max.x_m), cell_of(box.max.y_m), 0};
  if (low.x == high.x && low.y == high.y) {
    parts.push_back({low.x, low.y, area_m2(shapes, f)});
    return;
  }
  std::vector<Xy> ring;
  std::vector<Xy> scratch;
  for (auto x = low.x; x <= high.x; ++x)
    for (auto y = low.y; y <= high.y; ++y) {
      double area = 0;
      for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
        const auto points = shapes.part(p).points;
        ring.assign(points.begin(), points.end() - 1);
        clip(ring, scratch, &Xy::x_m, static_cast<double>(x) * cell_m, 1);
        clip(ring, scratch, &Xy::x_m, static_cast<double>(x + 1) * cell_m, -1);
        clip(ring, scratch, &Xy::y_m, static_cast<double>(y) * cell_m, 1);
        clip(ring, scratch, &Xy::y_m, static_cast<double>(y + 1) * cell_m, -1);
        if (ring.empty()) continue;
        ring.push_back(ring.front());
        const double part = std::abs(ring_area_m2(ring));
        area += shapes.part_kind[p] == PartKind::hole ? -part : part;
      }
      if (area > 0) parts.push_back({x, y, area});
    }
}

struct Cells {
  std::size_t count = 0;
  std::size_t over_half = 0;
  double highest_share = 0;
  double area_m2 = 0;
};

Cells covered_cells(const Shapes& shapes, const Job& job) {
  constexpr std::size_t chunk = 4096;
  std::vector<std::vector<CellPart>> found((shapes.size() + chunk - 1) / chunk);
  parallel_for(job, shapes.size(), chunk, "", [&](std::size_t begin, std::size_t end, unsigned) {
    for (std::size_t f = begin; f < end; ++f) add_parts(shapes, f, found[begin / chunk]);
  });
  std::vector<CellPart> parts;
  for (const auto& some : found) parts.insert(parts.end(), some.begin(), some.end());
  std::stable_sort(parts.begin(), parts.end(), [](const CellPart& a, const CellPart& b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
  });
  Cells cells;
  for (std::size_t i = 0; i < parts.size();) {
    const std::size_t first = i;
    double area = 0;
    for (; i < parts.size() && parts[i].x == parts[first].x && parts[i].y == parts[first].y; ++i)
      area += parts[i].area_m2;
    const double share = area / (cell_m * cell_m);
    ++cells.count;
    if (share > 0.5) ++cells.over_half;
    cells.highest_share = std::max(cells.highest_share, share);
    cells.area_m2 += area;
  }
  return cells;
}

int run(const std::string& path, unsigned threads) {
  const double start = processor_s();
  const Shapes shapes = test::read_footprints(path);
  const double read = processor_s();
  const Job job({}, {}, threads);
  const SpatialIndex index(shapes.boxes);
  const auto pairs = gap_pairs(shapes, index, {}, limit_m, job);
  const NearestGaps nearest = nearest_gaps(shapes, index, {}, pairs, job);
  const auto clusters = fire_clusters(crossings_within(pairs, limit_m), {},
                                      std::vector<double>(shapes.size(), 1.0), {});
  const double gaps = processor_s();
  const Cells cells = covered_cells(shapes, job);
  const double done = processor_s();

  const auto count = [](const auto& list, auto holds) {
    return std::count_if(list.begin(), list.end(), holds);
  };
  const double mean = std::accumulate(nearest.gap_m.begin(), nearest.gap_m.end(), 0.0) /
                      static_cast<double>(std::max<std::size_t>(shapes.size(), 1));
  fmt::print(
      "{{\"job\":\"J5\",\"threads\":{},\"buildings\":{},\"read_cpu_s\":{:.3f},"
      "\"gaps_cpu_s\":{:.3f},\"cells_cpu_s\":{:.3f},\"cpu_s\":{:.3f},\"mean_nn_m\":{:.9f},"
      "\"touching\":{},\"nn_under_6m\":{},\"cells\":{},\"cells_over_50pct\":{},"
      "\"max_ratio\":{:.9f},\"grid_area_m2\":{:.3f},\"clusters\":{},\"largest\":{},"
      "\"clusters_10plus\":{}}}\n",
      threads, shapes.size(), read - start, gaps - read, done - gaps, done - read, mean,
      count(nearest.gap_m, [](double g) { return g < 1e-9; }),
      count(nearest.gap_m, [](double g) { return g < limit_m; }), cells.count, cells.over_half,
      cells.highest_share, cells.area_m2, clusters.clusters.size(), clusters.largest,
      count(clusters.clusters, [](const FireCluster& c) { return c.buildings >= 10; }));
  return 0;
}

}  // namespace
}  // namespace firebreak

int main(int argc, char** argv) try {
  if (argc < 2) {
    std::fputs("usage: bench_j5 city.gpkg [threads]\n", stderr);
    return 2;
  }
  const int threads = argc > 2 ? std::atoi(argv[2]) : 1;
  return firebreak::run(argv[1], static_cast<unsigned>(std::max(threads, 1)));
} catch (const std::exception& e) {
  std::fprintf(stderr, "bench_j5: %s\n", e.what());
  return 1;
}
