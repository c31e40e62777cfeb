#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/geo/point.hpp"

namespace firebreak {

/// What the repairs of a city are worth in new hydrants ("repairing these 23 equals building 17").
/// An estimate: on either side hydrants are chosen one after the other, each where it brings most
/// of the facade into reach that is not yet (greedy set cover), and those that the later ones made
/// needless are given up. So few suffice; fewer may.
struct RepairWorth {
  std::vector<std::uint32_t> repairs;  ///< positions in the table of hydrants, ascending
  std::vector<Xy> places;     ///< of new hydrants, on streets an engine can use, every 20 m at most
  std::size_t buildings = 0;  ///< that the repairs keep from failing
  std::size_t buildings_new = 0;  ///< of them those that the new ones do: some lie off all streets
  friend bool operator==(const RepairWorth&, const RepairWorth&) = default;
};

}  // namespace firebreak
