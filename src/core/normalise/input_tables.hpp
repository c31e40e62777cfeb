#pragma once

#include <string>
#include <vector>

#include "core/model/city.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// What was read, ready to be shown before anything is assessed: tables `buildings`, `roads`,
/// `hydrants`, `stations`, `obstacles`, `barriers`, `open_land`, `water`, `carriageway`,
/// `built_up`, `study_area`, and one `other_<file>_<layer>` per further layer (management units
/// too), in drawing order, those without a feature left out. Every table has the stable id where
/// there is one, the record number, and the attributes as they were understood, with units.
std::vector<FeatureTable> input_tables(const City& city);

/// The tables of the features that a scenario may change: hydrants, stations, obstacles. Empty ones
/// too, so that what was shown before can be replaced.
std::vector<FeatureTable> edited_tables(const City& city);

}  // namespace firebreak
