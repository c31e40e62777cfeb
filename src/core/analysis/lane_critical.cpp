#include "core/analysis/lane_critical.hpp"

#include <algorithm>
#include <vector>

#include "core/analysis/lane_reach.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/way_tree.hpp"

namespace firebreak {

namespace {

WayTree way_tree(const City& city, const Lanes::Params& params,
                 std::span<const std::uint32_t> stations, std::span<const std::uint8_t> open) {
  std::vector<std::uint32_t> sources = ways_begin(city, stations);
  const auto outside = ways_from_outside(city, params);
  sources.insert(sources.end(), outside.begin(), outside.end());
  if (!params.obey_one_way) return bridge_tree(*city.network, open, sources);
  return dominator_tree(*city.network, open, driven_ways(city, params), sources);
}

/// Finds what each building depends on.
class Dependence {
 public:
  Dependence(const City& city, double access_m, std::span<const std::uint8_t> open,
             const WayTree& tree)
      : city_(city),
        limit2_m2_(access_m * access_m),
        open_(open),
        tree_(tree),
        segments_(city.network->lines.boxes) {}

  /// The part of the tree behind the last lane that all ways to the building lead over; none if
  /// no way does.
  std::uint32_t part_of(std::uint32_t building) const {
    std::uint32_t part = WayTree::none;
    const Shapes& shapes = city_.buildings->shapes;
    segments_.nearest(shapes.boxes[building], limit2_m2_, [&](std::uint32_t s, double) {
      const std::uint32_t there = stop_on(s);
      if (there == WayTree::none) return limit2_m2_;
      const std::uint32_t both = part == WayTree::none ? there : tree_.common(part, there);
      if (both == part || !near(building, s)) return limit2_m2_;
      part = both;
      return part == 0 ? nothing_more : limit2_m2_;
    });
    return part;
  }

 private:
  static constexpr double nothing_more = -1;

  /// The part in which an engine stands that works from a lane.
  std::uint32_t stop_on(std::uint32_t segment) const {
    if (open_[segment] == 0 || !gives_access(road_of(city_, segment))) return WayTree::none;
    return tree_.part_on(segment);
  }
  bool near(std::uint32_t building, std::uint32_t segment) const {
    return distance2_m2(city_.buildings->shapes, building, city_.network->lines, segment,
                        limit2_m2_ * (1 + 1e-12)) <= limit2_m2_;
  }

  const City& city_;
  double limit2_m2_;
  std::span<const std::uint8_t> open_;
  const WayTree& tree_;
  SpatialIndex segments_;
};

void add_building(Lanes::Critical& lane, const Lanes::WayIn& way, const Exposure& exposed) {
  ++lane.buildings;
  if (way.cut_off == Lanes::CutOff::no) ++lane.buildings_reached;
  lane.add(exposed);
}

void add_all(Lanes::Critical& lane, const Lanes::Critical& behind) {
  lane.buildings += behind.buildings;
  lane.buildings_reached += behind.buildings_reached;
  lane.add(behind);
}

}  // namespace

void find_critical(const City& city, const Lanes::Params& params,
                   std::span<const std::uint32_t> stations, std::span<const Exposure> exposures,
                   Lanes::Result& result, const Job& job) {
  result.critical.clear();
  result.on_one_way = 0;
  if (result.buildings.empty()) return;
  const auto open = passable_lanes(city, params, result.lanes);
  const WayTree tree = way_tree(city, params, stations, open);
  const auto parts = tree.parts();
  if (parts.size() == 1) return;
  const Dependence dependence(city, params.access_m, open, tree);
  std::vector<std::uint32_t> part_of(result.buildings.size(), 0);
  parallel_for(job, part_of.size(), 512, translate("Finding ways in"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t b = begin; b < end; ++b) {
                   const Lanes::WayIn& way = result.buildings[b];
                   if (way.judged && way.cut_off != Lanes::CutOff::yes)
                     part_of[b] = dependence.part_of(static_cast<std::uint32_t>(b));
                 }
               });
  std::vector<Lanes::Critical> behind(parts.size());
  for (std::size_t b = 0; b < part_of.size(); ++b) {
    if (part_of[b] == 0 || part_of[b] == WayTree::none) continue;
    add_building(behind[part_of[b]], result.buildings[b], exposures[b]);
    ++result.on_one_way;
  }
  for (std::size_t p = parts.size() - 1; p > 0; --p) {
    if (behind[p].buildings == 0) continue;
    add_all(behind[parts[p].before], behind[p]);
    behind[p].lane = parts[p].bridge;
    result.critical.push_back(behind[p]);
  }
  std::ranges::sort(result.critical, {}, &Lanes::Critical::lane);
}

}  // namespace firebreak
