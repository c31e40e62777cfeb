#include "core/model/lane_ids.hpp"

#include <array>
#include <cmath>
#include <map>

#include "core/base/hash.hpp"

namespace firebreak {

namespace {

/// Where a segment begins and ends, in decimetres of the city's CRS.
using Ends = std::array<std::int64_t, 4>;

Ends ends_of(const City& city, const RoadSegment& segment) {
  const auto decimetres = [](double m) { return static_cast<std::int64_t>(std::llround(10 * m)); };
  const Xy from = city.to_crs(city.network->nodes[segment.from]);
  const Xy to = city.to_crs(city.network->nodes[segment.to]);
  return {decimetres(from.x_m), decimetres(from.y_m), decimetres(to.x_m), decimetres(to.y_m)};
}

}  // namespace

Texts lane_ids(const City& city) {
  const RoadNetwork& network = *city.network;
  Texts ids;
  ids.reserve(network.segments.size(), 24 * network.segments.size());
  // A road that joins the same two places twice numbers its ways between them; pieces of a few
  // centimetres begin and end at one place too.
  std::map<Ends, std::int64_t> ways_of_road;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const RoadSegment& segment = network.segments[s];
    if (s > 0 && network.segments[s - 1].road != segment.road) ways_of_road.clear();
    const Ends ends = ends_of(city, segment);
    const std::int64_t ordinal = ways_of_road[ends]++;
    StableHash hash;
    hash.add(city.roads->ids[segment.road.value]);
    for (const std::int64_t at : ends) hash.add(at);
    if (ordinal > 0) hash.add(ordinal);
    ids.push_back(hash.id(std::string(city.roads->ids[segment.road.value]) + "_"));
  }
  return ids;
}

}  // namespace firebreak
