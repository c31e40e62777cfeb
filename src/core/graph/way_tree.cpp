#include "core/graph/way_tree.hpp"

#include <utility>

namespace firebreak {

WayTree::WayTree(const RoadNetwork& network)
    : parts_(1),
      part_of_(network.nodes.size(), none),
      part_on_(network.segments.size(), none),
      depth_(1, 0),
      leap_(1, 0) {}

/// Leaps are as long as those that follow each other in the skew binary numbers: to any depth in a
/// logarithmic number of steps, with one leap for each part.
std::uint32_t WayTree::hang(std::uint32_t before, std::uint32_t bridge) {
  const std::uint32_t far = leap_[before];
  const bool same = depth_[before] - depth_[far] == depth_[far] - depth_[leap_[far]];
  leap_.push_back(same ? leap_[far] : before);
  depth_.push_back(depth_[before] + 1);
  parts_.push_back({before, bridge});
  return static_cast<std::uint32_t>(parts_.size() - 1);
}

std::uint32_t WayTree::common(std::uint32_t part, std::uint32_t other) const {
  if (depth_[part] < depth_[other]) std::swap(part, other);
  while (depth_[part] > depth_[other])
    part = depth_[leap_[part]] >= depth_[other] ? leap_[part] : parts_[part].before;
  while (part != other) {
    const bool leap = leap_[part] != leap_[other];
    part = leap ? leap_[part] : parts_[part].before;
    other = leap ? leap_[other] : parts_[other].before;
  }
  return part;
}

}  // namespace firebreak
