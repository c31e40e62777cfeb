#include "core/normalise/mixed_offset.hpp"

#include <algorithm>

#include "core/normalise/offset_test.hpp"

namespace firebreak {

namespace {

constexpr std::size_t least_places = 20;
constexpr std::size_t least_far = 8;
constexpr double largest_far_share = 0.85;  ///< more: the layer as a whole
constexpr double beside_m = 15;
constexpr double road_search_m = 1000;
constexpr double least_share = 0.7;  ///< of those off the roads that the shift brings there
constexpr double least_gain = 2;     ///< times as often as by chance

/// How many of the places listed lie beside a road.
template <class Moved>
std::vector<std::uint32_t> beside_roads(std::span<const std::uint32_t> listed,
                                        const Table<Road>& roads, const Moved& moved) {
  std::vector<std::uint32_t> out;
  for (const std::uint32_t i : listed)
    if (road_distance_m(roads, moved(i), beside_m + 1) <= beside_m) out.push_back(i);
  return out;
}

template <class Moved>
double median_distance_m(std::span<const std::uint32_t> listed, const Table<Road>& roads,
                         const Moved& moved) {
  std::vector<double> distances;
  for (const std::uint32_t i : listed)
    distances.push_back(road_distance_m(roads, moved(i), road_search_m));
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::nth_element(distances.begin(), middle, distances.end());
  return *middle;
}

double share(std::size_t part, std::size_t all) {
  return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
}

}  // namespace

std::optional<MixedOffset> mixed_offset(std::span<const Xy> places, const Table<Road>& roads,
                                        const Frame& frame) {
  if (places.size() < least_places || roads.empty()) return std::nullopt;
  const Transform out(frame.crs, wgs84());
  const Transform back(wgs84(), frame.crs);
  const auto lonlat = [&](std::uint32_t i) {
    const Xy at = out(places[i] + frame.origin);
    return LonLat{at.x_m, at.y_m};
  };
  if (!in_shift_range(lonlat(static_cast<std::uint32_t>(places.size() / 2)))) return std::nullopt;
  std::vector<std::uint32_t> all(places.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  const auto near = beside_roads(all, roads, [&](std::uint32_t i) { return places[i]; });
  std::vector<std::uint32_t> far;
  std::ranges::set_difference(all, near, std::back_inserter(far));
  if (far.size() < least_far || share(far.size(), all.size()) > largest_far_share)
    return std::nullopt;
  std::optional<MixedOffset> best;
  std::size_t fitting = 0;
  for (const CoordinateShift shift : {CoordinateShift::gcj02, CoordinateShift::bd09}) {
    const auto moved = [&](std::uint32_t i) {
      const LonLat place = unshifted(lonlat(i), shift);
      return back({place.lon_deg, place.lat_deg}) - frame.origin;
    };
    auto brought = beside_roads(far, roads, moved);
    const double chance = share(beside_roads(near, roads, moved).size(), near.size());
    const double hit = share(brought.size(), far.size());
    if (hit < least_share || hit < least_gain * chance) continue;
    ++fitting;
    if (best && brought.size() <= best->shifted.size()) continue;
    MixedOffset found{shift, std::move(brought)};
    found.before_m =
        median_distance_m(found.shifted, roads, [&](std::uint32_t i) { return places[i]; });
    found.after_m = median_distance_m(found.shifted, roads, moved);
    found.by_chance = chance;
    best = std::move(found);
  }
  if (best) best->only_one = fitting == 1;
  return best;
}

}  // namespace firebreak
