#pragma once

#include <span>

#include "core/normalise/issue_log.hpp"
#include "core/normalise/tables.hpp"

namespace firebreak {

/// A hydrant hangs on a main this near at most. No rule sets a figure: the width of a street, an
/// assumption of the program.
inline constexpr double main_reach_m = 30;

/// Gives hydrants the layout and the diameter of the main they hang on, where no ledger tells them:
/// of the nearest main within `main_reach_m` of the layers of mains. A figure is not taken where
/// another main that says something else, or does not say while others of its layer do, may be as
/// near, within the accuracy of the positions (1.5 sigma); a layer that tells it of no main, such
/// as a drawing, has no say in it. Private hydrants hang on pipes of their own and take nothing.
/// `main_basis` becomes imputed; what was taken is reported.
/// A hydrant on a branch main is told which branch of the layers that is (`Hydrant::branch_main`),
/// whoever says that it is one.
void take_from_mains(Table<Hydrant>& hydrants, std::span<const Layer> layers,
                     std::span<const Source> sources, IssueLog& log);

}  // namespace firebreak
