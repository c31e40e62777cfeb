#include "core/analysis/lane_walls.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace firebreak {

namespace {

constexpr double step_m = 0.25;  ///< between the places looked at
constexpr double opening_m = 1;  ///< an opening no longer than this does not interrupt a wall
constexpr double infinite = std::numeric_limits<double>::infinity();

/// The nearest built thing on one side of the centre line, at one chainage.
struct Side {
  double away_m = infinite;
  ObstacleRef ref;
};

struct Place {
  Side left;
  Side right;
  double width_m() const { return left.away_m + right.away_m; }
};

bool is_built(const City& city, const ObstacleRef& ref) {
  return ref.thing == LaneThing::building || is_wall(city, ref);
}

void take_nearer(Side& side, double away_m, const ObstacleRef& ref) {
  if (away_m < side.away_m) side = {std::max(away_m, 0.0), ref};
}

/// Enters one edge at every place it stands beside, half an opening farther at both ends.
void enter(const Corridor::Bit& bit, double from_m, std::vector<Place>& places) {
  const bool forward = bit.along_a <= bit.along_b;
  const double s0 = forward ? bit.along_a : bit.along_b;
  const double s1 = forward ? bit.along_b : bit.along_a;
  const double o0 = forward ? bit.offset_a : bit.offset_b;
  const double o1 = forward ? bit.offset_b : bit.offset_a;
  const auto last = static_cast<double>(places.size() - 1);
  const double first_at = std::max(0.0, std::ceil((s0 - opening_m / 2 - from_m) / step_m));
  const double last_at = std::min(last, std::floor((s1 + opening_m / 2 - from_m) / step_m));
  for (double at = first_at; at <= last_at; ++at) {
    const double s = from_m + at * step_m;
    const double share = s1 > s0 ? std::clamp((s - s0) / (s1 - s0), 0.0, 1.0) : 0;
    const double offset = o0 + share * (o1 - o0);
    Place& place = places[static_cast<std::size_t>(at)];
    take_nearer(offset >= 0 ? place.left : place.right, std::abs(offset) - bit.radius_m, bit.ref);
  }
}

}  // namespace

Verdict judge_walled(const WidthRange& between, double required_m) {
  if (between.width_m + between.margin_m < required_m) return Verdict::fail;
  return between.width_m - between.margin_m >= required_m ? Verdict::pass : Verdict::marginal;
}

std::optional<WalledPlace> walled_place(const City& city, const Corridor& corridor,
                                        double length_m) {
  const double from_m = corridor.from_m();
  // The walls were entered half an opening longer at both ends.
  const auto needed = static_cast<std::size_t>(std::floor((length_m + opening_m) / step_m)) + 1;
  std::vector<Place> places(
      static_cast<std::size_t>(std::floor((corridor.to_m() - from_m) / step_m)) + 1);
  if (places.size() < needed) return {};
  for (const Corridor::Bit& bit : corridor.bits())
    if (is_built(city, bit.ref)) enter(bit, from_m, places);

  std::size_t least = places.size();
  double least_m = infinite;
  for (std::size_t first = 0; first + needed <= places.size(); ++first) {
    const auto begin = places.begin() + static_cast<std::ptrdiff_t>(first);
    const auto widest =
        std::max_element(begin, begin + static_cast<std::ptrdiff_t>(needed),
                         [](const Place& a, const Place& b) { return a.width_m() < b.width_m(); });
    if (widest->width_m() >= least_m) continue;
    least_m = widest->width_m();
    least = static_cast<std::size_t>(widest - places.begin());
  }
  if (least == places.size()) return {};
  const Place& place = places[least];
  const double at_m = from_m + static_cast<double>(least) * step_m;
  WalledPlace found;
  found.width_m = least_m;
  found.gap = {corridor.place(at_m, place.left.away_m), corridor.place(at_m, -place.right.away_m),
               place.left.ref, place.right.ref};
  return found;
}

}  // namespace firebreak
