#include "core/analysis/district_ground.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "core/base/parallel.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

constexpr double smallest_open_m2 = 100;  // Tokyo method
constexpr double least_short_side_m = 10;
constexpr double large_open_m2 = 10000;
constexpr double open_road_m = 6;
constexpr double large_road_m = 15;
constexpr double piece_m = 20;
constexpr std::size_t most_corners = 256;  ///< larger polygons are cut before they are laid over
constexpr double beside_m = 1;

/// The shorter side of the rectangle of equal area and perimeter; of anything more compact than a
/// square, the square's side.
double short_side_m(double area_m2, double perimeter_m) {
  const double half = perimeter_m / 2;
  const double inner = half * half - 4 * area_m2;
  return inner <= 0 ? std::sqrt(area_m2) : (half - std::sqrt(inner)) / 2;
}

/// Open land and water of one size and up, with an index.
struct OpenAreas {
  Shapes shapes;
  SpatialIndex index;

  OpenAreas(const City& city, double smallest_land_m2) {
    add(*city.open_land, smallest_land_m2);
    add(*city.water, smallest_open_m2);
    index = SpatialIndex(shapes.boxes);
  }

  /// Area of block k that they take up together.
  double within(const Geos& geos, const StreetBlocks& streets, std::size_t k) const {
    const Box& box = streets.shapes.boxes[k];
    const auto near = index.in_box(box);
    if (near.empty()) return 0;
    Shapes block;
    block.add_copy(streets.shapes, k);
    double m2 = 0;
    const Shapes inside = geos.intersection(geos.united_in(shapes, near, box.grown(1)), block);
    for (std::size_t f = 0; f < inside.size(); ++f) m2 += area_m2(inside, f);
    return m2;
  }

 private:
  void add(const Shapes& layer, double smallest_m2) {
    for (std::size_t f = 0; f < layer.size(); ++f) {
      const double area = area_m2(layer, f);
      if (area >= smallest_m2 && short_side_m(area, perimeter_m(layer, f)) >= least_short_side_m)
        add_pieces(layer, f);
    }
  }

  /// A polygon of many corners in halves of halves, so that each block meets only the pieces near
  /// it. The halves overlap by nothing, and blocks unite what they meet.
  void add_pieces(const Shapes& from, std::size_t f, int depth = 0) {
    if (from.feature_points(f).size() <= most_corners || depth == 16)
      return shapes.add_copy(from, f);
    if (!geos_) geos_ = std::make_unique<Geos>();
    const Box& box = from.boxes[f];
    const Xy middle = box.centre();
    const bool wide = box.max.x_m - box.min.x_m > box.max.y_m - box.min.y_m;
    const std::array whole{static_cast<std::uint32_t>(f)};
    for (const bool first : {true, false}) {
      Box half = box;
      (wide ? (first ? half.max.x_m : half.min.x_m) : (first ? half.max.y_m : half.min.y_m)) =
          wide ? middle.x_m : middle.y_m;
      const Shapes piece = geos_->united_in(from, whole, half);
      for (std::size_t p = 0; p < piece.size(); ++p)
        if (!piece.boxes[p].empty()) add_pieces(piece, p, depth + 1);
    }
  }

  std::unique_ptr<Geos> geos_;
};

void add_areas(const City& city, const StreetBlocks& streets, std::vector<BlockGround>& ground,
               const Job& job) {
  const OpenAreas open(city, smallest_open_m2);
  const OpenAreas large(city, large_open_m2);
  if (open.shapes.empty()) return;
  std::vector<std::unique_ptr<Geos>> geos(job.threads());
  parallel_for(job, streets.size(), 16, translate("measuring open ground"),
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 if (!geos[thread]) geos[thread] = std::make_unique<Geos>();
                 for (std::size_t k = begin; k < end; ++k) {
                   ground[k].open_m2 += open.within(*geos[thread], streets, k);
                   ground[k].large_m2 += large.within(*geos[thread], streets, k);
                 }
               });
}

void add_roads(const City& city, const StreetBlocks& streets, std::vector<BlockGround>& ground) {
  const RoadNetwork& network = *city.network;
  for (std::size_t s = 0; s < network.segments.size(); ++s) {
    const RoadSegment& segment = network.segments[s];
    const Road& road = (*city.roads)[segment.road.value];
    const auto& width = road.width_m;
    if (road_level(road) != 0) continue;  // not on this ground
    if (!width || *width < open_road_m || network.component[segment.from] != 0) continue;
    for (const BesideBlock& beside : blocks_beside(streets, network.lines.only_part(s))) {
      const double m2 = beside.length_m * static_cast<double>(*width) / 2 * beside.sides;
      ground[beside.block].open_m2 += m2;
      if (*width >= large_road_m) ground[beside.block].large_m2 += m2;
    }
  }
}

std::uint32_t block_at(const StreetBlocks& streets, Xy at) {
  std::uint32_t found = UINT32_MAX;
  streets.index.in_box(Box{at, at}, [&](std::uint32_t k) {
    if (k < found && contains(streets.shapes, k, at)) found = k;
  });
  return found;
}

}  // namespace

std::vector<BesideBlock> blocks_beside(const StreetBlocks& streets, std::span<const Xy> line) {
  std::vector<BesideBlock> found;
  const double length = line_length_m(line);
  const int pieces = std::max(1, static_cast<int>(std::ceil(length / piece_m)));
  for (int i = 0; i < pieces; ++i) {
    Xy direction;
    const Xy at = point_along(line, (i + 0.5) * length / pieces, &direction);
    const Xy beside = beside_m * Xy{-direction.y_m, direction.x_m};
    const std::uint32_t left = block_at(streets, at + beside);
    const std::uint32_t right = block_at(streets, at - beside);
    if (left != UINT32_MAX) found.push_back({left, length / pieces, left == right ? 2 : 1});
    if (right != UINT32_MAX && right != left) found.push_back({right, length / pieces, 1});
  }
  return found;
}

std::vector<BlockGround> block_ground(const City& city, const StreetBlocks& streets,
                                      const Job& job) {
  std::vector<BlockGround> ground(streets.size());
  add_areas(city, streets, ground, job);
  add_roads(city, streets, ground);
  for (std::size_t k = 0; k < ground.size(); ++k) {
    ground[k].open_m2 = std::min(ground[k].open_m2, streets.area_m2[k]);
    ground[k].large_m2 = std::min(ground[k].large_m2, streets.area_m2[k]);
  }
  return ground;
}

}  // namespace firebreak
