#include "core/analysis/street_blocks.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

#include "core/analysis/block_footprints.hpp"
#include "core/analysis/planar_graph.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

using test::with_network;
using testing::ElementsAre;

void square(test::CityBuilder& town, double x0, double y0, double x1, double y1) {
  town.road({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}});
}

std::vector<FootprintPart> parts_of(const City& city, const StreetBlocks& blocks) {
  const auto pairs = gap_pairs(city.buildings->shapes, city.buildings->index, {}, 18, Job{});
  return footprint_parts(city, blocks, {}, pairs, Job{});
}

double covered_m2(const std::vector<FootprintPart>& parts, std::uint32_t block) {
  double sum = 0;
  for (const FootprintPart& part : parts)
    if (part.block == block) sum += part.area_m2;
  return sum;
}

TEST(PlanarFaces, CrossingLinesWithLooseEnds) {
  // A hash sign: one face in the middle, eight loose ends.
  const auto line = [](double x0, double y0, double x1, double y1) {
    return MmPiece{to_mm({x0, y0}), to_mm({x1, y1})};
  };
  const auto pieces = noded(
      {line(0, 10, 30, 10), line(0, 20, 30, 20), line(10, 0, 10, 30), line(20, 0, 20, 30)}, Job{});
  EXPECT_EQ(pieces.size(), 12U);
  const PlanarFaces faces = planar_faces(pieces, {}, Job{});
  ASSERT_EQ(faces.area_m2.size(), 1U);
  EXPECT_EQ(faces.area_m2[0], 100);
}

TEST(PlanarFaces, IslandsBridgesAndPinchPoints) {
  const auto ring = [](std::vector<Xy> points) {
    std::vector<MmPiece> pieces;
    for (std::size_t i = 0; i < points.size(); ++i)
      pieces.push_back({to_mm(points[i]), to_mm(points[(i + 1) % points.size()])});
    return pieces;
  };
  std::vector<MmPiece> lines = ring({{0, 0}, {100, 0}, {100, 100}, {0, 100}});
  const auto add = [&](std::vector<MmPiece> more) {
    lines.insert(lines.end(), more.begin(), more.end());
  };
  add(ring({{40, 40}, {60, 40}, {60, 60}, {40, 60}}));  // island
  add({{to_mm({0, 50}), to_mm({40, 50})}});             // joined to the rest by a bridge
  add(ring({{100, 0}, {90, 5}, {95, 10}}));             // touches the outer ring in one point
  const PlanarFaces faces = planar_faces(noded(lines, Job{}), {}, Job{});
  ASSERT_EQ(faces.area_m2.size(), 3U);
  Geos geos;
  for (std::size_t f = 0; f < 3; ++f) {
    EXPECT_TRUE(geos.valid(faces.shapes, f)) << f;
    EXPECT_NEAR(area_m2(faces.shapes, f), faces.area_m2[f], 1e-9);
  }
  std::vector<double> areas = faces.area_m2;
  std::sort(areas.begin(), areas.end());
  const double triangle = 37.5;
  EXPECT_THAT(areas, ElementsAre(triangle, 400, 10000 - 400 - triangle));
}

TEST(StreetBlocks, GoldenCase4BuildingCoverageRatio) {
  for (const bool with_duplicate : {false, true}) {
    test::CityBuilder town;
    square(town, 0, 0, 100, 100);
    for (const double x : {5.0, 55.0})
      for (const double y : {5.0, 55.0}) town.rectangle(x, y, x + 40, y + 40);
    if (with_duplicate) town.rectangle(5, 5, 45, 45);
    const City city = with_network(town);
    const StreetBlocks blocks = street_blocks(city, {}, Job{});
    ASSERT_EQ(blocks.size(), 1U);
    EXPECT_EQ(blocks.area_m2[0], 10000);
    EXPECT_NEAR(covered_m2(parts_of(city, blocks), 0) / blocks.area_m2[0], 0.64, 1e-12);
  }
}

TEST(StreetBlocks, PartlyOverlappingFootprintsCountOnceAndAreCutAtTheEdge) {
  test::CityBuilder town;
  square(town, 0, 0, 100, 100);
  square(town, 100, 0, 200, 100);
  town.rectangle(20, 20, 40, 40);
  town.rectangle(30, 30, 50, 50);   // 100 m2 in common
  town.rectangle(95, 10, 115, 20);  // 50 m2 west of the street, 150 m2 east of it
  const City city = with_network(town);
  const StreetBlocks blocks = street_blocks(city, {}, Job{});
  ASSERT_EQ(blocks.size(), 2U);
  const auto parts = parts_of(city, blocks);
  const std::uint32_t west = blocks.of_building[0];
  const std::uint32_t east = blocks.of_building[2];
  EXPECT_NE(west, east);
  EXPECT_NEAR(covered_m2(parts, west), 700 + 50, 1e-9);
  EXPECT_NEAR(covered_m2(parts, east), 150, 1e-9);
  ASSERT_EQ(blocks.borders.size(), 1U);
  EXPECT_EQ(blocks.borders[0].length_m, 100);
}

TEST(StreetBlocks, AnLShapedHouseWithAYardOverASlantedStreet) {
  test::CityBuilder town;
  town.road({{0, 0}, {100, 100}, {0, 100}, {0, 0}});
  town.road({{0, 0}, {100, 0}, {100, 100}});
  // A ring of 40 x 40 m around a yard of 20 x 20 m, centred on the slanted street: half on each
  // side. Its outer ring runs clockwise.
  town.building({{30, 30}, {30, 70}, {70, 70}, {70, 30}},
                {{{40, 40}, {60, 40}, {60, 60}, {40, 60}}});
  town.rectangle(5, 80, 10, 90);
  town.rectangle(80, 5, 90, 10);
  const City city = with_network(town);
  const StreetBlocks blocks = street_blocks(city, {}, Job{});
  ASSERT_EQ(blocks.size(), 2U);
  const auto parts = parts_of(city, blocks);
  EXPECT_NEAR(covered_m2(parts, 0), 600 + 50, 1e-9);
  EXPECT_NEAR(covered_m2(parts, 1), 600 + 50, 1e-9);
}

TEST(StreetBlocks, SmallOnesJoinTheLongestBorder) {
  test::CityBuilder town;
  square(town, 0, 0, 100, 100);
  square(town, 100, 0, 110, 30);  // 300 m2: 30 m along the first, 10 m along the third
  square(town, 100, 30, 200, 100);
  town.rectangle(10, 10, 20, 20);
  town.rectangle(102, 5, 108, 20);
  town.rectangle(150, 50, 160, 60);
  const City city = with_network(town);
  const StreetBlocks blocks = street_blocks(city, {}, Job{});
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks.of_building[0], blocks.of_building[1]);
  EXPECT_NE(blocks.of_building[0], blocks.of_building[2]);
  EXPECT_EQ(blocks.area_m2[blocks.of_building[0]], 10300);
}

TEST(StreetBlocks, LargeOnesAreCutByTheGridOfTheCrs) {
  test::CityBuilder town;
  square(town, 10, 10, 790, 790);  // 60.84 ha
  town.rectangle(20, 20, 30, 30);
  town.rectangle(400, 400, 410, 410);
  City city = with_network(town);
  city.origin = {1000, 2100};  // grid lines at x = 0, 250, 500 … and y = 150, 400, 650 …
  const StreetBlocks blocks = street_blocks(city, {}, Job{});
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks.area_m2[blocks.of_building[0]], 240.0 * 140);
  EXPECT_EQ(blocks.area_m2[blocks.of_building[1]], 250.0 * 250);
  EXPECT_TRUE(blocks.borders.empty());
}

TEST(StreetBlocks, WithoutRoadsTheCellsOfTheGrid) {
  test::CityBuilder town;
  town.rectangle(10, 10, 20, 20);
  town.rectangle(240, 10, 250, 20);
  town.rectangle(260, 10, 270, 20);
  town.rectangle(9000, 9000, 9010, 9010);
  const StreetBlocks blocks = street_blocks(town.build(), {}, Job{});
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks.of_building[0], blocks.of_building[1]);
  EXPECT_NE(blocks.of_building[0], blocks.of_building[2]);
  EXPECT_THAT(blocks.area_m2, ElementsAre(62500, 62500, 62500));
  ASSERT_EQ(blocks.borders.size(), 1U);
  EXPECT_EQ(blocks.borders[0].length_m, 250);
  EXPECT_EQ(street_blocks(City{}, {}, Job{}).size(), 0U);
}

TEST(StreetBlocks, OutsideTheStreetsACellLessTheFaces) {
  test::CityBuilder town;
  square(town, 50, 50, 150, 150);
  town.rectangle(60, 60, 70, 70);
  town.rectangle(10, 10, 20, 20);
  const City city = with_network(town);
  const StreetBlocks blocks = street_blocks(city, {}, Job{});
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks.area_m2[blocks.of_building[0]], 10000);
  EXPECT_EQ(blocks.area_m2[blocks.of_building[1]], 62500 - 10000);
  EXPECT_EQ(blocks.borders.at(0).length_m, 400);
}

TEST(StreetBlocks, RailwaysPartBlocksDrivesAndBridgesDoNot) {
  test::CityBuilder town;
  square(town, 0, 0, 100, 100);
  Road drive;
  drive.road_class = RoadClass::service;
  town.road({{0, 20}, {100, 20}}, drive);
  Road bridge;
  bridge.bridge = true;
  bridge.level = 1;
  town.road({{-50, 40}, {150, 40}}, bridge);
  town.barrier({{-10, 60}, {110, 60}}, {{}, BarrierKind::rail});
  town.barrier({{-10, 80}, {110, 80}}, {{}, BarrierKind::wall});
  town.rectangle(10, 5, 20, 15);
  town.rectangle(10, 65, 20, 75);
  const City city = with_network(town);
  const StreetBlocks blocks = street_blocks(city, {}, Job{});
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks.area_m2[blocks.of_building[0]], 6000);
  EXPECT_EQ(blocks.area_m2[blocks.of_building[1]], 4000);
}

}  // namespace
}  // namespace firebreak
