#include "core/geo/spatial_index.hpp"

#include <algorithm>

#include "core/geo/shape.hpp"

namespace firebreak {

SpatialIndex::SpatialIndex(std::span<const Box> boxes) {
  std::vector<std::uint32_t> order = hilbert_order(boxes);
  // Empty boxes sort to the end of the curve and are left out.
  while (!order.empty() && boxes[order.back()].empty()) order.pop_back();
  leaf_count_ = static_cast<std::uint32_t>(order.size());
  if (leaf_count_ == 0) return;

  std::size_t total = leaf_count_;
  for (std::size_t n = leaf_count_; n > 1;) total += n = (n + node_size - 1) / node_size;
  boxes_.reserve(total);
  child_.reserve(total);
  for (const auto item : order) {
    boxes_.push_back(boxes[item]);
    child_.push_back(item);
  }
  levels_.push_back({0, leaf_count_});
  while (levels_.back().end - levels_.back().start > node_size) {
    const Level below = levels_.back();
    const auto start = static_cast<std::uint32_t>(boxes_.size());
    for (std::uint32_t node = below.start; node < below.end; node += node_size) {
      Box box;
      for (std::uint32_t e = node; e < std::min(node + node_size, below.end); ++e)
        box.add(boxes_[e]);
      boxes_.push_back(box);
      child_.push_back(node);
    }
    levels_.push_back({start, static_cast<std::uint32_t>(boxes_.size())});
  }
}

std::uint32_t SpatialIndex::level_end(std::uint32_t entry) const {
  for (const Level& level : levels_)
    if (entry < level.end) return level.end;
  return 0;
}

std::vector<std::uint32_t> SpatialIndex::in_box(const Box& box) const {
  std::vector<std::uint32_t> found;
  in_box(box, [&](std::uint32_t item) { found.push_back(item); });
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace firebreak
