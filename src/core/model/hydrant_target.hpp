#pragma once

#include <optional>
#include <string>

namespace firebreak {

/// A local target for municipal hydrants, as a town's task book sets it ("build at least 8 by the
/// end of the year"). No rule of a code.
struct HydrantTarget {
  std::string unit;     ///< id or name of a management unit; empty: each of the largest ones
  double hydrants = 0;  ///< at least so many
  std::string by;       ///< day
  std::string since;    ///< a hydrant built from this year or day on is new; empty: not told
  std::optional<double> baseline;  ///< municipal hydrants that worked when the target was set
  std::string document;            ///< that sets it
  friend bool operator==(const HydrantTarget&, const HydrantTarget&) = default;
};

}  // namespace firebreak
