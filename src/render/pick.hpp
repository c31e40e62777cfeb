#pragma once

#include <span>
#include <vector>

#include "render/live_scene.hpp"

namespace firebreak::render {

struct Hit {
  std::size_t layer = 0;  ///< position in LiveScene::layers
  std::uint32_t row = 0;
  double distance_m = 0;  ///< 0 inside a polygon
  friend bool operator==(const Hit&, const Hit&) = default;
};

/// The rows drawn within `tolerance_m` of a place: upper layers first, within a layer the nearest
/// first, then by row.
std::vector<Hit> pick(const LiveScene& scene, Xy at, double tolerance_m);

/// The rows of a layer that are drawn and touch the polygon (a closed ring), ascending.
std::vector<std::uint32_t> rows_in(const LiveScene& scene, std::size_t layer,
                                   std::span<const Xy> polygon);

}  // namespace firebreak::render
