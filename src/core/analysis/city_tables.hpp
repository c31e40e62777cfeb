#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/analysis/hydrant_spacing.hpp"
#include "core/analysis/land_cover.hpp"
#include "core/model/city.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// Layer `building_risk`: one row per building that is judged (slivers are not), with what the
/// sources say of it and the columns of the analyses, which have one row per building of the city.
FeatureTable building_risk_table(const City& city, std::vector<Column> analysis_columns,
                                 const std::vector<std::optional<Id<ManagementUnit>>>& units);

/// Layer `data_health`: one point per defect found, with what was done and what it does to the
/// result.
FeatureTable data_health_table(const City& city);

/// `field_checks`: what was found on site, by whom, and whether it counted. The public edition
/// leaves out the persons.
FeatureTable field_check_table(const City& city, bool public_edition);

/// Layer `stations`: what stations there are.
FeatureTable station_table(const City& city);

/// Layer `context`: water and open land, for maps.
FeatureTable context_table(const City& city);

/// Layer `unit_summary`: one row per management unit with the counts of its buildings, hydrants
/// and findings, and one row without a polygon for what lies in no unit. The sum of the units
/// without parent and of that row is the total; `arrears` (one per unit, or none) are estimates
/// that do not add up; `mains_given`: they tell of streets without a main. `land`: of the same
/// units, or not given.
FeatureTable unit_summary_table(const City& city, const FeatureTable& building_risk,
                                const std::vector<std::optional<Id<ManagementUnit>>>& units,
                                const std::vector<std::optional<Id<ManagementUnit>>>& finding_units,
                                std::span<const HydrantSpacing::Arrears> arrears, bool mains_given,
                                const LandCover& land);

}  // namespace firebreak
