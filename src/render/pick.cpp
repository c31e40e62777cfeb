#include "render/pick.hpp"

#include <algorithm>
#include <tuple>

#include "core/geo/measure.hpp"

namespace firebreak::render {

std::vector<Hit> pick(const LiveScene& scene, Xy at, double tolerance_m) {
  std::vector<Hit> hits;
  const Box near{{at.x_m - tolerance_m, at.y_m - tolerance_m},
                 {at.x_m + tolerance_m, at.y_m + tolerance_m}};
  for (std::size_t l = scene.layers.size(); l-- > 0;) {
    const auto& layer = scene.layers[l];
    if (!layer.shown) continue;
    const auto from = static_cast<std::ptrdiff_t>(hits.size());
    layer.scene.index->in_box(near, [&](std::uint32_t row) {
      if (!layer.draws(row)) return;
      const double distance = distance_m(layer.scene.table->shapes, row, at);
      if (distance <= tolerance_m) hits.push_back({l, row, distance});
    });
    std::sort(hits.begin() + from, hits.end(), [](const Hit& a, const Hit& b) {
      return std::tie(a.distance_m, a.row) < std::tie(b.distance_m, b.row);
    });
  }
  return hits;
}

std::vector<std::uint32_t> rows_in(const LiveScene& scene, std::size_t layer,
                                   std::span<const Xy> polygon) {
  Shapes area;
  area.add(PartKind::outer, polygon);
  const auto& of = scene.layers.at(layer);
  std::vector<std::uint32_t> rows;
  for (const auto row : of.scene.index->in_box(area.boxes[0]))
    if (of.draws(row) && distance2_m2(of.scene.table->shapes, row, area, 0, 1e-12) == 0)
      rows.push_back(row);
  return rows;
}

}  // namespace firebreak::render
