#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/analysis/required_flow.hpp"
#include "core/model/features.hpp"

namespace firebreak {

/// How well water reaches a building (algorithms 2.4). g0: no source; g1: sources give less than is
/// wanted; g2: they give it, but not without the largest of them (N-1); g3: they give it even then.
enum class WaterClass : std::uint8_t { g0, g1, g2, g3 };
std::string_view water_class_name(WaterClass water);  ///< "G0" …

/// One source that may be counted for a building.
struct WaterSource {
  double least_lps = 0;  ///< 0: it may not be there at all
  double most_lps = 0;
  MainLayout layout = MainLayout::unknown;
};

/// What all sources give together, and what remains without the largest.
struct WaterSupply {
  double all_lps = 0;
  double without_largest_lps = 0;
  friend bool operator==(const WaterSupply&, const WaterSupply&) = default;
};

/// At worst: least flows, and every hydrant that may stand on a branch main on the same one, which
/// gives to `branch_hydrants` of them at most. At best: most flows, and every main that may be a
/// ring is one. GB 50974-2014 6.1.5(3); algorithms 2.4.
WaterSupply supply_at_worst(std::span<const WaterSource> sources, std::size_t branch_hydrants);
WaterSupply supply_at_best(std::span<const WaterSource> sources, std::size_t branch_hydrants);

WaterClass water_class(const WaterSupply& supply, double required_lps);

}  // namespace firebreak
