#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/city.hpp"
#include "core/model/departments.hpp"
#include "core/model/land_class.hpp"
#include "core/normalise/intake.hpp"
#include "core/normalise/issue_log.hpp"

/// The typed tables of a city, each made of all layers of its role. Records that cannot be used are
/// marked in their intake; every function reports what it finds.
namespace firebreak {

struct SurveyLand;

/// What all the makers of tables work with.
struct Workshop {
  std::vector<Intake>& intakes;
  std::span<const Source> sources;
  Xy origin;  ///< of the city, for stable ids
  IssueLog& log;
};

/// Which record of which intake a row of a table comes from.
struct RowSource {
  std::uint32_t intake = 0;
  std::uint32_t row = 0;
};

/// Buildings in Hilbert order: geometry checked, slivers kept as obstacles, duplicates set aside.
Table<Building> make_buildings(Workshop& shop, const Job& job);

/// Hydrants, one per point; polygons count at a point inside. Duplicates are marked, positions are
/// checked later (`check_hydrant_positions`).
Table<Hydrant> make_hydrants(Workshop& shop, const Job& job);

/// Roads, one per line, on a 1 mm grid; duplicates are merged.
Table<Road> make_roads(Workshop& shop, const Job& job);

Table<Station> make_stations(Workshop& shop, const Job& job);
Table<Obstacle> make_obstacles(Workshop& shop, const Job& job);
/// Barriers, and rail and water as barriers (`Role::barriers`, `Role::water`); `land.water`, and
/// the railways of the land survey where no layer has any.
Table<Barrier> make_barriers(Workshop& shop, const SurveyLand& land, const Job& job);
/// Management units with their nesting.
Table<ManagementUnit> make_units(Workshop& shop, const Job& job);

/// The polygons of all layers of a role, one feature per record. `lines_too`: lines are somebody
/// else's and no defect. `sources` gets the source of each feature.
Shapes make_areas(Workshop& shop, Role role, bool lines_too, const Job& job,
                  std::vector<std::uint32_t>* sources = nullptr);

/// Layers kept with their columns: roles without a type of their own, and the attributes of areas
/// and units.
/// The category of key sites as a code, beside it as it is written; where no source says which
/// department answers for a site, the one that `departments` names for its category. Parcels of the
/// land survey get their class by `land_classes`.
std::vector<Layer> make_layers(Workshop& shop, const Departments& departments,
                               const LandClasses& land_classes, const Job& job);

/// Appends a record as it is, but with closed rings that run the usual way.
void append_any(Shapes& out, const Shapes& raw, std::size_t row);

/// Gives the rows their ids: from the id column of their layer where it names records, else from
/// the place. `given` receives the ids as the files have them (empty: none).
template <class T>
void assign_ids(Table<T>& table, std::span<const RowSource> rows, const Workshop& shop,
                std::string_view prefix, Texts& given, const Job& job);

/// Takes out the rows flagged and makes the index anew; `rows` shrinks with the table.
template <class T>
void remove_rows(Table<T>& table, std::vector<RowSource>& rows, std::span<const std::uint8_t> gone);

}  // namespace firebreak
