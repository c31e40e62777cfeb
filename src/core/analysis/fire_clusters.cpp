#include "core/analysis/fire_clusters.hpp"

#include <algorithm>
#include <string>

#include "core/base/hash.hpp"
#include "core/base/parallel.hpp"
#include "core/base/union_find.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

bool stops_fire(const Barrier& barrier) {
  return barrier.level == 0 && barrier.kind != BarrierKind::fence;
}

bool on_segment(Xy p, Xy a, Xy b) {
  return point_segment2_m2(p, a, b) <= gap_tolerance_m * gap_tolerance_m;
}

/// True if the line between two nearest points passes from one side of a piece to the other. A wall
/// that only starts at a house corner, or runs along the gap, stops nothing.
bool crosses(std::span<const Xy> line, Xy from, Xy to) {
  const std::size_t last = line.size() - 2;
  const bool closed = line.front() == line.back();
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Xy a = line[i];
    const Xy b = line[i + 1];
    if (!closed && ((i == 0 && on_segment(a, from, to)) || (i == last && on_segment(b, from, to))))
      continue;
    if (distance_m(from, to) <= gap_tolerance_m) {
      if (on_segment(from, a, b)) return true;
      continue;
    }
    const double side_a = cross(to - from, a - from);
    const double side_b = cross(to - from, b - from);
    if ((side_a < 0) == (side_b < 0)) continue;
    if (segment_segment2_m2(a, b, from, to) <= gap_tolerance_m * gap_tolerance_m) return true;
  }
  return false;
}

bool crosses(const Shapes& shapes, std::size_t f, Xy from, Xy to) {
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
    const Part part = shapes.part(p);
    if (part.kind != PartKind::point && part.points.size() > 1 && crosses(part.points, from, to))
      return true;
  }
  return false;
}

/// True if the line touches the footprint at all: a row of equal depth has its facades in one line.
bool touches(const Shapes& shapes, std::size_t f, Xy from, Xy to) {
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
    const auto points = shapes.part(p).points;
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
      if (segment_segment2_m2(points[i], points[i + 1], from, to) <=
          gap_tolerance_m * gap_tolerance_m)
        return true;
  }
  return contains(shapes, f, from);
}

struct GapLine {
  Xy from;
  Xy to;
};

/// Every shortest line between two footprints that ends at a corner of one of them. Facing walls
/// that run parallel have several; which one a distance search meets first is chance.
std::vector<GapLine> shortest_lines(const Shapes& shapes, const GapPair& pair) {
  const double limit_m = pair.gap_m + gap_tolerance_m;
  std::vector<GapLine> lines;
  const auto from_corners = [&](std::uint32_t a, std::uint32_t b) {
    const auto end = shapes.end_part(b);
    for (const Xy corner : shapes.feature_points(a)) {
      if (distance2_m2(shapes.boxes[b], corner) > limit_m * limit_m) continue;
      for (auto p = shapes.first_part(b); p < end; ++p) {
        const auto points = shapes.part(p).points;
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
          double share = 0;
          if (point_segment2_m2(corner, points[i], points[i + 1], &share) <= limit_m * limit_m)
            lines.push_back({corner, points[i] + share * (points[i + 1] - points[i])});
        }
      }
    }
  };
  from_corners(pair.a, pair.b);
  from_corners(pair.b, pair.a);
  if (lines.empty()) {
    GapLine line;
    distance2_m2(shapes, pair.a, shapes, pair.b, limit_m * limit_m, &line.from, &line.to);
    lines.push_back(line);
  }
  return lines;
}

/// What can stand between two buildings of the city.
class Blockers {
 public:
  Blockers(const City& city, std::span<const FireClass> classes) : city_(city), classes_(classes) {}

  /// True if every shortest line of the pair is blocked.
  bool block(const GapPair& pair) const {
    const Box between = box_between(pair);
    std::vector<std::uint32_t> barriers;
    city_.barriers->index.in_box(between, [&](std::uint32_t w) {
      if (stops_fire((*city_.barriers)[w])) barriers.push_back(w);
    });
    std::vector<std::uint32_t> resistive;
    if (pair.gap_m > 0)
      city_.buildings->index.in_box(between, [&](std::uint32_t other) {
        if (other != pair.a && other != pair.b && classes_[other].value == 1 &&
            !city_.buildings->rows[other].obstacle_only)
          resistive.push_back(other);
      });
    if (barriers.empty() && resistive.empty()) return false;
    const auto lines = shortest_lines(city_.buildings->shapes, pair);
    return std::all_of(lines.begin(), lines.end(), [&](const GapLine& line) {
      const auto at_barrier = [&](std::uint32_t w) {
        return crosses(city_.barriers->shapes, w, line.from, line.to);
      };
      const auto at_building = [&](std::uint32_t other) {
        return touches(city_.buildings->shapes, other, line.from, line.to);
      };
      return std::any_of(barriers.begin(), barriers.end(), at_barrier) ||
             std::any_of(resistive.begin(), resistive.end(), at_building);
    });
  }

 private:
  /// Both ends of a shortest line lie in their building's box, so the line lies in both boxes grown
  /// by the gap.
  Box box_between(const GapPair& pair) const {
    const Box a = city_.buildings->shapes.boxes[pair.a].grown(pair.gap_m + gap_tolerance_m);
    const Box b = city_.buildings->shapes.boxes[pair.b].grown(pair.gap_m + gap_tolerance_m);
    return {{std::max(a.min.x_m, b.min.x_m), std::max(a.min.y_m, b.min.y_m)},
            {std::min(a.max.x_m, b.max.x_m), std::min(a.max.y_m, b.max.y_m)}};
  }

  const City& city_;
  std::span<const FireClass> classes_;
};

}  // namespace

std::optional<double> SpreadRule::limit_m(std::uint8_t class_a, std::uint8_t class_b) const {
  const double a = reach_m[class_a - 1U] * factor;
  const double b = reach_m[class_b - 1U] * factor;
  if (!(a > 0 && b > 0)) return std::nullopt;
  return (a + b) / 2;
}

double SpreadRule::longest_m() const {
  return *std::max_element(reach_m.begin(), reach_m.end()) * factor;
}

std::vector<Crossing> crossings(const City& city, std::span<const GapPair> pairs,
                                std::span<const FireClass> classes, const SpreadRule& rule,
                                const Job& job) {
  const Blockers blockers(city, classes);
  std::vector<float> limit(pairs.size(), 0.0F);
  parallel_for(job, pairs.size(), 2048, translate("joining buildings into fire clusters"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t p = begin; p < end; ++p) {
                   const GapPair& pair = pairs[p];
                   const auto at = rule.limit_m(classes[pair.a].value, classes[pair.b].value);
                   if (at && pair.gap_m <= *at + gap_tolerance_m && !blockers.block(pair))
                     limit[p] = static_cast<float>(*at);
                 }
               });
  std::vector<Crossing> found;
  for (std::size_t p = 0; p < pairs.size(); ++p)
    if (limit[p] > 0) found.push_back({pairs[p], static_cast<double>(limit[p])});
  return found;
}

std::vector<Crossing> crossings_within(std::span<const GapPair> pairs, double limit_m) {
  std::vector<Crossing> found;
  for (const GapPair& pair : pairs)
    if (pair.gap_m <= limit_m + gap_tolerance_m) found.push_back({pair, limit_m});
  return found;
}

FireClusters fire_clusters(std::span<const Crossing> crossings, Counted counted,
                           std::span<const double> floor_area_m2, std::span<const double> people) {
  const std::size_t n = floor_area_m2.size();
  UnionFind sets(n);
  for (const Crossing& crossing : crossings) sets.join(crossing.pair.a, crossing.pair.b);

  FireClusters result;
  result.of_building.assign(n, FireClusters::none);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (!counted.empty() && counted[i] == 0) continue;
    const std::uint32_t root = sets.root(i);
    if (root == i) {
      result.of_building[i] = static_cast<std::uint32_t>(result.clusters.size());
      result.clusters.emplace_back();
    } else {
      result.of_building[i] = result.of_building[root];
    }
    FireCluster& cluster = result.clusters[result.of_building[i]];
    ++cluster.buildings;
    cluster.floor_area_m2 += floor_area_m2[i];
    if (!people.empty()) cluster.people += people[i];
  }
  for (const Crossing& crossing : crossings) {
    FireCluster& cluster = result.clusters[result.of_building[crossing.pair.a]];
    cluster.limit_m = std::max(cluster.limit_m, crossing.limit_m);
  }

  result.member_start.assign(result.clusters.size() + 1, 0);
  for (std::size_t k = 0; k < result.clusters.size(); ++k)
    result.member_start[k + 1] = result.member_start[k] + result.clusters[k].buildings;
  result.members.resize(result.member_start.back());
  std::vector<std::uint32_t> next(result.member_start.begin(), result.member_start.end() - 1);
  for (std::uint32_t i = 0; i < n; ++i)
    if (result.of_building[i] != FireClusters::none)
      result.members[next[result.of_building[i]]++] = i;

  double weighted = 0;
  double units = 0;
  for (const FireCluster& cluster : result.clusters) {
    weighted += cluster.buildings * cluster.floor_area_m2;
    units += cluster.buildings;
    result.largest = std::max(result.largest, cluster.buildings);
  }
  result.expected_loss_m2 = units > 0 ? weighted / units : 0;
  return result;
}

Texts cluster_ids(const FireClusters& clusters, const Texts& building_ids) {
  Texts ids;
  ids.reserve(clusters.clusters.size(), 13 * clusters.clusters.size());
  std::vector<std::string_view> names;
  for (std::size_t k = 0; k < clusters.clusters.size(); ++k) {
    names.clear();
    for (const std::uint32_t i : clusters.members_of(k)) names.push_back(building_ids[i]);
    std::sort(names.begin(), names.end());
    StableHash hash;
    for (const std::string_view name : names) hash.add(name);
    ids.push_back(hash.id("c"));
  }
  return ids;
}

}  // namespace firebreak
