#pragma once

#include "core/model/city.hpp"

namespace firebreak {

/// The stable id of every segment: the road's id and a hash of its end nodes in the output CRS, so
/// that an edit elsewhere does not change it.
Texts lane_ids(const City& city);

}  // namespace firebreak
