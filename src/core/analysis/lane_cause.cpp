#include "core/analysis/lane_cause.hpp"

#include <algorithm>
#include <array>

namespace firebreak {

namespace {

PinchCause cause_of_kind(ObstacleKind kind) {
  switch (kind) {
    case ObstacleKind::parked:
    case ObstacleKind::stall:
    case ObstacleKind::goods:
      return PinchCause::removable;
    case ObstacleKind::shed:
    case ObstacleKind::bollard:
    case ObstacleKind::block:
    case ObstacleKind::gate:
    case ObstacleKind::limit:
    case ObstacleKind::wall:
    case ObstacleKind::fence:
    case ObstacleKind::extension:
      return PinchCause::enforceable;
    case ObstacleKind::pole:
    case ObstacleKind::overhead:
    case ObstacleKind::fixture:
    case ObstacleKind::minor:
    case ObstacleKind::arch:
    case ObstacleKind::tree:
    case ObstacleKind::kerb:
      return PinchCause::structural;
    case ObstacleKind::unknown:
      break;
  }
  return PinchCause::unknown;
}

}  // namespace

std::string_view pinch_cause_name(PinchCause cause) {
  static constexpr std::array<std::string_view, 4> words{"removable", "enforceable", "structural",
                                                         "unknown"};
  return words[static_cast<std::size_t>(cause)];
}

PinchCause cause_of_thing(const City& city, const ObstacleRef& thing) {
  switch (thing.thing) {
    case LaneThing::building:
    case LaneThing::kerb:
      return PinchCause::structural;
    case LaneThing::barrier:
      return PinchCause::enforceable;
    case LaneThing::obstacle:
      return cause_of_kind((*city.obstacles)[thing.row].kind);
    case LaneThing::open:
      break;
  }
  return PinchCause::unknown;
}

PinchCause cause_of(const City& city, const Lanes::Pinch& pinch) {
  if (!pinch.measured) return PinchCause::unknown;
  const PinchCause left = cause_of_thing(city, pinch.gap.left);
  const PinchCause right = cause_of_thing(city, pinch.gap.right);
  const PinchCause easier = std::min(left, right);
  // What is not known may be what a patrol clears. The edge of what is looked at is nothing.
  const auto not_known = [&](PinchCause cause, const ObstacleRef& thing) {
    return cause == PinchCause::unknown && thing.thing == LaneThing::obstacle;
  };
  const bool doubt = not_known(left, pinch.gap.left) || not_known(right, pinch.gap.right);
  return doubt && easier == PinchCause::structural ? PinchCause::unknown : easier;
}

}  // namespace firebreak
