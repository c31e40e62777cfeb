#pragma once

#include <QPointF>
#include <span>
#include <vector>

#include "render/coverage.hpp"

namespace firebreak::render {

/// Lines of a pen as areas: solid ones with round joins and ends, dashes with flat ends, as
/// QPainter draws them.
class Stroker {
 public:
  /// `dashes` in widths of the pen, on and off in turn; empty: solid.
  Stroker(double width, std::vector<double> dashes);

  double width() const { return 2 * half_; }
  void line(Coverage& into, std::span<const QPointF> points);
  /// The outline of a ring whose last point joins the first.
  void ring(Coverage& into, std::span<const QPointF> points);
  /// One line with flat ends.
  void straight(Coverage& into, QPointF a, QPointF b) const;

 private:
  void solid(Coverage& into, std::span<const QPointF> points, bool round_ends);
  void dashed(Coverage& into, std::span<const QPointF> points);
  bool is_on(double phase) const;
  void finish_dash(Coverage& into);
  /// A slice of the round cap at a place, between two unit vectors.
  void wedge(Coverage& into, QPointF at, QPointF from, QPointF to) const;

  double half_;
  std::vector<double> dashes_;  ///< device units, on and off
  double period_ = 0;
  std::vector<QPointF> closed_, dash_;
};

}  // namespace firebreak::render
