#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/city.hpp"
#include "gui/results.hpp"

namespace firebreak::gui {

/// Which rows of the tables lie in the town, community or grid cell the user chose. A row belongs
/// to it if its middle does (a building: its inner point). Immutable once made.
struct UnitRows {
  using Rows = std::shared_ptr<const std::vector<std::uint8_t>>;

  std::shared_ptr<const City> city;
  std::string unit;
  std::map<TablePtr, Rows> of;  ///< one per row, 1: in the unit, the units below it included

  bool made_for(const std::shared_ptr<const City>& other_city,
                const std::string& other_unit) const {
    return city == other_city && unit == other_unit;
  }
};

/// Of every table with shapes. `unit` is the id of one of the city's units; every row is in one
/// that does not exist. What `before` knows of the same unit is taken over.
std::shared_ptr<const UnitRows> unit_rows(const std::shared_ptr<const City>& city,
                                          const std::string& unit,
                                          const std::vector<TablePtr>& tables,
                                          const std::shared_ptr<const UnitRows>& before,
                                          const Job& job);

}  // namespace firebreak::gui
