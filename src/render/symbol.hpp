#pragma once

#include <QColor>
#include <QPainter>
#include <QPointF>
#include <QRectF>
#include <span>
#include <vector>

#include "core/model/style.hpp"
#include "render/hatch.hpp"

namespace firebreak::render {

QColor to_qt(Colour colour);

constexpr double dot_mm = 0.15;          ///< side of the square that stands for a tiny feature
constexpr double outline_from_mm = 0.9;  ///< smaller filled features have no outline

/// True if a polygon whose box is this large has an outline.
bool outlined(const Symbol& symbol, double size_mm);
/// True if the dot of a tiny feature is in the colour of the stroke: what is hatched or only
/// outlined keeps its own colour; a light fill would look like another.
bool dots_by_stroke(const Symbol& symbol);

/// Draws features in one symbol of a style sheet onto a device whose unit is 1/units_per_mm of a
/// millimetre. Maps and legends use the same object, so that a swatch looks like what it explains.
/// Hatches are exact lines (not bitmap patterns): they stand at the same places on every device and
/// in every band. Hatches and dots are kept until `finish`.
class SymbolPainter {
 public:
  /// `factor` scales widths and sizes; `area` bounds what needs hatching.
  SymbolPainter(QPainter& painter, const Symbol& symbol, double units_per_mm, double factor,
                const QRectF& area);

  /// A polygon by its rings in device units, `ring_end[i]` being where ring i ends in `points`.
  /// One that is too small to show its shape becomes a dot.
  void polygon(std::span<const QPointF> points, std::span<const std::size_t> ring_end);
  void line(std::span<const QPointF> points);
  void marker(QPointF at);
  /// Draws what was kept: hatch lines over the fills, dots over all.
  void finish();

 private:
  void dot(QPointF at);
  void draw_dots();
  void house(QPointF at, double half);

  QPainter* painter_;
  const Symbol* symbol_;
  double per_mm_;
  double factor_;
  Hatching hatching_;
  QPen pen_;
  QBrush brush_;
  std::vector<std::pair<std::int32_t, std::int32_t>> dots_;  ///< row, column of a fine grid
};

}  // namespace firebreak::render
