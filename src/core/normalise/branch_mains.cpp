#include "core/normalise/branch_mains.hpp"

#include "core/base/union_find.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"

namespace firebreak {

namespace {

/// All mains in one numbering, with an index.
class AllMains {
 public:
  explicit AllMains(std::span<const LaidMains> layers) {
    std::vector<Box> boxes;
    for (const LaidMains& layer : layers)
      for (std::uint32_t main = 0; main < layer.shapes.size(); ++main) {
        mains_.push_back({&layer, main});
        boxes.push_back(layer.shapes.boxes[main]);
      }
    index_ = SpatialIndex(boxes);
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(mains_.size()); }
  bool ring(std::uint32_t main) const {
    return mains_[main].layer->layouts[mains_[main].feature] == MainLayout::ring;
  }
  /// `visit(main)` for every main that comes within the joint of a place.
  template <class Visit>
  void at(Xy place, const Visit& visit) const {
    index_.in_box(Box{place, place}.grown(main_joint_m), [&](std::uint32_t main) {
      if (distance_m(mains_[main].layer->shapes, mains_[main].feature, place) <= main_joint_m)
        visit(main);
    });
  }
  /// `visit(place)` for both ends of every line of a main.
  template <class Visit>
  void ends(std::uint32_t main, const Visit& visit) const {
    const Shapes& shapes = mains_[main].layer->shapes;
    const std::size_t feature = mains_[main].feature;
    for (auto p = shapes.first_part(feature); p < shapes.end_part(feature); ++p) {
      const auto line = shapes.part(p).points;
      if (line.empty()) continue;
      visit(line.front());
      visit(line.back());
    }
  }

 private:
  struct Main {
    const LaidMains* layer;
    std::uint32_t feature;
  };
  std::vector<Main> mains_;
  SpatialIndex index_;
};

}  // namespace

std::vector<std::uint32_t> branches_of(std::span<const LaidMains> layers) {
  const AllMains mains(layers);
  UnionFind joined(mains.size());
  for (std::uint32_t main = 0; main < mains.size(); ++main) {
    if (mains.ring(main)) continue;
    mains.ends(main, [&](Xy end) {
      bool from_ring = false;
      mains.at(end, [&](std::uint32_t other) { from_ring |= mains.ring(other); });
      if (from_ring) return;
      mains.at(end, [&](std::uint32_t other) { joined.join(main, other); });
    });
  }
  std::vector<std::uint32_t> branches;
  for (std::uint32_t main = 0; main < mains.size(); ++main) branches.push_back(joined.root(main));
  return branches;
}

}  // namespace firebreak
