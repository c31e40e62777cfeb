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

/// Parcels of the land survey that can be used.
struct SurveyParcels {
  Shapes shapes;                   ///< one feature per parcel
  std::vector<LandClass> classes;  ///< one per parcel
  std::vector<RowSource> from;     ///< one per parcel
};
SurveyParcels survey_parcels(Workshop& shop, const LandClasses& classes, const Job& job);

/// Hoses are handed over a ditch that is narrower, and fire crosses it.
inline constexpr double narrow_water_m = 3;

/// What the land survey tells of the ground, for a city of which no layer tells it.
struct SurveyLand {
  SurveyParcels built_up;      ///< towns and villages
  SurveyParcels water;         ///< from `narrow_water_m` on
  SurveyParcels narrow_water;  ///< bars nobody
  SurveyParcels railways;      ///< tracks
  SurveyParcels
      railway_stations;  ///< buildings stand in it: on which side of the tracks is unknown
};
SurveyLand land_of_survey(const SurveyParcels& parcels, const Table<Building>& buildings);

/// Tell that the parcels stand for a layer that is not there.
void report_survey_built_up(const SurveyLand& land, Workshop& shop);
void report_survey_water(const SurveyLand& land, Workshop& shop);
void report_survey_railways(const SurveyLand& land, Workshop& shop);

/// What the parcels listed are, by their codes.
Column land_classes_of(const FieldColumn& codes, std::span<const std::uint32_t> rows,
                       const LandClasses& classes);

}  // namespace firebreak
