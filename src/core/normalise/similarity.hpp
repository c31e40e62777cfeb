#pragma once

#include <span>

#include "core/geo/point.hpp"

namespace firebreak {

/// One place in two plane systems.
struct ControlPair {
  Xy from, to;
  friend bool operator==(const ControlPair&, const ControlPair&) = default;
};

/// The four-parameter similarity between plane systems: to = (tx, ty) + scale * turned(from).
struct Similarity {
  double scale_cos = 1;       ///< scale times cosine of the rotation
  double scale_sin = 0;       ///< scale times its sine, counter-clockwise
  Xy from_middle, to_middle;  ///< of the control points: large numbers stay out of the products
  double rms_m = 0;           ///< of what remains at the points; 0 of two pairs says nothing

  Xy operator()(Xy p) const {
    const Xy d = p - from_middle;
    return to_middle +
           Xy{scale_cos * d.x_m - scale_sin * d.y_m, scale_sin * d.x_m + scale_cos * d.y_m};
  }
  double scale() const;
  double rotation_rad() const;
  Xy shift_m() const { return (*this)({0, 0}); }  ///< where the origin of the one system lies
};

/// Root mean square of what may remain without anyone confirming it (planner.md 5.3).
inline constexpr double control_limit_m = 1;

/// By least squares. Throws `Error` (usage) for fewer than two pairs, for pairs of which two share
/// a place in one system and not in the other, or are all the same, and for pairs that only fit
/// with x and y exchanged in one system.
Similarity similarity_of(std::span<const ControlPair> pairs);

}  // namespace firebreak
