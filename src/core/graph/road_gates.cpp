#include "core/graph/road_gates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/geo/measure.hpp"
#include "core/model/accuracy.hpp"

namespace firebreak {

namespace {

/// What lies no farther from a centre line lies on it: drawing noise.
constexpr double on_line_m = 0.3;

bool is_point(const Shapes& shapes, std::uint32_t f) {
  return shapes.part_kind[shapes.first_part(f)] == PartKind::point;
}

/// Drawn as one: the same layer, or nodes and ways of one extract.
bool drawn_as_one(const City& city, std::uint32_t a, std::uint32_t b) {
  if (a == b || city.sources.size() <= std::max(a, b)) return true;
  const Source& one = city.sources[a];
  const Source& other = city.sources[b];
  return one.path == other.path && one.driver == "OSM" && other.driver == "OSM";
}

/// Roads by how likely a gate bars them: footways, then what leads to houses, streets, main roads.
int gate_rank(RoadClass road_class) {
  switch (road_class) {
    case RoadClass::footway:
    case RoadClass::path:
    case RoadClass::steps:
    case RoadClass::cycleway:
      return 0;
    case RoadClass::service:
    case RoadClass::track:
    case RoadClass::alley:
    case RoadClass::pedestrian:
      return 1;
    case RoadClass::residential:
    case RoadClass::living_street:
    case RoadClass::unclassified:
    case RoadClass::unknown:
      return 2;
    default:
      return 3;
  }
}

/// Whether a gate at a junction of three or more arms bars this one.
GateStands at_junction(const City& city, std::uint32_t node, std::uint32_t segment) {
  const RoadNetwork& network = *city.network;
  const auto rank_of = [&](std::uint32_t s) {
    return gate_rank((*city.roads)[network.segments[s].road.value].road_class);
  };
  int footways = 0;
  int vehicles = 0;
  int least = std::numeric_limits<int>::max();
  int least_arms = 0;
  for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a) {
    const int rank = rank_of(network.arcs[a].segment);
    if (rank == 0) {
      ++footways;
      continue;
    }
    ++vehicles;
    if (rank < least) least = rank, least_arms = 0;
    if (rank == least) ++least_arms;
  }
  const int own = rank_of(segment);
  if (own == 0) return GateStands::across;
  // A road that footways join: in a street the gate is theirs, on a service road it may be its own.
  if (vehicles <= 2) return own == 1 ? GateStands::unclear : GateStands::beside;
  if (own > least) return GateStands::beside;
  return own == 1 && least_arms == 1 && footways == 0 ? GateStands::across : GateStands::unclear;
}

}  // namespace

double to_line_m(const City& city, std::uint32_t obstacle, std::uint32_t segment) {
  const Shapes& shapes = city.obstacles->shapes;
  const auto line = city.network->lines.only_part(segment);
  double least2 = std::numeric_limits<double>::infinity();
  for (auto p = shapes.first_part(obstacle); p < shapes.end_part(obstacle); ++p) {
    const auto points = shapes.part(p).points;
    if (points.size() == 1)
      least2 = std::min(least2, nearest_on_line(line, points[0]).distance2_m2);
    for (std::size_t e = 0; e + 1 < points.size(); ++e)
      for (std::size_t v = 0; v + 1 < line.size(); ++v)
        least2 =
            std::min(least2, segment_segment2_m2(line[v], line[v + 1], points[e], points[e + 1]));
  }
  return std::sqrt(least2);
}

double gate_reach_m(const City& city, std::uint32_t gate_source, std::uint32_t road_source) {
  if (drawn_as_one(city, gate_source, road_source)) return on_line_m;
  constexpr double beside_m = 2;
  return std::max(beside_m,
                  marginal_sigmas * sigma_m(city, Origin{gate_source, -1}, {road_source, -1}));
}

double widest_gate_reach_m(const City& city, std::uint32_t road_source) {
  double widest = on_line_m;
  for (std::uint32_t i = 0; i < city.sources.size(); ++i)
    if (city.sources[i].role == Role::obstacles)
      widest = std::max(widest, gate_reach_m(city, i, road_source));
  return widest;
}

GateStands gate_stands(const City& city, std::uint32_t obstacle, std::uint32_t segment) {
  const Origin gate = (*city.obstacles)[obstacle].origin;
  const Origin road = (*city.roads)[city.network->segments[segment].road.value].origin;
  const double distance = to_line_m(city, obstacle, segment);
  if (distance > gate_reach_m(city, gate.source, road.source)) return GateStands::beside;
  if (!is_point(city.obstacles->shapes, obstacle))
    return distance <= on_line_m ? GateStands::across : GateStands::unclear;
  const RoadNetwork& network = *city.network;
  const RoadSegment& s = network.segments[segment];
  const Xy at = city.obstacles->shapes.feature_points(obstacle).front();
  for (const std::uint32_t node : {s.from, s.to})
    if (distance2_m2(at, network.nodes[node]) <= on_line_m * on_line_m && network.degree(node) >= 3)
      return at_junction(city, node, segment);
  return distance <= on_line_m ? GateStands::across : GateStands::unclear;
}

}  // namespace firebreak
