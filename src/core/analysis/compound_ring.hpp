#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/compounds.hpp"

namespace firebreak {

/// Which lanes an engine can drive round by; the city it was made from has to outlive it.
class RingFinder {
 public:
  RingFinder(const City& city, const Lanes::Params& judged, const Lanes::Result& lanes);

  /// The ring lane of a compound by the lanes inside it (segments, rising, each once): lanes in a
  /// ring that meet other lanes of that ring outside at two junctions or more.
  Compounds::Ring of(std::span<const std::uint32_t> inside) const;

 private:
  /// The ring that each segment is part of: two ways lead between any two of its nodes.
  using Rings = std::vector<std::uint32_t>;
  /// What the lanes inside have of rings.
  struct Found {
    bool any = false;       ///< one of them is in a ring
    bool leads_on = false;  ///< and two junctions lead on from it
  };
  Found look(const Rings& rings, std::span<const std::uint32_t> inside) const;

  const RoadNetwork& network_;
  Rings surely_;   ///< lanes of unknown width closed
  Rings perhaps_;  ///< and open
};

}  // namespace firebreak
