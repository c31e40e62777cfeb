#include "core/analysis/lane_findings.hpp"

#include <array>

#include "core/analysis/lane_reason.hpp"
#include "core/base/hash.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

std::string thing_words(const City& city, const ObstacleRef& ref) {
  switch (ref.thing) {
    case LaneThing::building:
      return "building " + std::string(city.buildings->ids[ref.row]);
    case LaneThing::obstacle:
      return std::string(obstacle_kind_name((*city.obstacles)[ref.row].kind)) + " " +
             std::string(city.obstacles->ids[ref.row]);
    case LaneThing::barrier:
      return "barrier " + std::string(city.barriers->ids[ref.row]);
    case LaneThing::kerb:
      return "kerb";
    case LaneThing::open:
      return "open";
  }
  return {};
}

std::string pinch_id(const LaneOutput& c, const Lanes::Pinch& pinch) {
  StableHash hash;
  hash.add(c.ids[pinch.lane]);
  hash.add(thing_words(c.city, pinch.gap.left));
  hash.add(thing_words(c.city, pinch.gap.right));
  return hash.id("pinch_");
}

namespace {

/// What to do about what stands in the way.
std::string_view remedy(const City& city, const PinchGap& gap) {
  for (const ObstacleRef& ref : {gap.left, gap.right}) {
    if (ref.thing == LaneThing::barrier) return "open or move back the wall or fence";
    if (ref.thing != LaneThing::obstacle) continue;
    switch ((*city.obstacles)[ref.row].kind) {
      case ObstacleKind::parked:
        return "ban parking and mark the fire lane";
      case ObstacleKind::gate:
        return "unlock or widen the gate";
      case ObstacleKind::bollard:
      case ObstacleKind::block:
        return "make the bollards removable";
      default:
        return "clear the obstacle";
    }
  }
  return "plan a wider passage or another way in";
}

/// The kind of the obstacle that makes it narrow; empty where none does.
std::string obstacle_of(const City& city, const PinchGap& gap) {
  for (const ObstacleRef& ref : {gap.left, gap.right})
    if (ref.thing == LaneThing::obstacle)
      return std::string(obstacle_kind_name((*city.obstacles)[ref.row].kind));
  return {};
}

/// What a lane that fails falls short of, and where; a lane without a pinch and one that is too
/// low are shown at their middle.
Finding finding_of(const LaneOutput& c, std::uint32_t s) {
  const Lanes::Lane& lane = c.result.lanes[s];
  const bool low = lane.reason == Lanes::Reason::too_low;
  const Lanes::Pinch* pinch =
      low || lane.pinch == UINT32_MAX ? nullptr : &c.result.pinches[lane.pinch];
  Finding finding;
  finding.kind = "fire_lane";
  finding.place = std::string(c.city.roads->names[c.city.network->segments[s].road.value]);
  finding.unit = "m";
  if (pinch != nullptr) {
    finding.key = pinch_id(c, *pinch);
    const Xy middle = 0.5 * (pinch->gap.left_at + pinch->gap.right_at);
    finding.shape.add(PartKind::point, std::array{middle});
  } else {
    StableHash hash;
    hash.add(c.ids[s]);
    hash.add(lane_reason_code(lane.reason));
    finding.key = hash.id("lane_");
    const auto line = c.city.network->lines.only_part(s);
    finding.shape.add(PartKind::point, std::array{point_along(line, line_length_m(line) / 2)});
  }
  if (low) {
    finding.measured = static_cast<double>(*lane.height_m);
    finding.limit = c.params.clear_height_m;
    finding.measure = "raise what hangs over the lane or plan another way in";
  } else {
    const auto width_m = lane.asked == Lanes::WidthAsked::walled ? lane.walled_m : lane.width_m;
    if (width_m) finding.measured = static_cast<double>(*width_m);
    finding.limit = asked_width_m(c.params, lane.asked);
    finding.measure =
        std::string(pinch != nullptr && pinch->measured ? remedy(c.city, pinch->gap)
                                                        : "plan a wider passage or another way in");
  }
  if (pinch != nullptr && pinch->measured) finding.obstacle = obstacle_of(c.city, pinch->gap);
  finding.rule_key = std::string(lane_rule_of(lane));
  finding.impact_buildings = lane.buildings_cut_off;
  finding.grade = lane.buildings_cut_off >= 50   ? 1
                  : lane.buildings_cut_off >= 10 ? 2
                  : lane.buildings_cut_off > 0   ? 3
                                                 : 4;
  return finding;
}

}  // namespace

std::vector<Finding> lane_findings(const LaneOutput& c) {
  std::vector<Finding> out;
  for (std::uint32_t s = 0; s < c.result.lanes.size(); ++s)
    if (c.result.lanes[s].verdict == Verdict::fail) out.push_back(finding_of(c, s));
  return out;
}

}  // namespace firebreak
