#pragma once

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QRect>
#include <QRectF>
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

namespace firebreak::render {

/// A premultiplied colour laid over another.
QRgb over(QRgb colour, QRgb ground);

/// A colour at every share of a pixel it may cover.
class Ink {
 public:
  explicit Ink(const QColor& colour);

  /// Opacity, 0 to 255, where features cover a pixel `covered` times (65536: once) and lie on each
  /// other.
  unsigned alpha(std::int64_t covered) const;
  /// The colour at this opacity, premultiplied.
  QRgb at(unsigned alpha) const { return by_alpha_[alpha]; }

 private:
  static constexpr std::size_t most = 32;        ///< layers of paint that are told apart
  std::array<std::uint32_t, most + 2> after_{};  ///< opacity after n of them, 65280: full
  std::array<QRgb, 256> by_alpha_{};
};

/// How much of each pixel of an area is covered by what was added: exact areas, so that houses
/// which touch leave no seam between them and a thousand tiny ones give the right tone. Places are
/// device units of the whole map, not of the area, and are rounded to 1/65536 pixel; every sum is
/// of whole numbers that do not depend on where the area begins. So the pixels are the same however
/// the map is cut into areas, and in whatever order things are added.
class Coverage {
 public:
  explicit Coverage(const QRect& pixels);

  const QRect& pixels() const { return pixels_; }

  /// Adds the inside of a closed ring (the last point joins the first), whichever way it runs, or
  /// takes it away again (a hole). A ring that crosses itself is filled in all its loops where
  /// nothing else covers them.
  void ring(std::span<const QPointF> points, bool hole = false);
  /// Spreads `area` (square pixels) evenly over a box, grown to a pixel where it is less.
  void spread(const QRectF& box, double area);

  /// Paints what was added onto the picture of the area, over what is there, and forgets it.
  /// `heaps`: things that lie on each other darken a translucent ink as if painted one by one.
  void paint(QImage& image, const Ink& ink, bool heaps);

  /// Covered area in square pixels, overlaps counted as often as they are covered.
  double total() const;
  /// Covered share of one pixel of the area.
  double share(int x, int y) const;

 private:
  struct Free {
    void operator()(std::int64_t* cells) const noexcept { std::free(cells); }
  };
  struct Span {
    int from, to;  ///< columns touched, `to` included; none if to < from
  };

  void edge(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1, int sign);
  void piece(int row, std::int64_t xa, std::int64_t xb, std::int64_t dy);
  void add(int row, int column, std::int64_t change) {
    cells_[static_cast<std::size_t>(row) * stride_ + static_cast<std::size_t>(column)] += change;
  }
  void touch(int row, int from, int to) {
    Span& span = spans_[static_cast<std::size_t>(row)];
    span.from = std::min(span.from, from);
    span.to = std::max(span.to, to);
    first_row_ = std::min(first_row_, row);
    last_row_ = std::max(last_row_, row);
  }
  void forget(int row);

  QRect pixels_;
  int width_, height_;
  std::size_t stride_;
  /// Change of coverage from the pixel before; one column more than there are pixels.
  std::unique_ptr<std::int64_t[], Free> cells_;
  std::vector<Span> spans_;  ///< per row
  int first_row_, last_row_ = -1;
  struct Point {
    std::int64_t x, y;
  };
  std::vector<Point> corners_;
};

}  // namespace firebreak::render
