#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace firebreak {

/// Which places every way from place 0 to another one leads over. The last of them before a place
/// is its immediate dominator; following these from place to place names all.
struct Dominators {
  static constexpr std::uint32_t none = UINT32_MAX;
  std::vector<std::uint32_t> order;      ///< places that a way leads to, each after its dominators
  std::vector<std::uint32_t> immediate;  ///< per place; none for place 0 and where no way leads
};

/// `links` lead from one place to the other; places are numbered below `places`. By Lengauer and
/// Tarjan's method, in O(n log n); own code because that of Boost.Graph follows a chain of places
/// by recursion, as deep as a town has streets.
Dominators dominators(std::uint32_t places,
                      std::span<const std::pair<std::uint32_t, std::uint32_t>> links);

}  // namespace firebreak
