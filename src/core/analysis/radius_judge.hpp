#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/analysis/facade.hpp"
#include "core/analysis/hydrant_coverage.hpp"

/// Judges buildings by the radius of hydrants: what `HydrantCoverage` is made of.
namespace firebreak {

/// 1.5 sigma of a distance for every pair of building source and hydrant source.
class DistanceSlack {
 public:
  DistanceSlack(const City& city, bool ignored);
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

/// The usable hydrants in flat arrays, with an index.
struct HydrantPoints {
  std::vector<Xy> at;
  std::vector<Origin> origin;
  std::vector<std::uint32_t> hydrant;  ///< position in the city's table
  std::vector<std::uint8_t> spare;     ///< 1: counts only while a judge is told so
  SpatialIndex index;

  /// One flag per hydrant each; `spare` may be empty.
  HydrantPoints(const City& city, std::span<const std::uint8_t> usable,
                std::span<const std::uint8_t> spare = {});
};

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
              const DistanceSlack& slack);

  HydrantCoverage::Cover judge(std::uint32_t b);
  /// From now on this spare hydrant counts, and no other one.
  void let_count(std::uint32_t hydrant) { counted_spare_ = hydrant; }
  /// Per hydrant: how many of the buildings judged so far are within its radius, and of how many it
  /// is the only one.
  std::span<const std::uint32_t> served() const { return served_; }
  std::span<const std::uint32_t> sole() const { return sole_; }

 private:
  using Cover = HydrantCoverage::Cover;
  struct Near {
    std::uint32_t source;  ///< position in HydrantPoints
    double slack_m;
    DistanceSpan span;
  };

  bool counts(std::uint32_t source) const {
    return sources_.spare[source] == 0 || sources_.hydrant[source] == counted_spare_;
  }
  void find_near(std::uint32_t b);
  void count(Cover& cover);
  void find_nearest(std::uint32_t b, Cover& cover);
  void judge_parts(std::uint32_t b, Cover& cover);
  void judge_nearest_point(Cover& cover) const;
  double share(std::uint32_t b, double sign);
  bool reaches(const Near& near, double sign) const;
  bool holds_all(const Near& near, double sign) const;
  bool any_reaches(double sign) const;
  bool any_holds_all(double sign) const;
  bool nearer(double d2, std::uint32_t source, double best2, std::uint32_t best) const;
  void prepare_facade(std::uint32_t b, Cover& cover);

  const City& city_;
  const HydrantCoverage::Params& params_;
  const HydrantPoints& sources_;
  const DistanceSlack& slack_;
  std::uint32_t counted_spare_ = UINT32_MAX;
  FacadeRule facade_rule_;
  FacadeFinder facades_;
  std::vector<std::uint32_t> served_;
  std::vector<std::uint32_t> sole_;
  std::vector<Near> near_;
  std::vector<WallPiece> walls_;   ///< all walls of the building
  std::vector<WallPiece> facade_;  ///< what it is judged by
  std::vector<Disc> discs_;
  std::vector<Stretch> scratch_;
};

}  // namespace firebreak
