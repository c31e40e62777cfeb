#pragma once

#include <optional>

#include "core/model/land_class.hpp"
#include "core/normalise/attributes.hpp"
#include "core/normalise/tables.hpp"

/// The land survey (三调): parcels whose codes tell what the ground is (planner.md 5.1, 5.6).
namespace firebreak {

/// The column with the codes of the land survey, where a layer of land use has one: a column called
/// DLBM or 地类编码 of which nearly all cells are such codes. Codes of planned land use look alike
/// and mean something else.
std::optional<FieldColumn> survey_codes(const Intake& intake);

/// The built-up land of the layers of the land survey, for a city without a layer of it; told.
Shapes built_up_of_survey(Workshop& shop, const LandClasses& classes, const Job& job);

/// What the parcels listed are, by their codes.
Column land_classes_of(const FieldColumn& codes, std::span<const std::uint32_t> rows,
                       const LandClasses& classes);

}  // namespace firebreak
