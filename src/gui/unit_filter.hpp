#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/model/city.hpp"
#include "gui/results.hpp"

namespace firebreak::gui {

/// Which rows of a table lie in the town, community or grid cell the user chose. A row belongs to
/// it if its middle does (a building: its inner point). Keeps its answers while unit and table
/// stay.
class UnitFilter {
 public:
  /// One per row, 1: in the unit, the units below it included. `unit` is the id of one of the
  /// city's units; every row is in one that does not exist.
  std::shared_ptr<const std::vector<std::uint8_t>> rows_in(const City& city,
                                                           const std::string& unit,
                                                           const TablePtr& table);

 private:
  struct Kept {
    std::string unit;
    TablePtr table;
    std::shared_ptr<const std::vector<std::uint8_t>> rows;
  };
  std::map<std::string, Kept> kept_;  ///< by table name
};

}  // namespace firebreak::gui
