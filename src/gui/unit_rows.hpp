#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/city.hpp"
#include "core/model/unit_places.hpp"
#include "gui/results.hpp"

namespace firebreak::gui {

/// The management units there are to choose from: of the city, else of a result that was opened.
struct Units {
  struct Unit {
    std::string id, name;               ///< the name is never empty
    std::optional<std::size_t> parent;  ///< position in `list`
    std::size_t row = 0;                ///< in `shapes`
  };
  std::shared_ptr<const void> owner;  ///< what `shapes` is part of
  const Shapes* shapes = nullptr;
  std::vector<Unit> list;
  UnitPlaces places;  ///< by row of `shapes`

  const Unit* find(const std::string& id) const;
  /// True for the id of a unit, and for `outside_all_units` where there are units.
  bool can_show(const std::string& id) const;
  /// What is shown under that id, in the present language; empty: everything.
  std::string shown_name(const std::string& id) const;
  /// Of a unit with all below it; empty for anything else.
  Box box(const std::string& id) const;
  /// Those that lie in no other, by name.
  std::vector<std::size_t> towns() const;
};

/// `unit_summary` may be null, as the city may.
Units units_of(const std::shared_ptr<const City>& city, const TablePtr& unit_summary);

/// Which rows of the tables lie in the town, community or grid cell the user chose, or in none
/// (`firebreak::rows_in_unit`). Immutable once made.
struct UnitRows {
  using Rows = std::shared_ptr<const std::vector<std::uint8_t>>;

  std::shared_ptr<const void> owner;  ///< of the units
  std::string unit;
  std::map<TablePtr, Rows> of;  ///< one per row, 1: in the unit, the units below it included

  bool made_for(const Units& units, const std::string& other_unit) const {
    return owner == units.owner && unit == other_unit;
  }
};

/// Of every table with shapes. `unit` is an id that can be shown; every row is in any other. What
/// `before` knows of the same unit is taken over.
std::shared_ptr<const UnitRows> unit_rows(const Units& units, const std::string& unit,
                                          const std::vector<TablePtr>& tables,
                                          const std::shared_ptr<const UnitRows>& before,
                                          const Job& job);

}  // namespace firebreak::gui
