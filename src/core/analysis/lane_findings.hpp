#pragma once

#include <string>
#include <vector>

#include "core/analysis/lanes.hpp"
#include "core/model/finding.hpp"

namespace firebreak {

/// Everything that the layers and findings of the lanes are made from.
struct LaneOutput {
  const City& city;
  const Lanes::Params& params;
  const Lanes::Result& result;
  const Profile& profile;
  Texts ids;
};

/// What makes a lane narrow, as people read it: "building b17", "bollard o3".
std::string thing_words(const City& city, const ObstacleRef& ref);

/// The stable id of a pinch point: its lane and the two things that make it.
std::string pinch_id(const LaneOutput& of, const Lanes::Pinch& pinch);

/// One finding for each lane that fails.
std::vector<Finding> lane_findings(const LaneOutput& of);

}  // namespace firebreak
