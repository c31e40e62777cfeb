#include "core/geo/shape.hpp"

#include <algorithm>
#include <numeric>

namespace firebreak {

Shapes reordered(const Shapes& shapes, std::span<const std::uint32_t> order) {
  Shapes out;
  std::size_t points = 0;
  std::size_t parts = 0;
  for (const auto f : order) {
    points += shapes.feature_points(f).size();
    parts += shapes.end_part(f) - shapes.first_part(f);
  }
  out.points.reserve(points);
  out.part_start.reserve(parts + 1);
  out.part_kind.reserve(parts);
  out.feature_start.reserve(order.size() + 1);
  out.boxes.reserve(order.size());
  for (const auto f : order) {
    for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p)
      out.add_part(shapes.part_kind[p], shapes.part(p).points);
    out.feature_start.push_back(static_cast<std::uint32_t>(out.part_kind.size()));
    out.boxes.push_back(shapes.boxes[f]);
  }
  return out;
}

namespace {

/// Distance along the Hilbert curve over a 65,536 x 65,536 grid.
std::uint32_t hilbert_key(std::uint32_t x, std::uint32_t y) {
  std::uint32_t key = 0;
  for (std::uint32_t s = 1U << 15U; s > 0; s >>= 1U) {
    const std::uint32_t right = (x & s) != 0 ? 1U : 0U;
    const std::uint32_t upper = (y & s) != 0 ? 1U : 0U;
    key += s * s * ((3U * right) ^ upper);
    if (upper == 0) {
      if (right == 1) {
        x = 65535U - x;
        y = 65535U - y;
      }
      std::swap(x, y);
    }
  }
  return key;
}

}  // namespace

std::vector<std::uint32_t> hilbert_order(std::span<const Box> boxes) {
  Box extent;
  for (const Box& b : boxes)
    if (!b.empty()) extent.add(b.centre());
  const double width = std::max(extent.width_m(), 1e-9);
  const double height = std::max(extent.height_m(), 1e-9);
  std::vector<std::uint64_t> keyed(boxes.size());
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    std::uint64_t key = UINT32_MAX;  // without geometry: at the end
    if (!boxes[i].empty()) {
      const Xy c = boxes[i].centre();
      key = hilbert_key(static_cast<std::uint32_t>(
                            65535.0 * std::clamp((c.x_m - extent.min.x_m) / width, 0.0, 1.0)),
                        static_cast<std::uint32_t>(
                            65535.0 * std::clamp((c.y_m - extent.min.y_m) / height, 0.0, 1.0)));
    }
    keyed[i] = key << 32U | i;
  }
  std::sort(keyed.begin(), keyed.end());
  std::vector<std::uint32_t> order(boxes.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = static_cast<std::uint32_t>(keyed[i] & UINT32_MAX);
  return order;
}

}  // namespace firebreak
