#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/analysis/fire_class.hpp"
#include "core/analysis/gap_graph.hpp"
#include "core/base/job.hpp"
#include "core/geo/shape.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// How far fire is taken to reach from a building of each class, in metres (algorithms 4.2).
struct SpreadRule {
  std::array<double, fire_class_count> reach_m{0, 3, 6, 12};  ///< class 1 to 4
  double factor = 1;  ///< 1.5 for a large fire or strong wind

  /// The gap below or at which fire crosses between two classes: the mean of both reaches. Empty
  /// if one of them has none.
  std::optional<double> limit_m(std::uint8_t class_a, std::uint8_t class_b) const;
  /// The largest limit of any pair.
  double longest_m() const;
};

/// A pair that fire crosses, with the limit that let it.
struct Crossing {
  GapPair pair;
  double limit_m = 0;
};

/// A gap may exceed its limit by this much and still count as equal to it: the noise of
/// coordinates.
inline constexpr double gap_tolerance_m = 1e-6;

/// The pairs that fire crosses: within the limit of their classes, and with neither a barrier
/// (wall, rail, water or motorway at ground level; fences let fire through) nor a footprint of
/// class 1 on every shortest line between the two (parallel walls have several: one free line is
/// enough). Touching parts of one building cannot be told from touching neighbours (no parcel or
/// owner is recorded) and are joined like these. Throws `Cancelled`.
std::vector<Crossing> crossings(const City& city, std::span<const GapPair> pairs,
                                std::span<const FireClass> classes, const SpreadRule& rule,
                                const Job& job);

/// The pairs at most `limit_m` apart, whatever their class.
std::vector<Crossing> crossings_within(std::span<const GapPair> pairs, double limit_m);

/// A set of buildings that fire joins; a lone building is a cluster of one.
struct FireCluster {
  std::uint32_t buildings = 0;
  double floor_area_m2 = 0;
  double people = 0;
  double limit_m = 0;  ///< largest limit among its crossings; 0 for a lone building
};

struct FireClusters {
  static constexpr std::uint32_t none = UINT32_MAX;
  std::vector<std::uint32_t> of_building;   ///< `none` for footprints that do not count
  std::vector<FireCluster> clusters;        ///< in order of their first building
  std::vector<std::uint32_t> member_start;  ///< members of cluster k: [start[k], start[k + 1])
  std::vector<std::uint32_t> members;       ///< ascending within a cluster
  std::uint32_t largest = 0;                ///< buildings of the largest
  double expected_loss_m2 = 0;              ///< floor area burned by one ignition, see below

  std::span<const std::uint32_t> members_of(std::size_t k) const {
    return std::span(members).subspan(member_start[k], member_start[k + 1] - member_start[k]);
  }
};

/// Connected sets of the crossings. The expected loss is that of one ignition in a building drawn
/// at random, with nobody fighting the fire: sum of n_k F_k over sum of n_k (algorithms 4.3); an
/// upper bound, never a forecast. `floor_area_m2` and `people` have one entry per building;
/// `people` may be empty.
FireClusters fire_clusters(std::span<const Crossing> crossings, Counted counted,
                           std::span<const double> floor_area_m2, std::span<const double> people);

/// Stable names: a hash of the building ids of each cluster, in their sorted order.
Texts cluster_ids(const FireClusters& clusters, const Texts& building_ids);

}  // namespace firebreak
