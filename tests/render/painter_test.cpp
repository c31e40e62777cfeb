#include "render/painter.hpp"

#include <gmock/gmock.h>

#include <QImage>
#include <array>

#include "render/fixture.hpp"

namespace firebreak::render {
namespace {

using test::filled;
using test::rule;

constexpr QRgb white = 0xffffffff;
constexpr QRgb red = 0xffff0000;
constexpr QRgb blue = 0xff0000ff;

QImage painted(const std::vector<FeatureTable>& tables, const StyleSheet& sheet,
               const View& view = test::metre_view()) {
  const Scene scene = make_scene(tables, sheet, {}, Job{});
  QImage image(view.frame.size().toSize(), QImage::Format_RGB32);
  image.fill(white);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  paint_scene(painter, scene, view, view.frame, Job{});
  return image;
}

int count(const QImage& image, QRgb colour, const QRect& in) {
  int found = 0;
  for (int y = in.top(); y <= in.bottom(); ++y)
    for (int x = in.left(); x <= in.right(); ++x) found += image.pixel(x, y) == colour ? 1 : 0;
  return found;
}

Symbol hatched(Hatch hatch) {
  Symbol symbol = filled({255, 255, 255, 255});
  symbol.stroke = Colour{0, 0, 255, 255};
  symbol.stroke_mm = 0.01;
  symbol.hatch = hatch;
  return symbol;
}

TEST(Painter, ABuildingHasItsColourWhereItStands) {
  const std::vector tables{test::squares("t", "v", {{20, 10, 40, 30, "fail"}})};
  const auto image = painted(tables, test::sheet_of("t", {rule("", {}, filled({255, 0, 0, 255}))}));

  EXPECT_EQ(count(image, red, image.rect()), 20 * 20);
  EXPECT_EQ(image.pixel(30, 80), red);  // y = 20 m is 80 rows from the top
  EXPECT_EQ(image.pixel(30, 20), white);
  EXPECT_EQ(image.pixel(19, 80), white);
  EXPECT_EQ(image.pixel(20, 89), red);
}

TEST(Painter, AHoleStaysOpen) {
  FeatureTable table = test::squares("t", "v", {});
  const std::array<Xy, 5> outer{{{10, 10}, {50, 10}, {50, 50}, {10, 50}, {10, 10}}};
  const std::array<Xy, 5> hole{{{20, 20}, {20, 40}, {40, 40}, {40, 20}, {20, 20}}};
  table.shapes.add_part(PartKind::outer, outer);
  table.shapes.add_part(PartKind::hole, hole);
  table.shapes.finish_feature();
  const auto image =
      painted({table}, test::sheet_of("t", {rule("", {}, filled({255, 0, 0, 255}))}));

  EXPECT_EQ(count(image, red, image.rect()), 40 * 40 - 20 * 20);
  EXPECT_EQ(image.pixel(30, 70), white);
}

TEST(Painter, HatchLinesStandAtWholeStepsAndCoverAShare) {
  const std::vector tables{test::squares("t", "v", {{10, 10, 90, 90, "unknown"}})};
  for (const Hatch kind : {Hatch::forward, Hatch::backward, Hatch::cross, Hatch::dots}) {
    const auto image = painted(tables, test::sheet_of("t", {rule("", {}, hatched(kind))}));
    const QRect inside(15, 15, 70, 70);
    const int plain = count(image, white, inside);
    EXPECT_GT(plain, 70 * 70 / 3) << static_cast<int>(kind);
    EXPECT_LT(plain, 70 * 70 * 95 / 100) << static_cast<int>(kind);
    EXPECT_EQ(count(image, white, QRect(0, 0, 9, 100)), 900) << "nothing beside the building";
  }
}

TEST(Painter, HatchesMirrorEachOther) {
  const std::vector tables{test::squares("t", "v", {{10, 10, 90, 90, "unknown"}})};
  const auto forward =
      painted(tables, test::sheet_of("t", {rule("", {}, hatched(Hatch::forward))}));
  const auto backward =
      painted(tables, test::sheet_of("t", {rule("", {}, hatched(Hatch::backward))}));
  EXPECT_NE(forward, backward);
  // Along a forward line colour stays, across it changes: x + y is constant on it.
  int same = 0, other = 0;
  for (int i = 20; i < 70; ++i) {
    same += forward.pixel(i, 90 - i) == forward.pixel(i + 5, 85 - i) ? 1 : 0;
    other += forward.pixel(i, i) == forward.pixel(i + 5, i + 5) ? 1 : 0;
  }
  EXPECT_EQ(same, 50);
  EXPECT_LT(other, 45);
}

TEST(Painter, ASmallHatchedBuildingStillShowsALine) {
  // 0.5 mm on paper, less than a hatch step.
  const std::vector tables{test::squares("t", "v", {{41, 41, 46, 46, "unknown"}})};
  auto symbol = hatched(Hatch::forward);
  symbol.stroke_mm = 0.001;
  const auto image = painted(tables, test::sheet_of("t", {rule("", {}, symbol)}));
  EXPECT_LT(count(image, white, QRect(41, 54, 5, 5)), 25);
}

TEST(Painter, ATinyFeatureIsADotInItsColour) {
  const std::vector tables{test::squares("t", "v", {{50.2, 50.2, 50.3, 50.3, "fail"}})};
  const auto image = painted(tables, test::sheet_of("t", {rule("", {}, filled({255, 0, 0, 255}))}));
  EXPECT_GE(count(image, red, image.rect()), 1);
  EXPECT_LE(count(image, red, image.rect()), 4);  // a square of 1.5 units
}

TEST(Painter, TheFirstRuleEndsUpOnTop) {
  const std::vector tables{
      test::squares("t", "v", {{10, 10, 50, 50, "fail"}, {30, 30, 70, 70, "pass"}})};
  const auto image =
      painted(tables, test::sheet_of("t", {rule("v", {"fail"}, filled({255, 0, 0, 255})),
                                           rule("v", {"pass"}, filled({0, 0, 255, 255}))}));
  EXPECT_EQ(image.pixel(40, 60), red);
  EXPECT_EQ(image.pixel(60, 40), blue);
}

TEST(Painter, SymbolsReachIntoAPartThatTheirPointLiesOutside) {
  const std::vector tables{test::spots("t", "v", {{50, 50, "a"}})};
  Symbol symbol = filled({255, 0, 0, 255});
  symbol.size_mm = 4;
  const auto sheet = test::sheet_of("t", {rule("", {}, symbol)});
  const Scene scene = make_scene(tables, sheet, {}, Job{});
  const View view = test::metre_view();
  QImage image(100, 100, QImage::Format_RGB32);
  image.fill(white);
  {
    QPainter painter(&image);
    paint_scene(painter, scene, view, QRectF(0, 60, 100, 40), Job{});
  }
  EXPECT_EQ(image.pixel(50, 65), red);
}

TEST(Painter, ALayerKeepsToItsScales) {
  const std::vector tables{test::squares("t", "v", {{10, 10, 50, 50, "fail"}})};
  auto sheet = test::sheet_of("t", {rule("", {}, filled({255, 0, 0, 255}))});
  sheet.layers[0].min_scale = 10000;
  EXPECT_EQ(count(painted(tables, sheet), red, {0, 0, 100, 100}), 0);
  sheet.layers[0].min_scale = 10001;
  EXPECT_EQ(count(painted(tables, sheet), red, {0, 0, 100, 100}), 1600);
}

TEST(View, PlacesAndBoxesAreInverse) {
  const View view = test::metre_view();
  EXPECT_EQ(view.at({25, 40}), QPointF(25, 60));
  EXPECT_EQ(view.box({10, 20, 30, 40}), (Box{{10, 40}, {40, 80}}));
  EXPECT_DOUBLE_EQ(view.symbol_factor(), 1);
}

}  // namespace
}  // namespace firebreak::render
