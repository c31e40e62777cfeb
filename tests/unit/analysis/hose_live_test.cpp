#include "core/analysis/hose_live.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/road_town.hpp"

namespace firebreak {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The hose runs 5 m to the street, along it to x = 105, the last place (every 5 m) that is at most
/// 50 m from the corner (150, 10), and from there straight over.
TEST(HoseLive, TheHoseFollowsADraggedHydrant) {
  test::CityBuilder town;
  town.road({{0, 0}, {200, 0}});
  town.rectangle(150, 10, 160, 20);
  town.hydrant(50, 5);
  const City city = test::with_network(town);
  HoseLive live(city, city, {}, Job{});
  const HoseLay::Lay& lay = live.buildings()[0];
  const double over_m = std::hypot(45, 10);
  EXPECT_DOUBLE_EQ(lay.lay_m.value(), 5 + 55 + over_m);
  EXPECT_THAT(live.move({0}, {80, 5}), ElementsAre(0U));
  EXPECT_DOUBLE_EQ(lay.lay_m.value(), 5 + 25 + over_m);

  EXPECT_THAT(live.add("new-1", {20, 5}, {}), IsEmpty()) << "farther than the other";
  EXPECT_THAT(live.switch_off({0}, true), ElementsAre(0U));
  EXPECT_DOUBLE_EQ(lay.lay_m.value(), 5 + 85 + over_m);
  EXPECT_EQ(lay.hydrant, Id<Hydrant>{1});
  EXPECT_THAT(live.take_back_last(), ElementsAre(0U));
  EXPECT_EQ(lay.lay_m, std::nullopt);
  EXPECT_EQ(lay.reach, HoseLay::Reach::none);
}

/// What stands beside which road is first looked up when there is a hydrant to lay from.
TEST(HoseLive, ACityWithoutHydrantsFollowsItsFirstOne) {
  test::CityBuilder town;
  town.road({{0, 0}, {200, 0}});
  town.rectangle(150, 10, 160, 20);
  const City city = test::with_network(town);
  HoseLive live(city, city, {}, Job{});
  const HoseLay::Lay& lay = live.buildings()[0];
  EXPECT_EQ(lay.reach, HoseLay::Reach::unknown);
  const double over_m = std::hypot(45, 10);
  EXPECT_THAT(live.add("new-1", {50, 5}, {}), ElementsAre(0U));
  EXPECT_DOUBLE_EQ(lay.lay_m.value(), 5 + 55 + over_m);
  EXPECT_THAT(live.move({0}, {80, 5}), ElementsAre(0U));
  EXPECT_DOUBLE_EQ(lay.lay_m.value(), 5 + 25 + over_m);
  EXPECT_THAT(live.take_back_last(), ElementsAre(0U));
  EXPECT_EQ(lay.reach, HoseLay::Reach::unknown);
}

}  // namespace
}  // namespace firebreak
