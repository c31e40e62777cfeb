#pragma once

#include <filesystem>
#include <vector>

#include "core/normalise/similarity.hpp"

namespace firebreak::io {

/// Pairs of points from a text file: x, y, E, N in each line, separated by commas, semicolons,
/// tabs or blanks; a header line and lines that start with # are passed over. Throws `Error` (file)
/// with the line that is none.
std::vector<ControlPair> read_control_points(const std::filesystem::path& file);

}  // namespace firebreak::io
