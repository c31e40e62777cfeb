#include <gmock/gmock.h>

#include <QPainter>
#include <array>
#include <chrono>
#include <cmath>
#include <random>
#include <thread>

#include "core/base/error.hpp"
#include "core/geo/measure.hpp"
#include "render/fixture.hpp"
#include "render/pick.hpp"
#include "render/tile.hpp"

namespace firebreak::render {
namespace {

using test::filled;
using test::rule;
using Table = std::shared_ptr<const FeatureTable>;

/// Random overlapping squares and lines around the origin, so that every tile border is crossed.
std::vector<Table> crowd() {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> place(-480, 480);
  std::vector<test::Square> houses, ways;
  for (int i = 0; i < 300; ++i) {
    const double x = place(random), y = place(random), size = 2 + std::abs(place(random)) / 10;
    houses.push_back({x, y, x + size, y + size, i % 3 == 0 ? "unknown" : "fail"});
    ways.push_back({x, y, place(random), place(random), "a"});
  }
  return {std::make_shared<FeatureTable>(test::squares("t", "v", houses)),
          std::make_shared<FeatureTable>(test::lines("l", "v", ways))};
}

StyleSheet look() {
  Symbol hatched = filled({200, 200, 200, 255});
  hatched.stroke = Colour{0, 0, 255, 255};
  hatched.hatch = Hatch::forward;
  auto sheet = test::sheet_of(
      "t", {rule("v", {"unknown"}, hatched), rule("v", {"fail"}, filled({255, 0, 0, 255}))});
  Symbol dashed;
  dashed.stroke = Colour{0, 120, 0, 255};
  dashed.dash_mm = {2, 1};
  auto ways = test::sheet_of("l", {rule("", {}, dashed)}).layers[0];
  sheet.layers.push_back(ways);
  return sheet;
}

TEST(Tile, FourTilesAreOnePictureWithHatchAndDash) {
  const auto scene = make_live_scene(crowd(), look(), {}, {}, nullptr, Job{});
  for (const double ratio : {1.0, 2.0}) {
    const int n = TileKey::size;
    const QImage whole =
        paint_area(*scene, screen_view(1, ratio), QRect(-n, -n, 2 * n, 2 * n), Job{});
    for (int y = -1; y <= 0; ++y)
      for (int x = -1; x <= 0; ++x) {
        const QImage tile = paint_tile(*scene, {1, ratio, x, y}, Job{});
        QImage same = whole.copy((x + 1) * n, (y + 1) * n, n, n);
        same.setDevicePixelRatio(ratio);
        EXPECT_EQ(tile, same) << x << ' ' << y << " ratio " << ratio;
      }
  }
}

TEST(Tile, SamePixelsOnEveryThread) {
  const auto scene = make_live_scene(crowd(), look(), {}, {}, nullptr, Job{});
  const QImage here = paint_tile(*scene, {1, 1, 0, 0}, Job{});
  std::array<QImage, 3> there;
  {
    std::vector<std::jthread> threads;
    for (auto& image : there)
      threads.emplace_back([&] { image = paint_tile(*scene, {1, 1, 0, 0}, Job{}); });
  }
  for (const auto& image : there) EXPECT_EQ(image, here);
}

TEST(Tile, StopsWhenAsked) {
  const auto scene = make_live_scene(crowd(), look(), {}, {}, nullptr, Job{});
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(paint_tile(*scene, {1, 1, 0, 0}, Job(stop.get_token(), {}, 1)), Cancelled);
}

TEST(Tile, StopsWithinMillisecondsAmongMany) {
  std::mt19937 random(23);
  std::uniform_real_distribution<double> place(0, 20000);
  std::vector<test::Square> houses;
  for (int i = 0; i < 300000; ++i) {
    const double x = place(random), y = place(random);
    houses.push_back({x, -y - 30, x + 30, -y, "a"});
  }
  Symbol edged = filled({200, 0, 0, 255});
  edged.stroke = Colour{0, 0, 0, 255};
  edged.stroke_mm = 0.3;
  const auto scene =
      make_live_scene({std::make_shared<FeatureTable>(test::squares("t", "v", houses))},
                      test::sheet_of("t", {rule("", {}, edged)}), {}, {}, nullptr, Job{});
  for (const double metres_per_pixel : {6.0, 40.0}) {
    std::stop_source stop;
    std::chrono::steady_clock::time_point asked;
    std::jthread stopper([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      asked = std::chrono::steady_clock::now();
      stop.request_stop();
    });
    // As large as the town, so that it is not done before it is stopped.
    const auto side = static_cast<int>(20000 / metres_per_pixel);
    EXPECT_THROW(paint_area(*scene, screen_view(metres_per_pixel, 1), QRect(0, 0, side, side),
                            Job(stop.get_token(), {}, 1)),
                 Cancelled);
    stopper.join();
    EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::milliseconds(300));
  }
}

TEST(Tile, OpacityHiddenRulesAndRowFilter) {
  const std::vector<Table> tables{std::make_shared<FeatureTable>(test::squares(
      "t", "v", {{10, -90, 60, -40, "a"}, {30, -90, 80, -40, "a"}, {100, -90, 150, -40, "b"}}))};
  auto red = rule("v", {"a"}, filled({255, 0, 0, 255}));
  red.title = "A";
  const auto sheet = test::sheet_of("t", {red, rule("v", {"b"}, filled({0, 0, 255, 255}))});
  const auto alpha = [&](const std::vector<LiveLook>& looks, const std::vector<RowFilter>& filters,
                         int x) {
    const auto scene = make_live_scene(tables, sheet, looks, filters, nullptr, Job{});
    return qAlpha(paint_tile(*scene, {1, 1, 0, 0}, Job{}).pixel(x, 60));
  };
  const std::string title = sheet.layers[0].title;
  EXPECT_EQ(alpha({}, {}, 45), 255);
  EXPECT_NEAR(alpha({{"t", title, true, 0.5, {}}}, {}, 45), 128, 1) << "overlap does not add up";
  EXPECT_EQ(alpha({{"t", title, false, 1, {}}}, {}, 45), 0);
  EXPECT_EQ(alpha({{"t", title, true, 1, {"A"}}}, {}, 45), 0);
  EXPECT_EQ(alpha({{"t", title, true, 1, {"A"}}}, {}, 120), 255);
  EXPECT_EQ(alpha({}, {{"t", {1, 1, 0}, 0}}, 120), 0);
  EXPECT_NEAR(alpha({}, {{"t", {1, 1, 0}, 0.2}}, 120), 51, 1);
  EXPECT_EQ(alpha({}, {{"t", {1, 1, 0}, 0.2}}, 45), 255);
}

TEST(LiveScene, TakesOverTheIndexOfATableThatStayed) {
  auto tables = crowd();
  const auto first = make_live_scene(tables, look(), {}, {}, nullptr, Job{});
  auto sheet = look();
  sheet.layers[0].rules[0].symbol = filled({9, 9, 9, 255});
  sheet.layers[0].rules.pop_back();
  tables[1] = std::make_shared<FeatureTable>(*tables[1]);
  const auto second = make_live_scene(tables, sheet, {}, {}, first, Job{});
  EXPECT_EQ(second->revision, first->revision + 1);
  EXPECT_EQ(second->layers[0].scene.index, first->layers[0].scene.index);
  EXPECT_NE(second->layers[1].scene.index, first->layers[1].scene.index);
  EXPECT_EQ(second->layers[0].scene.counts, std::vector<std::size_t>{100});
  EXPECT_EQ(second->layers[0].scene.style, &second->style.layers[0]);
}

TEST(Pick, FindsWhatAScanFinds) {
  const auto scene = make_live_scene(crowd(), look(), {}, {}, nullptr, Job{});
  std::mt19937 random(3);
  std::uniform_real_distribution<double> place(-500, 500);
  std::size_t found = 0;
  for (int i = 0; i < 200; ++i) {
    const Xy at{place(random), place(random)};
    std::vector<Hit> scan;
    for (std::size_t l = scene->layers.size(); l-- > 0;) {
      const auto& shapes = scene->layers[l].scene.table->shapes;
      std::vector<Hit> of;
      for (std::uint32_t row = 0; row < shapes.size(); ++row)
        if (const double d = distance_m(shapes, row, at); d <= 4) of.push_back({l, row, d});
      std::stable_sort(of.begin(), of.end(),
                       [](const Hit& a, const Hit& b) { return a.distance_m < b.distance_m; });
      scan.insert(scan.end(), of.begin(), of.end());
    }
    EXPECT_EQ(pick(*scene, at, 4), scan);
    found += scan.size();
  }
  EXPECT_GT(found, 200U);
}

TEST(Pick, RowsInAPolygonAreThoseThatTouchIt) {
  const std::vector<Table> tables{std::make_shared<FeatureTable>(test::squares(
      "t", "v",
      {{0, 0, 4, 4, "a"}, {8, 8, 9, 9, "a"}, {20, 0, 30, 10, "a"}, {-5, -5, 0, 0, "a"}}))};
  const auto scene =
      make_live_scene(tables, test::sheet_of("t", {rule("", {}, filled({1, 2, 3, 255}))}), {},
                      {{"t", {1, 1, 1, 0}, 0}}, nullptr, Job{});
  const std::array<Xy, 4> triangle{{{0, 0}, {10, 0}, {0, 10}, {0, 0}}};
  EXPECT_THAT(rows_in(*scene, 0, triangle), testing::ElementsAre(0U));
}

TEST(Pick, RowsInAPolygonAreThoseOfAScan) {
  const auto scene = make_live_scene(crowd(), look(), {}, {}, nullptr, Job{});
  std::mt19937 random(17);
  std::uniform_real_distribution<double> place(-520, 520);
  std::size_t found = 0, missed = 0;
  for (int i = 0; i < 60; ++i) {
    // Any ring: a star about a middle, so that it is hollow in places and never crosses itself.
    const Xy middle{place(random), place(random)};
    std::vector<Xy> ring;
    const int corners = 3 + i % 8;
    for (int c = 0; c < corners; ++c) {
      const double angle = 6.283185307179586 * c / corners, far = 5 + std::abs(place(random)) / 2;
      ring.push_back(middle + Xy{far * std::cos(angle), far * std::sin(angle)});
    }
    ring.push_back(ring.front());
    Shapes area;
    area.add(PartKind::outer, ring);
    for (std::size_t l = 0; l < scene->layers.size(); ++l) {
      const Shapes& shapes = scene->layers[l].scene.table->shapes;
      // By the definition: an edge of one meets an edge of the other, or a corner lies inside.
      const auto touches = [&](std::uint32_t row) {
        const auto points = shapes.feature_points(row);
        for (const Xy& p : points)
          if (contains(area, 0, p)) return true;
        for (const Xy& p : ring)
          if (shapes.part_kind[shapes.first_part(row)] == PartKind::outer &&
              contains(shapes, row, p))
            return true;
        for (std::size_t a = 0; a + 1 < points.size(); ++a)
          for (std::size_t b = 0; b + 1 < ring.size(); ++b)
            if (segment_segment2_m2(points[a], points[a + 1], ring[b], ring[b + 1]) == 0)
              return true;
        return false;
      };
      std::vector<std::uint32_t> scan;
      for (std::uint32_t row = 0; row < shapes.size(); ++row)
        if (touches(row)) scan.push_back(row);
      EXPECT_EQ(rows_in(*scene, l, ring), scan) << i << ' ' << l;
      found += scan.size();
      missed += shapes.size() - scan.size();
    }
  }
  EXPECT_GT(found, 1000U);
  EXPECT_GT(missed, 1000U);
}

}  // namespace
}  // namespace firebreak::render
