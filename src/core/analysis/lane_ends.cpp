#include "core/analysis/lane_ends.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "core/geo/line_in_polygon.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

/// The line may end so far inside something, or so far beyond the carriageway.
constexpr double last_m = 2;
/// What reaches into the last stretch this near to the line is in the way.
constexpr double in_the_way_m = 4;
/// A place so little before what ends the lane is free of it.
constexpr double clear_of_m = 0.01;

/// An end of a lane with the direction that leads into it.
struct DeadEnd {
  Xy at;
  Xy in;  ///< of length 1
};

/// How deep ab reaches into the last stretch, beside it as far as matters; negative: beyond the
/// end, minus infinity: not beside it at all.
double reach_into_m(const DeadEnd& end, Xy a, Xy b) {
  double from = 0;
  double to = 1;
  const double side_a = cross(end.in, a - end.at);
  const double side_b = cross(end.in, b - end.at);
  for (const auto& [pa, pb] : {std::pair(in_the_way_m - side_a, in_the_way_m - side_b),
                               {in_the_way_m + side_a, in_the_way_m + side_b}}) {
    if (pa < 0 && pb < 0)
      from = 2;
    else if (pa < 0)
      from = std::max(from, pa / (pa - pb));
    else if (pb < 0)
      to = std::min(to, pa / (pa - pb));
  }
  if (from > to) return -std::numeric_limits<double>::infinity();
  return std::max(dot(a + from * (b - a) - end.at, end.in), dot(a + to * (b - a) - end.at, end.in));
}

bool dead_end_of(std::span<const Xy> from_end, DeadEnd& end) {
  end.at = from_end.front();
  const Xy in = point_along(from_end, 1) - end.at;
  const double length = length_m(in);
  if (!(length > 0)) return false;
  end.in = (1 / length) * in;
  return true;
}

/// True if ab turns across the lane rather than runs along it: by more than 20 degrees.
bool turns_across(const DeadEnd& end, Xy a, Xy b) {
  constexpr double sine = 0.342;
  return std::abs(cross(end.in, b - a)) > sine * distance_m(a, b);
}

/// How deep the edges reach that close the carriageway on both sides of edge `e` of a ring.
double closing_depth_m(const DeadEnd& end, std::span<const Xy> ring, std::uint32_t e) {
  const auto edges = static_cast<std::uint32_t>(ring.size() - 1);
  double deepest = reach_into_m(end, ring[e], ring[e + 1]);
  for (const std::uint32_t step : {1U, edges - 1}) {
    for (std::uint32_t k = (e + step) % edges; k != e; k = (k + step) % edges) {
      const double depth = reach_into_m(end, ring[k], ring[k + 1]);
      if (!turns_across(end, ring[k], ring[k + 1]) || std::isinf(depth)) break;
      deepest = std::max(deepest, depth);
    }
  }
  return deepest;
}

}  // namespace

double kerb_end_trim_m(const LaneObstacles& obstacles, std::span<const Xy> from_end,
                       double most_m) {
  constexpr double on_the_way2 = 1e-6 * 1e-6;
  DeadEnd end;
  if (!obstacles.has_kerbs() || !dead_end_of(from_end, end)) return 0;
  // An edge that runs aslant may cross the line drawn out and reach back beside it.
  std::vector<Xy> way = line_part(from_end, 0, last_m);
  way.insert(way.begin(), end.at - in_the_way_m * end.in);
  Box box;
  for (const Xy p : way) box.add(p);
  double trim = 0;
  obstacles.kerbs_in_box(box.grown(1e-6), [&](const OutlineRun& run) {
    for (std::uint32_t e = run.first_edge; e < run.end_edge; ++e) {
      const Xy a = run.points[e];
      const Xy b = run.points[e + 1];
      if (!turns_across(end, a, b)) continue;
      for (std::size_t v = 0; v + 1 < way.size(); ++v) {
        Xy here;
        if (segment_segment2_m2(way[v], way[v + 1], a, b, &here) > on_the_way2) continue;
        // Only where the lane comes from the carriageway: else it goes on to it.
        const double along_m = nearest_on_line(way, here).along_m;
        if (!obstacles.on_carriageway(point_along(way, along_m + 2 * clear_of_m))) continue;
        const double deepest_m =
            std::max(along_m - in_the_way_m, closing_depth_m(end, run.points, e));
        trim = std::max(trim, deepest_m + clear_of_m);
      }
    }
  });
  return std::min(trim, most_m);
}

double dead_end_trim_m(const City& city, const LaneObstacles& obstacles,
                       std::span<const Xy> from_end, std::int8_t level, double most_m) {
  DeadEnd end;
  if (!dead_end_of(from_end, end)) return 0;
  double trim = level == 0 ? kerb_end_trim_m(obstacles, from_end, most_m) : 0;
  Box near_end;
  near_end.add(end.at);
  const auto rest = line_part(from_end, last_m, std::min(line_length_m(from_end), 3 * most_m));
  obstacles.in_box(near_end.grown(most_m), level, false, [&](const OutlineRun& run) {
    double at_end2 = std::numeric_limits<double>::infinity();
    double on_the_way2 = std::numeric_limits<double>::infinity();
    double deepest = 0;
    for (std::uint32_t e = run.first_edge; e < run.end_edge; ++e) {
      const Xy a = run.points[e];
      const Xy b = run.points[e + 1];
      at_end2 = std::min(at_end2, point_segment2_m2(end.at, a, b));
      for (std::size_t v = 0; v + 1 < rest.size(); ++v)
        on_the_way2 = std::min(on_the_way2, segment_segment2_m2(rest[v], rest[v + 1], a, b));
      deepest = std::max(deepest, reach_into_m(end, a, b));
    }
    if (run.ring && !run.hole && run.ref.thing == LaneThing::building &&
        contains(city.buildings->shapes, run.ref.row, end.at))
      at_end2 = 0;
    // What stands beside the lane is as near to the rest of it as to its end.
    const bool beyond_the_end = std::sqrt(on_the_way2) - std::sqrt(at_end2) > 0.5;
    if (beyond_the_end && at_end2 < most_m * most_m)
      trim = std::max(trim, std::min(deepest + clear_of_m, most_m));
  });
  const auto last = line_part(from_end, 0, last_m);
  city.buildings->index.in_box(Box{end.at, end.at}, [&](std::uint32_t b) {
    if (level != 0 || !contains(city.buildings->shapes, b, end.at)) return;
    const double inside = length_inside_m(last, city.buildings->shapes, b);
    if (inside < line_length_m(last) - 1e-3) trim = std::max(trim, inside + clear_of_m);
  });
  return trim;
}

}  // namespace firebreak
