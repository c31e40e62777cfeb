#include "core/model/lane_ids.hpp"

#include <cmath>

#include "core/base/hash.hpp"

namespace firebreak {

Texts lane_ids(const City& city) {
  const RoadNetwork& network = *city.network;
  Texts ids;
  ids.reserve(network.segments.size(), 24 * network.segments.size());
  const auto decimetres = [](double m) { return static_cast<std::int64_t>(std::llround(10 * m)); };
  std::uint32_t road_begin = 0;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const auto& segment = network.segments[s];
    if (network.segments[road_begin].road != segment.road) road_begin = s;
    // A road that joins the same two places twice numbers its ways between them.
    std::int64_t ordinal = 0;
    for (auto before = road_begin; before < s && s - road_begin < 4096; ++before)
      if (network.segments[before].from == segment.from &&
          network.segments[before].to == segment.to)
        ++ordinal;
    const Xy from = city.to_crs(network.nodes[segment.from]);
    const Xy to = city.to_crs(network.nodes[segment.to]);
    StableHash hash;
    hash.add(city.roads->ids[segment.road.value]);
    for (const double m : {from.x_m, from.y_m, to.x_m, to.y_m}) hash.add(decimetres(m));
    if (ordinal > 0) hash.add(ordinal);
    ids.push_back(hash.id(std::string(city.roads->ids[segment.road.value]) + "_"));
  }
  return ids;
}

}  // namespace firebreak
