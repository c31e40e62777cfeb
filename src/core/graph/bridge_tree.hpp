#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/network.hpp"

namespace firebreak {

/// What a network hangs on as seen from source nodes: its parts within which two ways lead to every
/// node, and the bridges between them, each the only way to all that lies behind it. The sources
/// count as one node, so that a bridge cuts off from all of them (algorithms 3.10.4).
class BridgeTree {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  struct Part {
    std::uint32_t before = none;  ///< the part that this one hangs on; none for part 0
    std::uint32_t bridge = none;  ///< the segment that leads here from it; none for part 0
  };

  /// Over the segments whose `open` is not 0, driven either way, in linear time. Segments between
  /// the same two nodes are ways of their own.
  BridgeTree(const RoadNetwork& network, std::span<const std::uint8_t> open,
             std::span<const std::uint32_t> sources);

  /// Part 0 holds the sources; every other one has a greater number than the part it hangs on.
  std::span<const Part> parts() const { return parts_; }
  /// The part of a node; none where no way leads.
  std::uint32_t part_of(std::uint32_t node) const { return part_of_[node]; }
  /// The part behind the last bridge that leads to both: in logarithmic time.
  std::uint32_t common(std::uint32_t part, std::uint32_t other) const;

 private:
  void hang(std::uint32_t before, std::uint32_t bridge);

  std::vector<Part> parts_;
  std::vector<std::uint32_t> part_of_;
  std::vector<std::uint32_t> depth_;  ///< bridges between a part and part 0
  std::vector<std::uint32_t> leap_;   ///< a part farther up, by depth alone
};

}  // namespace firebreak
