#include "core/normalise/building_sources.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/normalise/geometry.hpp"

namespace firebreak {

std::vector<std::uint32_t> building_ranks(const Table<Building>& buildings,
                                          std::span<const Source> sources) {
  std::vector<std::uint32_t> ranks(sources.size(), 0);
  std::vector<double> told(sources.size(), 0);
  std::vector<std::size_t> count(sources.size(), 0);
  for (const Building& building : buildings.rows) {
    if (building.origin.source >= sources.size()) continue;
    ++count[building.origin.source];
    told[building.origin.source] += attributes_of(building);
  }
  std::vector<std::uint32_t> order;
  for (std::uint32_t s = 0; s < sources.size(); ++s)
    if (count[s] > 0) order.push_back(s);
  const auto standing = [&](std::uint32_t s) {
    return std::tuple(sources[s].accuracy_m, -told[s] / static_cast<double>(count[s]),
                      std::string_view(sources[s].path), std::string_view(sources[s].layer));
  };
  std::ranges::sort(order, {}, standing);
  std::map<std::string_view, std::uint32_t> drawings;
  std::uint32_t next = 0;
  for (const std::uint32_t s : order) {
    if (sources[s].driver != "DXF") {
      ranks[s] = next++;
      continue;
    }
    const auto [drawing, first] = drawings.emplace(sources[s].path, next);
    if (first) ++next;
    ranks[s] = drawing->second;
  }
  return ranks;
}

namespace {

/// Whether two of these footprints share ground.
bool share_ground(const Shapes& shapes, std::vector<std::uint32_t> of) {
  std::ranges::sort(of, {}, [&](std::uint32_t b) { return shapes.boxes[b].min.x_m; });
  for (std::size_t i = 0; i < of.size(); ++i) {
    const Box& box = shapes.boxes[of[i]];
    for (std::size_t k = i + 1; k < of.size(); ++k) {
      const Box& next = shapes.boxes[of[k]];
      if (next.min.x_m >= box.max.x_m) break;
      if (box.intersects(next) && shared_area_m2(shapes, of[i], shapes, of[k]) > overlap_m2)
        return true;
    }
  }
  return false;
}

/// How much of a building's ground its leaders cover. What several of them cover counts once, where
/// that matters: a sum below `enough_m2` is not more than that.
double covered_m2(const Shapes& shapes, std::uint32_t building, std::span<const GivenWay> pairs,
                  double enough_m2, const Geos& geos) {
  double sum = 0;
  std::vector<std::uint32_t> leaders;
  for (const GivenWay& pair : pairs) {
    sum += pair.shared_m2;
    leaders.push_back(pair.leader);
  }
  if (sum < enough_m2 || !share_ground(shapes, leaders)) return sum;
  Shapes own;
  own.add_copy(shapes, building);
  const Shapes covered = geos.intersection(own, geos.united(shapes, leaders));
  return covered.empty() ? 0 : area_m2(covered, 0);
}

}  // namespace

std::vector<GivenWay> give_way(const Table<Building>& buildings,
                               std::span<const OverlapPair> across,
                               std::span<const std::uint32_t> ranks,
                               std::vector<std::uint8_t>& gone) {
  const auto rank = [&](std::uint32_t b) { return ranks[buildings[b].origin.source]; };
  std::map<std::uint32_t, std::vector<GivenWay>> of_building;
  for (const OverlapPair& pair : across) {
    const bool first_leads = rank(pair.first) < rank(pair.second);
    const std::uint32_t leader = first_leads ? pair.first : pair.second;
    const std::uint32_t building = first_leads ? pair.second : pair.first;
    if (buildings[leader].obstacle_only && !buildings[building].obstacle_only) continue;
    of_building[building].push_back({building, leader, pair.shared_m2});
  }
  // A record that has given way itself sends nobody away: the leading sources come first.
  std::vector<std::uint32_t> order;
  for (const auto& [building, pairs] : of_building) order.push_back(building);
  std::ranges::stable_sort(order, {}, rank);
  const Geos geos;
  std::vector<GivenWay> out;
  for (const std::uint32_t building : order) {
    if (gone[building] != 0) continue;
    auto& pairs = of_building[building];
    std::erase_if(pairs, [&](const GivenWay& pair) { return gone[pair.leader] != 0; });
    const double area = area_m2(buildings.shapes, building);
    const double enough_m2 = given_way_share * area;
    if (covered_m2(buildings.shapes, building, pairs, enough_m2, geos) < enough_m2) continue;
    gone[building] = 1;
    for (GivenWay pair : pairs) {
      const double led = area_m2(buildings.shapes, pair.leader);
      pair.told_of = pair.shared_m2 >= told_of_share * std::min(area, led);
      pair.same = pair.shared_m2 >= told_of_share * std::max(area, led);
      out.push_back(pair);
    }
  }
  std::ranges::sort(out, {}, [&](const GivenWay& pair) {
    return std::tuple(pair.leader, rank(pair.building), -pair.shared_m2,
                      buildings.ids[pair.building]);
  });
  return out;
}

}  // namespace firebreak
