#include "render/coverage.hpp"

#include <gmock/gmock.h>

#include <QPainter>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>

#include "core/geo/measure.hpp"
#include "render/fixture.hpp"
#include "render/stroke.hpp"
#include "render/tile.hpp"
#include "support/footprints.hpp"

namespace firebreak::render {
namespace {

const QRect area(-64, 128, 100, 80);

std::vector<QPointF> star(QPointF middle, double inner, double outer, int tips, double turn) {
  std::vector<QPointF> ring;
  for (int i = 0; i < 2 * tips; ++i) {
    const double a = turn + i * std::numbers::pi / tips;
    ring.push_back(middle + (i % 2 == 0 ? outer : inner) * QPointF(std::cos(a), std::sin(a)));
  }
  return ring;
}

double area_of(const std::vector<QPointF>& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const QPointF a = ring[i], b = ring[(i + 1) % ring.size()];
    sum += 0.5 * (a.x() * b.y() - a.y() * b.x());
  }
  return std::abs(sum);
}

TEST(Coverage, TotalIsTheAreaWhateverWayTheRingRuns) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> share(0, 1);
  for (int i = 0; i < 300; ++i) {
    auto ring = star({-40 + 50 * share(random), 150 + 35 * share(random)}, 0.2 + 8 * share(random),
                     0.4 + 15 * share(random), 3 + i % 9, 6 * share(random));
    Coverage coverage(area);
    coverage.ring(ring);
    EXPECT_NEAR(coverage.total(), area_of(ring), 1e-3);
    std::reverse(ring.begin(), ring.end());
    coverage.ring(ring);
    EXPECT_NEAR(coverage.total(), 2 * area_of(ring), 2e-3);
    const auto hole = star({-10, 160}, 3, 3, 4, 0);
    coverage.ring(hole, true);
    EXPECT_NEAR(coverage.total(), 2 * area_of(ring) - area_of(hole), 3e-3);
  }
}

TEST(Coverage, SharesOfPixelsUnderASlantedEdge) {
  // Below the line from (-64, 128) to (-60, 130): a triangle in two rows of pixels.
  Coverage coverage(area);
  const std::array<QPointF, 3> triangle{QPointF(-64, 128), QPointF(-60, 130), QPointF(-64, 130)};
  coverage.ring(triangle);
  const std::array<std::array<double, 5>, 2> expected{
      {{0.75, 0.25, 0, 0, 0}, {1, 1, 0.75, 0.25, 0}}};
  for (int y = 0; y < 2; ++y)
    for (int x = 0; x < 5; ++x)
      EXPECT_NEAR(coverage.share(x, y),
                  expected[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)], 1e-4)
          << x << ' ' << y;
}

TEST(Coverage, WhatReachesOverAnySideIsCutThere) {
  const QRectF inside(area);
  for (const QPointF middle : {QPointF(-64, 160), QPointF(36, 160), QPointF(0, 128),
                               QPointF(0, 208), QPointF(-64, 128), QPointF(36, 208)}) {
    Coverage coverage(area);
    const QRectF square(middle - QPointF(10.25, 7.5), QSizeF(20.5, 15));
    const std::array<QPointF, 4> ring{square.topLeft(), square.topRight(), square.bottomRight(),
                                      square.bottomLeft()};
    coverage.ring(ring);
    const QRectF cut = square.intersected(inside);
    EXPECT_NEAR(coverage.total(), cut.width() * cut.height(), 1e-3) << middle.x();
  }
  Coverage beside(area);
  for (const QPointF middle :
       {QPointF(-90, 160), QPointF(60, 160), QPointF(0, 100), QPointF(0, 240)})
    beside.ring(star(middle, 5, 20, 5, 0));
  EXPECT_EQ(beside.total(), 0);
  Coverage within(area);
  within.ring(
      std::array{QPointF(-1e6, -1e6), QPointF(1e6, -1e6), QPointF(1e6, 1e6), QPointF(-1e6, 1e6)});
  EXPECT_NEAR(within.total(), 8000, 1e-3);
}

TEST(Coverage, SpreadKeepsTheAreaAndStaysNearItsBox) {
  Coverage coverage(area);
  coverage.spread(QRectF(-20.3, 150.2, 0.1, 0.2), 0.02);
  EXPECT_NEAR(coverage.total(), 0.02, 1e-4);
  EXPECT_NEAR(coverage.share(43, 21) + coverage.share(44, 21) + coverage.share(43, 22) +
                  coverage.share(44, 22),
              0.02, 1e-4);
  coverage.spread(QRectF(-64.75, 160, 1.5, 1.5), 2.25);
  EXPECT_NEAR(coverage.share(0, 32), 0.75, 1e-4) << "cut at the left side";
}

/// Pixels of an area that is cut into two at a column and a row.
std::vector<QImage> pieces(const QRect& whole, int column, int row,
                           const std::function<QImage(const QRect&)>& draw) {
  std::vector<QImage> out;
  for (const QRect& part : {QRect(whole.left(), whole.top(), column, row),
                            QRect(whole.left() + column, whole.top(), whole.width() - column, row),
                            QRect(whole.left(), whole.top() + row, column, whole.height() - row),
                            QRect(whole.left() + column, whole.top() + row, whole.width() - column,
                                  whole.height() - row)}) {
    out.push_back(draw(part));
    out.push_back(draw(whole).copy(QRect(part.topLeft() - whole.topLeft(), part.size())));
  }
  return out;
}

TEST(Coverage, CutsChangeNoPixel) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> place(-80, 60);
  std::vector<std::vector<QPointF>> rings, lines;
  std::vector<QRectF> dots;
  for (int i = 0; i < 60; ++i) {
    const QPointF at(place(random), 190 + place(random));
    rings.push_back(star(at, 2, 0.1 * std::abs(place(random)), 3 + i % 5, i));
    lines.push_back({at, {place(random), 190 + place(random)}, {place(random), 150}});
    dots.emplace_back(at, QSizeF(0.7, 1.2));
  }
  const auto draw = [&](const QRect& part) {
    QImage image(part.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    Coverage coverage(part);
    Stroker solid(1.7, {}), dashed(0.9, {3, 2}), wide(5, {});
    for (const auto& ring : rings) coverage.ring(ring);
    for (const auto& dot : dots) coverage.spread(dot, 0.6);
    coverage.paint(image, Ink(QColor(200, 30, 30, 120)), true);
    for (std::size_t i = 0; i < lines.size(); ++i)
      (i % 9 == 0 ? wide : i % 2 == 0 ? solid : dashed).line(coverage, lines[i]);
    coverage.paint(image, Ink(QColor(10, 30, 130)), false);
    return image;
  };
  for (const auto& [column, row] : {std::pair(31, 40), std::pair(77, 3)}) {
    const auto images = pieces(area, column, row, draw);
    for (std::size_t i = 0; i < images.size(); i += 2) EXPECT_EQ(images[i], images[i + 1]);
  }
}

TEST(Coverage, TranslucentHeapsDarkenAsIfPaintedOneByOne) {
  QImage image(area.size(), QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  Coverage coverage(area);
  const std::array<QPointF, 4> square{QPointF(0, 140), QPointF(10, 140), QPointF(10, 150),
                                      QPointF(0, 150)};
  for (int i = 0; i < 3; ++i) coverage.ring(square);
  coverage.paint(image, Ink(QColor(255, 0, 0, 102)), true);
  EXPECT_NEAR(qAlpha(image.pixel(68, 15)), 255 * (1 - 0.6 * 0.6 * 0.6), 1);
  EXPECT_EQ(qAlpha(image.pixel(75, 15)), 0);
  EXPECT_EQ(coverage.total(), 0) << "painted once";
}

TEST(Coverage, BothLoopsOfACrossedRingAreFilled) {
  QImage image(area.size(), QImage::Format_ARGB32_Premultiplied);
  for (const bool heaps : {true, false}) {
    image.fill(Qt::transparent);
    Coverage coverage(area);
    coverage.ring(
        std::array{QPointF(-50, 140), QPointF(-30, 160), QPointF(-30, 140), QPointF(-50, 160)});
    coverage.paint(image, Ink(QColor(255, 0, 0)), heaps);
    EXPECT_EQ(qAlpha(image.pixel(16, 22)), 255);
    EXPECT_EQ(qAlpha(image.pixel(32, 22)), 255);
    EXPECT_EQ(qAlpha(image.pixel(24, 13)), 0);
  }
}

TEST(Stroker, AreaOfALineWithItsRoundEndsAndBends) {
  for (const double width : {0.4, 1.5, 3.0, 8.0}) {
    Stroker pen(width, {});
    Coverage coverage(area);
    pen.line(coverage, std::array{QPointF(-40, 150), QPointF(0.5, 170.25)});
    EXPECT_NEAR(coverage.total(),
                width * std::hypot(40.5, 20.25) + std::numbers::pi * width * width / 4,
                0.005 * width * width + 0.01)
        << width;
    Coverage ring(area);
    pen.ring(ring,
             std::array{QPointF(-40, 140), QPointF(0, 140), QPointF(0, 180), QPointF(-40, 180)});
    EXPECT_NEAR(ring.total(), 160 * width + std::numbers::pi * width * width / 4,
                0.005 * width * width + 0.05)
        << width;
  }
}

TEST(Stroker, DashesAreThePatternRoundBendsAndOutOfSight) {
  Stroker pen(1, {4, 2});
  Coverage coverage(area);
  // 600000 units lie out of sight before it; at x = -60 a dash begins.
  pen.line(coverage, std::array{QPointF(-600060, 140.5), QPointF(20, 140.5), QPointF(20, 160.5)});
  for (int x = -60; x < 19; ++x) {
    const double along = (x + 60) % 6;
    EXPECT_NEAR(coverage.share(x + 64, 12), along < 4 ? 1 : 0, 1e-3) << x;
  }
  // The dash from 78 to 82 bends at 80; the next begins 84 along the line.
  EXPECT_NEAR(coverage.share(83, 13), 0.5, 1e-3);
  EXPECT_NEAR(coverage.share(83, 15), 0, 1e-3);
  EXPECT_NEAR(coverage.share(83, 17), 0.5, 1e-3);
}

/// Mean over the pixels of the largest difference of a channel.
double mean_difference(const QImage& a, const QImage& b) {
  double sum = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      sum += std::max({std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)),
                       std::abs(qBlue(p) - qBlue(q)), std::abs(qAlpha(p) - qAlpha(q))});
    }
  return sum / (a.width() * a.height());
}

QImage by_qpainter(const LiveScene& scene, const View& view, const QRect& pixels) {
  QImage image(pixels.size(), QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(-pixels.topLeft());
  for (const auto& layer : scene.layers)
    paint_layer(painter, layer.scene, view, QRectF(pixels), {}, Job{});
  return image;
}

// The measure is what QPainter draws eight times as large, scaled down. QPainter at the tile's own
// size is off that by 0.8 to 4 levels of 255 in the mean, where houses touch and where dots stand
// for them; a tile may be no further off.
TEST(Tile, IsAsTrueAsQPainterOnRealFootprints) {
  Shapes footprints = test::read_footprints(FIREBREAK_TEST_DATA "/reference/helsinki.gpkg");
  ASSERT_GT(footprints.size(), 400U);
  const Xy middle = footprints.extent().centre();
  for (Xy& p : footprints.points) p = p - middle;
  FeatureTable table;
  table.name = "t";
  table.geometry = TableGeometry::multi_polygon;
  for (std::size_t i = 0; i < footprints.size(); ++i) table.shapes.add_copy(footprints, i);
  table.columns.emplace_back("v", ColumnType::text);
  for (std::size_t i = 0; i < footprints.size(); ++i)
    table.columns[0].push(std::string_view(i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "c"));
  Symbol edged = test::filled({90, 110, 200, 255}), hatched = test::filled({240, 240, 240, 255});
  edged.stroke = Colour{20, 20, 20, 255};
  hatched.stroke = Colour{120, 60, 0, 255};
  hatched.hatch = Hatch::forward;
  const auto scene = make_live_scene(
      {std::make_shared<const FeatureTable>(std::move(table))},
      test::sheet_of("t", {test::rule("v", {"a"}, test::filled({210, 40, 40, 255})),
                           test::rule("v", {"b"}, edged), test::rule("v", {"c"}, hatched)}),
      {}, {}, nullptr, Job{});
  for (const double metres_per_pixel : {1.0, 3.0, 8.0, 25.0}) {
    const QRect pixels(-100, -100, 200, 200);
    const View view = screen_view(metres_per_pixel, 1);
    const QImage tile = paint_area(*scene, view, pixels, Job{});
    const QImage quick = by_qpainter(*scene, view, pixels);
    const QImage truth =
        by_qpainter(*scene, screen_view(metres_per_pixel, 8), QRect(-800, -800, 1600, 1600))
            .scaled(pixels.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const double ours = mean_difference(tile, truth);
    EXPECT_LE(ours, mean_difference(quick, truth)) << metres_per_pixel;
    QImage nothing(pixels.size(), QImage::Format_ARGB32_Premultiplied);
    nothing.fill(Qt::transparent);
    EXPECT_GT(mean_difference(nothing, truth), 5 * ours) << metres_per_pixel;
  }
}

}  // namespace
}  // namespace firebreak::render
