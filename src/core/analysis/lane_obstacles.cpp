#include "core/analysis/lane_obstacles.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/union_find.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

constexpr std::uint32_t edges_per_kerb_run = 16;
/// Farther from every lane than any corridor reaches.
constexpr double kerb_reach_m = 100;

/// Things that stand above or lie flat on the way: they limit its height, or nothing.
bool stands_on_the_ground(ObstacleKind kind) {
  return kind != ObstacleKind::minor && kind != ObstacleKind::overhead &&
         kind != ObstacleKind::arch && kind != ObstacleKind::limit;
}

/// A gate is passed through: what it leaves open is a limit of its own. Only a locked one that
/// is drawn as a line or an area bars the way like a wall.
bool in_the_way(const Obstacle& o, bool point) {
  if (!stands_on_the_ground(o.kind)) return false;
  if (o.kind == ObstacleKind::gate) return o.opening == Opening::locked && !point;
  return true;
}

bool limits_the_way(const Obstacle& o) {
  return o.kind == ObstacleKind::gate || o.kind == ObstacleKind::limit ||
         o.clear_height_m.has_value() || o.height_below_m.has_value() ||
         (!stands_on_the_ground(o.kind) &&
          (o.clear_width_m.has_value() || o.width_below_m.has_value()));
}

bool is_point(const Shapes& shapes, std::size_t f) {
  return shapes.first_part(f) < shapes.end_part(f) &&
         shapes.part_kind[shapes.first_part(f)] == PartKind::point;
}

bool is_line(const Shapes& shapes, std::size_t f) {
  return shapes.first_part(f) < shapes.end_part(f) &&
         shapes.part_kind[shapes.first_part(f)] == PartKind::line;
}

}  // namespace

double default_size_m(ObstacleKind kind, bool line) {
  if (line) return kind == ObstacleKind::kerb ? 0.0 : 0.2;
  switch (kind) {
    case ObstacleKind::parked:
      return 1.8;
    case ObstacleKind::shed:
    case ObstacleKind::extension:
    case ObstacleKind::stall:
    case ObstacleKind::goods:
    case ObstacleKind::block:
      return 1.0;
    default:
      return 0.3;
  }
}

bool is_wall(const City& city, const ObstacleRef& ref) {
  // Of the barriers only walls and fences stand in the way of engines.
  if (ref.thing == LaneThing::barrier) return true;
  if (ref.thing != LaneThing::obstacle) return false;
  const auto kind = (*city.obstacles)[ref.row].kind;
  return kind == ObstacleKind::wall || kind == ObstacleKind::fence;
}

LaneObstacles::LaneObstacles(const City& city, Occasion occasion, const Job& job) : city_(city) {
  take_obstacles(occasion);
  take_barriers();
  others_index_ = SpatialIndex(others_.boxes);
  take_kerbs(job);
}

void LaneObstacles::take_obstacles(Occasion occasion) {
  const auto& table = *city_.obstacles;
  std::vector<Box> limit_boxes;
  for (std::uint32_t o = 0; o < table.size(); ++o) {
    const Obstacle& obstacle = table[o];
    if (!obstacle.active) continue;
    if (obstacle.occasion != Occasion::always && obstacle.occasion != occasion) continue;
    if (table.shapes.first_part(o) == table.shapes.end_part(o)) continue;
    if (limits_the_way(obstacle)) {
      limits_.push_back(o);
      limit_boxes.push_back(table.shapes.boxes[o]);
    }
    if (!in_the_way(obstacle, is_point(table.shapes, o))) continue;
    const bool line = is_line(table.shapes, o);
    const bool thick = line || is_point(table.shapes, o);
    const double size = obstacle.size_m ? static_cast<double>(*obstacle.size_m)
                                        : default_size_m(obstacle.kind, line);
    others_.add_copy(table.shapes, o);
    other_ref_.push_back({LaneThing::obstacle, o});
    other_level_.push_back(obstacle.level);
    other_radius_m_.push_back(thick ? size / 2 : 0);
  }
  limit_index_ = SpatialIndex(limit_boxes);
}

/// Walls and fences stand in the way of engines; rails and roads are crossed at grade, and a river
/// is no outline of a lane.
void LaneObstacles::take_barriers() {
  const auto& table = *city_.barriers;
  for (std::uint32_t b = 0; b < table.size(); ++b) {
    if (table[b].kind != BarrierKind::wall && table[b].kind != BarrierKind::fence) continue;
    if (table.shapes.first_part(b) == table.shapes.end_part(b)) continue;
    others_.add_copy(table.shapes, b);
    other_ref_.push_back({LaneThing::barrier, b});
    other_level_.push_back(table[b].level);
    other_radius_m_.push_back(is_line(table.shapes, b) ? 0.1 : 0.0);
  }
}

/// Which carriageway polygons lie beside a lane: overlaying the others would only cost time.
std::vector<std::uint8_t> LaneObstacles::beside_lanes() const {
  const Shapes& given = *city_.carriageway;
  if (city_.network->lines.empty()) return std::vector<std::uint8_t>(given.size(), 1);
  const SpatialIndex lanes(city_.network->lines.boxes);
  std::vector<std::uint8_t> beside(given.size());
  for (std::uint32_t f = 0; f < given.size(); ++f)
    lanes.in_box(given.boxes[f].grown(kerb_reach_m), [&](std::uint32_t) {
      beside[f] = 1;
      return false;
    });
  return beside;
}

/// Joins carriageway polygons that touch, group by group, so that the borders between them are
/// not taken for kerbs.
void LaneObstacles::take_kerbs(const Job& job) {
  const Shapes& given = *city_.carriageway;
  if (given.empty()) return;
  carriageway_index_ = SpatialIndex(given.boxes);
  const std::vector<std::uint8_t> beside = beside_lanes();
  UnionFind groups(given.size());
  for (std::uint32_t f = 0; f < given.size(); ++f)
    carriageway_index_.in_box(given.boxes[f], [&](std::uint32_t g) {
      if (beside[f] != 0 && beside[g] != 0) groups.join(f, g);
    });
  std::vector<std::vector<std::uint32_t>> members(given.size());
  for (std::uint32_t f = 0; f < given.size(); ++f)
    if (beside[f] != 0) members[groups.root(f)].push_back(f);
  const Geos geos;
  for (const auto& group : members) {
    if (group.empty()) continue;
    job.check();
    Shapes sound;
    for (const auto f : group) {
      const Shapes valid = geos.valid(given, f) ? Shapes{} : geos.made_valid(given, f);
      if (valid.empty())
        sound.add_copy(given, f);
      else
        sound.add_copy(valid, 0);
    }
    // Joined rings run counter-clockwise, holes clockwise.
    const Shapes joined = Geos::exploded(geos.united(sound));
    for (std::size_t f = 0; f < joined.size(); ++f) kerbs_.add_copy(joined, f);
  }
  kerb_index_ = index_runs(kerbs_, kerb_runs_);
  kerb_extent_ = kerbs_.extent();
  take_kerb_sources();
}

SpatialIndex LaneObstacles::index_runs(const Shapes& shapes, std::vector<KerbRun>& runs) {
  std::vector<Box> boxes;
  for (std::uint32_t p = 0; p < shapes.part_kind.size(); ++p) {
    const auto points = shapes.part(p).points;
    const auto edges = static_cast<std::uint32_t>(points.size() - 1);
    for (std::uint32_t e = 0; e < edges; e += edges_per_kerb_run) {
      const std::uint32_t end = std::min(edges, e + edges_per_kerb_run);
      Box box;
      for (std::uint32_t v = e; v <= end; ++v) box.add(points[v]);
      runs.push_back({p, e, end});
      boxes.push_back(box);
    }
  }
  return SpatialIndex(boxes);
}

/// Which source drew which edge has to be known only where there are several.
void LaneObstacles::take_kerb_sources() {
  const Shapes& given = *city_.carriageway;
  bool one = true;
  for (std::uint32_t f = 1; f < given.size() && one; ++f)
    one = source_of_carriageway(f) == source_of_carriageway(0);
  if (one) return;
  drawn_source_.resize(given.part_kind.size());
  for (std::uint32_t f = 0; f < given.size(); ++f)
    for (auto p = given.first_part(f); p < given.end_part(f); ++p)
      drawn_source_[p] = source_of_carriageway(f);
  drawn_index_ = index_runs(given, drawn_runs_);
}

std::uint32_t LaneObstacles::source_of_carriageway(std::uint32_t feature) const {
  const auto& known = *city_.carriageway_sources;
  if (feature < known.size()) return known[feature];
  for (std::uint32_t s = 0; s < city_.sources.size(); ++s)
    if (city_.sources[s].role == Role::carriageway) return s;
  return UINT32_MAX;
}

std::uint32_t LaneObstacles::kerb_source(Xy at) const {
  if (drawn_runs_.empty()) return source_of_carriageway(0);
  constexpr double same_place_m = 0.01;
  const auto accuracy_m = [&](std::uint32_t s) {
    return s < city_.sources.size() ? city_.sources[s].accuracy_m : 0.0;
  };
  std::uint32_t found = source_of_carriageway(0);
  double nearest = std::numeric_limits<double>::infinity();
  drawn_index_.in_box(Box{at, at}.grown(1), [&](std::uint32_t r) {
    const KerbRun& run = drawn_runs_[r];
    const auto points = city_.carriageway->part(run.part).points;
    for (std::uint32_t e = run.first_edge; e < run.end_edge; ++e) {
      const double distance = std::sqrt(point_segment2_m2(at, points[e], points[e + 1]));
      const std::uint32_t source = drawn_source_[run.part];
      const bool tie = std::abs(distance - nearest) <= same_place_m;
      if (tie ? accuracy_m(source) > accuracy_m(found) : distance < nearest) found = source;
      nearest = std::min(nearest, distance);
    }
  });
  return found;
}

/// Counts the kerbs to the east of p, through the index: the joined carriageways do not overlap.
bool LaneObstacles::on_carriageway(Xy p) const {
  const Box east{p, {kerb_extent_.max.x_m, p.y_m}};
  bool inside = false;
  kerb_index_.in_box(east, [&](std::uint32_t k) {
    const KerbRun& run = kerb_runs_[k];
    const auto points = kerbs_.part(run.part).points;
    for (std::uint32_t e = run.first_edge; e < run.end_edge; ++e) {
      const Xy a = points[e];
      const Xy b = points[e + 1];
      if ((a.y_m > p.y_m) != (b.y_m > p.y_m) &&
          p.x_m < a.x_m + (b.x_m - a.x_m) * (p.y_m - a.y_m) / (b.y_m - a.y_m))
        inside = !inside;
    }
  });
  return inside;
}

double LaneObstacles::share_on_carriageway(std::span<const Xy> line) const {
  if (kerbs_.empty()) return 0;
  const double length = line_length_m(line);
  const int samples = std::max(1, static_cast<int>(std::ceil(length / 5)));
  int inside = 0;
  for (int i = 0; i < samples; ++i)
    inside += on_carriageway(point_along(line, (i + 0.5) * length / samples)) ? 1 : 0;
  return static_cast<double>(inside) / samples;
}

}  // namespace firebreak
