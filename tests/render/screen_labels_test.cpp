#include "render/screen_labels.hpp"

#include <gmock/gmock.h>

#include <array>
#include <thread>

#include "core/base/error.hpp"
#include "core/geo/measure.hpp"
#include "render/fixture.hpp"
#include "render/tile.hpp"
#include "render/visible_part.hpp"

namespace firebreak::render {
namespace {

using Table = std::shared_ptr<const FeatureTable>;

/// Points with a name and a rank of their own, the last one first.
Table ranked(std::string_view name, const std::vector<test::Spot>& at) {
  FeatureTable table = test::spots(name, "name", at);
  Column rank("rank", ColumnType::integer);
  for (std::size_t i = 0; i < at.size(); ++i) rank.push(static_cast<std::int64_t>(at.size() - i));
  table.columns.push_back(rank);
  return std::make_shared<const FeatureTable>(std::move(table));
}

StyleRule named_rule(std::string_view title, std::vector<std::string> values) {
  const std::string_view field = values.empty() ? "" : "name";
  StyleRule made = test::rule(field, std::move(values), test::filled({0, 0, 0, 255}));
  made.title = title;
  return made;
}

StyleSheet labelled(std::string_view table, std::vector<StyleRule> rules) {
  StyleSheet sheet = test::sheet_of(table, std::move(rules));
  sheet.layers[0].label_field = "name";
  sheet.layers[0].order_field = "rank";
  return sheet;
}

/// 600 x 400 units, the city's (0, 0) in the middle, a metre a unit.
const QRectF window(-300, -200, 600, 400);

std::vector<std::string> texts(const std::vector<ScreenLabel>& labels) {
  std::vector<std::string> out;
  for (const auto& label : labels) out.push_back(label.text.toStdString());
  return out;
}

std::vector<ScreenLabel> placed(const std::vector<Table>& tables, const StyleSheet& style,
                                const std::vector<LiveLook>& looks = {},
                                const std::vector<RowFilter>& filters = {}, double ratio = 1) {
  const auto scene = make_live_scene(tables, style, looks, filters, nullptr, Job{});
  return place_labels(*scene, screen_view(1, ratio),
                      QRectF(ratio * window.topLeft(), ratio * window.size()), Language::en, Job{});
}

TEST(ScreenLabels, NoneOverlapsAndAllLieInTheWindow) {
  std::vector<test::Spot> many;
  std::vector<std::string> names;
  for (int i = 0; i < 900; ++i) names.push_back("Platz " + std::to_string(i) + " 消火栓");
  for (int i = 0; i < 900; ++i)
    many.push_back(
        {-290.0 + 19.3 * (i % 30), -190.0 + 12.7 * (i / 30), names[static_cast<std::size_t>(i)]});
  for (const double ratio : {1.0, 2.0}) {
    const auto labels =
        placed({ranked("p", many)}, labelled("p", {named_rule("A", {})}), {}, {}, ratio);
    ASSERT_GT(labels.size(), 40U);
    EXPECT_LT(labels.size(), 900U);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      EXPECT_TRUE(QRectF(ratio * window.topLeft(), ratio * window.size()).contains(labels[i].rect));
      for (std::size_t j = 0; j < i; ++j)
        EXPECT_FALSE(labels[i].rect.intersects(labels[j].rect)) << i << ' ' << j;
    }
  }
}

TEST(ScreenLabels, ThePriorityOfRowsAndLayersWins) {
  const std::vector<test::Spot> crowd{{0, 0, "third"}, {1, 0, "second"}, {0, 1, "first"}};
  const std::vector<test::Spot> upper{{0, 0, "upper"}};
  auto style = labelled("p", {named_rule("A", {})});
  // One place for all: an area offers its inside and a little around; points their sides.
  const auto one = placed({ranked("p", crowd)}, style);
  ASSERT_FALSE(one.empty());
  EXPECT_EQ(one[0].text.toStdString(), "first");
  EXPECT_GT(one[0].rect.left(), 0) << "to the right of its symbol";
  style.layers.push_back(labelled("q", {named_rule("A", {})}).layers[0]);
  const auto both = placed({ranked("p", crowd), ranked("q", upper)}, style);
  ASSERT_GE(both.size(), 2U);
  EXPECT_EQ(both[0].text.toStdString(), "upper");
  EXPECT_EQ(both[1].text.toStdString(), "first");
  EXPECT_NEAR(both[0].rect.left(), one[0].rect.left(), 1e-9)
      << "the best place goes to the upper layer";
}

TEST(ScreenLabels, HiddenRulesLayersAndFilteredRowsHaveNone) {
  const std::vector<Table> tables{ranked("p", {{-200, 0, "a"}, {0, 0, "b"}, {200, 0, "c"}})};
  auto style = labelled("p", {named_rule("A", {"a"}), named_rule("B", {})});
  const std::string title = style.layers[0].title;
  using testing::ElementsAre;
  EXPECT_THAT(texts(placed(tables, style)), ElementsAre("c", "b", "a"));
  EXPECT_THAT(texts(placed(tables, style, {{"p", title, true, 1, {"A"}}})), ElementsAre("c", "b"));
  EXPECT_TRUE(placed(tables, style, {{"p", title, false, 1, {}}}).empty());
  EXPECT_TRUE(placed(tables, style, {{"p", title, true, 0, {}}}).empty());
  EXPECT_THAT(texts(placed(tables, style, {}, {{"p", {1, 0, 0}, 0.3}})), ElementsAre("a"));
  style.layers[0].rules[1].labelled = false;
  EXPECT_THAT(texts(placed(tables, style)), ElementsAre("a"));
  style.layers[0].label_min_scale = 3000;  // a metre a pixel is 1:3780
  EXPECT_TRUE(placed(tables, style).empty());
  style.layers[0].label_min_scale = 4000;
  style.layers[0].min_scale = 3000;
  EXPECT_TRUE(placed(tables, style).empty());
}

TEST(ScreenLabels, WhatReachesOutOfTheWindowIsNamedOnItsPartInSight) {
  FeatureTable areas = test::squares("a", "name", {{-5000, -150, 20, 100, "west"}});
  FeatureTable ways = test::lines("w", "name", {{-290, 150, 9000, 150, "long road"}});
  auto style = labelled("a", {named_rule("A", {})});
  style.layers.push_back(labelled("w", {named_rule("B", {})}).layers[0]);
  const auto labels = placed({std::make_shared<const FeatureTable>(std::move(areas)),
                              std::make_shared<const FeatureTable>(std::move(ways))},
                             style);
  ASSERT_THAT(texts(labels), testing::ElementsAre("long road", "west"));
  EXPECT_NEAR(labels[0].rect.center().x(), 5, 1) << "the middle of -290 to 300";
  EXPECT_NEAR(labels[0].rect.center().y(), -150, 1);
  EXPECT_NEAR(labels[1].rect.center().x(), -140, 1) << "the middle of -300 to 20";
}

TEST(PlaceWithin, LiesOnThePartInTheBox) {
  Shapes shapes;
  // A U that is open to the top: the box cuts both its arms apart, one of them wider.
  shapes.add(
      PartKind::outer,
      std::array<Xy, 9>{
          {{0, 0}, {30, 0}, {30, 50}, {18, 50}, {18, 10}, {8, 10}, {8, 50}, {0, 50}, {0, 0}}});
  shapes.add(PartKind::line, std::array<Xy, 4>{{{-10, 25}, {5, 25}, {5, 90}, {40, 22}}});
  shapes.add(PartKind::point, std::array<Xy, 1>{{{5, 25}}});
  const Box box{{-5, 20}, {35, 40}};
  const auto in_arm = place_within(shapes, 0, box);
  ASSERT_TRUE(in_arm);
  EXPECT_TRUE(box.contains(*in_arm));
  EXPECT_TRUE(contains(shapes, 0, *in_arm));
  const auto on_line = place_within(shapes, 1, box);
  ASSERT_TRUE(on_line);
  EXPECT_NEAR(distance_m(shapes, 1, *on_line), 0, 1e-9);
  EXPECT_EQ(*on_line, (Xy{5, 27.5})) << "12.5 along the stretch (-5, 25) (5, 25) (5, 40)";
  EXPECT_FALSE(place_within(shapes, 2, box));
  EXPECT_FALSE(place_within(shapes, 0, Box{{9, 12}, {17, 40}}));
  EXPECT_FALSE(place_within(shapes, 1, Box{{20, 0}, {30, 10}}));
}

TEST(ScreenLabels, NumbersStandInTheirMarkersOrNowhere) {
  auto style = labelled("p", {named_rule("A", {})});
  style.layers[0].label_field = "rank";
  style.layers[0].label_inside = true;
  style.layers[0].label_mm = 2.1;
  style.layers[0].rules[0].symbol.size_mm = 4;
  const auto labels = placed({ranked("p", {{0, 0, "x"}, {4, 0, "y"}, {100, 0, "z"}})}, style);
  ASSERT_THAT(texts(labels), testing::ElementsAre("1", "2"));
  EXPECT_EQ(labels[1].rect.center(), QPointF(4, 0));
}

TEST(ScreenLabels, TheMarkerOfTheFirstNumberLiesOnTop) {
  FeatureTable table = test::spots("p", "name", {{0, 0, "b"}, {5, 0, "a"}, {-5, 0, "a"}});
  Column rank("rank", ColumnType::integer);
  for (const std::int64_t r : {1, 3, 2}) rank.push(r);
  table.columns.push_back(rank);
  auto style = labelled("p", {named_rule("A", {})});
  style.layers[0].label_inside = true;
  Symbol& symbol = style.layers[0].rules[0].symbol;
  symbol.size_mm = 6;
  symbol.stroke = Colour{255, 0, 0, 255};
  symbol.stroke_mm = 0.4;
  const auto scene = make_live_scene({std::make_shared<const FeatureTable>(std::move(table))},
                                     style, {}, {}, nullptr, Job{});
  const QImage image = paint_area(*scene, screen_view(1, 1), QRect(-40, -40, 80, 80), Job{});
  for (int x = 27; x < 54; ++x) EXPECT_EQ(image.pixelColor(x, 40), QColor(0, 0, 0)) << x;
}

TEST(ScreenLabels, ArePaintedWhereTheyArePlacedWithALightEdge) {
  auto style = labelled("p", {named_rule("A", {})});
  style.paper = {255, 255, 0, 255};
  style.ink = {0, 0, 255, 255};
  for (const double ratio : {1.0, 2.0}) {
    const auto labels = placed({ranked("p", {{-50, 20, "大街 12"}})}, style, {}, {}, ratio);
    ASSERT_EQ(labels.size(), 1U);
    QImage canvas((ratio * window.size()).toSize(), QImage::Format_ARGB32_Premultiplied);
    canvas.fill(Qt::white);
    canvas.setDevicePixelRatio(ratio);
    QPainter painter(&canvas);
    paint_labels(painter, labels, ratio * window.topLeft(), ratio);
    painter.end();
    int ink = 0, edge = 0, outside = 0;
    const QRectF rect = labels[0].rect.translated(-ratio * window.topLeft());
    for (int y = 0; y < canvas.height(); ++y)
      for (int x = 0; x < canvas.width(); ++x) {
        const QRgb p = canvas.pixel(x, y);
        if (p == qRgb(255, 255, 255)) continue;
        ink += qBlue(p) > 200 && qRed(p) < 60 ? 1 : 0;
        edge += p == qRgb(255, 255, 0) ? 1 : 0;
        outside +=
            rect.adjusted(-2 * ratio, -2 * ratio, 2 * ratio, 2 * ratio).contains(x, y) ? 0 : 1;
      }
    EXPECT_GT(ink, 30 * ratio);
    EXPECT_GT(edge, 30 * ratio);
    EXPECT_EQ(outside, 0);
  }
}

TEST(ScreenLabels, NoneLiesWhereSomethingElseStands) {
  const auto scene = make_live_scene({ranked("p", {{0, 0, "Here"}, {200, 100, "There"}})},
                                     labelled("p", {named_rule("A", {})}), {}, {}, nullptr, Job{});
  const auto with = [&](std::vector<QRectF> kept_free) {
    return texts(place_labels(*scene, screen_view(1, 1), window, Language::en, Job{}, kept_free));
  };
  EXPECT_THAT(with({}), testing::UnorderedElementsAre("Here", "There"));
  EXPECT_THAT(with({QRectF(-25, -25, 50, 50)}), testing::ElementsAre("There"));
  // Upwards is less on the screen.
  EXPECT_THAT(with({QRectF(175, -125, 50, 50)}), testing::ElementsAre("Here"));
}

TEST(ScreenLabels, SameOnEveryThreadAndStoppedWhenAsked) {
  std::vector<test::Spot> many;
  for (int i = 0; i < 200; ++i) many.push_back({-280.0 + 2.7 * i, 0, "Ort"});
  const auto scene = make_live_scene({ranked("p", many)}, labelled("p", {named_rule("A", {})}), {},
                                     {}, nullptr, Job{});
  const auto here = place_labels(*scene, screen_view(1, 1), window, Language::en, Job{});
  std::vector<ScreenLabel> there;
  std::jthread([&] {
    there = place_labels(*scene, screen_view(1, 1), window, Language::en, Job{});
  }).join();
  ASSERT_EQ(here.size(), there.size());
  for (std::size_t i = 0; i < here.size(); ++i) {
    EXPECT_EQ(here[i].rect, there[i].rect);
    EXPECT_EQ(here[i].sprite, there[i].sprite);
  }
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(
      place_labels(*scene, screen_view(1, 1), window, Language::en, Job(stop.get_token(), {}, 1)),
      Cancelled);
}

}  // namespace
}  // namespace firebreak::render
