#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/geo/shape.hpp"
#include "core/model/features.hpp"

namespace firebreak {

/// Mains whose ends come this near to another are joined to it. No rule sets a figure: what
/// drawings leave open, an assumption of the program.
inline constexpr double main_joint_m = 0.5;

/// The mains of one layer with the layout that each is known to have.
struct LaidMains {
  const Shapes& shapes;
  std::span<const MainLayout> layouts;  ///< one per feature
};

/// Per main, layer after layer, the number of the branch that it is part of: that of the first main
/// of the branch. Mains that no ring main parts and that are joined end to end or end to side are
/// one branch. One of unknown layout may be part of a branch and joins what it touches; a ring main
/// is a branch of its own.
std::vector<std::uint32_t> branches_of(std::span<const LaidMains> layers);

}  // namespace firebreak
