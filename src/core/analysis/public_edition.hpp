#pragma once

#include "core/analysis/assessment.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// Takes out of the results what shows where a hazardous key site stands: name and use of its
/// building, its name and phone wherever they are written, the place of its records among the
/// defects of the input; and the facts that may name a person (`is_personal`). Counts of key sites
/// stay. Expects the tables as `assess` makes them from
/// the same city.
void hide_hazardous_sites(const City& city, Assessment& assessment);

}  // namespace firebreak
