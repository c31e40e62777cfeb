#pragma once

#include <string>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// The checks to put into a city, and the file they stand in.
struct FieldCheckFile {
  std::string path;
  std::string sha256;
  std::vector<FieldCheck> checks;
};

/// Puts what was found on site into a city, by stable id: hydrants get their state, lanes and
/// buildings their figures for the analyses. The file becomes a source of its own, and a check of a
/// thing that is not in the data any more a defect. Does nothing without checks.
void apply_field_checks(City& city, const FieldCheckFile& file);

}  // namespace firebreak
