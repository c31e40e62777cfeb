#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// A place on the noding grid: whole millimetres of the city's metric grid, so that two roads meet
/// exactly or not at all.
struct GridPoint {
  std::int64_t x_mm = 0;
  std::int64_t y_mm = 0;
  friend auto operator<=>(const GridPoint&, const GridPoint&) = default;
};

GridPoint to_grid(Xy p);
Xy from_grid(GridPoint p);
double distance_m(GridPoint a, GridPoint b);

/// Road parts on the grid, without repeated points. A part that is no line on the grid (shorter
/// than a millimetre) is left out, and so is a road that is not open.
struct GridLines {
  std::vector<GridPoint> points;
  std::vector<std::uint32_t> start{0};  ///< line l = points [start[l], start[l + 1])
  std::vector<std::uint32_t> road;      ///< row of the road table
  std::vector<std::int8_t> level;

  std::size_t size() const { return road.size(); }
  std::span<const GridPoint> line(std::size_t l) const {
    return std::span(points).subspan(start[l], start[l + 1] - start[l]);
  }
};

GridLines grid_lines(const Table<Road>& roads);

/// Short runs of pieces (a piece is the stretch between two vertices) with an index over their
/// boxes: a long road does not make every search long.
struct Runs {
  struct Run {
    std::uint32_t line;
    std::uint32_t from;  ///< first piece
    std::uint32_t end;   ///< piece after the last
  };
  std::vector<Run> runs;
  std::vector<Box> boxes;
  SpatialIndex index;
};

Runs make_runs(const GridLines& lines);

/// A place where a line has to be split: on the piece from vertex `piece` to the next, or exactly
/// at vertex `piece`.
struct Cut {
  std::uint32_t line = 0;
  std::uint32_t piece = 0;
  GridPoint at;
  friend bool operator==(const Cut&, const Cut&) = default;
};

/// Sorts cuts along their lines and drops repeated ones.
void sort_along(std::vector<Cut>& cuts, const GridLines& lines);

/// The cut at `at` on a piece; moved to the vertex when it falls on one.
Cut cut_at(const GridLines& lines, std::uint32_t line, std::uint32_t piece, GridPoint at);

struct Noding {
  std::vector<Cut> cuts;       ///< along each line, without its ends
  std::vector<Cut> crossings;  ///< crossings that had no vertex: one per place, on one line
};

/// Every place where lines of one level touch or cross, and where a line of another level ends on
/// a vertex (a ramp). Bridges and tunnels pass without a node. The result does not depend on the
/// order of the roads or the number of threads.
Noding find_cuts(const GridLines& lines, const Runs& runs, const Job& job);

}  // namespace firebreak
