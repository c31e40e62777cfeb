#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/geo/shape.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/normalise/crs_choice.hpp"

namespace firebreak {

/// By what a proposal about places is judged, the same for every kind of proposal.
namespace evidence {
inline constexpr double near_m = 5000;       ///< a town beside the others still belongs to them
inline constexpr double inside_m = 100;      ///< beyond the extent without its outermost hundredths
inline constexpr double least_share = 0.5;   ///< of a layer, for it to fall on the others
inline constexpr std::size_t sample = 4000;  ///< places of a layer that are looked at
}  // namespace evidence

/// What is known to lie on the map already: where the other layers are, and their roads. Against it
/// a layer is held whose place is in doubt. Extents leave out the outermost hundredth on each side.
class Surroundings {
 public:
  /// Names the layers that count, by position in the list given.
  using Counts = std::function<bool(std::size_t)>;

  /// `grid` is metric; layers without a place do not count.
  Surroundings(std::span<const Intake> layers, const Crs& grid);

  const Crs& grid() const { return grid_; }
  /// Where a layer lies; empty if it has no place.
  const Box& extent(std::size_t layer) const { return extents_[layer]; }
  bool any(const Counts& counts) const;
  /// The distance to the nearest extent; infinite without any.
  double distance_m(const Box& to, const Counts& counts) const;
  /// The share of the places (in the grid) that lie in an extent grown by `reach_m`.
  double share_inside(std::span<const Xy> places, double reach_m, const Counts& counts) const;
  /// The median distance to the nearest road, up to 1,000 m; none without places or roads.
  std::optional<double> median_to_road_m(std::span<const Xy> places, const Counts& counts);

 private:
  struct Roads {
    std::size_t layer;
    Shapes shapes;
    SpatialIndex index;
  };
  void gather_roads();

  std::span<const Intake> layers_;
  Crs grid_;
  std::vector<Box> extents_;
  std::vector<Roads> roads_;
  bool gathered_ = false;
};

/// Up to `count` points of a layer, evenly over their order, as they were read.
std::vector<Xy> some_points(const Intake& intake, std::size_t count);

/// Moves points of a layer to a grid; its shift is taken back first.
void bring(std::vector<Xy>& points, const Intake& intake, const Crs& grid);

/// What 1 % and 99 % of the coordinates do not exceed; empty without points.
Box inner_extent(std::vector<Xy> points);

}  // namespace firebreak
