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
#include "core/normalise/road_ends.hpp"
#include "core/normalise/road_pieces.hpp"
#include "core/normalise/road_places.hpp"

namespace firebreak {

namespace {

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
    drop_duplicate_segments(network, roads_, repair_.duplicate_m, issues_);
    connect(network);
    note_isolated_pieces(network, roads_, issues_);
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
    if (buildings_ != nullptr && best.distance_m <= repair_.aligned_snap_m &&
        crosses_building(*buildings_, from, best.cut.at))
      return {};
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
    if (distance > repair_.snap_m && !points_at(before, from, at, repair_.aligned_deg)) return;
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
    trim_ends(first.trim_to, last.trim_to, points, node_at);
  }

  RoadNetwork split();

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

}  // namespace

RoadNetwork build_network(const Table<Road>& roads, std::vector<Issue>& issues, const Job& job,
                          const Table<Building>* buildings, const RoadRepair& repair) {
  return NetworkBuilder(roads, issues, job, buildings, repair).build();
}

}  // namespace firebreak
