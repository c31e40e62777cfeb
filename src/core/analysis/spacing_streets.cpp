#include "core/analysis/spacing_streets.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/analysis/station_exits.hpp"
#include "core/base/parallel.hpp"
#include "core/base/union_find.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

constexpr double straight_on_cosine = 0.8660254037844387;  // 30 degrees

struct Interval {
  double from_m;
  double to_m;
};

bool carries_main(RoadClass road_class) {
  switch (road_class) {
    case RoadClass::unknown:
    case RoadClass::trunk:
    case RoadClass::primary:
    case RoadClass::secondary:
    case RoadClass::tertiary:
    case RoadClass::residential:
    case RoadClass::living_street:
    case RoadClass::unclassified:
    case RoadClass::pedestrian:
      return true;
    default:
      return false;
  }
}

bool in_study_area(const City& city, Xy at) {
  if (city.study_area->empty()) return true;
  for (std::size_t a = 0; a < city.study_area->size(); ++a)
    if (city.study_area->boxes[a].contains(at) && contains(*city.study_area, a, at)) return true;
  return false;
}

/// Sorts intervals and joins those that touch.
void join_touching(std::vector<Interval>& intervals) {
  std::sort(intervals.begin(), intervals.end(), [](const Interval& a, const Interval& b) {
    return a.from_m != b.from_m ? a.from_m < b.from_m : a.to_m < b.to_m;
  });
  std::size_t kept = 0;
  for (const Interval& next : intervals) {
    if (kept > 0 && next.from_m <= intervals[kept - 1].to_m)
      intervals[kept - 1].to_m = std::max(intervals[kept - 1].to_m, next.to_m);
    else
      intervals[kept++] = next;
  }
  intervals.resize(kept);
}

/// The parts of a line within `near_m` of a corner of a building.
std::vector<Interval> near_buildings(const City& city, std::span<const Xy> line, double length_m,
                                     double near_m) {
  std::vector<Interval> found;
  double along = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Xy start = line[i];
    const double piece_m = distance_m(start, line[i + 1]);
    // The last piece ends at the length, whatever the rounding of the sum.
    const double end = i + 2 == line.size() ? length_m : along + piece_m;
    if (piece_m > 0) {
      const Xy ahead = (1 / piece_m) * (line[i + 1] - start);
      Box box{start, start};
      box.add(line[i + 1]);
      bool whole = false;
      city.buildings->index.in_box(box.grown(near_m), [&](std::uint32_t b) {
        if ((*city.buildings)[b].obstacle_only) return true;
        for (const Xy corner : city.buildings->shapes.feature_points(b)) {
          const Xy to = corner - start;
          const double off = cross(ahead, to);
          const double half2 = near_m * near_m - off * off;
          if (half2 < 0) continue;
          const double half = std::sqrt(half2);
          const double from_m = std::max(dot(ahead, to) - half, 0.0);
          const double to_m = std::min(dot(ahead, to) + half, piece_m);
          if (from_m > to_m) continue;
          found.push_back({along + from_m, to_m == piece_m ? end : along + to_m});
          whole = from_m == 0 && to_m == piece_m;
          if (whole) return false;
        }
        return true;
      });
    }
    along = end;
  }
  join_touching(found);
  return found;
}

/// Fills the parts without buildings between built-up ones that are shorter than the spacing, over
/// nodes too.
class HoleCloser {
 public:
  HoleCloser(const City& city, SpacingStreets& streets,
             std::vector<std::vector<Interval>>& built_up, std::span<const std::uint8_t> judged)
      : network_(*city.network), streets_(streets), built_up_(built_up) {
    std::vector<std::uint32_t> at_node(network_.nodes.size(), none);
    built_up_ends_.resize(network_.nodes.size());
    for (std::uint32_t s = 0; s < judged.size(); ++s)
      if (judged[s] != 0) find_holes(s);
    UnionFind sets(holes_.size());
    for (std::uint32_t h = 0; h < holes_.size(); ++h)
      for (const std::uint32_t node : nodes_of(holes_[h])) {
        if (node == none) continue;
        if (at_node[node] == none)
          at_node[node] = h;
        else
          sets.join(at_node[node], h);
      }
    length_.resize(holes_.size());
    sides_.resize(holes_.size());
    root_.resize(holes_.size());
    for (std::uint32_t h = 0; h < holes_.size(); ++h) {
      root_[h] = sets.root(h);
      const auto& hole = holes_[h];
      length_[root_[h]] += hole.part.to_m - hole.part.from_m;
      sides_[root_[h]] += (nodes_of(hole)[0] == none ? 1U : 0U) + (nodes_of(hole)[1] == none);
    }
    for (std::uint32_t n = 0; n < at_node.size(); ++n)
      if (at_node[n] != none) sides_[sets.root(at_node[n])] += built_up_ends_[n];
  }

  void close(double shorter_than_m) {
    for (std::uint32_t h = 0; h < holes_.size(); ++h)
      if (length_[root_[h]] < shorter_than_m && sides_[root_[h]] >= 2)
        built_up_[holes_[h].segment].push_back(holes_[h].part);
    for (auto& intervals : built_up_) join_touching(intervals);
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  struct Hole {
    std::uint32_t segment;
    Interval part;
  };

  void find_holes(std::uint32_t s) {
    double from = 0;
    const double end = streets_.segment_m[s];
    for (const Interval& built : built_up_[s]) {
      if (built.from_m > from) holes_.push_back({s, {from, built.from_m}});
      from = built.to_m;
    }
    if (from < end) holes_.push_back({s, {from, end}});
    if (built_up_[s].empty()) return;
    if (built_up_[s].front().from_m <= 0) ++built_up_ends_[network_.segments[s].from];
    if (built_up_[s].back().to_m >= end) ++built_up_ends_[network_.segments[s].to];
  }
  /// The nodes that a hole reaches at its two ends.
  std::array<std::uint32_t, 2> nodes_of(const Hole& hole) const {
    const auto& segment = network_.segments[hole.segment];
    return {hole.part.from_m <= 0 ? segment.from : none,
            hole.part.to_m >= streets_.segment_m[hole.segment] ? segment.to : none};
  }

  const RoadNetwork& network_;
  SpacingStreets& streets_;
  std::vector<std::vector<Interval>>& built_up_;
  std::vector<Hole> holes_;
  std::vector<std::uint32_t> built_up_ends_;  ///< per node
  std::vector<std::uint32_t> root_;           ///< per hole: the group of touching ones
  std::vector<double> length_;                ///< per group
  std::vector<std::uint32_t> sides_;          ///< per group: where built-up streets begin
};

/// The direction in which a segment leaves its first or its last node.
Xy leaving(std::span<const Xy> line, bool from_end) {
  const Xy a = from_end ? line.back() : line.front();
  const Xy b = from_end ? line[line.size() - 2] : line[1];
  const double length = distance_m(a, b);
  return length > 0 ? (1 / length) * (b - a) : Xy{};
}

/// Joins stretches into streets: at a node those of one name, and unnamed ones that go straight on.
class StrokeJoiner {
 public:
  StrokeJoiner(const City& city, SpacingStreets& streets)
      : city_(city), streets_(streets), sets_(streets.stretches.size()) {}

  void join() {
    const RoadNetwork& network = *city_.network;
    for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
      ends_.clear();
      for (auto a = network.arc_start[n]; a < network.arc_start[n + 1]; ++a) add(network.arcs[a]);
      for (std::size_t i = 0; i < ends_.size(); ++i)
        for (std::size_t j = i + 1; j < ends_.size(); ++j)
          if (!ends_[i].name.empty() && ends_[i].name == ends_[j].name)
            sets_.join(ends_[i].stretch, ends_[j].stretch);
      join_straight();
    }
    for (std::uint32_t i = 0; i < streets_.stretches.size(); ++i)
      streets_.stretches[i].stroke = sets_.root(i);
  }

 private:
  struct End {
    std::uint32_t stretch;
    std::string_view name;
    Xy leaving;
  };

  void add(const RoadNetwork::Arc& arc) {
    const auto first = streets_.first[arc.segment];
    const auto end = streets_.first[arc.segment + 1];
    if (first == end) return;
    const std::uint32_t i = arc.against ? end - 1 : first;
    const auto& stretch = streets_.stretches[i];
    const bool reaches =
        arc.against ? stretch.to_m >= streets_.segment_m[arc.segment] : stretch.from_m <= 0;
    if (!reaches) return;
    const auto line = city_.network->lines.only_part(arc.segment);
    ends_.push_back({i, city_.roads->names[city_.network->segments[arc.segment].road.value],
                     leaving(line, arc.against)});
  }
  /// Two unnamed ends go on in each other if each is the straightest for the other.
  void join_straight() {
    for (std::size_t i = 0; i < ends_.size(); ++i) {
      const std::size_t j = straightest(i);
      if (j != ends_.size() && i < j && straightest(j) == i)
        sets_.join(ends_[i].stretch, ends_[j].stretch);
    }
  }
  std::size_t straightest(std::size_t of) const {
    std::size_t best = ends_.size();
    double best_cosine = straight_on_cosine;
    if (!ends_[of].name.empty()) return best;
    for (std::size_t j = 0; j < ends_.size(); ++j) {
      if (j == of || !ends_[j].name.empty()) continue;
      const double cosine = -dot(ends_[of].leaving, ends_[j].leaving);
      if (cosine > best_cosine) best_cosine = cosine, best = j;
    }
    return best;
  }

  const City& city_;
  SpacingStreets& streets_;
  UnionFind sets_;
  std::vector<End> ends_;
};

}  // namespace

SpacingStreets spacing_streets(const City& city, const HydrantSpacing::Params& params,
                               const Job& job) {
  const RoadNetwork& network = *city.network;
  const std::size_t count = network.segments.size();
  SpacingStreets streets;
  streets.segment_m.resize(count);
  std::vector<std::uint8_t> judged(count);
  std::vector<std::vector<Interval>> built_up(count);
  parallel_for(job, count, 256, translate(tr_key("Finding built-up streets")),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t s = begin; s < end; ++s) {
                   const auto line = network.lines.only_part(s);
                   const double length = streets.segment_m[s] = line_length_m(line);
                   const Road& road = road_of(city, static_cast<std::uint32_t>(s));
                   judged[s] = carries_main(road.road_class) && road_level(road) == 0 &&
                               in_study_area(city, point_along(line, length / 2));
                   if (judged[s] == 0) continue;
                   built_up[s] = city.buildings->empty()
                                     ? std::vector<Interval>{{0, length}}
                                     : near_buildings(city, line, length, params.built_up_m);
                 }
               });
  HoleCloser(city, streets, built_up, judged).close(params.spacing_m);
  for (std::uint32_t s = 0; s < count; ++s) {
    for (const Interval& part : built_up[s])
      if (part.to_m > part.from_m) streets.stretches.push_back({s, part.from_m, part.to_m, 0});
    streets.first.push_back(static_cast<std::uint32_t>(streets.stretches.size()));
  }
  StrokeJoiner(city, streets).join();
  return streets;
}

}  // namespace firebreak
