#include "core/geo/line_in_polygon.hpp"

#include <algorithm>

#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

/// Where the segment ab crosses the rings of f: shares of its length, sorted, with both ends.
void crossings(Xy a, Xy b, const Shapes& shapes, std::size_t f, std::vector<double>& shares) {
  shares.assign({0, 1});
  const Xy way = b - a;
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
    const auto ring = shapes.part(p).points;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Xy side = ring[i + 1] - ring[i];
      const double turn = cross(way, side);
      if (turn == 0) continue;
      const Xy from = ring[i] - a;
      const double share = cross(from, side) / turn;
      const double along = cross(from, way) / turn;
      if (share > 0 && share < 1 && along >= 0 && along <= 1) shares.push_back(share);
    }
  }
  std::sort(shares.begin(), shares.end());
}

}  // namespace

double segment_inside_m(Xy a, Xy b, const Shapes& shapes, std::size_t f,
                        std::vector<double>& shares, std::optional<Xy>& first) {
  crossings(a, b, shapes, f, shares);
  double inside = 0;
  for (std::size_t k = 0; k + 1 < shares.size(); ++k) {
    if (shares[k + 1] - shares[k] < 1e-12) continue;
    const Xy middle = a + 0.5 * (shares[k] + shares[k + 1]) * (b - a);
    if (!shapes.boxes[f].contains(middle) || !contains(shapes, f, middle)) continue;
    if (!first) first = a + shares[k] * (b - a);
    inside += (shares[k + 1] - shares[k]) * distance_m(a, b);
  }
  return inside;
}

std::vector<InsideStretch> stretches_inside(std::span<const Xy> line, const Shapes& shapes,
                                            std::size_t f) {
  constexpr double same_place_m = 1e-9;
  std::vector<InsideStretch> stretches;
  std::vector<double> shares;
  double along_m = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const double length_m = distance_m(line[i], line[i + 1]);
    crossings(line[i], line[i + 1], shapes, f, shares);
    for (std::size_t k = 0; k + 1 < shares.size(); ++k) {
      if (shares[k + 1] - shares[k] < 1e-12) continue;
      const Xy middle = line[i] + 0.5 * (shares[k] + shares[k + 1]) * (line[i + 1] - line[i]);
      if (!shapes.boxes[f].contains(middle) || !contains(shapes, f, middle)) continue;
      const InsideStretch found{along_m + shares[k] * length_m, along_m + shares[k + 1] * length_m};
      if (!stretches.empty() && found.from_m - stretches.back().to_m <= same_place_m)
        stretches.back().to_m = found.to_m;
      else
        stretches.push_back(found);
    }
    along_m += length_m;
  }
  return stretches;
}

double length_inside_m(std::span<const Xy> line, const Shapes& shapes, std::size_t f) {
  double inside = 0;
  std::vector<double> shares;
  std::optional<Xy> first;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    Box box;
    box.add(line[i]);
    box.add(line[i + 1]);
    if (box.intersects(shapes.boxes[f]))
      inside += segment_inside_m(line[i], line[i + 1], shapes, f, shares, first);
  }
  return inside;
}

}  // namespace firebreak
