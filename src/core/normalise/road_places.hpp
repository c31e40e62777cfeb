#pragma once

#include <cstdint>
#include <vector>

#include "core/normalise/noding.hpp"

namespace firebreak {

/// A vertex of a line that may be a node: its two ends and every cut.
struct Visit {
  GridPoint at;
  std::int8_t level = 0;
  bool end = false;
  std::uint32_t line = 0;
  std::uint32_t slot = 0;  ///< position in the list before sorting
};

/// Visits of one place that belong together.
struct Places {
  std::vector<std::uint32_t> node;    ///< per slot
  std::vector<std::uint32_t> degree;  ///< per node: lines that leave it
  std::vector<GridPoint> at;
  std::vector<std::int8_t> level;

  std::uint32_t add(const Visit& visit);
};

/// Finds which visits of one place form a node. Levels that pass stay apart; one that only ends is
/// a ramp.
Places group(std::vector<Visit> visits);

}  // namespace firebreak
