#pragma once

#include <QPointF>
#include <span>
#include <vector>

#include "core/geo/shape.hpp"
#include "render/painter.hpp"

namespace firebreak::render {

/// Feature after feature in device units, in memory that is used again. Points nearer than
/// 0.04 mm, or `near`, to the one before are left out.
class Outline {
 public:
  explicit Outline(const View& view, double near = 0);

  std::span<const QPointF> points() const { return points_; }
  std::span<const std::size_t> ring_end() const { return ring_end_; }

  void clear();
  /// Adds a part; rings lose their closing point. A ring that collapses keeps its first points.
  void add(const Part& part);

 private:
  QPointF at(Xy p) const;  ///< as View::at, without its division

  View view_;
  double per_m_;
  double near_;
  std::vector<QPointF> points_;
  std::vector<std::size_t> ring_end_;
};

}  // namespace firebreak::render
