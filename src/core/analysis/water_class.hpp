#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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
  std::uint32_t branch = UINT32_MAX;  ///< which branch main it hangs on; UINT32_MAX: not known
};

/// What all sources give together, and what remains without the largest.
struct WaterSupply {
  double all_lps = 0;
  double without_largest_lps = 0;
  friend bool operator==(const WaterSupply&, const WaterSupply&) = default;
};

/// A branch main gives to `branch_hydrants` of the hydrants on it at most. Those of which the
/// branch is known share it with each other alone; all others on branches are taken for one more
/// branch. At worst: least flows, and every hydrant of which main or branch are not known stands on
/// the same one, where it adds least. At best: most flows, and every main that may be a ring is
/// one. GB 50974-2014 6.1.5(3); algorithms 2.4.
WaterSupply supply_at_worst(std::span<const WaterSource> sources, std::size_t branch_hydrants);
WaterSupply supply_at_best(std::span<const WaterSource> sources, std::size_t branch_hydrants);

/// How many of the sources may hang on one branch main: the most that share a known one, and all of
/// which main or branch are not known.
std::size_t on_one_branch(std::span<const WaterSource> sources);

/// How many sources it takes to give the flow wanted, those that surely give most first, whatever
/// mains they hang on; none if all together do not surely give it.
std::optional<std::size_t> sources_needed(std::span<const WaterSource> sources,
                                          double required_lps);

WaterClass water_class(const WaterSupply& supply, double required_lps);

}  // namespace firebreak
