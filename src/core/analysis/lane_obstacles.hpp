#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// What an engine's way can be bounded by. `open` is the edge of the corridor looked at: nothing
/// stands there.
enum class LaneThing : std::uint8_t { open, building, obstacle, barrier, kerb };

/// A feature that stands in the way: row of its table (`kerb`: position of its source in
/// `City::sources`, once a gap is measured).
struct ObstacleRef {
  LaneThing thing = LaneThing::open;
  std::uint32_t row = 0;
  friend bool operator==(const ObstacleRef&, const ObstacleRef&) = default;
};

/// True for a wall or fence, whichever table it stands in.
bool is_wall(const City& city, const ObstacleRef& ref);

/// Some edges of an obstacle's outline that follow one another.
struct OutlineRun {
  ObstacleRef ref;
  std::uint32_t part = 0;        ///< tells outlines of one table apart
  std::span<const Xy> points;    ///< the whole ring or line
  std::uint32_t first_edge = 0;  ///< edges [first_edge, end_edge) of it
  std::uint32_t end_edge = 0;    ///< 0 for a point
  bool ring = false;             ///< encloses something solid
  bool hole = false;
  bool solid_outside = false;  ///< a carriageway: what lies outside it is in the way
  std::int8_t turn = 0;        ///< ring: 1 counter-clockwise, -1 clockwise, 0 not known
  double radius_m = 0;         ///< half the thickness of a line, half the diameter of a point
};

/// Everything in a city that narrows a lane, ready to be asked from any number of threads. Holds
/// references into the city.
class LaneObstacles {
 public:
  /// `occasion` adds the obstacles that stand at that time to those that always do. Throws
  /// `Cancelled`.
  LaneObstacles(const City& city, Occasion occasion, const Job& job);

  /// Calls `visit(const OutlineRun&)` for outlines of this level near `box`.
  template <class Visit>
  void in_box(const Box& box, std::int8_t level, bool with_kerbs, Visit&& visit) const {
    if (level == 0) {
      city_.buildings->index.in_box(box, [&](std::uint32_t b) {
        each_part(city_.buildings->shapes, b, {LaneThing::building, b}, 0, visit);
      });
    }
    others_index_.in_box(box, [&](std::uint32_t o) {
      if (other_level_[o] == level) each_part(others_, o, other_ref_[o], other_radius_m_[o], visit);
    });
    if (with_kerbs && level == 0) kerbs_in_box(box, visit);
  }
  /// The same for kerbs alone.
  template <class Visit>
  void kerbs_in_box(const Box& box, Visit&& visit) const {
    for (const std::uint32_t k : kerb_index_.in_box(box)) {
      const KerbRun& run = kerb_runs_[k];
      OutlineRun out;
      out.ref = {LaneThing::kerb, 0};
      out.part = run.part;
      out.points = kerbs_.part(run.part).points;
      out.first_edge = run.first_edge;
      out.end_edge = run.end_edge;
      out.ring = true;
      out.hole = kerbs_.part_kind[run.part] == PartKind::hole;
      out.turn = out.hole ? std::int8_t{-1} : std::int8_t{1};
      out.solid_outside = true;
      visit(out);
    }
  }

  bool on_carriageway(Xy p) const;
  /// Share of the line (looked at every 5 m) that lies on a carriageway polygon.
  double share_on_carriageway(std::span<const Xy> line) const;
  bool has_kerbs() const { return !kerbs_.empty(); }
  /// The source that the kerb at `at` was drawn in; of several that meet there the least exact one.
  std::uint32_t kerb_source(Xy at) const;
  /// Calls `visit(source)` for the source of each carriageway polygon near `box`.
  template <class Visit>
  void kerb_sources_in_box(const Box& box, Visit&& visit) const {
    carriageway_index_.in_box(box, [&](std::uint32_t f) { visit(source_of_carriageway(f)); });
  }

  /// Calls `visit(obstacle)` for gates and limits of this level that stand near `box`.
  template <class Visit>
  void limits_in_box(const Box& box, Visit&& visit) const {
    limit_index_.in_box(box, [&](std::uint32_t i) { visit(limits_[i]); });
  }

 private:
  /// Some edges of an outline that follow one another.
  struct KerbRun {
    std::uint32_t part;
    std::uint32_t first_edge;
    std::uint32_t end_edge;
  };
  static SpatialIndex index_runs(const Shapes& shapes, std::vector<KerbRun>& runs);

  template <class Visit>
  static void each_part(const Shapes& shapes, std::uint32_t f, ObstacleRef ref, double radius_m,
                        Visit& visit) {
    for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
      const Part part = shapes.part(p);
      if (part.points.empty()) continue;
      OutlineRun run;
      run.ref = ref;
      run.part = p;
      run.points = part.points;
      run.end_edge = static_cast<std::uint32_t>(part.points.size() - 1);
      run.ring = part.kind == PartKind::outer || part.kind == PartKind::hole;
      run.hole = part.kind == PartKind::hole;
      run.radius_m = radius_m;
      visit(run);
    }
  }

  void take_obstacles(Occasion occasion);
  void take_barriers();
  void take_kerbs(const Job& job);
  void take_kerb_sources();
  std::vector<std::uint8_t> beside_lanes() const;
  std::uint32_t source_of_carriageway(std::uint32_t feature) const;

  const City& city_;
  Shapes others_;
  std::vector<ObstacleRef> other_ref_;
  std::vector<std::int8_t> other_level_;
  std::vector<double> other_radius_m_;
  SpatialIndex others_index_;
  SpatialIndex carriageway_index_;  ///< over the polygons as given
  /// Their edges with the source of each part, where there is more than one source.
  std::vector<KerbRun> drawn_runs_;
  std::vector<std::uint32_t> drawn_source_;
  SpatialIndex drawn_index_;
  Shapes kerbs_;
  Box kerb_extent_;
  std::vector<KerbRun> kerb_runs_;
  SpatialIndex kerb_index_;
  std::vector<std::uint32_t> limits_;
  SpatialIndex limit_index_;
};

/// How thick an obstacle is taken when nobody measured it: the diameter of a point, the thickness
/// of a line. 0.3 m for posts and unknown things, 1.8 m for a parked car, 1.0 m for stalls, goods
/// and sheds, 0.2 m for lines.
double default_size_m(ObstacleKind kind, bool line);

}  // namespace firebreak
