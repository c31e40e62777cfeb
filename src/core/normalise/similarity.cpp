#include "core/normalise/similarity.hpp"

#include <cmath>

#include "core/base/error.hpp"

namespace firebreak {

namespace {

constexpr double same_place_m = 0.01;

/// The best similarity about the middles; with `mirrored` the second axis of `from` runs the other
/// way. Both are one division of complex numbers: sum(to * conj(from)) / sum(|from|^2).
Similarity fitted(std::span<const ControlPair> pairs, bool mirrored) {
  const double count = static_cast<double>(pairs.size());
  Similarity out;
  for (const ControlPair& pair : pairs) {
    out.from_middle = out.from_middle + (1 / count) * pair.from;
    out.to_middle = out.to_middle + (1 / count) * pair.to;
  }
  const double side = mirrored ? -1 : 1;
  double real = 0, imaginary = 0, size2 = 0;
  for (const ControlPair& pair : pairs) {
    const Xy f = pair.from - out.from_middle;
    const Xy t = pair.to - out.to_middle;
    real += t.x_m * f.x_m + t.y_m * side * f.y_m;
    imaginary += t.y_m * f.x_m - t.x_m * side * f.y_m;
    size2 += f.x_m * f.x_m + f.y_m * f.y_m;
  }
  out.scale_cos = real / size2;
  out.scale_sin = imaginary / size2;
  double rest2 = 0;
  for (const ControlPair& pair : pairs) {
    Xy f = pair.from;
    if (mirrored) f.y_m = 2 * out.from_middle.y_m - f.y_m;
    const Xy rest = out(f) - pair.to;
    rest2 += rest.x_m * rest.x_m + rest.y_m * rest.y_m;
  }
  out.rms_m = std::sqrt(rest2 / count);
  return out;
}

void check_places(std::span<const ControlPair> pairs) {
  if (pairs.size() < 2)
    throw Error(ErrorKind::usage,
                "control_points: two pairs at least are needed, three or more to check them.");
  for (std::size_t i = 0; i < pairs.size(); ++i)
    for (std::size_t j = i + 1; j < pairs.size(); ++j)
      if (length_m(pairs[i].from - pairs[j].from) < same_place_m ||
          length_m(pairs[i].to - pairs[j].to) < same_place_m)
        throw Error(ErrorKind::usage,
                    "control_points: pairs {} and {} share a place. Take one of them out.", i + 1,
                    j + 1);
}

}  // namespace

double Similarity::scale() const {
  return std::hypot(scale_cos, scale_sin);
}

double Similarity::rotation_rad() const {
  return std::atan2(scale_sin, scale_cos);
}

Similarity similarity_of(std::span<const ControlPair> pairs) {
  check_places(pairs);
  const Similarity straight = fitted(pairs, false);
  const Similarity mirrored = fitted(pairs, true);
  // Points on one line fit either way, and two always do.
  if (straight.rms_m > control_limit_m && mirrored.rms_m < straight.rms_m / 10)
    throw Error(ErrorKind::usage,
                "control_points: the pairs fit only as a mirror image ({:.2f} m instead of "
                "{:.2f} m): x and y stand exchanged in one of the two systems. Exchange them.",
                mirrored.rms_m, straight.rms_m);
  return straight;
}

}  // namespace firebreak
