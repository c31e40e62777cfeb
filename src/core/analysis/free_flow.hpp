#pragma once

#include "core/model/features.hpp"

namespace firebreak {

/// How fast an engine drives on a free road of this class (standards 7.4, a planning assumption):
/// expressway 50, arterial 40, secondary 35, local 25, residential lane 15, alley 8 km/h.
constexpr double free_flow_kmh(RoadClass road_class) {
  switch (road_class) {
    case RoadClass::motorway:
    case RoadClass::trunk:
      return 50;
    case RoadClass::primary:
      return 40;
    case RoadClass::secondary:
      return 35;
    case RoadClass::living_street:
    case RoadClass::service:
    case RoadClass::pedestrian:
      return 15;
    case RoadClass::track:
    case RoadClass::alley:
    case RoadClass::footway:
    case RoadClass::path:
    case RoadClass::steps:
    case RoadClass::cycleway:
    case RoadClass::construction:
      return 8;
    default:
      return 25;
  }
}

}  // namespace firebreak
