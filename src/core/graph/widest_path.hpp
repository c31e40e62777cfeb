#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/graph/driven_ways.hpp"
#include "core/model/network.hpp"

namespace firebreak {

/// The widest-path forest from a set of source nodes.
struct WidestPaths {
  static constexpr std::uint32_t none = UINT32_MAX;
  /// Per node: the largest width a vehicle may have to get here from a source, over the best path;
  /// infinite at a source, 0 where no path leads or only one through a closed segment.
  std::vector<float> width_m;
  /// Per node: the first segment of that path (seen from the source) that is as narrow as the
  /// path; none at a source and where no path leads.
  std::vector<std::uint32_t> narrowest;
};

/// Answers every vehicle width at once: a node is out of reach for width w if its `width_m` < w.
/// `segment_width_m` has one width per segment: 0 = closed (named as the narrowest where
/// nothing else leads on), negative = no way at all. Ties are settled by the number of
/// node and segment.
WidestPaths widest_paths(const RoadNetwork& network, std::span<const float> segment_width_m,
                         std::span<const std::uint32_t> sources, DrivenWays driven = {});

}  // namespace firebreak
