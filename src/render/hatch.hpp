#pragma once

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <span>
#include <vector>

#include "core/model/style.hpp"

namespace firebreak::render {

/// The exact lines that hatch polygons: they stand at the same places on every device and in every
/// part of it, and continue from one feature to the next.
class Hatching {
 public:
  static constexpr double step_mm = 0.75;
  static constexpr double stroke_mm = 0.13;

  /// `area` bounds what needs hatching.
  Hatching(Hatch kind, double units_per_mm, const QRectF& area);

  /// Adds the lines of a polygon, its rings given in device units.
  void add(std::span<const QPointF> points, std::span<const std::size_t> ring_end);

  std::vector<QLineF> lines;

 private:
  void slanted(std::span<const QPointF> points, std::span<const std::size_t> ring_end,
               double slope);
  void dots(std::span<const QPointF> points, std::span<const std::size_t> ring_end);

  Hatch kind_;
  double per_mm_;
  QRectF area_;
  std::vector<double> cuts_;
};

}  // namespace firebreak::render
