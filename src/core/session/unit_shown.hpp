#pragma once

#include <string>
#include <string_view>

#include "core/geo/point.hpp"
#include "core/io/risk_file.hpp"

namespace firebreak {

/// What a sheet of one management unit is headed by and frames.
struct UnitShown {
  std::string name;
  Box extent;  ///< in the CRS of the result
};

/// Keeps of a result what lies in one management unit, named by its id or, where no id is so, by
/// its name: of the units that one and those below it, of every other layer the features whose
/// middle lies in it. The key figures, which count the whole city, go. Throws Error (usage) if the
/// result has no units, none of that name or several; `input` names the result in the message.
UnitShown show_unit_alone(io::RiskFile& risk, std::string_view wanted, std::string_view input);

}  // namespace firebreak
