#include "core/analysis/street_blocks.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/analysis/planar_graph.hpp"
#include "core/base/hash.hpp"
#include "core/base/parallel.hpp"
#include "core/base/union_find.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

constexpr std::uint32_t none = UINT32_MAX;
constexpr std::uint8_t street_tag = 0;
constexpr std::uint8_t grid_tag = 1;

bool parts_blocks(RoadClass road_class, const std::string& roads) {
  switch (road_class) {
    case RoadClass::construction:
      return false;
    case RoadClass::footway:
    case RoadClass::path:
    case RoadClass::steps:
    case RoadClass::cycleway:
      return roads == "all";
    case RoadClass::service:
    case RoadClass::track:
    case RoadClass::alley:
      return roads != "streets";
    default:
      return true;
  }
}

void add_line(std::span<const Xy> line, std::vector<MmPiece>& pieces) {
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    pieces.push_back({to_mm(line[i]), to_mm(line[i + 1]), street_tag});
}

std::vector<MmPiece> boundary_lines(const City& city, const BlockRule& rule) {
  std::vector<MmPiece> pieces;
  const RoadNetwork& network = *city.network;
  for (std::size_t s = 0; s < network.segments.size(); ++s) {
    const Road& road = (*city.roads)[network.segments[s].road.value];
    if (road_level(road) == 0 && parts_blocks(road.road_class, rule.roads))
      add_line(network.lines.only_part(s), pieces);
  }
  for (std::size_t w = 0; w < city.barriers->size(); ++w) {
    const Barrier& barrier = (*city.barriers)[w];
    if (barrier.level != 0 || barrier.kind == BarrierKind::wall ||
        barrier.kind == BarrierKind::fence)
      continue;
    const Shapes& shapes = city.barriers->shapes;
    for (auto p = shapes.first_part(w); p < shapes.end_part(w); ++p)
      if (shapes.part_kind[p] != PartKind::point) add_line(shapes.part(p).points, pieces);
  }
  return pieces;
}

/// The fixed grid, anchored at the origin of the city's CRS.
class Grid {
 public:
  using Cell = std::pair<std::int64_t, std::int64_t>;

  Grid(Xy origin, double cell_m) : origin_(origin), cell_m_(cell_m) {}

  Cell cell_at(Xy place) const {
    return {static_cast<std::int64_t>(std::floor((place.x_m + origin_.x_m) / cell_m_)),
            static_cast<std::int64_t>(std::floor((place.y_m + origin_.y_m) / cell_m_))};
  }
  void add_edges(Cell cell, std::vector<MmPiece>& pieces) const {
    const MmPoint low = corner(cell.first, cell.second);
    const MmPoint high = corner(cell.first + 1, cell.second + 1);
    const MmPoint east{high.x_mm, low.y_mm};
    const MmPoint north{low.x_mm, high.y_mm};
    pieces.insert(pieces.end(), {{low, east, grid_tag},
                                 {east, high, grid_tag},
                                 {north, high, grid_tag},
                                 {low, north, grid_tag}});
  }

 private:
  MmPoint corner(std::int64_t x, std::int64_t y) const {
    return to_mm({static_cast<double>(x) * cell_m_ - origin_.x_m,
                  static_cast<double>(y) * cell_m_ - origin_.y_m});
  }
  Xy origin_;
  double cell_m_;
};

/// 1 for the pieces to keep: grid lines only where there is no face, or one that is to be cut.
std::vector<std::uint8_t> without_needless_grid(std::span<const MmPiece> pieces,
                                                const PlanarFaces& streets, double largest_m2,
                                                const Job& job) {
  std::vector<std::uint8_t> used(pieces.size(), 1);
  std::vector<std::uint32_t> grid;
  std::vector<Xy> middles;
  for (std::uint32_t p = 0; p < pieces.size(); ++p) {
    if (pieces[p].tag != grid_tag) continue;
    grid.push_back(p);
    middles.push_back(0.5 * (to_metres(pieces[p].a) + to_metres(pieces[p].b)));
  }
  const auto faces = faces_at(streets.shapes, middles, job);
  for (std::size_t i = 0; i < grid.size(); ++i)
    if (faces[i] != none && streets.area_m2[faces[i]] <= largest_m2) used[grid[i]] = 0;
  return used;
}

/// Joins each face under the smallest size to the neighbour with the longest common border, unless
/// that neighbour is one of those too large to be a block.
class SmallFaces {
 public:
  SmallFaces(std::span<const MmPiece> pieces, const PlanarFaces& faces, const BlockRule& rule)
      : faces_(faces), rule_(rule), sets_(faces.area_m2.size()), area_(faces.area_m2) {
    borders_.resize(area_.size());
    members_.resize(area_.size());
    for (std::size_t p = 0; p < pieces.size(); ++p) {
      const std::uint32_t l = faces.left[p];
      const std::uint32_t r = faces.right[p];
      if (l == r || l == PlanarFaces::outside || r == PlanarFaces::outside) continue;
      const double length = distance_m(to_metres(pieces[p].a), to_metres(pieces[p].b));
      if (area_[l] < rule.smallest_m2) borders_[l].emplace_back(r, length);
      if (area_[r] < rule.smallest_m2) borders_[r].emplace_back(l, length);
    }
    for (std::uint32_t f = 0; f < members_.size(); ++f) members_[f] = {f};
  }

  /// The set of every face.
  UnionFind join() {
    std::vector<std::uint32_t> order;
    for (std::uint32_t f = 0; f < area_.size(); ++f)
      if (area_[f] < rule_.smallest_m2) order.push_back(f);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t f, std::uint32_t g) {
      return faces_.area_m2[f] < faces_.area_m2[g];
    });
    for (const std::uint32_t f : order) {
      std::uint32_t root = sets_.root(f);
      while (area_[root] < rule_.smallest_m2) {
        const std::uint32_t other = best_neighbour(root);
        if (other == none) break;
        root = merge(root, other);
      }
    }
    return sets_;
  }

 private:
  std::uint32_t best_neighbour(std::uint32_t root) {
    std::vector<std::pair<std::uint32_t, double>> sums;
    for (const std::uint32_t f : members_[root])
      for (const auto& [other, length] : borders_[f]) {
        const std::uint32_t to = sets_.root(other);
        if (to != root && area_[to] <= rule_.largest_m2) sums.emplace_back(to, length);
      }
    std::stable_sort(sums.begin(), sums.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::uint32_t best = none;
    double longest = 0;
    for (std::size_t i = 0; i < sums.size();) {
      double length = 0;
      const std::uint32_t to = sums[i].first;
      for (; i < sums.size() && sums[i].first == to; ++i) length += sums[i].second;
      if (length > longest) longest = length, best = to;
    }
    return best;
  }

  std::uint32_t merge(std::uint32_t a, std::uint32_t b) {
    const double area = area_[a] + area_[b];
    sets_.join(a, b);
    const std::uint32_t root = sets_.root(a);
    const std::uint32_t gone = root == a ? b : a;
    members_[root].insert(members_[root].end(), members_[gone].begin(), members_[gone].end());
    members_[gone].clear();
    area_[root] = area;
    return root;
  }

  const PlanarFaces& faces_;
  const BlockRule& rule_;
  UnionFind sets_;
  std::vector<double> area_;
  std::vector<std::vector<std::pair<std::uint32_t, double>>> borders_;
  std::vector<std::vector<std::uint32_t>> members_;
};

PlanarFaces with_small_faces_joined(std::span<const MmPiece> pieces, std::vector<std::uint8_t> used,
                                    PlanarFaces faces, const BlockRule& rule, const Job& job) {
  UnionFind sets = SmallFaces(pieces, faces, rule).join();
  bool joined = false;
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    const std::uint32_t l = faces.left[p];
    const std::uint32_t r = faces.right[p];
    if (l == r || l == PlanarFaces::outside || r == PlanarFaces::outside) continue;
    if (sets.root(l) != sets.root(r)) continue;
    used[p] = 0;
    joined = true;
  }
  if (!joined) return faces;
  faces = {};  // room for the new ones: this is where most memory is held at once
  return planar_faces(pieces, used, job);
}

/// The faces that hold a building, as blocks.
StreetBlocks occupied(const City& city, std::span<const MmPiece> pieces, const PlanarFaces& faces,
                      std::span<const std::uint32_t> face_of_building) {
  StreetBlocks blocks;
  std::vector<std::uint32_t> block_of(faces.area_m2.size(), none);
  std::vector<std::uint32_t> count(faces.area_m2.size(), 0);
  for (const std::uint32_t f : face_of_building)
    if (f != none) ++count[f];
  blocks.shapes.reserve(faces.shapes.size(), faces.shapes.points.size());
  blocks.member_start.push_back(0);
  for (std::uint32_t f = 0; f < count.size(); ++f) {
    if (count[f] == 0) continue;
    block_of[f] = static_cast<std::uint32_t>(blocks.size());
    blocks.shapes.add_copy(faces.shapes, f);
    blocks.area_m2.push_back(faces.area_m2[f]);
    blocks.member_start.push_back(blocks.member_start.back() + count[f]);
    const Xy inside = city.to_crs(interior_point(faces.shapes, f));
    blocks.ids.push_back(
        StableHash().add(std::llround(inside.x_m)).add(std::llround(inside.y_m)).id("k"));
  }
  blocks.of_building.assign(face_of_building.size(), none);
  blocks.members.resize(blocks.member_start.back());
  std::vector<std::uint32_t> at(blocks.member_start.begin(), blocks.member_start.end() - 1);
  for (std::uint32_t b = 0; b < face_of_building.size(); ++b) {
    if (face_of_building[b] == none) continue;
    const std::uint32_t k = block_of[face_of_building[b]];
    blocks.of_building[b] = k;
    blocks.members[at[k]++] = b;
  }
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    const std::uint32_t l = faces.left[p] == none ? none : block_of[faces.left[p]];
    const std::uint32_t r = faces.right[p] == none ? none : block_of[faces.right[p]];
    if (l == r || l == none || r == none) continue;
    blocks.borders.push_back({std::min(l, r), std::max(l, r),
                              distance_m(to_metres(pieces[p].a), to_metres(pieces[p].b))});
  }
  blocks.index = SpatialIndex(blocks.shapes.boxes);
  return blocks;
}

/// Adds up the stretches of each pair of neighbours.
void sum_borders(std::vector<StreetBlocks::Border>& borders) {
  std::sort(borders.begin(), borders.end());
  std::size_t kept = 0;
  for (const StreetBlocks::Border& border : borders) {
    if (kept > 0 && borders[kept - 1].a == border.a && borders[kept - 1].b == border.b)
      borders[kept - 1].length_m += border.length_m;
    else
      borders[kept++] = border;
  }
  borders.resize(kept);
}

}  // namespace

StreetBlocks street_blocks(const City& city, const BlockRule& rule, const Job& job) {
  const Shapes& buildings = city.buildings->shapes;
  std::vector<Xy> places(buildings.size());
  parallel_for(job.part(0, 0.1), places.size(), 1024, translate("drawing street blocks"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t b = begin; b < end; ++b) places[b] = interior_point(buildings, b);
               });
  std::vector<MmPiece> pieces = noded(boundary_lines(city, rule), job.part(0.1, 0.3));
  std::vector<std::uint8_t> used(pieces.size(), 1);
  PlanarFaces faces = planar_faces(pieces, used, job);
  std::vector<std::uint32_t> face_of = faces_at(faces.shapes, places, job.part(0.3, 0.5));

  const Grid grid(city.origin, rule.grid_m);
  std::set<Grid::Cell> cells;
  for (std::size_t b = 0; b < places.size(); ++b)
    if (!buildings.boxes[b].empty() &&
        (face_of[b] == none || faces.area_m2[face_of[b]] > rule.largest_m2))
      cells.insert(grid.cell_at(places[b]));
  if (!cells.empty()) {
    std::vector<MmPiece> edges;
    for (const Grid::Cell& cell : cells) grid.add_edges(cell, edges);
    pieces = noded_with(std::move(pieces), std::move(edges), job.part(0.5, 0.7));
    used = without_needless_grid(pieces, faces, rule.largest_m2, job);
    faces = {};
    faces = planar_faces(pieces, used, job);
  }
  faces = with_small_faces_joined(pieces, used, std::move(faces), rule, job);
  face_of = faces_at(faces.shapes, places, job.part(0.7, 1));
  for (std::size_t b = 0; b < places.size(); ++b)
    if (buildings.boxes[b].empty()) face_of[b] = none;
  StreetBlocks blocks = occupied(city, pieces, faces, face_of);
  sum_borders(blocks.borders);
  return blocks;
}

}  // namespace firebreak
