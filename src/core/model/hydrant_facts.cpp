#include "core/model/hydrant_facts.hpp"

#include <algorithm>
#include <array>

#include "core/base/text.hpp"

namespace firebreak {

std::span<const HydrantFact> hydrant_facts() {
  static constexpr std::array facts{
      HydrantFact{"address", tr_key("Address")},
      HydrantFact{"unit", tr_key("Town in the ledger")},
      HydrantFact{"interface", tr_key("Outlets")},
      HydrantFact{"problem", tr_key("Fault in the ledger")},
      HydrantFact{"keeper", tr_key("Kept by")},
      HydrantFact{"built", tr_key("Built")},
      HydrantFact{"checked", tr_key("Last checked")},
      HydrantFact{"photo", tr_key("Photo no.")},
  };
  return facts;
}

std::vector<Column> fact_columns(const Table<Hydrant>& hydrants) {
  std::vector<Column> columns = hydrants.facts;
  for (Column& column : columns)
    while (column.size() < hydrants.size()) column.push_missing();
  return columns;
}

bool is_personal(std::string_view fact) {
  static constexpr std::array<std::string_view, 3> personal{"keeper", "problem", "photo"};
  return std::ranges::find(personal, fact) != personal.end();
}

}  // namespace firebreak
