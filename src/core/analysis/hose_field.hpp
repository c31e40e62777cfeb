#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/analysis/hose_barriers.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// The shortest way of a hose round buildings and barriers from one place (algorithms 2.2, R2): a
/// grid of 1 m with 16 neighbours. A way on it is never shorter than the true one by more than the
/// raster of the corners, and at most 2.8 % and 1.4 m longer where passages are wider than 1 m;
/// narrower ones may close. Passable roads lead over water and railways, covered ones through
/// buildings. One object per thread: it keeps scratch memory. City and barriers must outlive it.
class HoseField {
 public:
  static constexpr float infinite = std::numeric_limits<float>::infinity();
  /// How much longer than the true way the grid may say it is.
  static constexpr double stretch = 1.028;
  static constexpr double snap_m = 1.4;

  /// `reach_m`: farther than this nothing is looked for.
  HoseField(const City& city, const HoseBarriers& barriers, double reach_m);

  /// Measures the ways from here; forgets those before.
  void spread(Xy from);
  /// The way to p, which may lie on a wall; infinite where none of `reach_m` leads.
  double to(Xy p) const;

 private:
  enum Block : std::uint8_t { free = 0, built = 1, barred = 2 };

  std::int64_t cell(std::int64_t column, std::int64_t row) const { return row * side_ + column; }
  Xy centre(std::int64_t column, std::int64_t row) const {
    return {corner_.x_m + static_cast<double>(column) + 0.5,
            corner_.y_m + static_cast<double>(row) + 0.5};
  }
  bool inside(std::int64_t column, std::int64_t row) const {
    return column >= 0 && row >= 0 && column < side_ && row < side_;
  }
  bool is_free(std::int64_t column, std::int64_t row) const {
    return inside(column, row) &&
           blocked_[static_cast<std::size_t>(cell(column, row))] == Block::free;
  }
  void fill(const Shapes& shapes, std::size_t f, Block with);
  /// Calls `visit(column, row)` for every cell that a line passes through.
  template <class Visit>
  void along(std::span<const Xy> line, const Visit& visit);
  void block();
  void open_roads(const Box& window);
  void offer(std::int64_t column, std::int64_t row, double way_m);
  void relax(std::int64_t column, std::int64_t row);

  const City& city_;
  const HoseBarriers& barriers_;
  double reach_m_;
  std::int64_t side_;
  Xy corner_;  ///< of the first cell, in whole metres
  std::vector<std::uint8_t> blocked_;
  std::vector<float> way_m_;
  std::vector<std::vector<std::uint32_t>> buckets_;  ///< cells by whole metres of way
  std::vector<double> crossings_;
};

}  // namespace firebreak
