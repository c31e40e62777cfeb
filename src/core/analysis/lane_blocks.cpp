#include "core/analysis/lane_blocks.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/analysis/lane_reach.hpp"
#include "core/analysis/planar_graph.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

constexpr double depth_error_m = 0.5;
constexpr std::uint8_t sure_tag = 0;
constexpr std::uint8_t unsure_tag = 1;

/// The lanes that bound blocks, and which of them surely let the engine through.
struct MeshLanes {
  std::vector<std::uint32_t> segments;
  std::vector<std::uint8_t> sure;  ///< one per segment of the network
};

MeshLanes mesh_lanes(const City& city, const Lanes::Params& params,
                     std::span<const Lanes::Lane> lanes) {
  MeshLanes mesh;
  mesh.sure.assign(lanes.size(), 0);
  const auto required_m = static_cast<float>(params.engine.required_width_m());
  for (std::uint32_t s = 0; s < lanes.size(); ++s) {
    const Road& road = road_of(city, s);
    if (road.tunnel || road.level < 0 || road.road_class == RoadClass::motorway) continue;
    const auto width = passable_width(city, params, s, lanes[s], exact_cap_m(params));
    if (width.maybe_m < required_m) continue;
    mesh.segments.push_back(s);
    mesh.sure[s] = width.surely_m >= required_m;
  }
  return mesh;
}

std::vector<MmPiece> mesh_pieces(const Shapes& lines, const MeshLanes& mesh, const Job& job) {
  std::vector<MmPiece> pieces;
  for (const std::uint32_t s : mesh.segments) {
    const auto line = lines.only_part(s);
    for (std::size_t v = 0; v + 1 < line.size(); ++v)
      pieces.push_back(
          {to_mm(line[v]), to_mm(line[v + 1]), mesh.sure[s] != 0 ? sure_tag : unsure_tag});
  }
  return noded(std::move(pieces), job);
}

/// Judges one block after the other; one object per thread.
class BlockJudge {
 public:
  BlockJudge(const Shapes& lines, const MeshLanes& mesh, const SpatialIndex& lanes,
             const PlanarFaces& faces, double mesh_m)
      : lines_(lines), mesh_(mesh), lanes_(lanes), faces_(faces), mesh_m_(mesh_m) {}

  /// `sure_around`: all lanes around it surely let the engine through.
  void judge(std::uint32_t face, bool sure_around, Lanes::Block& block) {
    block.verdict = sure_around ? Verdict::pass : Verdict::unknown;
    if (!has_room(face)) return;
    const auto deepest = circle(face, false);
    block.depth_m = 2 * deepest.radius_m;
    block.centre = deepest.centre;
    if (*block.depth_m > mesh_m_)
      block.verdict = Verdict::fail;
    else if (sure_around && any_unsure_near(face) && 2 * circle(face, true).radius_m > mesh_m_)
      block.verdict = Verdict::unknown;
  }

 private:
  /// False where no circle wider than the mesh can lie.
  bool has_room(std::uint32_t face) const {
    const Box& box = faces_.shapes.boxes[face];
    const double least_side_m = std::min(box.max.x_m - box.min.x_m, box.max.y_m - box.min.y_m);
    return least_side_m > mesh_m_ &&
           faces_.area_m2[face] > std::numbers::pi * mesh_m_ * mesh_m_ / 4;
  }
  bool any_unsure_near(std::uint32_t face) const {
    bool any = false;
    lanes_.in_box(faces_.shapes.boxes[face], [&](std::uint32_t i) {
      any = mesh_.sure[mesh_.segments[i]] == 0;
      return !any;
    });
    return any;
  }
  /// The lanes around it count, whether sure or not; of those that end in it the sure ones, or all.
  Geos::Circle circle(std::uint32_t face, bool sure_only) {
    Shapes around;
    lanes_.in_box(faces_.shapes.boxes[face], [&](std::uint32_t i) {
      const std::uint32_t s = mesh_.segments[i];
      if (!sure_only || mesh_.sure[s] != 0) around.add_copy(lines_, s);
    });
    return geos_.largest_empty_circle(around, faces_.shapes, face, depth_error_m);
  }

  const Shapes& lines_;
  const MeshLanes& mesh_;
  const SpatialIndex& lanes_;
  const PlanarFaces& faces_;
  double mesh_m_;
  Geos geos_;
};

}  // namespace

void find_lane_blocks(const City& city, const Lanes::Params& params, Lanes::Result& result,
                      const Job& job) {
  result.blocks.clear();
  result.block_shapes = {};
  if (params.mesh_m <= 0 || city.buildings->empty()) return;
  const Shapes& lines = city.network->lines;
  const MeshLanes mesh = mesh_lanes(city, params, result.lanes);
  const auto pieces = mesh_pieces(lines, mesh, job.part(0, 0.3));
  const PlanarFaces faces = planar_faces(pieces, {}, job);
  std::vector<std::uint8_t> unsure(faces.area_m2.size(), 0);
  for (std::size_t p = 0; p < pieces.size(); ++p)
    for (const std::uint32_t face : {faces.left[p], faces.right[p]})
      if (face != PlanarFaces::outside && pieces[p].tag == unsure_tag) unsure[face] = 1;

  std::vector<Xy> places(city.buildings->size());
  parallel_for(job.part(0.3, 0.4), places.size(), 1024, translate("drawing street blocks"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t b = begin; b < end; ++b)
                   places[b] = interior_point(city.buildings->shapes, b);
               });
  const auto face_of = faces_at(faces.shapes, places, job.part(0.4, 0.5));
  std::vector<std::uint32_t> buildings(faces.area_m2.size(), 0);
  const auto counts = [&](std::size_t b) {
    return face_of[b] != PlanarFaces::outside && !(*city.buildings)[b].obstacle_only;
  };
  for (std::size_t b = 0; b < places.size(); ++b)
    if (counts(b)) ++buildings[face_of[b]];

  std::vector<Box> boxes;
  for (const std::uint32_t s : mesh.segments) boxes.push_back(lines.boxes[s]);
  const SpatialIndex lanes(boxes);
  std::vector<std::uint32_t> inhabited;
  std::vector<std::uint32_t> block_of(faces.area_m2.size(), PlanarFaces::outside);
  for (std::uint32_t f = 0; f < buildings.size(); ++f) {
    if (buildings[f] == 0) continue;
    block_of[f] = static_cast<std::uint32_t>(inhabited.size());
    inhabited.push_back(f);
    result.block_shapes.add_copy(faces.shapes, f);
  }
  result.blocks.resize(inhabited.size());
  parallel_for(job.part(0.5, 0.9), inhabited.size(), 64, translate("drawing street blocks"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 BlockJudge judge(lines, mesh, lanes, faces, params.mesh_m);
                 for (std::size_t k = begin; k < end; ++k) {
                   Lanes::Block& block = result.blocks[k];
                   block.buildings = buildings[inhabited[k]];
                   block.area_m2 = faces.area_m2[inhabited[k]];
                   judge.judge(inhabited[k], unsure[inhabited[k]] == 0, block);
                 }
               });
  const auto fails = [&](std::size_t b) {
    return counts(b) && result.blocks[block_of[face_of[b]]].verdict == Verdict::fail;
  };
  const double far2_m2 = params.mesh_m * params.mesh_m / 4;
  std::vector<std::uint8_t> far(places.size(), 0);
  parallel_for(job.part(0.9, 1), places.size(), 1024, translate("drawing street blocks"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t b = begin; b < end; ++b) {
                   if (!fails(b)) continue;
                   bool near = false;
                   const Box around = Box{places[b], places[b]}.grown(params.mesh_m / 2);
                   lanes.in_box(around, [&](std::uint32_t i) {
                     const auto line = lines.only_part(mesh.segments[i]);
                     near = nearest_on_line(line, places[b]).distance2_m2 <= far2_m2;
                     return !near;
                   });
                   far[b] = near ? 0 : 1;
                 }
               });
  for (std::size_t b = 0; b < places.size(); ++b)
    if (far[b] != 0) ++result.blocks[block_of[face_of[b]]].buildings_far;
}

}  // namespace firebreak
