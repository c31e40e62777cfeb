#pragma once

#include <cstdint>
#include <vector>

#include "core/base/job.hpp"

namespace firebreak {

/// How numbers are cut into classes.
enum class ClassMethod : std::uint8_t {
  equal,     ///< intervals of one length
  quantile,  ///< as many rows in each
  natural    ///< where the numbers themselves leave gaps (Fisher, Jenks)
};

/// The inner breaks of `classes` classes, ascending, rounded to figures that people read: fewer if
/// the numbers hold fewer different values. Numbers that are not finite are passed over. Throws
/// `Cancelled`.
std::vector<double> class_breaks(std::vector<double> values, ClassMethod method,
                                 std::size_t classes, const Job& job);

}  // namespace firebreak
