#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/analysis/facade.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_points.hpp"

/// Judges buildings by the radius of hydrants: what `HydrantCoverage` is made of.
namespace firebreak {

/// 1.5 sigma of a distance for every pair of building source and hydrant source.
class DistanceSlack {
 public:
  /// `planned`: the source of hydrants that may yet be added; none by default.
  DistanceSlack(const City& city, bool ignored, std::uint32_t planned = UINT32_MAX);
  double operator()(Origin building, Origin hydrant) const {
    return table_[static_cast<std::size_t>(building.source) * columns_ + hydrant.source];
  }
  double largest() const { return largest_; }

 private:
  std::uint32_t rows_ = 0;
  std::uint32_t columns_ = 0;
  std::vector<double> table_;
  double largest_ = 0;
};

/// The walls of a building: all of them, and those it is judged by if not all are covered.
struct JudgedWalls {
  std::vector<WallPiece> all;
  std::vector<WallPiece> facade;
  bool through_adjoining = false;  ///< no facade of its own: `facade` is its neighbours'
  Box box;
};

/// The walls of buildings judged before: they stay while hydrants change. For one thread.
using WallMemory = std::unordered_map<std::uint32_t, JudgedWalls>;

/// Squared distances from a point to the nearest and the farthest part of a polygon.
struct DistanceSpan {
  double least_m2 = std::numeric_limits<double>::infinity();
  double most_m2 = 0;
};

/// Judges one building after another (algorithms 2.3). One object per thread: it keeps scratch
/// memory.
class RadiusJudge {
 public:
  /// All of them must outlive it.
  RadiusJudge(const City& city, const HydrantCoverage::Params& params, const HydrantPoints& sources,
              const DistanceSlack& slack, WallMemory* memory = nullptr);

  HydrantCoverage::Cover judge(std::uint32_t b);
  struct Nearest {
    Id<Hydrant> hydrant;
    double distance_m = 0;
  };
  /// The nearest hydrant that the building is within the bare radius of.
  std::optional<Nearest> nearest_in_reach(std::uint32_t b) const;
  /// From now on this spare hydrant counts, and no other one.
  void let_count(std::uint32_t hydrant) { counted_spare_ = hydrant; }
  /// The hydrants that the building judged last is within the bare radius of.
  std::span<const std::uint32_t> in_reach() const { return in_reach_; }
  /// The walls by which a building is judged, wherever the hydrants are.
  const JudgedWalls& walls(std::uint32_t b);

 private:
  using Cover = HydrantCoverage::Cover;
  struct Near {
    std::uint32_t source;  ///< position in HydrantPoints
    double slack_m;
    DistanceSpan span;
  };

  bool counts(std::uint32_t source) const {
    return !sources_.spare(source) || sources_.hydrant[source] == counted_spare_;
  }
  void find_near(std::uint32_t b);
  void count(Cover& cover);
  void find_nearest(std::uint32_t b, Cover& cover);
  void judge_parts(std::uint32_t b, Cover& cover);
  void judge_nearest_point(Cover& cover) const;
  double share(std::uint32_t b, const JudgedWalls& walls, double sign);
  bool reaches(const Near& near, double sign) const;
  bool holds_all(const Near& near, double sign) const;
  bool any_reaches(double sign) const;
  bool any_holds_all(double sign) const;
  bool nearer(double d2, std::uint32_t source, double best2, std::uint32_t best) const;
  void find_walls(std::uint32_t b, JudgedWalls& walls);

  const City& city_;
  const HydrantCoverage::Params& params_;
  const HydrantPoints& sources_;
  const DistanceSlack& slack_;
  std::uint32_t counted_spare_ = UINT32_MAX;
  FacadeRule facade_rule_;
  FacadeFinder facades_;
  WallMemory* memory_;
  std::vector<std::uint32_t> in_reach_;
  std::vector<Near> near_;
  JudgedWalls walls_;  ///< of the building judged last, where nothing remembers them
  std::vector<Disc> discs_;
  std::vector<Stretch> scratch_;
};

}  // namespace firebreak
