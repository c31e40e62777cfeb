#include "core/model/facts.hpp"

#include <algorithm>
#include <array>

#include "core/base/text.hpp"

namespace firebreak {

namespace {

constexpr std::array building_facts{
    Fact{"address", "address", tr_key("address")},
    Fact{"structure", "structure_recorded", tr_key("structure as recorded")},
    Fact{"use", "use_recorded", tr_key("use as recorded")},
    Fact{"basement", "basement", tr_key("storeys below ground")},
    Fact{"households", "households", tr_key("households")},
    Fact{"footprint_m2", "footprint_recorded_m2", tr_key("footprint area as recorded"), "m²"},
    Fact{"property", "property", tr_key("owner or manager"), {}, true},
    Fact{"layer", "layer", tr_key("level, 0 on the ground")},
    Fact{"location", "location", tr_key("situation")},
};
constexpr std::array road_facts{
    Fact{"width_planned_m", "width_planned_m", tr_key("planned width"), "m"},
    Fact{"lanes", "lanes", tr_key("traffic lanes")},
    Fact{"surface", "surface", tr_key("surface")},
    Fact{"service", "service", tr_key("kind of service road")},
};
constexpr std::array hydrant_facts{
    Fact{"address", "address", tr_key("Address")},
    Fact{"unit", "unit", tr_key("Town in the ledger")},
    Fact{"village", "village", tr_key("Community or village in the ledger")},
    Fact{"interface", "interface", tr_key("Outlets")},
    Fact{"problem", "problem", tr_key("Fault in the ledger"), {}, true},
    Fact{"keeper", "keeper", tr_key("Kept by"), {}, true},
    Fact{"built", "built", tr_key("Built")},
    Fact{"checked", "checked", tr_key("Last checked")},
    Fact{"photo", "photo", tr_key("Photo no."), {}, true},
};
constexpr std::array station_facts{
    Fact{"class", "class", tr_key("station class")},
    Fact{"address", "address", tr_key("address")},
    Fact{"unit", "unit", tr_key("Town in the ledger")},
    Fact{"village", "village", tr_key("Community or village in the ledger")},
    Fact{"phone", "phone", tr_key("phone"), {}, true},
};
constexpr std::array obstacle_facts{
    Fact{"height_m", "height_m", tr_key("height"), "m"},
    Fact{"since", "since", tr_key("there since")},
    Fact{"access", "access", tr_key("access")},
};
constexpr std::array barrier_facts{
    Fact{"height_m", "height_m", tr_key("height"), "m"},
};
/// Of compounds, which are kept as a layer with all its columns.
constexpr std::array compound_facts{
    Fact{"property", "property", tr_key("Property manager"), {}, true},
};
constexpr std::array unit_facts{
    Fact{"leader", "responsible", tr_key("responsible person"), {}, true},
    Fact{"phone", "phone", tr_key("phone"), {}, true},
};

}  // namespace

std::span<const Fact> facts_of(Role role) {
  switch (role) {
    case Role::buildings:
      return building_facts;
    case Role::roads:
      return road_facts;
    case Role::hydrants:
      return hydrant_facts;
    case Role::stations:
      return station_facts;
    case Role::obstacles:
      return obstacle_facts;
    case Role::barriers:
      return barrier_facts;
    case Role::compounds:
      return compound_facts;
    case Role::management_units:
      return unit_facts;
    default:
      return {};
  }
}

std::vector<Column> fact_columns(const std::vector<Column>& facts, std::size_t rows) {
  std::vector<Column> columns = facts;
  for (Column& column : columns)
    while (column.size() < rows) column.push_missing();
  return columns;
}

bool is_personal(Role role, std::string_view column) {
  return std::ranges::any_of(
      facts_of(role), [&](const Fact& fact) { return fact.personal && fact.column == column; });
}

}  // namespace firebreak
