#pragma once

#include "core/normalise/tables.hpp"

/// Placing records that have an address and no coordinates (planner.md 5.4).
namespace firebreak {

/// Takes the records of tables that have an address and no coordinates into intakes of their own,
/// which are placed by `place_by_address` and good to `address_accuracy_m`; only where a layer of
/// roads with names is there.
void part_by_address(std::vector<Intake>& intakes);

/// Where the name of a table's sheet is that of a management unit, with or without the word for its
/// kind ("城关" for 城关镇), and its records say nothing of it, the unit is their town.
void name_towns(std::vector<Intake>& intakes, const Table<ManagementUnit>& units);

/// Gives the records of those intakes their place: where two roads meet, moved as the address says,
/// on the road at the building with the house number, or between those of the numbers beside it.
/// Where the record's `unit` or the head of its address names a management unit, only places in it
/// count: towns share the names of their streets; a town that is none of the units has no places.
/// What cannot be placed is set aside with the reason and counted.
void place_by_address(Workshop& shop, const Table<Road>& roads, const Table<Building>& buildings,
                      const Table<ManagementUnit>& units);

}  // namespace firebreak
