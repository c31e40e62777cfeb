#include "core/analysis/lane_widening.hpp"

namespace firebreak {

WideningBar widening_bar(const City& city, std::uint32_t segment, Lanes::Reason reason,
                         bool engine_passes, double width_m) {
  using Reason = Lanes::Reason;
  const Road& road = (*city.roads)[city.network->segments[segment].road.value];
  switch (reason) {
    case Reason::wide_enough:
      return engine_passes ? WideningBar::wide_enough : WideningBar::none;
    case Reason::no_fire_lane:
      return WideningBar::not_judged;
    case Reason::too_low:
    case Reason::passage_height:
      return WideningBar::height;
    default:
      break;
  }
  // A posted width is kept as a float: 3.6 m is not narrower than 3.6 m for that.
  if (road.max_width_m && *road.max_width_m < static_cast<float>(width_m))
    return WideningBar::posted;
  switch (reason) {
    case Reason::gate_locked:
    case Reason::width_limit:
    case Reason::gate_unknown:
    case Reason::gate_unclear:
    case Reason::gate_or_lane:
      return WideningBar::gate;
    case Reason::building_over:
    case Reason::barrier_across:
      return WideningBar::crossed;
    case Reason::no_data:
      return WideningBar::no_data;
    default:
      return WideningBar::none;
  }
}

}  // namespace firebreak
