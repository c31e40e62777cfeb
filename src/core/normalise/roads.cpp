#include "core/normalise/roads.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"
#include "core/normalise/noding.hpp"
#include "core/normalise/same_course.hpp"

namespace firebreak {

namespace {

/// A vertex of a line that may be a node: its two ends and every cut.
struct Visit {
  GridPoint at;
  std::int8_t level = 0;
  bool end = false;
  std::uint32_t line = 0;
  std::uint32_t slot = 0;  ///< position in the list before sorting
};

/// Visits of one place that belong together.
struct Places {
  std::vector<std::uint32_t> node;    ///< per slot
  std::vector<std::uint32_t> degree;  ///< per node: lines that leave it
  std::vector<GridPoint> at;
  std::vector<std::int8_t> level;

  std::uint32_t add(const Visit& visit) {
    at.push_back(visit.at);
    level.push_back(visit.level);
    degree.push_back(0);
    return static_cast<std::uint32_t>(at.size() - 1);
  }
};

/// Lines of one level that pass or end here form a node. A level that only ends here is a ramp: it
/// joins the nearest level that passes, or, if none passes, all others that end.
void group_place(std::span<const Visit> place, Places& places) {
  std::array<std::optional<std::uint32_t>, 256> node_of_level{};
  const auto cell = [](std::int8_t level) { return static_cast<std::size_t>(level + 128); };
  std::vector<std::int8_t> passing;
  for (const Visit& v : place)
    if (!v.end && !node_of_level[cell(v.level)]) {
      node_of_level[cell(v.level)] = places.add(v);
      passing.push_back(v.level);
    }
  std::optional<std::uint32_t> ends;
  for (const Visit& v : place) {
    auto& node = node_of_level[cell(v.level)];
    if (!node && passing.empty()) {
      if (!ends) ends = places.add(v);
      node = ends;
    } else if (!node) {
      const auto nearest =
          std::min_element(passing.begin(), passing.end(), [&](std::int8_t a, std::int8_t b) {
            return std::pair(std::abs(a - v.level), a) < std::pair(std::abs(b - v.level), b);
          });
      node = node_of_level[cell(*nearest)];
    }
    places.node[v.slot] = *node;
    places.degree[*node] += v.end ? 1 : 2;
    // A node where levels meet counts for the one nearest to the ground.
    auto& level = places.level[*node];
    if (std::pair(std::abs(v.level), v.level) < std::pair(std::abs(level), level)) level = v.level;
  }
}

Places group(std::vector<Visit> visits) {
  std::sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) {
    if (a.at != b.at) return a.at < b.at;
    if (a.level != b.level) return a.level < b.level;
    return a.slot < b.slot;
  });
  Places places;
  places.node.resize(visits.size());
  std::size_t from = 0;
  for (std::size_t i = 1; i <= visits.size(); ++i)
    if (i == visits.size() || visits[i].at != visits[from].at) {
      group_place(std::span(visits).subspan(from, i - from), places);
      from = i;
    }
  return places;
}

/// What happens to one end of a line.
struct EndRepair {
  std::optional<GridPoint> trim_to;  ///< junction that becomes the end
  std::optional<GridPoint> link_to;  ///< place the end is joined to
  bool joined = false;               ///< another road was joined to this end
};

/// One end of a line: 2 * line for its start, 2 * line + 1 for its end.
using EndId = std::uint32_t;

/// The nearest place a loose end can be joined to.
struct Target {
  double distance_m = std::numeric_limits<double>::infinity();
  Cut cut;
};

/// Ends nearer than this are mended without a word: it is below what the sentence prints.
constexpr double told_from_m = 0.005;

/// Builds one network, step by step.
class NetworkBuilder {
 public:
  NetworkBuilder(const Table<Road>& roads, std::vector<Issue>& issues, const Job& job,
                 const Table<Building>* buildings, const RoadRepair& repair)
      : roads_(roads), issues_(issues), job_(job), buildings_(buildings), repair_(repair) {}

  RoadNetwork build() {
    lines_ = grid_lines(roads_);
    runs_ = make_runs(lines_);
    job_.progress(0.2, translate("Joining roads"));
    Noding noding = find_cuts(lines_, runs_, job_.part(0.2, 0.5));
    cuts_ = std::move(noding.cuts);
    for (const Cut& c : noding.crossings)
      note(IssueKind::crossing_split, Severity::doubtful, c.line, c.at,
           text("two roads cross without a common vertex"),
           text("taken as a junction; mark a bridge or a tunnel if it is none"));
    index_cuts();
    ends_.resize(2 * lines_.size());
    const Places places = group(first_visits());
    trim_overshoots(places);
    join_loose_ends(places);
    job_.progress(0.7, translate("Joining roads"));
    sort_along(cuts_, lines_);
    index_cuts();
    RoadNetwork network = split();
    drop_duplicates(network);
    connect(network);
    note_isolated(network);
    return network;
  }

 private:
  void note(IssueKind kind, Severity severity, std::uint32_t line, GridPoint at, std::string detail,
            std::string effect) {
    Issue issue;
    issue.kind = kind;
    issue.severity = severity;
    issue.action = Action::repaired;
    issue.origin = roads_[lines_.road[line]].origin;
    issue.at = from_grid(at);
    issue.detail = std::move(detail);
    issue.effect = std::move(effect);
    issues_.push_back(std::move(issue));
  }

  void index_cuts() {
    cut_start_.assign(lines_.size() + 1, 0);
    for (const Cut& c : cuts_) ++cut_start_[c.line + 1];
    for (std::size_t l = 0; l < lines_.size(); ++l) cut_start_[l + 1] += cut_start_[l];
  }

  /// Two ends of each line (slots 2 l and 2 l + 1), then the cuts.
  std::vector<Visit> first_visits() const {
    std::vector<Visit> visits;
    visits.reserve(2 * lines_.size() + cuts_.size());
    for (std::uint32_t l = 0; l < lines_.size(); ++l) {
      const auto points = lines_.line(l);
      visits.push_back({points.front(), lines_.level[l], true, l, 2 * l});
      visits.push_back({points.back(), lines_.level[l], true, l, 2 * l + 1});
    }
    for (const Cut& c : cuts_)
      visits.push_back(
          {c.at, lines_.level[c.line], false, c.line, static_cast<std::uint32_t>(visits.size())});
    return visits;
  }

  GridPoint end_point(EndId end) const {
    const auto points = lines_.line(end / 2);
    return end % 2 == 0 ? points.front() : points.back();
  }
  bool loose(EndId end, const Places& places) const { return places.degree[places.node[end]] == 1; }
  /// The cut nearest to an end along its line, and how far it is; none beyond `limit_m`.
  std::optional<std::uint32_t> cut_near_end(EndId end, double limit_m, double* along_m) const {
    const std::uint32_t line = end / 2;
    if (cut_start_[line] == cut_start_[line + 1]) return {};
    const bool start = end % 2 == 0;
    const std::uint32_t c = start ? cut_start_[line] : cut_start_[line + 1] - 1;
    const auto points = lines_.line(line);
    double sum = 0;
    if (start) {
      for (std::uint32_t v = 0; v < cuts_[c].piece && sum <= limit_m; ++v)
        sum += distance_m(points[v], points[v + 1]);
      sum += distance_m(points[cuts_[c].piece], cuts_[c].at);
    } else {
      for (std::size_t v = points.size() - 1; v > cuts_[c].piece + 1 && sum <= limit_m; --v)
        sum += distance_m(points[v], points[v - 1]);
      sum += distance_m(points[cuts_[c].piece + 1], cuts_[c].at);
    }
    if (sum > limit_m) return {};
    *along_m = sum;
    return c;
  }

  void trim_overshoots(const Places& places) {
    for (EndId end = 0; end < ends_.size(); ++end) {
      if (!loose(end, places)) continue;
      double beyond_m = 0;
      const auto cut = cut_near_end(end, repair_.overshoot_m, &beyond_m);
      if (!cut || beyond_m >= repair_.overshoot_m) continue;
      if (places.degree[places.node[2 * lines_.size() + *cut]] < 3) continue;
      // A line that would vanish is no overshoot.
      if (ends_[end ^ 1U].trim_to == cuts_[*cut].at) continue;
      ends_[end].trim_to = cuts_[*cut].at;
      if (beyond_m < told_from_m) continue;
      note(IssueKind::overshoot, Severity::info, end / 2, cuts_[*cut].at,
           text("the road runs {:.2f} m beyond a junction", beyond_m),
           text("the piece beyond the junction was cut off"));
    }
  }

  void join_loose_ends(const Places& places) {
    std::vector<EndId> loose_ends;
    for (EndId end = 0; end < ends_.size(); ++end)
      if (loose(end, places) && !ends_[end].trim_to) loose_ends.push_back(end);
    std::vector<Target> targets(loose_ends.size());
    parallel_for(job_.part(0.55, 0.7), loose_ends.size(), 256, translate("Joining road ends"),
                 [&](std::size_t begin, std::size_t end, unsigned) {
                   for (std::size_t i = begin; i < end; ++i)
                     targets[i] = nearest_target(loose_ends[i], places);
                 });
    for (std::size_t i = 0; i < loose_ends.size(); ++i)
      if (targets[i].distance_m <= repair_.aligned_snap_m) {
        const EndId end = loose_ends[i];
        // Two loose ends that face each other make one link: the first in space draws it.
        const auto other = facing_end(targets[i], loose_ends, targets, end_point(end));
        if (other && end_point(*other) < end_point(end)) continue;
        join(end, targets[i]);
      }
  }

  void join(EndId end, const Target& target) {
    ends_[end].link_to = target.cut.at;
    bool at_end = false;
    for (const EndId other : {2 * target.cut.line, 2 * target.cut.line + 1})
      if (end_point(other) == target.cut.at) at_end = ends_[other].joined = true;
    if (!at_end) cuts_.push_back(target.cut);
    if (target.distance_m < told_from_m) return;
    note(IssueKind::short_link, Severity::doubtful, end / 2, end_point(end),
         text("the road ends {:.2f} m short of another", target.distance_m),
         text("the two were joined by a straight link"));
  }

  /// The loose end at the target, if its own target is `from`.
  std::optional<EndId> facing_end(const Target& target, std::span<const EndId> loose_ends,
                                  std::span<const Target> targets, GridPoint from) const {
    for (const EndId end : {2 * target.cut.line, 2 * target.cut.line + 1}) {
      if (end_point(end) != target.cut.at) continue;
      const auto found = std::lower_bound(loose_ends.begin(), loose_ends.end(), end);
      if (found == loose_ends.end() || *found != end) continue;
      const auto& back = targets[static_cast<std::size_t>(found - loose_ends.begin())];
      if (back.distance_m <= repair_.aligned_snap_m && back.cut.at == from) return end;
    }
    return {};
  }

  Target nearest_target(EndId end, const Places& places) const {
    const GridPoint from = end_point(end);
    const auto own = lines_.line(end / 2);
    const GridPoint before = end % 2 == 0 ? own[1] : own[own.size() - 2];
    Target best;
    Box around;
    around.add(from_grid(from));
    runs_.index.in_box(around.grown(repair_.aligned_snap_m), [&](std::uint32_t r) {
      const auto& run = runs_.runs[r];
      if (run.line == end / 2 || lines_.level[run.line] != lines_.level[end / 2]) return;
      if (met_near_end(end, run.line, places)) return;
      for (std::uint32_t p = run.from; p < run.end; ++p) consider(from, before, run.line, p, best);
    });
    if (best.distance_m <= repair_.aligned_snap_m && crosses_building(from, best.cut.at)) return {};
    return best;
  }

  /// True if the line already meets the other one within 10 m of this end: joining it once more
  /// would make a loop of nothing.
  bool met_near_end(EndId end, std::uint32_t other, const Places& places) const {
    double along_m = 0;
    const auto cut = cut_near_end(end, 10, &along_m);
    const auto points = lines_.line(end / 2);
    std::uint32_t node = 0;
    if (cut) {
      node = places.node[2 * lines_.size() + *cut];
    } else {
      if (line_length_m(points) > 10) return false;
      node = places.node[end ^ 1U];
    }
    if (places.node[2 * other] == node || places.node[2 * other + 1] == node) return true;
    for (auto c = cut_start_[other]; c < cut_start_[other + 1]; ++c)
      if (places.node[2 * lines_.size() + c] == node) return true;
    return false;
  }
  static double line_length_m(std::span<const GridPoint> points) {
    double sum = 0;
    for (std::size_t v = 0; v + 1 < points.size() && sum <= 10; ++v)
      sum += distance_m(points[v], points[v + 1]);
    return sum;
  }

  /// Offers the nearest point of a piece, and the point that the end points at, as a target.
  void consider(GridPoint from, GridPoint before, std::uint32_t line, std::uint32_t piece,
                Target& best) const {
    const auto points = lines_.line(line);
    const Xy f = from_grid(from);
    const Xy a = from_grid(points[piece]);
    const Xy b = from_grid(points[piece + 1]);
    double share = 0;
    point_segment2_m2(f, a, b, &share);
    offer(from, before, to_grid(a + share * (b - a)), line, piece, best);
    const Xy direction = f - from_grid(before);
    const double across = cross(direction, b - a);
    if (across == 0) return;
    const double ahead = cross(a - f, b - a) / across;
    const double along = cross(a - f, direction) / across;
    if (ahead > 0 && along >= 0 && along <= 1)
      offer(from, before, to_grid(f + ahead * direction), line, piece, best);
  }

  void offer(GridPoint from, GridPoint before, GridPoint at, std::uint32_t line,
             std::uint32_t piece, Target& best) const {
    const double distance = distance_m(from, at);
    if (distance > repair_.aligned_snap_m) return;
    if (distance > repair_.snap_m && !aligned(before, from, at)) return;
    const Cut cut = cut_at(lines_, line, piece, at);
    if (distance < best.distance_m || (distance == best.distance_m && better_tie(cut, best.cut)))
      best = {distance, cut};
  }
  /// Of equally near places the first in space; of lines through one place any will do, but
  /// always the same one: an end before a passing line, then by the line's own first vertex.
  bool better_tie(const Cut& a, const Cut& b) const {
    if (a.at != b.at) return a.at < b.at;
    const auto pa = lines_.line(a.line);
    const auto pb = lines_.line(b.line);
    const bool end_a = a.at == pa.front() || a.at == pa.back();
    const bool end_b = b.at == pb.front() || b.at == pb.back();
    if (end_a != end_b) return end_a;
    return std::lexicographical_compare(pa.begin(), pa.end(), pb.begin(), pb.end());
  }
  bool aligned(GridPoint before, GridPoint from, GridPoint at) const {
    const Xy u = from_grid(from) - from_grid(before);
    const Xy v = from_grid(at) - from_grid(from);
    const double limit = repair_.aligned_deg * 3.14159265358979323846 / 180;
    return std::abs(std::atan2(cross(u, v), dot(u, v))) <= limit;
  }

  bool crosses_building(GridPoint from, GridPoint to) const {
    if (buildings_ == nullptr) return false;
    const Xy a = from_grid(from);
    const Xy b = from_grid(to);
    Box box;
    box.add(a);
    box.add(b);
    bool crossed = false;
    buildings_->index.in_box(box, [&](std::uint32_t building) {
      const Shapes& shapes = buildings_->shapes;
      for (auto p = shapes.first_part(building); p < shapes.end_part(building); ++p) {
        const auto ring = shapes.part(p).points;
        for (std::size_t v = 0; v + 1 < ring.size() && !crossed; ++v)
          crossed = segment_segment2_m2(a, b, ring[v], ring[v + 1]) == 0;
      }
      return !crossed;
    });
    return crossed;
  }

  /// A line's vertices from end to end as repaired; `node_at` lists the positions that may be
  /// nodes, both ends included.
  void repaired_line(std::uint32_t line, std::vector<GridPoint>& points,
                     std::vector<std::uint32_t>& node_at) const {
    points.clear();
    node_at.clear();
    const auto own = lines_.line(line);
    const auto& first = ends_[2 * line];
    const auto& last = ends_[2 * line + 1];
    const auto add = [&](GridPoint p, bool node) {
      if (points.empty() || points.back() != p) points.push_back(p);
      const auto at = static_cast<std::uint32_t>(points.size() - 1);
      if (node && (node_at.empty() || node_at.back() != at)) node_at.push_back(at);
    };
    if (first.link_to) add(*first.link_to, true);
    auto c = cut_start_[line];
    for (std::uint32_t v = 0; v < own.size(); ++v) {
      const EndRepair* end = v == 0 ? &first : v + 1 == own.size() ? &last : nullptr;
      add(own[v], end != nullptr && (!end->link_to || end->joined));
      for (; c < cut_start_[line + 1] && cuts_[c].piece == v; ++c) add(cuts_[c].at, true);
    }
    if (last.link_to) add(*last.link_to, true);
    trim(first.trim_to, last.trim_to, points, node_at);
  }

  /// Takes the trimmed ends off. An end that something was joined to meanwhile stays.
  static void trim(const std::optional<GridPoint>& first, const std::optional<GridPoint>& last,
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

  RoadNetwork split();
  void drop_duplicates(RoadNetwork& network);
  void note_isolated(const RoadNetwork& network);

  const Table<Road>& roads_;
  std::vector<Issue>& issues_;
  const Job& job_;
  const Table<Building>* buildings_;
  RoadRepair repair_;
  GridLines lines_;
  Runs runs_;
  std::vector<Cut> cuts_;
  std::vector<std::uint32_t> cut_start_;
  std::vector<EndRepair> ends_;
};

/// The network's nodes and segments, without arcs.
RoadNetwork NetworkBuilder::split() {
  std::vector<GridPoint> points;
  std::vector<std::uint32_t> position;  ///< of each visit, in `points`
  std::vector<Visit> visits;
  std::vector<GridPoint> line_points;
  std::vector<std::uint32_t> node_at;
  points.reserve(lines_.points.size() + cuts_.size());
  visits.reserve(2 * lines_.size() + cuts_.size());
  for (std::uint32_t l = 0; l < lines_.size(); ++l) {
    if (l % 65536 == 0) job_.check();
    repaired_line(l, line_points, node_at);
    for (std::size_t i = 0; i < node_at.size(); ++i) {
      const bool end = i == 0 || i + 1 == node_at.size();
      visits.push_back({line_points[node_at[i]], lines_.level[l], end, l,
                        static_cast<std::uint32_t>(visits.size())});
      position.push_back(static_cast<std::uint32_t>(points.size()) + node_at[i]);
    }
    points.insert(points.end(), line_points.begin(), line_points.end());
  }
  const Places places = group(visits);
  job_.progress(0.85, translate("Joining roads"));

  RoadNetwork network;
  network.nodes.resize(places.at.size());
  std::transform(places.at.begin(), places.at.end(), network.nodes.begin(), from_grid);
  network.node_level = places.level;
  network.segments.reserve(visits.size());
  network.lines.reserve(visits.size(), points.size() + visits.size());
  std::vector<Xy> line;
  std::size_t from = 0;
  for (std::size_t v = 1; v < visits.size(); ++v) {
    if (visits[v].line != visits[from].line) {
      from = v;
      continue;
    }
    // A passing line alone makes no node: nothing of its level is here.
    if (!visits[v].end && places.degree[places.node[v]] == 2) continue;
    line.clear();
    for (auto p = position[from]; p <= position[v]; ++p) line.push_back(from_grid(points[p]));
    network.segments.push_back({{lines_.road[visits[v].line]},
                                places.node[from],
                                places.node[v],
                                static_cast<float>(firebreak::line_length_m(line))});
    network.lines.add(PartKind::line, line);
    from = v;
  }
  return network;
}

/// Whether traffic may use the segment from its lower node to its higher, and back.
std::pair<bool, bool> ways(const RoadSegment& s, const Road& road) {
  const bool turned = s.from > s.to;
  const bool forward = road.one_way != OneWay::backward;
  const bool backward = road.one_way != OneWay::forward;
  return turned ? std::pair(backward, forward) : std::pair(forward, backward);
}

/// Of several segments between the same nodes that lie on one another, the shortest stays, of
/// equal ones that of the first record. Sides of small triangles between three crossings are no
/// duplicates, however near they lie.
void NetworkBuilder::drop_duplicates(RoadNetwork& network) {
  const auto& segments = network.segments;
  std::vector<std::uint32_t> order(segments.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto key = [&](std::uint32_t i) {
    const Origin& origin = roads_[segments[i].road.value].origin;
    return std::tuple(std::minmax(segments[i].from, segments[i].to), segments[i].length_m,
                      origin.source, origin.fid, i);
  };
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  std::vector<std::uint8_t> dropped(segments.size());
  bool any = false;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto& kept = segments[order[i]];
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      const auto& other = segments[order[j]];
      if (std::minmax(other.from, other.to) != std::minmax(kept.from, kept.to)) break;
      if (static_cast<double>(kept.length_m) < 5 * repair_.duplicate_m) continue;
      const Road& kept_road = roads_[kept.road.value];
      const Road& other_road = roads_[other.road.value];
      if (dropped[order[i]] != 0 || dropped[order[j]] != 0) continue;
      if (road_level(kept_road) != road_level(other_road)) continue;
      if (ways(kept, kept_road) != ways(other, other_road)) continue;
      if (!run_together(network.lines.only_part(order[i]), network.lines.only_part(order[j]),
                        repair_.duplicate_m))
        continue;
      dropped[order[j]] = 1;
      any = true;
      Issue issue;
      issue.kind = IssueKind::duplicate_road;
      issue.severity = Severity::info;
      issue.action = Action::set_aside;
      issue.origin = other_road.origin;
      issue.at = point_along(network.lines.only_part(order[j]), other.length_m / 2);
      issue.detail =
          text("a second centre line lies on this one (record {})", kept_road.origin.fid);
      issue.effect = text("the road counts once");
      issues_.push_back(std::move(issue));
    }
  }
  if (!any) return;
  RoadNetwork kept;
  kept.nodes = std::move(network.nodes);
  kept.node_level = std::move(network.node_level);
  for (std::uint32_t i = 0; i < segments.size(); ++i)
    if (dropped[i] == 0) {
      kept.segments.push_back(segments[i]);
      kept.lines.add_copy(network.lines, i);
    }
  network = std::move(kept);
}

/// One note per piece that has no connection with the main network.
void NetworkBuilder::note_isolated(const RoadNetwork& network) {
  struct Piece {
    std::uint32_t first_segment = UINT32_MAX;
    std::size_t segments = 0;
    double length_m = 0;
    Box extent;
  };
  std::vector<Piece> pieces;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const auto component = network.component[network.segments[s].from];
    if (component == 0) continue;
    if (pieces.size() <= component) pieces.resize(component + 1);
    Piece& piece = pieces[component];
    if (piece.segments == 0) piece.first_segment = s;
    ++piece.segments;
    piece.length_m += static_cast<double>(network.segments[s].length_m);
    piece.extent.add(network.lines.boxes[s]);
  }
  for (const Piece& piece : pieces) {
    if (piece.segments == 0) continue;
    Issue issue;
    issue.kind = IssueKind::isolated_road;
    issue.severity = Severity::doubtful;
    issue.action = Action::kept;
    issue.origin = roads_[network.segments[piece.first_segment].road.value].origin;
    issue.at = network.nodes[network.segments[piece.first_segment].from];
    issue.extent = piece.extent;
    issue.detail = text("{0} road segments, {1:.0f} m, have no connection with the main network",
                        piece.segments, piece.length_m);
    issue.effect = text("what stands along them cannot be reached over the network");
    issues_.push_back(std::move(issue));
  }
}

}  // namespace

RoadNetwork build_network(const Table<Road>& roads, std::vector<Issue>& issues, const Job& job,
                          const Table<Building>* buildings, const RoadRepair& repair) {
  return NetworkBuilder(roads, issues, job, buildings, repair).build();
}

}  // namespace firebreak
