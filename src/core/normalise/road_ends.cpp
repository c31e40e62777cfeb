#include "core/normalise/road_ends.hpp"

#include <cmath>

#include "core/geo/measure.hpp"

namespace firebreak {

bool crosses_building(const Table<Building>& buildings, GridPoint from, GridPoint to) {
  const Xy a = from_grid(from);
  const Xy b = from_grid(to);
  Box box;
  box.add(a);
  box.add(b);
  bool crossed = false;
  buildings.index.in_box(box, [&](std::uint32_t building) {
    const Shapes& shapes = buildings.shapes;
    for (auto p = shapes.first_part(building); p < shapes.end_part(building); ++p) {
      const auto ring = shapes.part(p).points;
      for (std::size_t v = 0; v + 1 < ring.size() && !crossed; ++v)
        crossed = segment_segment2_m2(a, b, ring[v], ring[v + 1]) == 0;
    }
    return !crossed;
  });
  return crossed;
}

bool points_at(GridPoint before, GridPoint from, GridPoint at, double limit_deg) {
  const Xy u = from_grid(from) - from_grid(before);
  const Xy v = from_grid(at) - from_grid(from);
  const double limit = limit_deg * 3.14159265358979323846 / 180;
  return std::abs(std::atan2(cross(u, v), dot(u, v))) <= limit;
}

void trim_ends(const std::optional<GridPoint>& first, const std::optional<GridPoint>& last,
               std::vector<GridPoint>& points, std::vector<std::uint32_t>& node_at) {
  if (last && node_at.size() > 2 && points[node_at[node_at.size() - 2]] == *last) {
    node_at.pop_back();
    points.resize(node_at.back() + 1);
  }
  if (first && node_at.size() > 2 && points[node_at[1]] == *first) {
    const std::uint32_t drop = node_at[1];
    points.erase(points.begin(), points.begin() + drop);
    node_at.erase(node_at.begin());
    for (auto& at : node_at) at -= drop;
  }
}

}  // namespace firebreak
