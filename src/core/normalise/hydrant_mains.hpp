#pragma once

#include <span>

#include "core/normalise/issue_log.hpp"
#include "core/normalise/tables.hpp"

namespace firebreak {

/// A hydrant hangs on a main this near at most. No rule sets a figure: the width of a street, an
/// assumption of the program.
inline constexpr double main_reach_m = 30;

/// Gives hydrants the layout and the diameter of the main they hang on, where no ledger tells them:
/// of the nearest main within `main_reach_m` of the layers of mains. Nothing is taken where another
/// main that says something else lies as near, within the accuracy of the positions (1.5 sigma).
/// `main_basis` becomes imputed; what was taken is reported. A hydrant on a branch main is told
/// which branch of the layers that is (`Hydrant::branch_main`), whoever says that it is one.
void take_from_mains(Table<Hydrant>& hydrants, std::span<const Layer> layers,
                     std::span<const Source> sources, IssueLog& log);

}  // namespace firebreak
