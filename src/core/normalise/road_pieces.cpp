#include "core/normalise/road_pieces.hpp"

#include <algorithm>
#include <tuple>

#include "core/base/plural.hpp"
#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"
#include "core/normalise/duplicates.hpp"
#include "core/normalise/same_course.hpp"

namespace firebreak {

namespace {

/// Whether traffic may use the segment from its lower node to its higher, and back.
std::pair<bool, bool> ways(const RoadSegment& s, const Road& road) {
  const bool turned = s.from > s.to;
  const bool forward = road.one_way != OneWay::backward;
  const bool backward = road.one_way != OneWay::forward;
  return turned ? std::pair(backward, forward) : std::pair(forward, backward);
}

/// Ways that carry no engine.
bool on_foot(const Road& road) {
  switch (road.road_class) {
    case RoadClass::footway:
    case RoadClass::path:
    case RoadClass::steps:
    case RoadClass::cycleway:
      return true;
    default:
      return false;
  }
}

/// How much of what decides a verdict a record says.
int decisive(const Road& road) {
  return int{road.fire_lane} + int{road.width_m.has_value()} + int{road.max_width_m.has_value()} +
         int{road.clear_height_m || road.height_below_m} + int{road.max_weight_t.has_value()};
}

/// Whether what `other` says of widths, heights and weights is lost if only `kept` stays: pieces
/// are parts of their records, and nothing is taken over.
bool says_more(const Road& other, const Road& kept) {
  const auto lost = [](const auto& from, const auto& to) { return from && from != to; };
  return (other.fire_lane && !kept.fire_lane) || on_foot(other) != on_foot(kept) ||
         lost(other.width_m, kept.width_m) || lost(other.max_width_m, kept.max_width_m) ||
         lost(other.clear_height_m, kept.clear_height_m) ||
         lost(other.height_below_m, kept.height_below_m) ||
         lost(other.max_weight_t, kept.max_weight_t);
}

}  // namespace

void drop_duplicate_segments(RoadNetwork& network, const Table<Road>& roads, double duplicate_m,
                             std::vector<Issue>& issues) {
  const auto& segments = network.segments;
  std::vector<std::uint32_t> order(segments.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto key = [&](std::uint32_t i) {
    const std::uint32_t r = segments[i].road.value;
    return std::tuple(std::minmax(segments[i].from, segments[i].to), -decisive(roads[r]),
                      -attributes_of(roads[r], roads.names[r]), segments[i].length_m,
                      roads[r].origin.source, roads[r].origin.fid, i);
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
      const Road& kept_road = roads[kept.road.value];
      const Road& other_road = roads[other.road.value];
      if (dropped[order[i]] != 0 || dropped[order[j]] != 0) continue;
      if (road_level(kept_road) != road_level(other_road)) continue;
      if (ways(kept, kept_road) != ways(other, other_road)) continue;
      if (says_more(other_road, kept_road)) continue;
      // Short sides of a triangle at a junction lie near each other by nature.
      const double within_m = std::min(duplicate_m, 0.1 * static_cast<double>(kept.length_m));
      if (!run_together(network.lines.only_part(order[i]), network.lines.only_part(order[j]),
                        within_m))
        continue;
      dropped[order[j]] = 1;
      any = true;
      Issue issue;
      issue.kind = IssueKind::duplicate_road;
      issue.severity = Severity::info;
      issue.action = Action::repaired;
      issue.origin = other_road.origin;
      issue.at = point_along(network.lines.only_part(order[j]), other.length_m / 2);
      issue.detail =
          text("a second centre line lies on this one (record {})", kept_road.origin.fid);
      issue.effect = text("the road counts once");
      issues.push_back(std::move(issue));
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

void note_isolated_pieces(const RoadNetwork& network, const Table<Road>& roads,
                          std::vector<Issue>& issues) {
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
    issue.origin = roads[network.segments[piece.first_segment].road.value].origin;
    issue.at = network.nodes[network.segments[piece.first_segment].from];
    issue.extent = piece.extent;
    issue.detail = text(
        for_count(piece.segments,
                  tr_key("{0} road segment, {1:.0f} m, has no connection with the main network"),
                  tr_key("{0} road segments, {1:.0f} m, have no connection with the main network")),
        piece.segments, piece.length_m);
    issue.effect = text("what stands along them cannot be reached over the network");
    issues.push_back(std::move(issue));
  }
}

}  // namespace firebreak
