#include "core/analysis/lane_conflict.hpp"

#include <algorithm>
#include <vector>

#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using Reason = Lanes::Reason;

/// A wall longer than this is a boundary that the way must lead through somewhere; a shorter one
/// was put up across the way.
constexpr double long_barrier_m = 30;

double outline_length_m(const City& city, const ObstacleRef& ref) {
  const Shapes& shapes =
      ref.thing == LaneThing::barrier ? city.barriers->shapes : city.obstacles->shapes;
  return perimeter_m(shapes, ref.row);
}

/// Where something stands on the line, a gap smaller than the drawing is exact, and than any road
/// is wide, is none: the two things touch. With nothing on the line the gap is what is left of it,
/// unless it is no more than drawing noise: then both stand on the line.
double touching_m(const City& city, const Lanes::Params& params, const LaneMeasure& m) {
  constexpr double no_road_m = 1;
  constexpr double noise_m = 0.3;
  if (params.ignore_accuracy || !m.gap) return closed_m;
  return std::clamp(gap_sigma_m(city, *m.gap), closed_m, m.on_line.empty() ? noise_m : no_road_m);
}

/// Two walls that meet on the centre line: one wall drawn in two pieces.
bool meet_on_line(const City& city, const PinchGap& gap, std::uint32_t segment) {
  constexpr double on_line_m = 0.3;
  if (!is_wall(city, gap.left) || !is_wall(city, gap.right)) return false;
  const Xy middle = 0.5 * (gap.left_at + gap.right_at);
  const auto line = city.network->lines.only_part(segment);
  return nearest_on_line(line, middle).distance2_m2 <= on_line_m * on_line_m;
}

bool is_long_wall(const City& city, const ObstacleRef& ref) {
  return is_wall(city, ref) && outline_length_m(city, ref) > long_barrier_m;
}

/// A building or a long wall that the centre line runs through makes the lane too narrow: the road
/// and that cannot both be where they are drawn.
std::optional<Reason> narrowed_from_the_line(const City& city, const LaneMeasure& m, bool passage) {
  if (!m.gap) return {};
  for (const ObstacleRef& ref : {m.gap->left, m.gap->right}) {
    if (std::find(m.on_line.begin(), m.on_line.end(), ref) == m.on_line.end()) continue;
    if (ref.thing == LaneThing::building && !passage) return Reason::building_over;
    if (is_long_wall(city, ref)) return Reason::barrier_across;
  }
  return {};
}

}  // namespace

double gap_sigma_m(const City& city, const PinchGap& gap) {
  auto left = origin_of(city, gap.left);
  auto right = origin_of(city, gap.right);
  if (!left) left = right;
  if (!right) right = left;
  if (!left || city.sources.size() <= std::max(left->source, right->source)) return 0;
  return sigma_m(city, *left, *right);
}

std::optional<Lanes::Reason> lane_conflict(const City& city, const Lanes::Params& params,
                                           std::uint32_t segment, const LaneMeasure& m,
                                           double margin_m) {
  const Road& road = (*city.roads)[city.network->segments[segment].road.value];
  const bool passage = road.covered || road.tunnel;
  if (!passage && m.under_building_m > 3) return Reason::building_over;
  if (m.width_m > touching_m(city, params, m))
    return m.width_m + margin_m < params.clear_width_m ? narrowed_from_the_line(city, m, passage)
                                                       : std::nullopt;
  // One thing from wall to wall, or several that touch one another: what stands on the centre line
  // closes the lane, not what it leans against.
  std::vector<ObstacleRef> things;
  if (m.across)
    things = {*m.across};
  else if (!m.on_line.empty())
    things = m.on_line;
  else if (m.gap)
    things = {m.gap->left, m.gap->right};
  const bool one_wall =
      m.gap && !m.across && meet_on_line(city, *m.gap, segment) &&
      outline_length_m(city, m.gap->left) + outline_length_m(city, m.gap->right) > long_barrier_m;
  const auto building = [](const ObstacleRef& r) { return r.thing == LaneThing::building; };
  const auto boundary = [&](const ObstacleRef& r) {
    return r.thing == LaneThing::kerb || one_wall || is_long_wall(city, r);
  };
  const auto open = [](const ObstacleRef& r) { return r.thing == LaneThing::open; };
  if (std::all_of(things.begin(), things.end(), open)) return {};
  for (const auto& ref : things)
    if (!building(ref) && !boundary(ref) && !open(ref)) return {};
  return std::any_of(things.begin(), things.end(), boundary) ? Reason::barrier_across
                                                             : Reason::building_over;
}

}  // namespace firebreak
