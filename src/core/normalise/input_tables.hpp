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

/// What the table of a kept layer is called.
struct OtherName {
  std::string table;  ///< by file and layer; empty: it has no feature and no table
  std::string title;  ///< "Key sites · schools": an English key, the layer's own name, or both
  std::string role;   ///< "Key sites": an English key
};
/// One for each of `city.others`.
std::vector<OtherName> names_of_others(const City& city);

/// The tables of the features that a scenario may change: hydrants, stations, obstacles. Empty ones
/// too, so that what was shown before can be replaced.
std::vector<FeatureTable> edited_tables(const City& city);

}  // namespace firebreak
