#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// How many hydrant records take no part in any result: most have no place.
std::uint64_t hydrants_set_aside(const City& city);

/// What a reader has to know of the data before the figures (`RunRecord::notices`).
std::vector<std::string> data_notices(const City& city);

}  // namespace firebreak
