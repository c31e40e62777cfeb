#pragma once

#include <string_view>
#include <vector>

#include "core/model/city.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/finding.hpp"

namespace firebreak {

/// True for a name or category that tells of dangerous goods: 加油站, 液化气, fuel, LPG …
bool tells_hazard(std::string_view words);

/// Takes from the tables of the public edition what shows where a hazardous site is (product.md
/// 7.19): the name of the building it stands in, and its own name wherever a text holds it. The
/// building stays, as one of many. Hazardous are key sites whose name or category says so, and
/// buildings whose name does.
void hide_hazardous_sites(const City& city, std::vector<FeatureTable>& tables,
                          std::vector<Finding>& findings);

}  // namespace firebreak
