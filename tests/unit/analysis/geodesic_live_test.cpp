#include "core/analysis/geodesic_live.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/road_town.hpp"

namespace firebreak {
namespace {

using Reach = HoseGeodesic::Reach;
using testing::ElementsAre;
using testing::IsEmpty;

/// On open ground the hose is as long as the straight line, but for the error of the grid.
void expect_hose(const HoseGeodesic::Way& way, double metres, std::uint32_t hydrant) {
  ASSERT_TRUE(way.lay_m);
  EXPECT_GE(*way.lay_m, metres - HoseField::snap_m);
  EXPECT_LE(*way.lay_m, HoseField::stretch * metres + 2 * HoseField::snap_m);
  EXPECT_EQ(way.hydrant, Id<Hydrant>{hydrant});
  EXPECT_EQ(way.reach, Reach::full);
}

TEST(GeodesicLive, AHydrantDraggedAwayLeavesTheNextOne) {
  test::CityBuilder town;
  town.rectangle(20, -5, 30, 5);
  town.hydrant(0, 0);
  town.hydrant(60, 0);
  const City city = town.build();
  GeodesicLive live(city, city, {}, Job{});
  const HoseGeodesic::Way& way = live.buildings()[0];
  expect_hose(way, 20, 0);
  EXPECT_THAT(live.move({0}, {-400, 0}), ElementsAre(0U));
  expect_hose(way, 30, 1);
  EXPECT_THAT(live.switch_off({1}, true), ElementsAre(0U));
  EXPECT_EQ(way.reach, Reach::none);
  EXPECT_FALSE(way.lay_m);
  EXPECT_THAT(live.add("new-1", {25, 45}, {}), ElementsAre(0U));
  expect_hose(way, 40, 2);
  EXPECT_THAT(live.move({0}, {-500, 0}), IsEmpty()) << "out of reach before and after";
  EXPECT_THAT(live.take_back_last(), ElementsAre(0U));
  EXPECT_EQ(way.reach, Reach::none);
}

/// Without any hydrant nothing is judged.
TEST(GeodesicLive, ACityWithoutHydrantsFollowsItsFirstOne) {
  test::CityBuilder town;
  town.rectangle(20, -5, 30, 5);
  const City city = town.build();
  GeodesicLive live(city, city, {}, Job{});
  const HoseGeodesic::Way& way = live.buildings()[0];
  EXPECT_EQ(way.reach, Reach::unknown);
  EXPECT_THAT(live.add("new-1", {0, 0}, {}), ElementsAre(0U));
  expect_hose(way, 20, 0);
  EXPECT_THAT(live.take_back_last(), ElementsAre(0U));
  EXPECT_EQ(way.reach, Reach::unknown);
}

}  // namespace
}  // namespace firebreak
