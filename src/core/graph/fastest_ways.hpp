#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/graph/driven_ways.hpp"
#include "core/model/network.hpp"

namespace firebreak {

/// The fastest ways from a set of source nodes.
struct FastestWays {
  static constexpr std::uint32_t none = UINT32_MAX;
  /// Per node: 0 at a source, infinite where no way leads.
  std::vector<double> time_s;
  /// Per node: the first segment of its way (seen from the source) that is marked; none if none is.
  std::vector<std::uint32_t> first_marked;
};

/// `segment_time_s` has one time per segment, infinite where no way leads over it; so has `marked`,
/// not 0 for those to be named. With fewer segments open no time gets less, and a time whose way
/// stays open is the same to the last bit. Of ways that take equally long the one found first
/// counts, by the number of the node.
FastestWays fastest_ways(const RoadNetwork& network, std::span<const double> segment_time_s,
                         std::span<const std::uint8_t> marked,
                         std::span<const std::uint32_t> sources, DrivenWays driven = {});

}  // namespace firebreak
