#include "render/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <new>

namespace firebreak::render {

namespace {

constexpr std::int64_t unit = 1 << 16;  ///< steps in a pixel, and in full coverage
constexpr int shift = 16;

/// A place in steps of 1/65536 pixel from a whole pixel.
std::int64_t steps(double at, int from) {
  constexpr double rounding = 1.5 * (std::int64_t{1} << 36);  // its last binary digit is 1/65536
  return static_cast<std::int64_t>(((at + rounding) - rounding - from) * unit);
}

std::int64_t whole(double number) {
  return static_cast<std::int64_t>(number);
}

/// Each channel times a/255.
QRgb scaled(QRgb colour, unsigned a) {
  std::uint32_t even = (colour & 0xff00ff) * a;
  even = ((even + ((even >> 8) & 0xff00ff) + 0x800080) >> 8) & 0xff00ff;
  std::uint32_t odd = ((colour >> 8) & 0xff00ff) * a;
  odd = (odd + ((odd >> 8) & 0xff00ff) + 0x800080) & 0xff00ff00;
  return even | odd;
}

void paint_run(QRgb* pixel, int count, const Ink& ink, unsigned alpha) {
  const QRgb colour = ink.at(alpha);
  const unsigned rest = 255U - static_cast<unsigned>(qAlpha(colour));
  if (rest == 0)
    std::fill_n(pixel, count, colour);
  else if (alpha > 0)
    for (int i = 0; i < count; ++i) pixel[i] = colour + scaled(pixel[i], rest);  // as `over`
}

}  // namespace

QRgb over(QRgb colour, QRgb ground) {
  return colour + scaled(ground, 255U - static_cast<unsigned>(qAlpha(colour)));
}

Ink::Ink(const QColor& colour) {
  const double opacity = colour.alphaF();
  double through = 1;
  for (auto& after : after_) {
    after = static_cast<std::uint32_t>(std::lround(65280 * (1 - through)));
    through *= 1 - opacity;
  }
  for (int a = 0; a < 256; ++a)
    by_alpha_[static_cast<std::size_t>(a)] =
        qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), a));
}

unsigned Ink::alpha(std::int64_t covered) const {
  if (covered <= 0) return 0;
  const auto times = static_cast<std::size_t>(covered >> shift);
  if (times > most) return (after_[most] + 128) >> 8;
  const auto part = static_cast<std::uint64_t>(covered & (unit - 1));
  const std::uint64_t level = after_[times] * (unit - part) + after_[times + 1] * part;
  return static_cast<unsigned>((level + (std::uint64_t{1} << 23)) >> 24);
}

Coverage::Coverage(const QRect& pixels)
    : pixels_(pixels),
      width_(pixels.width()),
      height_(pixels.height()),
      stride_(static_cast<std::size_t>(width_) + 1),
      // From calloc: pages that nothing touches cost nothing.
      cells_(static_cast<std::int64_t*>(
          std::calloc(stride_ * static_cast<std::size_t>(height_), sizeof(std::int64_t)))),
      spans_(static_cast<std::size_t>(height_), Span{width_, -1}),
      first_row_(height_) {
  if (!cells_) throw std::bad_alloc();
}

void Coverage::ring(std::span<const QPointF> points, bool hole) {
  if (points.size() < 3) return;
  corners_.clear();
  double area2 = 0;
  std::int64_t left = INT64_MAX, right = INT64_MIN, top = INT64_MAX, bottom = INT64_MIN;
  for (const QPointF& p : points) {
    corners_.push_back({steps(p.x(), pixels_.left()), steps(p.y(), pixels_.top())});
    const Point& a = corners_.front();
    const Point& b = corners_[corners_.size() - (corners_.size() > 1 ? 2 : 1)];
    const Point& c = corners_.back();
    left = std::min(left, c.x), right = std::max(right, c.x);
    top = std::min(top, c.y), bottom = std::max(bottom, c.y);
    area2 += static_cast<double>(b.x - a.x) * static_cast<double>(c.y - a.y) -
             static_cast<double>(c.x - a.x) * static_cast<double>(b.y - a.y);
  }
  // What lies left of the area comes to nothing; the rest is never looked at.
  if (right <= 0 || left >= width_ * unit || bottom <= 0 || top >= height_ * unit) return;
  // With y downwards a positive area is a ring that goes down on its right side.
  const int sign = (area2 > 0) != hole ? -1 : 1;
  Point from = corners_.back();
  for (const Point& to : corners_) {
    edge(from.x, from.y, to.x, to.y, sign);
    from = to;
  }
}

// What is right of an edge that goes down counts `sign` times.
void Coverage::edge(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1, int sign) {
  if (y0 > y1) {
    std::swap(x0, x1);
    std::swap(y0, y1);
    sign = -sign;
  }
  const std::int64_t bottom = std::min(y1, std::int64_t{height_} * unit);
  std::int64_t y = std::max(y0, std::int64_t{0});
  if (y >= bottom || std::min(x0, x1) >= std::int64_t{width_} * unit) return;
  if (y0 >= 0 && (y0 >> shift) == ((y1 - 1) >> shift))
    return piece(static_cast<int>(y0 >> shift), x0, x1, sign * (y1 - y0));
  // Always from the whole edge, so that a cut at the border changes nothing.
  const double slope = static_cast<double>(x1 - x0) / static_cast<double>(y1 - y0);
  const auto x_at = [&](std::int64_t at) {
    return at == y1 ? x1 : x0 + whole(static_cast<double>(at - y0) * slope);
  };
  std::int64_t x = x_at(y);
  while (y < bottom) {
    const auto row = static_cast<int>(y >> shift);
    const std::int64_t next = std::min(bottom, std::int64_t{row + 1} * unit);
    const std::int64_t next_x = x_at(next);
    piece(row, x, next_x, sign * (next - y));
    x = next_x;
    y = next;
  }
}

// The part of an edge within one row. A pixel is covered by the part of it that lies right of the
// edge; pixels further right are covered `dy` of their height.
void Coverage::piece(int row, std::int64_t xa, std::int64_t xb, std::int64_t dy) {
  const std::int64_t low = std::min(xa, xb);
  const std::int64_t high = std::max(xa, xb);
  const std::int64_t first = low >> shift;
  const std::int64_t last = high >> shift;
  if (first >= width_) return;
  if (last < 0) {
    add(row, 0, dy);
    touch(row, 0, 0);
    return;
  }
  if (first == last) {
    const std::int64_t covered = (dy * (2 * (first + 1) * unit - low - high)) >> (shift + 1);
    const auto column = static_cast<int>(first);
    add(row, column, covered);
    add(row, column + 1, dy - covered);
    touch(row, column, column + 1);
    return;
  }
  const double per_step = static_cast<double>(dy) / static_cast<double>(high - low);
  const auto covered_in = [&](std::int64_t column) {
    if (column == last) {
      const auto over = static_cast<double>(high - last * unit);
      return dy - whole(per_step * over * over / (2 * unit));
    }
    const auto reach = static_cast<double>((column + 1) * unit - low);
    return whole(column == first ? per_step * reach * reach / (2 * unit)
                                 : per_step * (reach - 0.5 * unit));
  };
  const std::int64_t begin = std::max(first, std::int64_t{0});
  const std::int64_t end = std::min(last, std::int64_t{width_ - 1});
  std::int64_t before = 0;
  for (std::int64_t column = begin; column <= end; ++column) {
    const std::int64_t covered = covered_in(column);
    add(row, static_cast<int>(column), covered - before);
    before = covered;
  }
  if (end == last) add(row, static_cast<int>(last) + 1, dy - before);
  touch(row, static_cast<int>(begin), static_cast<int>(std::min(last + 1, std::int64_t{width_})));
}

void Coverage::spread(const QRectF& box, double area) {
  const double grow_x = 0.5 * std::max(0.0, 1 - box.width());
  const double grow_y = 0.5 * std::max(0.0, 1 - box.height());
  const std::int64_t x0 = steps(box.left() - grow_x, pixels_.left());
  const std::int64_t x1 = steps(box.right() + grow_x, pixels_.left());
  const std::int64_t y0 = steps(box.top() - grow_y, pixels_.top());
  const std::int64_t y1 = steps(box.bottom() + grow_y, pixels_.top());
  const int first_row = static_cast<int>(std::max(y0 >> shift, std::int64_t{0}));
  const int end_row = static_cast<int>(std::min((y1 + unit - 1) >> shift, std::int64_t{height_}));
  const int first = static_cast<int>(std::max(x0 >> shift, std::int64_t{0}));
  const int end = static_cast<int>(std::min((x1 + unit - 1) >> shift, std::int64_t{width_}));
  if (first >= end || first_row >= end_row) return;
  const double per_step2 =
      area * unit / (static_cast<double>(x1 - x0) * static_cast<double>(y1 - y0));
  const auto overlap = [](std::int64_t from, std::int64_t to, int cell) {
    return std::min(to, std::int64_t{cell + 1} * unit) - std::max(from, std::int64_t{cell} * unit);
  };
  for (int row = first_row; row < end_row; ++row) {
    const double tall = per_step2 * static_cast<double>(overlap(y0, y1, row));
    std::int64_t before = 0;
    for (int column = first; column < end; ++column) {
      const std::int64_t covered = whole(tall * static_cast<double>(overlap(x0, x1, column)));
      add(row, column, covered - before);
      before = covered;
    }
    add(row, end, -before);
    touch(row, first, end);
  }
}

void Coverage::forget(int row) {
  Span& span = spans_[static_cast<std::size_t>(row)];
  auto* cells = &cells_[static_cast<std::size_t>(row) * stride_];
  if (span.from <= span.to) std::fill(cells + span.from, cells + span.to + 1, 0);
  span = {width_, -1};
}

void Coverage::paint(QImage& image, const Ink& ink, bool heaps) {
  for (int row = first_row_; row <= last_row_; ++row) {
    const Span span = spans_[static_cast<std::size_t>(row)];
    if (span.to < span.from) continue;
    const auto* cells = &cells_[static_cast<std::size_t>(row) * stride_];
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
    const auto alpha_of = [&](std::int64_t covered) {
      // The other loop of a ring that crosses itself covers less than nothing.
      return ink.alpha(heaps ? std::abs(covered) : std::min(std::abs(covered), unit));
    };
    std::int64_t covered = 0;
    int column = span.from;
    while (column < width_) {
      if (column <= span.to) covered += cells[column];
      int next = column + 1;
      while (next <= span.to && cells[next] == 0) ++next;
      if (next > span.to) next = width_;
      const unsigned alpha = alpha_of(covered);
      if (alpha > 0) paint_run(line + column, next - column, ink, alpha);
      column = next;
    }
    forget(row);
  }
  first_row_ = height_;
  last_row_ = -1;
}

double Coverage::total() const {
  double sum = 0;
  for (int row = 0; row < height_; ++row)
    for (int column = 0; column < width_; ++column)
      sum +=
          static_cast<double>(width_ - column) *
          static_cast<double>(
              cells_[static_cast<std::size_t>(row) * stride_ + static_cast<std::size_t>(column)]);
  return sum / unit;
}

double Coverage::share(int x, int y) const {
  std::int64_t covered = 0;
  for (int column = 0; column <= x; ++column)
    covered += cells_[static_cast<std::size_t>(y) * stride_ + static_cast<std::size_t>(column)];
  return static_cast<double>(covered) / unit;
}

}  // namespace firebreak::render
