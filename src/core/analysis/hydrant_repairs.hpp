#pragma once

#include "core/analysis/radius_judge.hpp"

namespace firebreak {

/// True for a hydrant that stands there and does not work, but would once repaired: defective, dry
/// or blocked.
bool awaits_repair(const Hydrant& hydrant);

/// What the repair of each hydrant gives back (algorithms 2.5: repairs come before new hydrants):
/// for each hydrant of the city the buildings that fail and would not if this one worked beside
/// those that do; none for a hydrant that awaits no repair. Buildings found wanting on site are
/// left out. `usable`, `covers` as of `HydrantCoverage::Result`. Throws `Cancelled`.
std::vector<std::optional<std::uint32_t>> repair_gains(
    const City& city, const HydrantCoverage::Params& params, const DistanceSlack& slack,
    std::span<const std::uint8_t> usable, std::span<const HydrantCoverage::Cover> covers,
    const Job& job);

/// What the repair of all of them together gives back: one flag per building, 1 = it fails and
/// would not if they all worked. As above.
std::vector<std::uint8_t> repaired_together(const City& city, const HydrantCoverage::Params& params,
                                            const DistanceSlack& slack,
                                            std::span<const std::uint8_t> usable,
                                            std::span<const HydrantCoverage::Cover> covers,
                                            const Job& job);

/// None where no repair helps, or there are no streets for a new hydrant near. `helped`: one flag
/// per building, 1 = it fails and would not if all repairs were made (`repaired_together`). What is
/// told of the buildings is judged by the rule itself, not by the choice. Whether a main runs along
/// the street is not asked. Throws `Cancelled`.
std::optional<RepairWorth> repair_worth(const City& city, const HydrantCoverage::Params& params,
                                        std::span<const std::uint8_t> usable,
                                        std::span<const std::uint8_t> helped, const Job& job);

}  // namespace firebreak
