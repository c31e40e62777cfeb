#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <span>
#include <type_traits>
#include <vector>

#include "core/geo/point.hpp"

namespace firebreak {

/// A packed Hilbert R-tree over boxes: built once, then only asked, from any number of threads.
/// Items are named by their position in the boxes given. Empty boxes are never found.
class SpatialIndex {
 public:
  SpatialIndex() = default;
  explicit SpatialIndex(std::span<const Box> boxes);

  std::size_t size() const { return leaf_count_; }

  /// Calls `visit(item)` for every item whose box touches `box`; order is the tree's, the same on
  /// every run. If `visit` returns bool, false ends the search.
  template <class Visit>
  void in_box(const Box& box, Visit&& visit) const;

  /// The items whose box touches `box`, ascending.
  std::vector<std::uint32_t> in_box(const Box& box) const;

  /// Calls `visit(item, box_distance2)` in order of growing distance between `from` and the item's
  /// box, as long as that squared distance is <= the limit. `visit` returns the limit for the rest
  /// of the search: usually the best true squared distance so far. Ties come in order of item.
  template <class Visit>
  void nearest(const Box& from, double limit2_m2, Visit&& visit) const;

 private:
  static constexpr std::uint32_t node_size = 16;
  struct Level {
    std::uint32_t start;  ///< first entry of the level
    std::uint32_t end;
  };
  std::vector<Box> boxes_;            ///< leaves first, then each level above
  std::vector<std::uint32_t> child_;  ///< leaf: item; else: first entry of the node below
  std::vector<Level> levels_;
  std::uint32_t leaf_count_ = 0;
  std::uint32_t level_end(std::uint32_t entry) const;
};

template <class Visit>
void SpatialIndex::in_box(const Box& box, Visit&& visit) const {
  if (leaf_count_ == 0) return;
  std::uint32_t stack[256];
  int depth = 0;
  stack[depth++] = levels_.back().start;  // first entry of the root node
  while (depth > 0) {
    const std::uint32_t node = stack[--depth];
    const std::uint32_t end = std::min(node + node_size, level_end(node));
    const bool leaf = node < leaf_count_;
    for (std::uint32_t e = node; e < end; ++e) {
      if (!boxes_[e].intersects(box)) continue;
      if (!leaf) {
        stack[depth++] = child_[e];
      } else if constexpr (std::is_same_v<decltype(visit(std::uint32_t{})), bool>) {
        if (!visit(child_[e])) return;
      } else {
        visit(child_[e]);
      }
    }
  }
}

template <class Visit>
void SpatialIndex::nearest(const Box& from, double limit2_m2, Visit&& visit) const {
  if (leaf_count_ == 0) return;
  struct Entry {
    double distance2;
    std::uint32_t item;
    std::uint32_t entry;  ///< entry to open, or none for an item
    bool operator>(const Entry& o) const {
      return distance2 != o.distance2 ? distance2 > o.distance2 : item > o.item;
    }
  };
  constexpr std::uint32_t none = UINT32_MAX;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  std::uint32_t node = levels_.back().start;
  for (;;) {
    const std::uint32_t end = std::min(node + node_size, level_end(node));
    const bool leaf = node < leaf_count_;
    for (std::uint32_t e = node; e < end; ++e) {
      const double d2 = distance2_m2(boxes_[e], from);
      if (!(d2 <= limit2_m2)) continue;
      // A node comes before items of equal distance, so that equal items appear in their order.
      queue.push(leaf ? Entry{d2, child_[e], none} : Entry{d2, 0, child_[e]});
    }
    while (!queue.empty() && queue.top().entry == none) {
      const Entry top = queue.top();
      if (top.distance2 > limit2_m2) return;
      queue.pop();
      limit2_m2 = visit(top.item, top.distance2);
    }
    if (queue.empty() || queue.top().distance2 > limit2_m2) return;
    node = queue.top().entry;
    queue.pop();
  }
}

}  // namespace firebreak
