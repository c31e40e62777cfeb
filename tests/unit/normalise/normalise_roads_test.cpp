#include "core/normalise/normalise.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "normalised_city.hpp"

namespace firebreak {
namespace {

using test::city_of;
using test::issues_of;
using test::LayerBuilder;

TEST(Normalise, RoadsAreExplodedMergedAndNoded) {
  LayerBuilder roads(Role::roads, "r.gpkg");
  roads.text_column("id").text_column("class").text_column("width_m").text_column("bridge");
  roads.line({{0, 0}, {100, 0}}).cells({"a", "residential", "", ""});
  roads.line({{100, 0.4}, {0, 0.3}}).cells({"b", "", "6", ""});  // a again, backwards
  roads.lines({{{50, -50}, {50, 50}}, {{80, 10}, {80, 60}}}).cells({"c", "service", "3.5-4", "no"});
  roads.line({{20, -50}, {20, 50}}).cells({"d", "primary", "", "yes"});
  roads.point(1, 1).cells({"e", "", "", ""});
  const City city = city_of(roads);
  EXPECT_EQ(city.roads->size(), 4U);
  EXPECT_EQ(city.sources[0].read, 5U);
  EXPECT_EQ(city.sources[0].set_aside, 2U);  // the duplicate and the point
  std::map<std::string, Road> by_id;
  for (std::size_t r = 0; r < 4; ++r) by_id[std::string(city.roads->ids[r])] = (*city.roads)[r];
  EXPECT_EQ(by_id["a"].width_m, 6.0F);
  EXPECT_EQ(by_id["c"].width_m, 3.5F);
  EXPECT_TRUE(by_id.contains("c-2"));
  EXPECT_EQ(by_id["d"].level, 1);
  EXPECT_EQ(issues_of(city, IssueKind::duplicate_road).size(), 1U);
  // a is cut by c, not by the bridge d.
  EXPECT_EQ(city.network->segments.size(), 2U + 2U + 1U + 1U);
}

TEST(Normalise, AWidthKnownOnlyFromAboveIsALimit) {
  LayerBuilder roads(Role::roads, "r.gpkg");
  roads.text_column("id").text_column("width_m").text_column("max_width_m");
  const std::vector<std::pair<const char*, const char*>> widths{
      {"<4", ""}, {"不足4米", ""}, {"up to 4 m", ""}, {"<4", "3"}, {">=4", ""}, {"4", ""}};
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const double y = 100.0 * static_cast<double>(i);
    roads.line({{0, y}, {90, y}}).cells({std::to_string(i), widths[i].first, widths[i].second});
  }
  const City city = city_of(roads);
  ASSERT_EQ(city.roads->size(), widths.size());
  std::map<std::string, Road> by_id;
  for (std::size_t r = 0; r < widths.size(); ++r)
    by_id[std::string(city.roads->ids[r])] = (*city.roads)[r];
  for (const char* id : {"0", "1", "2"}) {
    EXPECT_FALSE(by_id[id].width_m) << id;
    EXPECT_EQ(by_id[id].max_width_m, 4.0F) << id;
  }
  EXPECT_EQ(by_id["3"].max_width_m, 3.0F);
  for (const char* id : {"4", "5"}) {
    EXPECT_EQ(by_id[id].width_m, 4.0F) << id;
    EXPECT_FALSE(by_id[id].max_width_m) << id;
  }
}

TEST(Normalise, AHeightOrAnOpeningKnownOnlyFromAboveIsNoValue) {
  LayerBuilder roads(Role::roads, "r.gpkg");
  roads.text_column("class").text_column("clear_height_m");
  roads.line({{0, 0}, {100, 0}}).cells({"residential", ""});
  roads.line({{0, 90}, {90, 90}}).cells({"service", "<4.5"});
  roads.line({{0, 190}, {90, 190}}).cells({"service", "4.5"});
  LayerBuilder gates(Role::obstacles, "o.gpkg");
  gates.text_column("kind").text_column("clear_width_m").text_column("clear_height_m");
  gates.point(10, 0).cells({"gate", "不足5米", "up to 4 m"});
  gates.point(20, 0).cells({"gate", "5", "4"});
  const City city = city_of(roads, gates);
  std::size_t bounded_roads = 0;
  for (std::size_t r = 0; r < city.roads->size(); ++r) {
    const Road& road = (*city.roads)[r];
    const double y = city.roads->shapes.only_part(r)[0].y_m;
    if (y < 50) continue;
    const bool below = y < 150;
    bounded_roads += below ? 1 : 0;
    EXPECT_EQ(below ? road.height_below_m : road.clear_height_m, 4.5F);
    EXPECT_FALSE(below ? road.clear_height_m : road.height_below_m);
  }
  EXPECT_EQ(bounded_roads, 1U);
  const Obstacle& bounded = (*city.obstacles)[0];
  EXPECT_FALSE(bounded.clear_width_m);
  EXPECT_FALSE(bounded.clear_height_m);
  EXPECT_EQ(bounded.width_below_m, 5.0F);
  EXPECT_EQ(bounded.height_below_m, 4.0F);
  const Obstacle& exact = (*city.obstacles)[1];
  EXPECT_EQ(exact.clear_width_m, 5.0F);
  EXPECT_FALSE(exact.width_below_m);
}

}  // namespace
}  // namespace firebreak
